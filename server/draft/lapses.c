#include "draft/lapses.h"

#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/participants.h"

void lapses_note(struct lapses *lapses, struct proposal *proposal)
{
    map_put(&lapses->changed, proposal->id, proposal);
}

/* ---- words ---- */

/* A change of words on its way, and whose it is. */
struct touching {
    struct lapses *lapses;
    const struct draft *draft;
    const struct participant *who;
};

static bool is_marks_only(const struct attributes *attributes)
{
    enum mark_type type;
    const char *id;
    for (size_t i = 0; i < attributes_count(attributes); i++)
        if (!mark_parse(attributes_at(attributes, i).key, &type, &id))
            return false;
    return true;
}

/* Notes the proposals of their own among some marks; `inserted`: only those that insert. */
static void note_own(const struct touching *touching, const struct attributes *marks, bool inserted)
{
    for (size_t i = 0; i < attributes_count(marks); i++) {
        struct attribute attribute = attributes_at(marks, i);
        enum mark_type type;
        struct proposal *proposal = marks_proposal(touching->draft, &attribute, &type);
        if (proposal && (type == MARK_INS || !inserted) && proposal_is_own(proposal, touching->who))
            lapses_note(touching->lapses, proposal);
    }
}

/* Looks at the words that one part of the change deletes or formats. */
static void note_words(const struct touching *touching, const struct text *text, uint32_t at,
                       const struct delta_op *op)
{
    struct delta words;
    text_slice(text, at, at + op->len_u16, &words);
    for (size_t i = 0; i < words.count; i++)
        note_own(touching, words.ops[i].attributes, true);
    delta_clear(&words);
}

void lapses_note_text(struct lapses *lapses, const struct draft *draft, const struct participant *who,
                      const struct item *item, const struct change *change)
{
    const struct item_text *found = item_text_find(item, change->lang);
    struct proposal *adding = proposals_adding(draft, item->id);
    struct touching touching = {lapses, draft, who};
    uint32_t at = 0;
    if (!draft->open_proposals)
        return;
    if (adding && proposal_is_own(adding, who))
        lapses_note(lapses, adding);
    for (size_t i = 0; i < change->delta.count; i++) {
        const struct delta_op *op = &change->delta.ops[i];
        if (op->type != DELTA_DELETE)
            note_own(&touching, op->attributes, false);
        if (op->type == DELTA_INSERT)
            continue;
        if (found && (op->type == DELTA_DELETE || !is_marks_only(op->attributes)))
            note_words(&touching, found->text, at, op);
        at += op->len_u16;
    }
}

/* ---- what follows ---- */

void lapses_write(const struct lapses *lapses, const struct draft *draft, struct change_list *out)
{
    for (size_t i = lapses->changed.count ? 0 : draft->proposals.count; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (!map_get(&lapses->changed, proposal->id) || !proposal_is_open(proposal) || !proposal->support ||
            !proposal->support->count)
            continue;
        struct change *change = change_list_add(out);
        change->kind = &change_proposal_support;
        change->proposal = mem_copy_string(proposal->id);
        string_list_copy(proposal->support, &change->delegations);
        change->delegations.there = true;
    }
}

void lapses_clear(struct lapses *lapses)
{
    map_clear(&lapses->changed);
}

/* ---- joining what one has not seen ---- */

static bool names(const struct attributes *attributes, const char *id)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *proposal;
        if (mark_parse(attributes_at(attributes, i).key, &type, &proposal) && strcmp(proposal, id) == 0)
            return true;
    }
    return false;
}

static bool text_may_follow(const struct change *change, const struct proposal *proposal, bool by_author)
{
    for (size_t i = 0; i < change->delta.count; i++)
        if (by_author || names(change->delta.ops[i].attributes, proposal->id))
            return true;
    return false;
}

bool lapses_may_follow(const struct draft *draft, const struct op *op, const struct proposal *proposal)
{
    const struct participant *author = participants_find(draft, op->by);
    bool by_author = author && proposal_is_own(proposal, author);
    for (size_t i = 0; i < op->changes.count; i++) {
        const struct change *change = &op->changes.changes[i];
        if (change_is(change, &change_text) && text_may_follow(change, proposal, by_author))
            return true;
        if (change_is(change, &change_proposal_file) && change->note &&
            strcmp(change->proposal, proposal->id) == 0)
            return true;
    }
    return false;
}
