/* consult.close: the end of a consultation, by the chair, by the server at its time, or by an objection that breaks the silence.
 * How it ended follows from who closed it and from the state, and is written into the op, so that whoever folds the log need not know this
 * rule. Only in logs of before is it worked out at the fold. What follows for the item is added by consequences.c. */
#include "draft/blockers.h"
#include "draft/change_kind.h"
#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/policy.h"

#include <string.h>

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"state", FIELD_ENDING, FIELD_OPTIONAL, offsetof(struct change, consultation_state)},
    {0},
};

static enum consultation_state state_at_the_end(const struct draft *draft,
                                                const struct consultation *consultation, const char *by)
{
    const struct participant *author = participants_find(draft, by);
    const struct item *item = item_find(draft, consultation->item);
    if (strcmp(by, SYSTEM_ID) != 0)
        return author && author->role == ROLE_DELEGATION ? CONSULTATION_BROKEN : CONSULTATION_CLOSED;
    if (!consultation->silence || !item_is_there(item))
        return CONSULTATION_EXPIRED;
    if (consultation_is_opposed(draft, consultation) || blockers_has_proposal(draft, item))
        return CONSULTATION_BROKEN;
    return CONSULTATION_KEPT;
}

/* Takes off what the submitter says of how it ended: the server says that. */
static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    change->consultation_state = CONSULTATION_OPEN;
    return policy_check_role(context->who, ACTION_STATUS, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    const struct consultation *running = consultations_running(draft, change->item);
    if (!running)
        return refuse(refusal, STATUS_BAD_OP, change->item, "No consultation is running for the item.");
    if (change->consultation_state == CONSULTATION_OPEN)
        change->consultation_state = state_at_the_end(draft, running, context->by);
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    consultations_close(draft, consultations_running(draft, change->item), change->consultation_state,
                        context->seq, context->by);
}

const struct change_kind change_consult_close = {"consult.close", fields, may, fits, apply};
