/* proposal.part: words inside a proposal are accepted or rejected, the rest of it stays open. Its delta takes the proposal's marks off
 * those words, so it moves over concurrent changes as words do. What becomes of the words is added to the op by settling.c. */
#include "draft/alternatives.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/proposal_parts.h"
#include "draft/places.h"
#include "draft/policy.h"

#include <string.h>

#include "base/mem.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"lang", FIELD_LANG, FIELD_REQUIRED, offsetof(struct change, lang)},
    {"accept", FIELD_BOOL, FIELD_REQUIRED, offsetof(struct change, accept)},
    {"delta", FIELD_DELTA, FIELD_REQUIRED, offsetof(struct change, delta)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    struct proposal *proposal;
    enum status status = policy_check_role(context->who, ACTION_DECIDE, refusal);
    if (status == STATUS_OK)
        status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK)
        status = place_find_item(draft, change->item, &item, refusal);
    if (status == STATUS_OK)
        status = policy_check_item(context->who, ACTION_DECIDE, item, NULL, refusal);
    if (status == STATUS_OK && change->accept)
        status = alternatives_check_part(draft, proposal, refusal);
    return status;
}

static bool is_own_mark(const struct attribute *attribute, const char *id)
{
    enum mark_type type;
    const char *proposal;
    return attribute->type == ATTRIBUTE_NULL && mark_parse(attribute->key, &type, &proposal) &&
           strcmp(proposal, id) == 0;
}

/* Whether it does nothing but take marks of the proposal off. */
static bool chooses_words(const struct change *change)
{
    for (size_t i = 0; i < change->delta.count; i++) {
        const struct delta_op *part = &change->delta.ops[i];
        if (part->type != DELTA_RETAIN)
            return false;
        for (size_t k = 0; k < attributes_count(part->attributes); k++) {
            struct attribute attribute = attributes_at(part->attributes, k);
            if (!is_own_mark(&attribute, change->proposal))
                return false;
        }
    }
    return true;
}

static bool chooses_any(const struct text *text, const struct change *change)
{
    struct proposal_part part;
    proposal_parts_choose(text, change, &part);
    bool any = *part.inserted || *part.struck;
    proposal_part_clear(&part);
    return any;
}

static enum status check_proposal(const struct proposal *proposal, struct refusal *refusal)
{
    if (proposal->act != PROPOSAL_TEXT)
        return refuse(refusal, STATUS_BAD_OP, proposal->item ? proposal->item->id : NULL,
                      "What is proposed for a whole item is decided as a whole.");
    if (proposal_parts_count(proposal) >= PROPOSAL_MAX_PARTS)
        return refuse(refusal, STATUS_LIMIT, proposal->item->id,
                      "Too many parts of this proposal were decided by themselves; decide the rest of it.");
    return STATUS_OK;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct proposal *proposal;
    enum status status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK)
        status = check_proposal(proposal, refusal);
    if (status != STATUS_OK)
        return status;
    const struct item *item = item_find(draft, change->item);
    const struct item_text *text = item ? item_text_find(item, change->lang) : NULL;
    if (!item)
        return refuse(refusal, STATUS_NO_ITEM, change->item, NULL);
    if (!text || !chooses_words(change) || text_check(text->text, &change->delta) != STATUS_OK)
        return refuse(refusal, STATUS_BAD_OP, change->item,
                      "Choose words of the proposal: a delta that takes its marks off them.");
    if (!chooses_any(text->text, change))
        return refuse(refusal, STATUS_BAD_OP, change->item,
                      "None of these words is the proposal's any more; look at it again.");
    delta_chop(&change->delta);
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct proposal_part part;
    const struct item_text *text = item_text_find(item_find(draft, change->item), change->lang);
    proposal_parts_choose(text->text, change, &part);
    part.seq = context->seq;
    part.at = context->at;
    part.by = mem_copy_string(context->by);
    proposal_parts_add(draft, proposals_find(draft, change->proposal), &part);
}

const struct change_kind change_proposal_part = {"proposal.part", fields, may, fits, apply};
