/* draft.adopt: the end of the negotiation; afterwards the text stays, and only what becomes of it is said (draft/follow_up.h). */
#include "draft/cosigning.h"
#include "draft/items.h"
#include "draft/policy.h"

static const struct field fields[] = {
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
    (void)change;
    (void)context;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_is_there(item) && item->status != ITEM_APPROVED)
            return refuse(refusal, STATUS_BAD_OP, item->id,
                          "Every item must be approved before the draft can be adopted.");
    return cosigning_is_complete(draft, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)change;
    (void)context;
    journal_save(&draft->journal, &draft->adopted, sizeof draft->adopted);
    draft->adopted = true;
}

const struct change_kind change_draft_adopt = {"draft.adopt", fields, may, fits, apply};
