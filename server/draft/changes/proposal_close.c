/* proposal.accept, proposal.reject, proposal.withdraw: how a proposal ends. What follows from it for the words and the items is added
 * to the op by consequences.c. */
#include "draft/alternatives.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {0},
};

/* Items that are agreed or approved are neither added nor removed any more. */
static enum status check_whole_item(const struct proposal *proposal, const struct op_context *context,
                                    enum action action, struct refusal *refusal)
{
    const struct item *item = proposal->item;
    if (proposal->act == PROPOSAL_TEXT || !item || !item_is_there(item))
        return STATUS_OK;
    return policy_check_below(context->who, action, item, refusal);
}

static enum status may_decide(struct draft *draft, struct change *change, const struct op_context *context,
                              struct refusal *refusal)
{
    struct proposal *proposal;
    enum status status = policy_check_role(context->who, ACTION_DECIDE, refusal);
    if (status == STATUS_OK)
        status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    return status == STATUS_OK ? check_whole_item(proposal, context, ACTION_DECIDE, refusal) : status;
}

static enum status may_withdraw(struct draft *draft, struct change *change, const struct op_context *context,
                                struct refusal *refusal)
{
    struct proposal *proposal;
    enum status status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK)
        status = proposal_check_own(proposal, context->who, refusal);
    return status == STATUS_OK ? check_whole_item(proposal, context, ACTION_PROPOSE, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct proposal *proposal;
    return proposals_find_open(draft, change->proposal, &proposal, refusal);
}

static enum status fits_accept(struct draft *draft, struct change *change, const struct op_context *context,
                               struct refusal *refusal)
{
    enum status status = fits(draft, change, context, refusal);
    if (status != STATUS_OK)
        return status;
    return alternatives_check_accepting(draft, proposals_find(draft, change->proposal), context->seq,
                                        refusal);
}

static void close_as(struct draft *draft, const struct change *change, const struct op_context *context,
                     enum proposal_state state)
{
    proposals_close(draft, proposals_find(draft, change->proposal), state, context->seq, context->by,
                    context->at);
}

static void accept(struct draft *draft, const struct change *change, const struct op_context *context)
{
    close_as(draft, change, context, PROPOSAL_ACCEPTED);
}

static void reject(struct draft *draft, const struct change *change, const struct op_context *context)
{
    close_as(draft, change, context, PROPOSAL_REJECTED);
}

static void withdraw(struct draft *draft, const struct change *change, const struct op_context *context)
{
    close_as(draft, change, context, PROPOSAL_WITHDRAWN);
}

const struct change_kind change_proposal_accept = {"proposal.accept", fields, may_decide, fits_accept,
                                                   accept};
const struct change_kind change_proposal_reject = {"proposal.reject", fields, may_decide, fits, reject};
const struct change_kind change_proposal_withdraw = {"proposal.withdraw", fields, may_withdraw, fits,
                                                     withdraw};
