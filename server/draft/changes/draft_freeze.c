/* draft.freeze: from now on every item keeps its number (draft/frozen.h). draft.renumber ends it. */
#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"on", FIELD_BOOL, FIELD_REQUIRED, offsetof(struct change, on)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_STATUS, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    if (!change->on)
        return refuse(refusal, STATUS_BAD_OP, NULL, "Frozen numbers end with draft.renumber.");
    if (draft->frozen)
        return refuse(refusal, STATUS_BAD_OP, NULL, "The numbers are frozen already.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)change;
    (void)context;
    frozen_begin(draft);
}

const struct change_kind change_draft_freeze = {"draft.freeze", fields, may, fits, apply};
