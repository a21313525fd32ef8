/* consult.close: the end of a consultation, by the chair, by the server at its time, or by an objection that breaks the silence.
 * How it ended follows from who closed it and from the state; what follows for the item is added by consequences.c. */
#include "draft/blockers.h"
#include "draft/change_kind.h"
#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/policy.h"

#include <string.h>

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {0},
};

static enum status check(struct draft *draft, struct change *change, const struct op_context *context,
                         struct refusal *refusal)
{
    enum status status = policy_check_role(context->who, ACTION_STATUS, refusal);
    if (status == STATUS_OK && !consultations_running(draft, change->item))
        return refuse(refusal, STATUS_BAD_OP, change->item, "No consultation is running for the item.");
    return status;
}

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

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct consultation *consultation = consultations_running(draft, change->item);
    consultations_close(draft, consultation, state_at_the_end(draft, consultation, context->by), context->seq,
                        context->by);
}

const struct change_kind change_consult_close = {"consult.close", fields, check, apply};
