/* proposal.reopen: the decision about a proposal is taken back; with `seq`, that about a part of it, which op `seq` took. What follows from it for the words and the items is added to the op by
 * reopening.c. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/proposal_parts.h"
#include "draft/policy.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"seq", FIELD_COUNT, FIELD_OPTIONAL, offsetof(struct change, number)},
    {0},
};

static enum status check_part(const struct proposal *proposal, uint64_t seq, struct refusal *refusal)
{
    if (!proposal_is_open(proposal))
        return refuse(refusal, STATUS_BAD_OP, NULL,
                      "The proposal was decided since; take that back before the part of it.");
    if (proposal_parts_outcome(proposal, seq) == PROPOSAL_OPEN)
        return refuse(refusal, STATUS_BAD_OP, NULL, "No part of the proposal was decided then.");
    return STATUS_OK;
}

static enum status find_decided(const struct draft *draft, const struct change *change, struct proposal **out,
                                struct refusal *refusal)
{
    *out = proposals_find(draft, change->proposal);
    if (!*out)
        return refuse(refusal, STATUS_BAD_OP, NULL, "There is no such proposal.");
    if (change->number)
        return check_part(*out, (uint64_t)change->number, refusal);
    if (proposal_is_open(*out))
        return refuse(refusal, STATUS_BAD_OP, NULL, "The proposal is open.");
    if ((*out)->state == PROPOSAL_WITHDRAWN)
        return refuse(refusal, STATUS_BAD_OP, NULL,
                      "The proposal was withdrawn; whoever made it can make a new one.");
    return STATUS_OK;
}

static bool is_alone_in_its_family(const struct draft *draft, const struct item *item)
{
    for (const struct item *other = item_next(draft, NULL); other; other = item_next(draft, other))
        if (other != item && item_family(other) == item_family(item))
            return false;
    return true;
}

/* It comes back to the item that it was about, which is to be open or under review. */
static enum status check_item(const struct draft *draft, const struct proposal *proposal,
                              const struct participant *who, struct refusal *refusal)
{
    const struct item *item = proposal->item;
    if (proposal->act == PROPOSAL_ADD && !is_alone_in_its_family(draft, item))
        return refuse(refusal, STATUS_LOCKED, item->id,
                      "The item was split or joined to another since; it cannot be a proposal again.");
    if (!item_is_there(item))
        return STATUS_OK;
    return proposal->act == PROPOSAL_TEXT ? policy_check_item(who, ACTION_DECIDE, item, NULL, refusal)
                                          : policy_check_below(who, ACTION_DECIDE, item, refusal);
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct proposal *proposal;
    enum status status = policy_check_role(context->who, ACTION_DECIDE, refusal);
    if (status == STATUS_OK)
        status = find_decided(draft, change, &proposal, refusal);
    return status == STATUS_OK ? check_item(draft, proposal, context->who, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct proposal *proposal;
    enum status status = find_decided(draft, change, &proposal, refusal);
    if (status == STATUS_OK && !change->number && draft->open_proposals >= DRAFT_MAX_OPEN_PROPOSALS)
        return refuse(refusal, STATUS_LIMIT, proposal->item->id,
                      "The draft has as many open proposals as this server takes; decide some first.");
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    struct proposal *proposal = proposals_find(draft, change->proposal);
    if (change->number)
        proposal_parts_drop(draft, proposal, (uint64_t)change->number);
    else
        proposals_reopen(draft, proposal);
}

const struct change_kind change_proposal_reopen = {"proposal.reopen", fields, may, fits, apply};
