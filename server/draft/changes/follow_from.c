/* follow.from: the draft that this one follows up, such as that of the meeting before; null: none. Whether somebody may read it is judged whenever
 * they look: this change says its id alone. */
#include <string.h>

#include "draft/follow_up.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"draft", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, draft)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_DRAFT, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    if (change->draft && strcmp(change->draft, draft->id) == 0)
        return refuse(refusal, STATUS_BAD_OP, NULL, "A draft does not follow up itself.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    entry_set_string(&draft->journal, &draft->follows, change->draft);
}

const struct change_kind change_follow_from = {"follow.from", fields, may, fits, apply};
