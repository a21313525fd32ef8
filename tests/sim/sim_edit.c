#include "sim_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/policy.h"
#include "support/random_scheme.h"
#include "sim_negotiate.h"
#include "wire/change_codec.h"

/* ---- words ---- */

static struct attributes *some_format(struct desk *desk, bool may_remove)
{
    static const char *const keys[] = {"bold", "italic", "underline"};
    struct attribute one = {keys[choices_below(desk->choices, 3)],
                            may_remove && choices_one_in(desk->choices, 3) ? ATTRIBUTE_NULL : ATTRIBUTE_TRUE,
                            NULL};
    struct attributes *set = NULL;
    (void)!attributes_create(&one, 1, &set);
    return set;
}

static void write_words(struct desk *desk, struct delta *delta)
{
    const char *words = desk_words(desk);
    struct attributes *format = choices_one_in(desk->choices, 4) ? some_format(desk, false) : NULL;
    delta_insert(delta, words, strlen(words), format);
    attributes_unref(format);
}

static void some_delta(struct desk *desk, const struct text *text, struct delta *delta)
{
    *delta = (struct delta)DELTA_EMPTY;
    uint32_t len = text ? text_len(text) : 0, at = 0;
    for (uint32_t steps = 1 + choices_below(desk->choices, 3); steps > 0; steps--) {
        uint32_t next = desk_place(desk, text, at), what = choices_below(desk->choices, 5);
        delta_retain(delta, next - at, NULL);
        at = next;
        if (what >= 3 && at < len) {
            uint32_t end = desk_place(desk, text, at);
            struct attributes *format = what == 4 ? some_format(desk, true) : NULL;
            if (what == 3)
                delta_delete(delta, end - at);
            else
                delta_retain(delta, end - at, format);
            attributes_unref(format);
            at = end;
        } else {
            write_words(desk, delta);
        }
    }
    delta_chop(delta);
}

static void edit_text_of(struct desk *desk, const struct item *item, const char *lang,
                         struct change_list *out)
{
    struct item_text *found = item_text_find(item, lang);
    struct change *change = desk_change(out, &change_text, item);
    change->lang = mem_copy_string(lang);
    some_delta(desk, found ? found->text : NULL, &change->delta);
}

static void note_mark(void *any, const char *proposal)
{
    (void)proposal;
    *(bool *)any = true;
}

/* Who may only propose knows it, mostly; and so does who might write in what others propose. */
static void edit_text(struct desk *desk, struct change_list *out)
{
    struct item *item = desk_favourite(desk);
    bool propose = policy_permission(desk->editor->who.role, ACTION_TEXT, item->status) == AS_PROPOSAL;
    bool marked = false;
    marks_visit(item, note_mark, &marked);
    propose = propose || (marked && choices_one_in(desk->choices, 2));
    if (propose && !choices_one_in(desk->choices, 8))
        sim_propose_words(desk, item, desk_lang(desk), out);
    else
        edit_text_of(desk, item, desk_lang(desk), out);
}

/* Words that refer to an item, there or removed, or name the delegations present. */
static void edit_refer(struct desk *desk, struct change_list *out)
{
    const struct item *item = desk_item(desk), *target = desk_item(desk);
    struct change *change = desk_change(out, &change_text, item);
    struct buf link = BUF_EMPTY;
    struct attributes *set = NULL;
    change->lang = mem_copy_string(desk_lang(desk));
    if (desk->removed_count && choices_one_in(desk->choices, 4))
        target = desk->removed[choices_below(desk->choices, (uint32_t)desk->removed_count)];
    if (choices_one_in(desk->choices, 4))
        buf_text(&link, ATTRIBUTE_ROLL_LINK);
    else
        buf_format(&link, "%s%s", ATTRIBUTE_ITEM_LINK, target->id);
    struct attribute one = {"link", ATTRIBUTE_STRING, link.bytes};
    (void)!attributes_create(&one, 1, &set);
    change->delta = (struct delta)DELTA_EMPTY;
    delta_insert(&change->delta, "7.p", 3, set);
    attributes_unref(set);
    buf_clear(&link);
}

/* ---- structure ---- */

static void edit_add(struct desk *desk, struct change_list *out)
{
    struct change *change = desk_change(out, &change_item_add, NULL);
    change->item = desk_fresh_id(desk);
    desk_name_place(desk, change);
    change->item_kind = (enum item_kind)choices_below(desk->choices, KIND_COUNT);
    if (choices_one_in(desk->choices, 2))
        write_words(desk, &lang_map_add(&change->texts, desk_lang(desk))->delta);
    change->texts.there = change->texts.count > 0;
}

static void edit_move(struct desk *desk, struct change_list *out)
{
    desk_name_place(desk, desk_change(out, &change_item_move, desk_item(desk)));
}

static void edit_remove(struct desk *desk, struct change_list *out)
{
    (void)desk_change(out, &change_item_remove, desk_item(desk));
}

static void edit_restore(struct desk *desk, struct change_list *out)
{
    size_t count = desk->removed_count;
    (void)desk_change(out, &change_item_restore,
                      count ? desk->removed[choices_below(desk->choices, (uint32_t)count)] : desk_item(desk));
}

static void edit_split(struct desk *desk, struct change_list *out)
{
    struct item *item = desk_item(desk);
    struct change *change = desk_change(out, &change_item_split, item);
    change->new_item = desk_fresh_id(desk);
    change->places.there = true;
    for (size_t i = 0; i < item->text_count; i++)
        if (!choices_one_in(desk->choices, 4))
            lang_map_add(&change->places, item->texts[i].lang)->place_u16 =
                desk_place(desk, item->texts[i].text, 0);
}

static void edit_merge(struct desk *desk, struct change_list *out)
{
    struct item *item = desk_item(desk);
    struct item *into =
        item->previous && !choices_one_in(desk->choices, 3) ? item->previous : desk_item(desk);
    struct change *change = desk_change(out, &change_item_merge, item);
    change->into = mem_copy_string(into->id);
    change->places.there = true; /* the server does this itself; its author needs it before */
    for (size_t i = 0; i < into->text_count; i++)
        lang_map_add(&change->places, into->texts[i].lang)->place_u16 = text_len(into->texts[i].text);
}

static void edit_kind(struct desk *desk, struct change_list *out)
{
    desk_change(out, &change_item_kind, desk_item(desk))->item_kind =
        (enum item_kind)choices_below(desk->choices, KIND_COUNT);
}

static void edit_align(struct desk *desk, struct change_list *out)
{
    desk_change(out, &change_item_align, desk_item(desk))->lang = mem_copy_string(desk_lang(desk));
}

/* ---- what the chair and the secretariat do ---- */

static void give_reason(struct desk *desk, struct change *change)
{
    if (choices_one_in(desk->choices, 2))
        change->note = mem_copy_string(desk_words(desk));
}

static void edit_status(struct desk *desk, struct change_list *out)
{
    static const enum item_status likely[] = {ITEM_OPEN,   ITEM_OPEN,   ITEM_REVIEW,
                                              ITEM_REVIEW, ITEM_AGREED, ITEM_APPROVED};
    struct change *change = desk_change(out, &change_item_status, desk_favourite(desk));
    change->item_status = likely[choices_below(desk->choices, 6)];
    change->below = choices_one_in(desk->choices, 2);
    give_reason(desk, change);
}

static void edit_draft(struct desk *desk, struct change_list *out)
{
    struct change *change = desk_change(out, &change_draft_set, NULL);
    if (choices_one_in(desk->choices, 2)) {
        change->title.there = true;
        lang_map_add(&change->title, desk_lang(desk))->words = mem_copy_string(desk_words(desk));
        return;
    }
    string_list_copy(&desk->view->langs, &change->langs);
    change->langs.there = true;
    if (!string_list_has(&change->langs, "pt-BR"))
        string_list_add(&change->langs, "pt-BR");
    else if (strcmp(change->langs.strings[change->langs.count - 1], "pt-BR") == 0)
        free(change->langs.strings[--change->langs.count]);
}

/* Numbers stay while people negotiate, and follow their places again. */
static void edit_numbers(struct desk *desk, struct change_list *out)
{
    bool frozen = desk->view->frozen && !choices_one_in(desk->choices, 8);
    desk_change(out, frozen ? &change_draft_renumber : &change_draft_freeze, NULL)->on = true;
}

/* One item is called otherwise, or goes on from a number; or all are numbered by another scheme. */
static void edit_numbering(struct desk *desk, struct change_list *out)
{
    if (choices_one_in(desk->choices, 3)) {
        struct numbering_scheme scheme;
        random_scheme(desk->choices, &scheme);
        desk_change(out, &change_draft_set, NULL)->numbering = numbering_scheme_copy(&scheme);
        return;
    }
    struct change *change = desk_change(out, &change_item_number, desk_item(desk));
    if (choices_one_in(desk->choices, 2))
        change->start = 1 + choices_below(desk->choices, 40);
    else if (choices_one_in(desk->choices, 2))
        change->name = mem_copy_string("3 bis");
}

/* The end: everything is approved and the draft adopted, in one op. */
static void edit_adopt(struct desk *desk, struct change_list *out)
{
    for (struct item *item = desk->view->first; item && choices_below(desk->choices, 8); item = item->next) {
        if (item->removed)
            continue;
        struct change *change = desk_change(out, &change_item_status, item);
        change->item_status = ITEM_APPROVED;
        change->below = true;
        give_reason(desk, change);
    }
    (void)desk_change(out, &change_draft_adopt, NULL);
}

/* What is said of a commitment: a delegation reports, others say what a field is; before adoption what an item takes up alone. */
static void edit_follow(struct desk *desk, struct change_list *out)
{
    static const struct {
        enum follow_field field;
        const char *value;
    } said[] = {{FOLLOW_STATUS, "done"},    {FOLLOW_DUE, "2027-06-30"}, {FOLLOW_KIND, "decision"},
                {FOLLOW_NOTE, "Se envió."}, {FOLLOW_DUE, "mañana"},     {FOLLOW_TAKES_UP, "i2"}};
    bool reports = desk->editor->who.role == ROLE_DELEGATION;
    size_t chosen = desk->view->adopted ? choices_below(desk->choices, 6) : 5;
    struct change *change = desk_change(out, &change_follow_set, desk_item(desk));
    change->number = 1 + (int64_t)choices_below(desk->choices, 3);
    change->follow = reports ? FOLLOW_REPORT : said[chosen].field;
    if (!choices_one_in(desk->choices, 4))
        change->words = mem_copy_string(reports ? "Se envió en mayo." : said[chosen].value);
    if (!reports && choices_one_in(desk->choices, 4))
        desk_change(out, &change_follow_from, NULL)->draft = mem_copy_string("old");
}

/* Several steps in one op, each made on what the view shows: they may not fit together. */
static void edit_twice(struct desk *desk, struct change_list *out);

static const struct habit habits[] = {
    {{1, 60, 40, 30}, edit_text},   {{1, 6, 6, 4}, edit_add},         {{0, 5, 5, 3}, edit_move},
    {{0, 4, 4, 3}, edit_remove},    {{0, 3, 3, 2}, edit_restore},     {{0, 7, 7, 5}, edit_split},
    {{0, 6, 6, 5}, edit_merge},     {{0, 2, 2, 2}, edit_kind},        {{0, 3, 5, 2}, edit_align},
    {{0, 1, 1, 18}, edit_status},   {{0, 1, 6, 3}, edit_draft},       {{0, 0, 0, 2}, edit_adopt},
    {{0, 6, 6, 4}, edit_twice},     {{1, 45, 20, 90}, sim_negotiate}, {{0, 0, 0, 8}, edit_numbers},
    {{0, 0, 3, 2}, edit_numbering}, {{0, 4, 4, 3}, edit_refer},       {{0, 1, 2, 2}, edit_follow},
};

static void edit_one(struct desk *desk, struct change_list *out)
{
    desk_follow_habit(desk, habits, sizeof habits / sizeof *habits, out);
}

static void edit_twice(struct desk *desk, struct change_list *out)
{
    struct item *one = desk_item(desk), *other = desk_item(desk);
    edit_text_of(desk, one, desk_lang(desk), out);
    if (other != one && choices_one_in(desk->choices, 2))
        edit_text_of(desk, other, desk_lang(desk), out);
    else
        (choices_one_in(desk->choices, 2) ? edit_split : edit_add)(desk, out);
}

void sim_edit(struct sim_editor *editor, const struct draft *view, struct choices *choices,
              struct change_list *out)
{
    struct desk desk = desk_sit_down(editor, view, choices);
    *out = (struct change_list){0};
    if (desk.there_count)
        edit_one(&desk, out);
}

bool sim_edit_place(const struct draft *view, struct choices *choices, const char **item, const char **lang,
                    uint32_t *at)
{
    struct desk desk = desk_sit_down(NULL, view, choices);
    if (!desk.there_count)
        return false;
    struct item *found = desk.there[choices_below(choices, (uint32_t)desk.there_count)];
    *item = found->id;
    *lang = desk_lang(&desk);
    struct item_text *text = item_text_find(found, *lang);
    *at = text ? desk_place(&desk, text->text, 0) : 0;
    return true;
}

/* ---- lies ---- */

static const char *const impossible[] = {
    "{\"type\":\"text\",\"item\":\"nowhere\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"insert\":\"x\"}]}}",
    "{\"type\":\"text\",\"item\":\"i2\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"retain\":60000},{\"insert\":"
    "\"x\"}]}}",
    "{\"type\":\"text\",\"item\":\"i2\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"delete\":60000}]}}",
    "{\"type\":\"text\",\"item\":\"i2\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"insert\":\"a\\nb\"}]}}",
    "{\"type\":\"text\",\"item\":\"i2\",\"lang\":\"xx\",\"delta\":{\"ops\":[{\"insert\":\"x\"}]}}",
    "{\"type\":\"text\",\"item\":\"i2\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"insert\":\"7.p\","
    "\"attributes\":{"
    "\"link\":\"#item:nowhere\"}}]}}",
    "{\"type\":\"draft.freeze\",\"on\":false}",
    "{\"type\":\"item.move\",\"item\":\"nowhere\",\"parent\":null,\"after\":null}",
    "{\"type\":\"item.split\",\"item\":\"i2\",\"new\":\"i3\",\"at\":{}}",
    "{\"type\":\"item.merge\",\"item\":\"i2\",\"into\":\"nowhere\"}",
    "{\"type\":\"item.status\",\"item\":\"nowhere\",\"status\":\"open\"}",
    "{\"type\":\"item.promote\",\"item\":\"i2\"}",
    "{\"type\":\"participant.set\",\"participant\":{\"id\":\"p1\",\"role\":\"chair\",\"name\":\"Me\"}}",
    "{\"type\":\"draft.set\"}",
    "{\"type\":\"text\",\"item\":\"i2\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"insert\":\"x\",\"attributes\":"
    "{"
    "\"ins:nobody\":true}}]}}",
    "{\"type\":\"proposal.add\",\"proposal\":\"nothing\",\"item\":\"nowhere\"}",
    "{\"type\":\"proposal.add\",\"proposal\":\"empty\",\"item\":\"promised\",\"act\":\"add\"}",
    "{\"type\":\"proposal.accept\",\"proposal\":\"nobody\"}",
    "{\"type\":\"proposal.support\",\"proposal\":\"nobody\",\"support\":true}",
    "{\"type\":\"position.set\",\"item\":\"i2\",\"position\":\"perhaps\"}",
    "{\"type\":\"comment.add\",\"comment\":\"answer\",\"item\":\"i2\",\"parent\":\"nobody\",\"text\":\"No\"}",
    "{\"type\":\"comment.edit\",\"comment\":\"nobody\",\"text\":\"No\"}",
    "{\"type\":\"consult.open\",\"item\":\"i2\",\"delegations\":[\"MX\"],\"until\":1}",
    "{\"type\":\"consult.close\",\"item\":\"nowhere\"}",
};

/* Good changes in front, so that there is something to take back. */
void sim_lie(struct sim_editor *editor, const struct draft *view, struct choices *choices, struct buf *out)
{
    struct change_list changes = {0};
    struct desk desk = desk_sit_down(editor, view, choices);
    for (uint32_t count = choices_below(choices, 3); count > 0 && desk.there_count; count--)
        edit_one(&desk, &changes);
    changes_write_json(out, &changes);
    out->len--; /* the bracket */
    if (changes.count)
        buf_char(out, ',');
    buf_text(out, impossible[choices_below(choices, sizeof impossible / sizeof *impossible)]);
    buf_char(out, ']');
    change_list_clear(&changes);
}
