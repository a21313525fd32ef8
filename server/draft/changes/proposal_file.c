/* proposal.file: says why, and that the proposal is complete. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/lapses.h"
#include "draft/proposals.h"

#include <string.h>

static const struct field fields[] = {
    {"proposal", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, proposal)},
    {"note", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

static bool says_something_else(const struct proposal *proposal, const struct change *change)
{
    return change->note && (!proposal->note || strcmp(proposal->note, change->note) != 0);
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct proposal *proposal;
    enum status status = proposals_find_open(draft, change->proposal, &proposal, refusal);
    if (status == STATUS_OK)
        status = proposal_check_own(proposal, context->who, refusal);
    if (status == STATUS_OK && proposal->filed)
        return refuse(refusal, STATUS_LOCKED, proposal->item ? proposal->item->id : NULL,
                      "The proposal is filed; withdraw it and make a new one.");
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
    if (context->who && says_something_else(proposal, change))
        lapses_note(context->lapses, proposal);
    entry_set_bool(&draft->journal, &proposal->filed, true);
    if (change->note)
        entry_set_string(&draft->journal, &proposal->note, change->note);
}

const struct change_kind change_proposal_file = {"proposal.file", fields, may, fits, apply};
