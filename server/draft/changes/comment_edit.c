/* comment.edit, comment.remove: one's own comments. A removed one keeps its place, without its words. */
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/policy.h"

#include <string.h>

static const struct field edit_fields[] = {
    {"comment", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, comment)},
    {"text", FIELD_WORDS, FIELD_REQUIRED, offsetof(struct change, words)},
    {0},
};

static const struct field remove_fields[] = {
    {"comment", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, comment)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    const struct comment *comment;
    enum status status = policy_check_role(context->who, ACTION_COMMENT, refusal);
    if (status == STATUS_OK)
        status = comments_find_there(draft, change->comment, &comment, refusal);
    if (status == STATUS_OK && strcmp(comment->by, context->who->id) != 0)
        return refuse(refusal, STATUS_FORBIDDEN, comment->item->id, "Only its author may change a comment.");
    return status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    const struct comment *comment;
    return comments_find_there(draft, change->comment, &comment, refusal);
}

static void edit(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct comment *comment = comments_find(draft, change->comment);
    entry_set_string(&draft->journal, &comment->words, change->words);
    entry_set_number(&draft->journal, &comment->edited, (uint64_t)context->at);
}

static void remove_it(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    comments_remove(draft, comments_find(draft, change->comment));
}

const struct change_kind change_comment_edit = {"comment.edit", edit_fields, may, fits, edit};
const struct change_kind change_comment_remove = {"comment.remove", remove_fields, may, fits, remove_it};
