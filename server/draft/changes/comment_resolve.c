/* comment.resolve: closes a thread, or opens it again. */
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"comment", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, comment)},
    {"resolved", FIELD_BOOL, FIELD_REQUIRED, offsetof(struct change, resolved)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_COMMENT, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    const struct comment *comment = comments_find(draft, change->comment);
    if (!comment || comment->parent)
        return refuse(refusal, STATUS_BAD_OP, NULL, "Name the first comment of a thread.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    entry_set_bool(&draft->journal, &comments_find(draft, change->comment)->resolved, change->resolved);
}

const struct change_kind change_comment_resolve = {"comment.resolve", fields, may, fits, apply};
