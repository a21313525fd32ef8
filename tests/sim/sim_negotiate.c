#include "sim_negotiate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"
#include "base/mem.h"
#include "draft/comments.h"
#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/proposal_parts.h"

#define MARKS_CARRIED 12
#define KEY_BYTES     (ID_BYTES + 4)

/* ---- proposed words ---- */

struct marks {
    struct attribute list[MARKS_CARRIED + 1];
    size_t count;
    char key[KEY_BYTES]; /* of the one that is their own */
};

static void mark(struct marks *marks, const char *kind, const char *proposal, enum attribute_type type)
{
    snprintf(marks->key, sizeof marks->key, "%s:%s", kind, proposal);
    marks->list[marks->count++] = (struct attribute){marks->key, type, NULL};
}

static struct attributes *attributes_of(const struct marks *marks)
{
    struct attributes *set = NULL;
    (void)!attributes_create(marks->list, marks->count, &set);
    return set;
}

/* What is written inside somebody else's proposal falls with it. */
static void carry_marks(const struct text *text, uint32_t at, const char *own, struct marks *marks)
{
    const struct attributes *behind = text ? text_attributes_at(text, at) : NULL;
    const struct attributes *before = text && at ? text_attributes_at(text, at - 1) : NULL;
    for (size_t i = 0; i < attributes_count(behind) && marks->count < MARKS_CARRIED; i++) {
        struct attribute attribute = attributes_at(behind, i);
        enum mark_type type;
        const char *id;
        if (mark_parse(attribute.key, &type, &id) && type == MARK_INS && strcmp(id, own) != 0 &&
            attributes_get(before, attribute.key).key)
            marks->list[marks->count++] = attribute;
    }
}

static void insert_words(struct desk *desk, const struct text *text, uint32_t at, const char *own,
                         struct delta *delta)
{
    struct marks marks = {.count = 0};
    const char *words = desk_words(desk);
    carry_marks(text, at, own, &marks);
    mark(&marks, "ins", own, ATTRIBUTE_TRUE);
    struct attributes *set = attributes_of(&marks);
    delta_insert(delta, words, strlen(words), set);
    attributes_unref(set);
}

static bool only_inserted_by(const struct attributes *attributes, const char *own)
{
    bool any = false;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *id;
        if (!mark_parse(attributes_at(attributes, i).key, &type, &id) || type != MARK_INS)
            continue;
        if (strcmp(id, own) != 0)
            return false;
        any = true;
    }
    return any;
}

/* Their own words go at once; others are marked. */
static void strike_words(const struct text *text, uint32_t from, uint32_t to, const char *own,
                         struct delta *delta)
{
    struct delta words;
    struct marks marks = {.count = 0};
    mark(&marks, "del", own, ATTRIBUTE_TRUE);
    struct attributes *set = attributes_of(&marks);
    text_slice(text, from, to, &words);
    for (size_t i = 0; i < words.count; i++)
        if (only_inserted_by(words.ops[i].attributes, own))
            delta_delete(delta, words.ops[i].len_u16);
        else
            delta_retain(delta, words.ops[i].len_u16, set);
    delta_clear(&words);
    attributes_unref(set);
}

static void amend(struct desk *desk, const struct text *text, const char *own, struct delta *delta)
{
    uint32_t at = desk_place(desk, text, 0);
    uint32_t end = text && choices_one_in(desk->choices, 2) ? desk_place(desk, text, at) : at;
    delta_retain(delta, at, NULL);
    if (end == at || choices_one_in(desk->choices, 2))
        insert_words(desk, text, at, own, delta);
    if (end > at)
        strike_words(text, at, end, own, delta);
    delta_chop(delta);
}

static const struct proposal *unfinished(const struct desk *desk, const struct item *item)
{
    for (size_t i = desk->view->proposals.count; i-- > 0;) {
        const struct proposal *proposal = desk->view->proposals.all[i];
        if (proposal->item == item && proposal->act == PROPOSAL_TEXT &&
            proposal_may_mark(proposal, &desk->editor->who))
            return proposal;
    }
    return NULL;
}

static const struct proposal *some_proposal(struct desk *desk, bool own)
{
    const struct entries *proposals = &desk->view->proposals;
    const struct proposal *found = NULL;
    for (int tries = 0; proposals->count && tries < 8; tries++) {
        found = proposals->all[choices_below(desk->choices, (uint32_t)proposals->count)];
        if (proposal_is_open(found) && (!own || proposal_is_own(found, &desk->editor->who)))
            break;
    }
    return found;
}

static char *open_proposal(struct desk *desk, const char *item, enum proposal_act act,
                           struct change_list *out)
{
    struct change *change = desk_change(out, &change_proposal_add, NULL);
    change->item = mem_copy_string(item);
    const struct proposal *taken = choices_one_in(desk->choices, 40) ? some_proposal(desk, false) : NULL;
    change->proposal = taken ? mem_copy_string(taken->id) : desk_own_id(desk);
    change->act = act;
    if (choices_one_in(desk->choices, 3))
        change->note = mem_copy_string(desk_words(desk));
    return change->proposal;
}

void sim_propose_words(struct desk *desk, const struct item *item, const char *lang, struct change_list *out)
{
    const struct proposal *going_on = choices_one_in(desk->choices, 3) ? NULL : unfinished(desk, item);
    const char *own = going_on ? going_on->id : open_proposal(desk, item->id, PROPOSAL_TEXT, out);
    const struct item_text *found = item_text_find(item, lang);
    struct change *change = desk_change(out, &change_text, item);
    change->lang = mem_copy_string(lang);
    amend(desk, found ? found->text : NULL, own, &change->delta);
}

static void propose(struct desk *desk, struct change_list *out)
{
    sim_propose_words(desk, desk_favourite(desk), desk_lang(desk), out);
}

/* ---- whole items ---- */

static void propose_item(struct desk *desk, struct change_list *out)
{
    char *fresh = desk_fresh_id(desk);
    open_proposal(desk, fresh, PROPOSAL_ADD, out);
    struct change *change = desk_change(out, &change_item_add, NULL);
    change->item = fresh;
    desk_name_place(desk, change);
    const char *words = desk_words(desk);
    delta_insert(&lang_map_add(&change->texts, desk_lang(desk))->delta, words, strlen(words), NULL);
    change->texts.there = true;
}

static void propose_removal(struct desk *desk, struct change_list *out)
{
    open_proposal(desk, desk_item(desk)->id, PROPOSAL_REMOVE, out);
}

/* ---- what becomes of proposals ---- */

static void change_proposal(const struct proposal *proposal, const struct change_kind *kind, bool support,
                            struct change_list *out)
{
    if (!proposal)
        return;
    struct change *change = desk_change(out, kind, NULL);
    change->proposal = mem_copy_string(proposal->id);
    change->support = support;
}

static void file(struct desk *desk, struct change_list *out)
{
    change_proposal(some_proposal(desk, true), &change_proposal_file, false, out);
}

static void withdraw(struct desk *desk, struct change_list *out)
{
    change_proposal(some_proposal(desk, true), &change_proposal_withdraw, false, out);
}

static void support(struct desk *desk, struct change_list *out)
{
    change_proposal(some_proposal(desk, false), &change_proposal_support, !choices_one_in(desk->choices, 3),
                    out);
}

static void decide(struct desk *desk, struct change_list *out)
{
    for (uint32_t count = 1 + choices_below(desk->choices, 2); count > 0; count--)
        change_proposal(some_proposal(desk, false),
                        choices_one_in(desk->choices, 2) ? &change_proposal_accept : &change_proposal_reject,
                        false, out);
}

/* Decides about some words of a text, whether they are the proposal's or not. */
static void decide_part(struct desk *desk, struct change_list *out)
{
    const struct proposal *proposal = some_proposal(desk, false);
    const struct item *item = proposal ? proposal->item : NULL;
    const struct item_text *found = item && item->text_count ? &item->texts[0] : NULL;
    struct marks marks = {.count = 0};
    if (!found || !text_len(found->text))
        return;
    mark(&marks, choices_one_in(desk->choices, 3) ? "del" : "ins", proposal->id, ATTRIBUTE_NULL);
    struct attributes *set = attributes_of(&marks);
    struct change *change = desk_change(out, &change_proposal_part, item);
    uint32_t at = desk_place(desk, found->text, 0), end = desk_place(desk, found->text, at);
    change->proposal = mem_copy_string(proposal->id);
    change->lang = mem_copy_string(found->lang);
    change->accept = choices_one_in(desk->choices, 2);
    delta_retain(&change->delta, at, NULL);
    delta_retain(&change->delta, end - at, set);
    attributes_unref(set);
}

/* Takes back the newest decision about a part. */
static void reopen_part(struct desk *desk, struct change_list *out)
{
    const struct proposal *proposal = some_proposal(desk, false);
    if (!proposal || !proposal_parts_count(proposal))
        return;
    struct change *change = desk_change(out, &change_proposal_reopen, NULL);
    change->proposal = mem_copy_string(proposal->id);
    change->number = (int64_t)proposal->parts->all[proposal->parts->count - 1].seq;
}

/* Puts two of them together as alternatives, or takes one out. */
static void group(struct desk *desk, struct change_list *out)
{
    const struct proposal *one = some_proposal(desk, false), *other = some_proposal(desk, false);
    const struct proposal *both[] = {one, other};
    char *fresh = choices_one_in(desk->choices, 3) ? NULL : desk_fresh_id(desk);
    for (size_t i = 0; one && i < 2; i++) {
        struct change *change = desk_change(out, &change_proposal_group, NULL);
        change->proposal = mem_copy_string(both[i]->id);
        change->group = mem_copy_string(fresh);
    }
    free(fresh);
}

/* Takes back what the newest decision decided, all of it or a part. */
static void reopen(struct desk *desk, struct change_list *out)
{
    const struct entries *all = &desk->view->proposals;
    uint64_t newest = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct proposal *proposal = all->all[i];
        newest = proposal->closed > newest ? proposal->closed : newest;
    }
    for (size_t i = 0; newest && i < all->count; i++) {
        const struct proposal *proposal = all->all[i];
        if (proposal->closed == newest && !choices_one_in(desk->choices, 6))
            change_proposal(proposal, &change_proposal_reopen, false, out);
    }
}

bool sim_is_decision(const struct change *change)
{
    return change_is_decision(change);
}

bool sim_brings_more(const struct change *change)
{
    return sim_is_decision(change) || change_is(change, &change_proposal_part) ||
           change_is(change, &change_proposal_reopen);
}

/* A new item whose words somebody else is to have said. */
static void claim_item(struct desk *desk, const struct proposal *proposal, struct change_list *out)
{
    struct marks marks = {.count = 0};
    mark(&marks, "ins", proposal->id, ATTRIBUTE_TRUE);
    struct attributes *set = attributes_of(&marks);
    struct change *change = desk_change(out, &change_item_add, NULL);
    change->item = desk_fresh_id(desk);
    desk_name_place(desk, change);
    delta_insert(&lang_map_add(&change->texts, desk_lang(desk))->delta, "x", 1, set);
    attributes_unref(set);
}

/* Marks words in the name of a proposal that may be somebody else's, or decides about it by taking its marks off. */
static void claim_marks(struct desk *desk, struct change_list *out)
{
    const struct proposal *proposal = some_proposal(desk, false);
    const struct item *item = proposal ? proposal->item : NULL;
    const struct item_text *found = item && item->text_count ? &item->texts[0] : NULL;
    struct marks marks = {.count = 0};
    if (proposal && choices_one_in(desk->choices, 5))
        claim_item(desk, proposal, out);
    if (!found || !text_len(found->text))
        return;
    bool writes = choices_one_in(desk->choices, 4), clears = choices_one_in(desk->choices, 2);
    mark(&marks, writes || choices_one_in(desk->choices, 2) ? "ins" : "del", proposal->id,
         clears && !writes ? ATTRIBUTE_NULL : ATTRIBUTE_TRUE);
    struct attributes *set = attributes_of(&marks);
    struct change *change = desk_change(out, &change_text, item);
    uint32_t at = desk_place(desk, found->text, 0), end = desk_place(desk, found->text, at);
    change->lang = mem_copy_string(found->lang);
    delta_retain(&change->delta, at, NULL);
    if (writes)
        delta_insert(&change->delta, "x", 1, set);
    else
        delta_retain(&change->delta, end - at, set);
    attributes_unref(set);
}

/* ---- positions, comments, consultations ---- */

static void take_position(struct desk *desk, struct change_list *out)
{
    struct change *change = desk_change(out, &change_position_set, desk_favourite(desk));
    change->position = choices_one_in(desk->choices, 3)
                           ? POSITION_OBJECT
                           : (enum position_value)choices_below(desk->choices, POSITION_COUNT);
}

static const struct comment *some_comment(struct desk *desk)
{
    const struct entries *comments = &desk->view->comments;
    return comments->count ? comments->all[choices_below(desk->choices, (uint32_t)comments->count)] : NULL;
}

static void comment(struct desk *desk, struct change_list *out)
{
    const struct comment *answered = choices_one_in(desk->choices, 4) ? some_comment(desk) : NULL;
    const struct item *item = answered ? answered->item : desk_favourite(desk);
    struct change *change = desk_change(out, &change_comment_add, item);
    change->comment = desk_fresh_id(desk);
    change->words = mem_copy_string(desk_words(desk));
    change->parent = answered ? mem_copy_string(answered->id) : NULL;
    if (answered || !item->text_count || choices_one_in(desk->choices, 4))
        return;
    const struct item_text *found = &item->texts[choices_below(desk->choices, (uint32_t)item->text_count)];
    change->lang = mem_copy_string(found->lang);
    change->anchor = desk_place(desk, found->text, 0);
    change->head = desk_place(desk, found->text, (uint32_t)change->anchor);
}

static void change_comment(struct desk *desk, struct change_list *out)
{
    static const struct change_kind *const kinds[] = {&change_comment_edit, &change_comment_remove,
                                                      &change_comment_resolve};
    const struct comment *found = some_comment(desk);
    if (!found)
        return;
    struct change *change = desk_change(out, kinds[choices_below(desk->choices, 3)], NULL);
    change->comment = mem_copy_string(found->id);
    change->words = mem_copy_string(desk_words(desk));
    change->resolved = true;
}

static void consult(struct desk *desk, struct change_list *out)
{
    struct item *item = desk_favourite(desk);
    if (consultations_running(desk->view, item->id) && choices_one_in(desk->choices, 2)) {
        (void)desk_change(out, &change_consult_close, item);
        return;
    }
    struct change *change = desk_change(out, &change_consult_open, item);
    string_list_add(&change->delegations, choices_one_in(desk->choices, 2) ? "MX" : "CA");
    change->delegations.there = true;
    change->time = loop_now_ms() + 10 + choices_below(desk->choices, 1500);
    change->silence = choices_one_in(desk->choices, 2);
}

/* ---- who does what ---- */

static const struct habit habits[] = {
    {{1, 8, 4, 2}, propose}, {{1, 3, 1, 1}, propose_item},   {{1, 2, 1, 1}, propose_removal},
    {{1, 2, 1, 1}, file},    {{1, 3, 1, 1}, withdraw},       {{1, 2, 1, 1}, support},
    {{1, 1, 1, 50}, decide}, {{1, 3, 2, 1}, claim_marks},    {{1, 6, 1, 1}, take_position},
    {{1, 5, 4, 3}, comment}, {{1, 2, 2, 2}, change_comment}, {{1, 1, 1, 12}, consult},
    {{1, 1, 1, 12}, reopen}, {{1, 1, 1, 12}, decide_part},   {{1, 1, 1, 12}, reopen_part},
    {{1, 2, 2, 2}, group},
};

void sim_negotiate(struct desk *desk, struct change_list *out)
{
    desk_follow_habit(desk, habits, sizeof habits / sizeof *habits, out);
}
