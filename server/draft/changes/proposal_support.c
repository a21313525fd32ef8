/* proposal.support: a delegation joins a proposal as co-sponsor, or leaves it. */
#include "draft/change_kind.h"
#include "draft/participants.h"
#include "draft/policy.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"support", FIELD_BOOL, FIELD_REQUIRED, offsetof(struct change, flag)},
    {0},
};

static enum status check(struct draft *draft, struct change *change, const struct op_context *context,
                         struct refusal *refusal)
{
    struct proposal *proposal;
    enum status status = policy_check_delegation(context->who, refusal);
    if (status == STATUS_OK)
        status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK && context->who->role != ROLE_SYSTEM && proposal_is_own(proposal, context->who))
        return refuse(refusal, STATUS_BAD_OP, NULL, "The proposal is your own; it has your support already.");
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    const struct participant *author = participants_find(draft, context->by);
    if (author && author->delegation)
        proposals_support(draft, proposals_find(draft, change->proposal), author->delegation, change->flag);
}

const struct change_kind change_proposal_support = {"proposal.support", fields, check, apply};
