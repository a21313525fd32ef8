/* proposal.add: opens a proposal. The words it marks, or the item it adds, come in changes behind it in the same op. */
#include "draft/alternatives.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/places.h"
#include "draft/policy.h"
#include "draft/proposals.h"

#include <stdio.h>

#include "base/mem.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"act", FIELD_PROPOSAL_ACT, FIELD_OPTIONAL, offsetof(struct change, act)},
    {"group", FIELD_ID, FIELD_OPTIONAL, offsetof(struct change, group)},
    {"note", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

/* The item that it is for; NULL for one that it would add, whose id has to be free. */
static enum status find_item(const struct draft *draft, const struct change *change, struct item **out,
                             struct refusal *refusal)
{
    *out = NULL;
    if (change->act != PROPOSAL_ADD)
        return place_find_item(draft, change->item, out, refusal);
    if (item_find(draft, change->item) || proposals_adding(draft, change->item))
        return refuse(refusal, STATUS_EXISTS, change->item, NULL);
    return STATUS_OK;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    enum status status = find_item(draft, change, &item, refusal);
    if (status != STATUS_OK)
        return status;
    return item ? policy_check_item(context->who, ACTION_PROPOSE, item, NULL, refusal)
                : policy_check_role(context->who, ACTION_PROPOSE, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = find_item(draft, change, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (proposals_find(draft, change->proposal))
        return refuse(refusal, STATUS_EXISTS, change->item, NULL);
    if (draft->open_proposals >= DRAFT_MAX_OPEN_PROPOSALS)
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "The draft has as many open proposals as this server takes; decide some first.");
    return alternatives_check_joining(draft, change->group, change->act, item, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct proposal *proposal = mem_zero(1, sizeof *proposal);
    const struct participant *author = participants_find(draft, context->by);
    snprintf(proposal->id, sizeof proposal->id, "%s", change->proposal);
    proposal->item = item_find(draft, change->item);
    proposal->new_item = proposal->item ? NULL : mem_copy_string(change->item);
    proposal->act = change->act;
    proposal->by = mem_copy_string(context->by);
    proposal->delegation = mem_copy_string(author ? author->delegation : NULL);
    proposal->group = mem_copy_string(change->group);
    proposal->note = mem_copy_string(change->note);
    proposal->seq = context->seq;
    proposal->at = context->at;
    proposals_add(draft, proposal);
}

const struct change_kind change_proposal_add = {"proposal.add", fields, may, fits, apply};
