/* proposal.file: says why, and that the proposal is complete. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"note", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

static enum status check(struct draft *draft, struct change *change, const struct op_context *context,
                         struct refusal *refusal)
{
    struct proposal *proposal;
    enum status status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    return status == STATUS_OK ? proposal_check_own(proposal, context->who, refusal) : status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct proposal *proposal = proposals_find(draft, change->proposal);
    (void)context;
    entry_set_bool(&draft->journal, &proposal->filed, true);
    if (change->note)
        entry_set_string(&draft->journal, &proposal->note, change->note);
}

const struct change_kind change_proposal_file = {"proposal.file", fields, check, apply};
