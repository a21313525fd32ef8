/* proposal.support: a delegation joins a proposal as co-sponsor, or leaves it. The server drops all `delegations` that it names, where the
 * text that they joined has changed (lapses.h). */
#include "draft/change_kind.h"
#include "draft/participants.h"
#include "draft/policy.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"support", FIELD_BOOL, FIELD_REQUIRED, offsetof(struct change, support)},
    {"delegations", FIELD_DELEGATIONS, FIELD_OPTIONAL, offsetof(struct change, delegations)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct proposal *proposal;
    string_list_clear(&change->delegations); /* they speak for themselves alone */
    enum status status = policy_check_delegation(context->who, refusal);
    if (status == STATUS_OK)
        status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK && proposal_is_own(proposal, context->who))
        return refuse(refusal, STATUS_BAD_OP, NULL, "The proposal is your own; it has your support already.");
    return status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct proposal *proposal;
    return proposals_find_open(draft, change->proposal, &proposal, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct proposal *proposal = proposals_find(draft, change->proposal);
    const struct participant *author = participants_find(draft, context->by);
    for (size_t i = 0; i < change->delegations.count; i++)
        proposals_support(draft, proposal, change->delegations.strings[i], change->support);
    if (!change->delegations.there && author && author->delegation)
        proposals_support(draft, proposal, author->delegation, change->support);
}

const struct change_kind change_proposal_support = {"proposal.support", fields, may, fits, apply};
