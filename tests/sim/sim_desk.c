#include "sim_desk.h"

#include <stdio.h>

#include "base/mem.h"
#include "draft/items.h"

struct desk desk_sit_down(struct sim_editor *editor, const struct draft *view, struct choices *choices)
{
    struct desk desk = {.editor = editor, .view = view, .choices = choices};
    for (struct item *item = item_next(view, NULL); item; item = item_next(view, item))
        if (item_is_there(item) && desk.there_count < ITEMS_SEEN)
            desk.there[desk.there_count++] = item;
        else if (!item_is_there(item) && desk.removed_count < ITEMS_SEEN)
            desk.removed[desk.removed_count++] = item;
    return desk;
}

struct item *desk_item(struct desk *desk)
{
    if (desk->removed_count && choices_one_in(desk->choices, 40)) /* the button should have been grey */
        return desk->removed[choices_below(desk->choices, (uint32_t)desk->removed_count)];
    return desk->there[choices_below(desk->choices, (uint32_t)desk->there_count)];
}

struct item *desk_favourite(struct desk *desk)
{
    return choices_one_in(desk->choices, 2) ? desk->there[desk->there_count > 1] : desk_item(desk);
}

const char *desk_lang(struct desk *desk)
{
    const struct string_list *langs = &desk->view->langs;
    return langs
        ->strings[choices_one_in(desk->choices, 2) ? 0
                                                   : choices_below(desk->choices, (uint32_t)langs->count)];
}

struct change *desk_change(struct change_list *out, const struct change_kind *kind, const struct item *item)
{
    struct change *change = change_list_add(out);
    *change = (struct change){.kind = kind, .anchor = -1, .head = -1};
    change->item = item ? mem_copy_string(item->id) : NULL;
    return change;
}

char *desk_fresh_id(struct desk *desk)
{
    if (choices_one_in(desk->choices, 40))
        return mem_copy_string(desk_item(desk)->id); /* taken */
    return desk_own_id(desk);
}

char *desk_own_id(struct desk *desk)
{
    char id[ID_BYTES];
    snprintf(id, sizeof id, "%s-%u", desk->editor->name, ++desk->editor->fresh);
    return mem_copy_string(id);
}

static const char *const pieces[] = {
    "a", "los ", "migración", "e\xCC\x81", "\xF0\x9F\x98\x80", "\xE4\xB8\xAD", "\"", " y ", "z"};

const char *desk_words(struct desk *desk)
{
    return pieces[choices_below(desk->choices, sizeof pieces / sizeof *pieces)];
}

uint32_t desk_place(struct desk *desk, const struct text *text, uint32_t from)
{
    uint32_t len = text ? text_len(text) : 0;
    uint32_t at = from + choices_below(desk->choices, len - from + 1);
    return text && at < len && text_cuts_pair(text, at) ? at + 1 : at;
}

void desk_name_place(struct desk *desk, struct change *change)
{
    struct item *parent = choices_one_in(desk->choices, 2) ? NULL : desk_item(desk);
    struct item *after = parent ? parent->last : desk->view->last;
    if (after && choices_one_in(desk->choices, 2))
        after = after->previous;
    change->parent = parent ? mem_copy_string(parent->id) : NULL;
    change->after = after ? mem_copy_string(after->id) : NULL;
}

void desk_follow_habit(struct desk *desk, const struct habit *habits, size_t count, struct change_list *out)
{
    enum role role = desk->editor->who.role;
    unsigned sum = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        sum += habits[i].weight[role];
    unsigned left = choices_below(desk->choices, sum);
    while (left >= habits[at].weight[role])
        left -= habits[at++].weight[role];
    habits[at].edit(desk, out);
}
