#include "draft/reopening.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/proposal_parts.h"

void reopening_clear(struct reopening *reopening)
{
    change_list_clear(&reopening->undo);
}

/* ---- before ---- */

static size_t count_reopened(const struct change_list *asked)
{
    size_t count = 0;
    for (size_t i = 0; i < asked->count; i++)
        count += change_is(&asked->changes[i], &change_proposal_reopen);
    return count;
}

enum status reopening_begin(const struct draft *draft, const struct change_list *asked, struct reopening *out,
                            struct refusal *refusal)
{
    size_t count = count_reopened(asked);
    if (count && count < asked->count)
        return refuse(refusal, STATUS_BAD_OP, NULL, "Take a decision back in an op of its own.");
    for (size_t i = 0; i < count; i++) {
        const struct change *change = &asked->changes[i];
        const struct proposal *proposal = proposals_find(draft, change->proposal);
        uint64_t decided = change->number || !proposal ? (uint64_t)change->number : proposal->closed;
        if (!proposal || !decided || proposal_parts_outcome(proposal, decided) == PROPOSAL_OPEN)
            continue; /* the change's own check says so */
        if (out->decided && out->decided != decided)
            return refuse(refusal, STATUS_BAD_OP, NULL, "Take back one decision at a time.");
        out->decided = decided;
    }
    return STATUS_OK;
}

/* ---- what takes it back ---- */

static uint64_t count_marked(const struct change_list *undo)
{
    uint64_t units = 0;
    for (size_t i = 0; i < undo->count; i++)
        for (size_t at = 0; at < undo->changes[i].delta.count; at++) {
            const struct delta_op *part = &undo->changes[i].delta.ops[at];
            if (part->type == DELTA_RETAIN && part->attributes)
                units += part->len_u16;
        }
    return units;
}

static bool is_named(const struct change_list *asked, const char *proposal)
{
    for (size_t i = 0; i < asked->count; i++)
        if (strcmp(asked->changes[i].proposal, proposal) == 0)
            return true;
    return false;
}

/* What the decision did to some words, by the proposals that are reopened and by the others that it decided. */
struct ended {
    struct attribute *marks; /* of those that are reopened; caller frees */
    size_t count;
    bool taken;           /* one of those that are reopened took the words away */
    bool taken_by_others; /* one of the others did */
};

static struct ended ended_by(const struct draft *draft, const struct change_list *asked, uint64_t decided,
                             const struct attributes *attributes)
{
    struct ended ended = {.marks = mem_zero(attributes_count(attributes), sizeof *ended.marks)};
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const struct proposal *proposal = marks_proposal(draft, &attribute, &type);
        enum proposal_state outcome = proposal ? proposal_parts_outcome(proposal, decided) : PROPOSAL_OPEN;
        if (outcome == PROPOSAL_OPEN)
            continue;
        bool takes = (type == MARK_DEL) == (outcome == PROPOSAL_ACCEPTED);
        if (is_named(asked, proposal->id)) {
            ended.marks[ended.count++] = attribute;
            ended.taken |= takes;
        } else
            ended.taken_by_others |= takes;
    }
    return ended;
}

/* Words that go back in one stretch come back at once: apart, they could come back in another order. */
static enum status check_together(const struct delta *undo, size_t at, const struct ended *ended,
                                  bool comes_before, const char *item, struct refusal *refusal)
{
    bool comes = ended->taken && !ended->taken_by_others;
    bool beside = at > 0 && undo->ops[at - 1].type == DELTA_INSERT;
    if ((ended->taken && !comes) || (beside && comes != comes_before))
        return refuse(refusal, STATUS_LOCKED, item,
                      "It was decided together with others about the same words; take them back together.");
    return STATUS_OK;
}

/* What takes back the whole decision, as far as it takes back what the reopened proposals did. */
static enum status recall_delta(const struct draft *draft, const struct change_list *asked, uint64_t decided,
                                const struct change *change, struct delta *out, struct refusal *refusal)
{
    const struct delta *undo = &change->undo;
    enum status status = STATUS_OK;
    bool comes = false;
    for (size_t i = 0; status == STATUS_OK && i < undo->count; i++) {
        const struct delta_op *part = &undo->ops[i];
        struct ended ended = ended_by(draft, asked, decided, part->attributes);
        struct attributes *marks;
        (void)!attributes_create(ended.marks, ended.count, &marks);
        if (part->type == DELTA_RETAIN)
            delta_retain(out, part->len_u16, marks);
        else
            status = check_together(undo, i, &ended, comes, change->item, refusal);
        comes = part->type == DELTA_INSERT && ended.taken;
        if (comes)
            delta_insert(out, delta_op_bytes(undo, part), part->len_bytes, part->attributes);
        attributes_unref(marks);
        free(ended.marks);
    }
    delta_chop(out);
    return status;
}

static enum status recall_text(const struct draft *draft, const struct change_list *asked, uint64_t decided,
                               const struct change *change, struct change_list *out, struct refusal *refusal)
{
    struct change *undo = change_list_add(out);
    undo->kind = &change_text;
    undo->item = mem_copy_string(change->item);
    undo->lang = mem_copy_string(change->lang);
    return recall_delta(draft, asked, decided, change, &undo->delta, refusal);
}

enum status reopening_recall(const struct draft *draft, const struct change_list *asked,
                             const struct op *decision, struct reopening *reopening, struct refusal *refusal)
{
    size_t texts = 0;
    bool behind = false; /* what follows from a decision stands behind it */
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < decision->changes.count; i++) {
        const struct change *change = &decision->changes.changes[i];
        behind = behind || change_is_decision(change) || change_is(change, &change_proposal_part);
        if (change->undo.count)
            status = recall_text(draft, asked, decision->seq, change, &reopening->undo, refusal);
        texts += behind && change_is(change, &change_text);
    }
    if (texts && !reopening->undo.count)
        return refuse(refusal, STATUS_LOCKED, NULL,
                      "The log does not say what was there before; make a new proposal.");
    reopening->marked_u16 = count_marked(&reopening->undo);
    return status;
}

/* ---- after ---- */

/* Keeps of some attributes the marks of what is open. False where the words themselves went by another decision. */
static bool keep_open(const struct draft *draft, const struct attributes *attributes, struct attributes **out)
{
    size_t count = attributes_count(attributes), kept = 0;
    struct attribute *keep = mem_zero(count, sizeof *keep);
    bool gone = false;
    for (size_t i = 0; i < count; i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const char *id;
        bool mark = mark_parse(attribute.key, &type, &id);
        const struct proposal *proposal = mark ? proposals_find(draft, id) : NULL;
        if (!mark || (proposal && proposal_is_open(proposal)))
            keep[kept++] = attribute;
        else if (proposal)
            gone = gone || (type == MARK_DEL) == (proposal->state == PROPOSAL_ACCEPTED);
    }
    (void)!attributes_create(keep, kept, out);
    free(keep);
    return !gone;
}

static void write_delta(const struct draft *draft, const struct delta *undo, struct delta *out)
{
    for (size_t i = 0; i < undo->count; i++) {
        const struct delta_op *part = &undo->ops[i];
        struct attributes *attributes;
        bool there = keep_open(draft, part->attributes, &attributes);
        if (part->type == DELTA_RETAIN)
            delta_retain(out, part->len_u16, attributes);
        else if (part->type == DELTA_INSERT && there)
            delta_insert(out, delta_op_bytes(undo, part), part->len_bytes, attributes);
        attributes_unref(attributes);
    }
    delta_chop(out);
}

static enum status write_text(const struct draft *draft, const struct change *undo, struct change_list *out,
                              struct refusal *refusal)
{
    struct delta delta = DELTA_EMPTY;
    const struct item *item = item_find(draft, undo->item);
    write_delta(draft, &undo->delta, &delta);
    if (!delta.count) {
        delta_clear(&delta);
        return STATUS_OK;
    }
    struct change *change = change_list_add(out);
    change->kind = &change_text;
    change->item = mem_copy_string(undo->item);
    change->lang = mem_copy_string(undo->lang);
    change->delta = delta;
    return item && item_status_is_settled(item->status)
               ? refuse(refusal, STATUS_LOCKED, item->id,
                        "Words of the proposal are agreed meanwhile; reopen the item first.")
               : STATUS_OK;
}

/* The proposal for the whole item that is open again; NULL: none. */
static const struct proposal *reopened_for(const struct draft *draft, const struct change_list *asked,
                                           const struct item *item)
{
    for (size_t i = 0; i < asked->count; i++) {
        const struct proposal *proposal = proposals_find(draft, asked->changes[i].proposal);
        if (proposal->act != PROPOSAL_TEXT && proposal->item == item)
            return proposal;
    }
    return NULL;
}

/* In document order, so that what is above comes first. */
static void write_items(const struct draft *draft, const struct change_list *asked, uint64_t decided,
                        struct change_list *out)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        if (!item->removal || item->removal->seq != decided || !reopened_for(draft, asked, item))
            continue;
        struct change *change = change_list_add(out);
        change->kind = &change_item_restore;
        change->item = mem_copy_string(item->id);
    }
}

/* The words of an item that is proposed as a whole. */
static bool was_rewritten(const struct proposal *proposal, uint64_t decided)
{
    const struct item *item = proposal->act == PROPOSAL_ADD ? proposal->item : NULL;
    for (size_t i = 0; item && i < item->text_count; i++)
        if (item->texts[i].changed > decided)
            return true;
    return false;
}

static void note_lapses(const struct draft *draft, const struct change_list *asked,
                        const struct reopening *reopening, struct lapses *lapses)
{
    bool shorter = count_marked(&reopening->undo) < reopening->marked_u16;
    for (size_t i = 0; i < asked->count; i++) {
        struct proposal *proposal = proposals_find(draft, asked->changes[i].proposal);
        if (shorter || was_rewritten(proposal, reopening->decided))
            lapses_note(lapses, proposal);
    }
}

enum status reopening_write(const struct draft *draft, const struct change_list *asked,
                            const struct reopening *reopening, struct lapses *lapses, struct change_list *out,
                            struct refusal *refusal)
{
    enum status status = STATUS_OK;
    if (!reopening->decided)
        return STATUS_OK;
    write_items(draft, asked, reopening->decided, out);
    for (size_t i = 0; status == STATUS_OK && i < reopening->undo.count; i++)
        status = write_text(draft, &reopening->undo.changes[i], out, refusal);
    note_lapses(draft, asked, reopening, lapses);
    return status;
}
