/* proposal.group: a proposal that stands already becomes one of several alternatives, or no longer is (alternatives.h). */
#include "draft/alternatives.h"
#include "draft/change_kind.h"
#include "draft/policy.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"group", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, group)},
    {0},
};

/* A delegation says it of its own proposals, as it does when it makes them; chair and secretariat put together what they find. */
static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct proposal *proposal = NULL;
    enum status status = policy_check_role(context->who, ACTION_PROPOSE, refusal);
    if (status == STATUS_OK)
        status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status != STATUS_OK || proposal_is_own(proposal, context->who))
        return status;
    return policy_check_role(context->who, ACTION_DRAFT, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct proposal *proposal;
    enum status status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK)
        status = alternatives_check_joining(draft, change->group, proposal->act, proposal->item, refusal);
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    entry_set_string(&draft->journal, &proposals_find(draft, change->proposal)->group, change->group);
}

const struct change_kind change_proposal_group = {"proposal.group", fields, may, fits, apply};
