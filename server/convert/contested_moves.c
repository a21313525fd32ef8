#include "convert/contested_moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

#define MAX_ATTRIBUTES 64 /* of one piece of words: readers nest less deeply */

static void shift(struct contested *contested, size_t from, bool up)
{
    const size_t by = up ? 1 : (size_t)-1;

    for (size_t i = 0; i < contested->proposal_count; i++)
        contested->proposals[i].entry += contested->proposals[i].entry >= from ? by : 0;
    for (size_t i = 0; i < contested->position_count; i++)
        contested->positions[i].entry += contested->positions[i].entry >= from ? by : 0;
    for (size_t i = 0; i < contested->comment_count; i++)
        contested->comments[i].entry += contested->comments[i].entry >= from ? by : 0;
}

void contested_make_room(struct contested *contested, size_t at)
{
    shift(contested, at, true);
}

void contested_renumber(struct contested *contested, const size_t *places)
{
    for (size_t i = 0; i < contested->proposal_count; i++)
        contested->proposals[i].entry = places[contested->proposals[i].entry];
    for (size_t i = 0; i < contested->position_count; i++)
        contested->positions[i].entry = places[contested->positions[i].entry];
    for (size_t i = 0; i < contested->comment_count; i++)
        contested->comments[i].entry = places[contested->comments[i].entry];
}

/* ---- marks ---- */

/* The attributes with one mark more, or in place of another (`from`, NULL: none is taken away). Caller unrefs. */
static struct attributes *marked(const struct attributes *set, const char *from, const char *to)
{
    struct attribute list[MAX_ATTRIBUTES];
    struct attributes *out = NULL;
    size_t count = 0;

    for (size_t i = 0; i < attributes_count(set) && count < MAX_ATTRIBUTES - 1; i++) {
        struct attribute attribute = attributes_at(set, i);
        if ((!from || strcmp(attribute.key, from) != 0) && strcmp(attribute.key, to) != 0)
            list[count++] = attribute;
    }
    list[count++] = (struct attribute){to, ATTRIBUTE_TRUE, NULL};
    ALWAYS(attributes_create(list, count, &out) == STATUS_OK);
    return out;
}

/* Marks all words, or those that have the mark `from`, with `to` in its place. */
static void mark_words(struct delta *text, const char *from, const char *to)
{
    struct delta out = DELTA_EMPTY;

    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        bool wanted = !from || attributes_get(op->attributes, from).key;
        struct attributes *set = wanted ? marked(op->attributes, from, to) : attributes_ref(op->attributes);
        delta_insert(&out, delta_op_bytes(text, op), op->len_bytes, set);
        attributes_unref(set);
    }
    delta_clear(text);
    *text = out;
}

static bool has_mark(const struct delta *text, const char *mark)
{
    for (size_t i = 0; i < text->count; i++)
        if (attributes_get(text->ops[i].attributes, mark).key)
            return true;
    return false;
}

/* ---- joining ---- */

static void to_words(struct outline *outline, struct contested_proposal *proposal)
{
    char mark[CONTESTED_MARK_BYTES];

    contested_mark(proposal, proposal->act == PROPOSAL_REMOVE, mark);
    mark_words(&outline->items[proposal->entry].text, NULL, mark);
    proposal->act = PROPOSAL_TEXT;
}

bool contested_to_words(struct outline *outline, size_t at)
{
    struct contested *contested = &outline->contested;
    bool has_words = outline->items[at].text.len_bytes > 0;

    for (size_t i = 0; i < contested->proposal_count; i++) {
        struct contested_proposal *proposal = &contested->proposals[i];
        if (proposal->entry != at || proposal->act == PROPOSAL_TEXT)
            continue;
        if (!has_words)
            return false;
        to_words(outline, proposal);
    }
    return true;
}

static bool is_joined(const struct contested_proposal *proposal, size_t at)
{
    return proposal->act != PROPOSAL_TEXT && (proposal->entry == at || proposal->entry + 1 == at);
}

bool contested_may_join(const struct outline *outline, size_t at)
{
    for (size_t i = 0; i < outline->contested.proposal_count; i++) {
        const struct contested_proposal *proposal = &outline->contested.proposals[i];
        if (is_joined(proposal, at) && !outline->items[proposal->entry].text.len_bytes)
            return false;
    }
    return true;
}

void contested_join_entries(struct outline *outline, size_t at, uint32_t offset)
{
    struct contested *contested = &outline->contested;

    for (size_t i = 0; i < contested->proposal_count; i++) {
        struct contested_proposal *proposal = &contested->proposals[i];
        if (is_joined(proposal, at))
            to_words(outline, proposal);
    }
    for (size_t i = 0; i < contested->comment_count; i++) {
        struct contested_comment *comment = &contested->comments[i];
        if (comment->entry == at && comment->ranged) {
            comment->from += offset;
            comment->to += offset;
        }
    }
    shift(contested, at, false);
}

/* ---- cutting ---- */

static size_t copy_proposal(struct contested *contested, size_t index, size_t entry)
{
    struct contested_proposal *copy = contested_propose(contested, entry, contested->proposals[index].act);
    const struct contested_proposal *from = &contested->proposals[index];

    copy->by =
        (struct contested_author){mem_copy_string(from->by.delegation), mem_copy_string(from->by.name)};
    copy->note = mem_copy_string(from->note);
    for (size_t i = 0; i < from->sponsor_count; i++)
        contested_sponsor(copy, from->sponsors[i]);
    return contested->proposal_count - 1;
}

/* Alternatives are readings of one place: where some of them go to the second part, they are none any more. */
static void part_alternatives(struct contested *contested, const char *group)
{
    char name[CONTESTED_ID_BYTES];

    snprintf(name, sizeof name, "%s", group);
    for (size_t i = 0; *name && i < contested->proposal_count; i++)
        if (strcmp(contested->proposals[i].group, name) == 0)
            contested->proposals[i].group[0] = '\0';
}

static void split_proposal(struct outline *outline, size_t index, size_t at)
{
    struct contested *contested = &outline->contested;
    struct contested_proposal *proposal = &contested->proposals[index];
    struct delta *first = &outline->items[at].text, *second = &outline->items[at + 1].text;
    bool in_first = false, in_second = false;

    if (proposal->act != PROPOSAL_TEXT) {
        copy_proposal(contested, index, at + 1);
        return;
    }
    for (int deletes = 0; deletes < 2; deletes++) {
        char mark[CONTESTED_MARK_BYTES];
        contested_mark(proposal, deletes, mark);
        in_first = in_first || has_mark(first, mark);
        in_second = in_second || has_mark(second, mark);
    }
    if (!in_second)
        return;
    part_alternatives(contested, proposal->group);
    if (!in_first) {
        proposal->entry = at + 1;
        return;
    }
    size_t copy = copy_proposal(contested, index, at + 1);
    for (int deletes = 0; deletes < 2; deletes++) {
        char from[CONTESTED_MARK_BYTES], to[CONTESTED_MARK_BYTES];
        contested_mark(&contested->proposals[index], deletes, from);
        contested_mark(&contested->proposals[copy], deletes, to);
        if (has_mark(second, from))
            mark_words(second, from, to);
    }
}

static void split_comment(struct contested *contested, size_t index, size_t at, uint32_t place,
                          uint32_t skipped)
{
    struct contested_comment *comment = &contested->comments[index];
    const uint32_t start = place + skipped;

    if (comment->answers != CONTESTED_NONE) { /* it stays with what it answers */
        comment->entry = contested->comments[comment->answers].entry;
    } else if (comment->ranged && comment->from >= place) {
        comment->entry = at + 1;
        comment->from = comment->from > start ? comment->from - start : 0;
        comment->to = comment->to > start ? comment->to - start : 0;
    } else if (comment->ranged && comment->to > place) {
        comment->to = place;
    }
}

void contested_split_entry(struct outline *outline, size_t at, uint32_t place, uint32_t skipped)
{
    struct contested *contested = &outline->contested;
    size_t proposals = contested->proposal_count;

    for (size_t i = 0; i < proposals; i++)
        if (contested->proposals[i].entry == at)
            split_proposal(outline, i, at);
    for (size_t i = 0; i < contested->comment_count; i++)
        if (contested->comments[i].entry == at)
            split_comment(contested, i, at, place, skipped);
}
