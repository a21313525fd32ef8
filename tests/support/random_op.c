#include "support/random_op.h"
#include "support/random_scheme.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "support/random_change.h"

/* Random choices, what is seen, and a change to fill in. */
struct making {
    struct choices *choices;
    struct draft *view;
    struct change *change;
};

static bool one_in(const struct making *making, uint32_t times)
{
    return choices_one_in(making->choices, times);
}

/* Any item, tombstones too. */
static struct item *some_item(const struct making *making)
{
    uint32_t skip = choices_below(making->choices, (uint32_t)making->view->items.count);
    struct item *item = item_next(making->view, NULL);
    while (skip--)
        item = item_next(making->view, item);
    return item;
}

/* One that is there, nearly always. */
static struct item *some_item_there(const struct making *making)
{
    struct item *item = some_item(making);
    for (int tries = 0; !item_is_there(item) && tries < 20; tries++)
        item = some_item(making);
    return item;
}

static const char *some_lang(const struct making *making)
{
    const struct string_list *langs = &making->view->langs;
    return langs->strings[choices_below(making->choices, (uint32_t)langs->count)];
}

static char *fresh_id(const struct making *making)
{
    char id[ID_BYTES];
    if (one_in(making, 40))
        return mem_copy_string(some_item(making)->id); /* taken */
    snprintf(id, sizeof id, "r%08x", choices_below(making->choices, UINT32_MAX));
    return mem_copy_string(id);
}

static void words_of(const struct item *item, const char *lang, struct naive_text *out)
{
    const struct item_text *found = item_text_find(item, lang);
    struct delta whole;
    *out = (struct naive_text)NAIVE_EMPTY;
    if (!found)
        return;
    text_slice(found->text, 0, text_len(found->text), &whole);
    for (size_t i = 0; i < whole.count; i++)
        naive_append_op(out, &whole, &whole.ops[i]);
    delta_clear(&whole);
}

static void make_text(struct making *making)
{
    struct naive_text words;
    const struct item *item = some_item_there(making);
    making->change->item = mem_copy_string(item->id);
    making->change->lang = mem_copy_string(some_lang(making));
    words_of(item, making->change->lang, &words);
    random_change(making->choices, 3, &words, &making->change->delta);
    if (one_in(making, 30))
        delta_delete(&making->change->delta, 5); /* past the end, perhaps */
    naive_clear(&words);
}

static void make_place(struct making *making)
{
    const struct item *parent = one_in(making, 3) ? NULL : some_item_there(making);
    making->change->parent = parent ? mem_copy_string(parent->id) : NULL;
    const struct item *after = parent ? parent->first : making->view->first;
    while (after && after->next && !one_in(making, 3))
        after = after->next;
    if (one_in(making, 10))
        after = some_item(making); /* of some other parent */
    making->change->after = after && !one_in(making, 4) ? mem_copy_string(after->id) : NULL;
}

static void make_add(struct making *making)
{
    struct naive_text words;
    making->change->item = fresh_id(making);
    making->change->item_kind = (enum item_kind)choices_below(making->choices, KIND_COUNT);
    make_place(making);
    if (one_in(making, 3))
        return;
    random_document(making->choices, 3, &words);
    naive_document(&words, &lang_map_add(&making->change->texts, some_lang(making))->delta);
    naive_clear(&words);
}

static void make_move(struct making *making)
{
    making->change->item = mem_copy_string(some_item_there(making)->id);
    make_place(making);
}

static void make_of_item(struct making *making)
{
    making->change->item = mem_copy_string(some_item(making)->id);
}

static void make_restore(struct making *making)
{
    struct item *item = some_item(making);
    for (int tries = 0; !item->removed && tries < 10; tries++)
        item = some_item(making);
    making->change->item = mem_copy_string(item->id);
}

static void make_split(struct making *making)
{
    const struct item *item = some_item_there(making);
    making->change->item = mem_copy_string(item->id);
    making->change->new_item = fresh_id(making);
    making->change->places.there = true;
    for (size_t i = 0; i < making->view->langs.count; i++) {
        struct naive_text words;
        const char *lang = making->view->langs.strings[i];
        if (one_in(making, 3))
            continue;
        words_of(item, lang, &words);
        uint32_t at = random_position(making->choices, &words);
        lang_map_add(&making->change->places, lang)->place_u16 = one_in(making, 30) ? at + 1 : at;
        naive_clear(&words);
    }
}

static void make_merge(struct making *making)
{
    making->change->item = mem_copy_string(some_item_there(making)->id);
    making->change->into = mem_copy_string(some_item_there(making)->id);
}

static void make_kind(struct making *making)
{
    make_of_item(making);
    making->change->item_kind = (enum item_kind)choices_below(making->choices, KIND_COUNT);
}

static void make_status(struct making *making)
{
    make_of_item(making);
    making->change->item_status =
        one_in(making, 2) ? ITEM_OPEN : (enum item_status)choices_below(making->choices, ITEM_STATUS_COUNT);
    making->change->below = one_in(making, 3);
}

static void make_align(struct making *making)
{
    make_of_item(making);
    making->change->lang = mem_copy_string(some_lang(making));
}

static void make_set(struct making *making)
{
    static const char *const langs[] = {"fr", "pt-BR", "ar"};
    if (one_in(making, 2))
        lang_map_add(&making->change->title, some_lang(making))->words = mem_copy_string("Título \"nuevo\"");
    if (one_in(making, 3)) {
        struct numbering_scheme scheme;
        random_scheme(making->choices, &scheme);
        making->change->numbering = numbering_scheme_copy(&scheme);
    }
    string_list_copy(&making->view->langs, &making->change->langs);
    const char *lang = langs[choices_below(making->choices, 3)];
    if (one_in(making, 2) && !string_list_has(&making->change->langs, lang))
        string_list_add(&making->change->langs, lang);
}

static void make_number(struct making *making)
{
    static const char *const names[] = {"4 bis", "7 alt", "\xc2\xa7"};
    make_of_item(making);
    if (one_in(making, 3))
        making->change->start = 1 + choices_below(making->choices, 40);
    else if (one_in(making, 2))
        making->change->name = mem_copy_string(names[choices_below(making->choices, 3)]);
}

static void make_nothing(struct making *making)
{
    (void)making;
}

static void make_freeze(struct making *making)
{
    making->change->on = true;
}

/* How often each kind comes, of 100. */
static const struct {
    uint32_t share;
    const struct change_kind *kind;
    void (*make)(struct making *);
} makers[] = {
    {40, &change_text, make_text},           {10, &change_item_add, make_add},
    {9, &change_item_move, make_move},       {6, &change_item_remove, make_of_item},
    {6, &change_item_restore, make_restore}, {8, &change_item_split, make_split},
    {6, &change_item_merge, make_merge},     {2, &change_item_kind, make_kind},
    {5, &change_item_status, make_status},   {2, &change_item_align, make_align},
    {2, &change_draft_set, make_set},        {1, &change_item_number, make_number},
    {1, &change_draft_freeze, make_freeze},  {1, &change_draft_renumber, make_nothing},
    {1, &change_draft_adopt, make_nothing},
};

static void make_change(struct making *making)
{
    uint32_t left = choices_below(making->choices, 100);
    size_t i = 0;
    while (left >= makers[i].share)
        left -= makers[i++].share;
    making->change->kind = makers[i].kind;
    makers[i].make(making);
}

/* An op may have one text change for each item and language. */
static bool is_second_text(const struct change_list *list)
{
    const struct change *last = &list->changes[list->count - 1];
    for (size_t i = 0; change_is(last, &change_text) && i + 1 < list->count; i++)
        if (change_is(&list->changes[i], &change_text) && strcmp(list->changes[i].item, last->item) == 0 &&
            strcmp(list->changes[i].lang, last->lang) == 0)
            return true;
    return false;
}

/* Makes the change to the view, as it was meant: what the server fills in stays out. False where it does not fit. */
static bool try_change(struct draft *view, const struct change *change)
{
    struct op_context context = {view->seq + 1, 0, NULL, SYSTEM_ID, false, NULL};
    struct refusal refusal;
    struct change copy;
    change_copy(change, &copy);
    bool fits = copy.kind->fits(view, &copy, &context, &refusal) == STATUS_OK;
    if (fits)
        copy.kind->apply(view, &copy, &context);
    change_clear(&copy);
    return fits;
}

void random_op(struct choices *choices, struct draft *view, struct change_list *out)
{
    uint32_t count = choices_one_in(choices, 2) ? 1 : 1 + choices_below(choices, 5);
    journal_begin(&view->journal);
    for (uint32_t made = 0; made < count; made++) {
        struct making making = {choices, view, change_list_add(out)};
        make_change(&making);
        bool keep = !is_second_text(out) && (try_change(view, making.change) || choices_one_in(choices, 6));
        if (!keep)
            change_clear(&out->changes[--out->count]);
    }
    journal_rollback(&view->journal);
}
