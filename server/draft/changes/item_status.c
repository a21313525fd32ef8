/* item.status: open, review, agreed, approved; the chair's, in either direction. */
#include "draft/blockers.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"status", FIELD_ITEM_STATUS, FIELD_REQUIRED, offsetof(struct change, item_status)},
    {"below", FIELD_BOOL, FIELD_OPTIONAL, offsetof(struct change, flag)},
    {"reason", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

static enum status check(struct draft *draft, struct change *change, const struct op_context *context,
                         struct refusal *refusal)
{
    struct item *item;
    enum status status = policy_check_role(context->who, ACTION_STATUS, refusal);
    if (status == STATUS_OK)
        status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK || !item_status_is_settled(change->item_status) || change->note ||
        context->who->role == ROLE_SYSTEM)
        return status;
    return blockers_check(draft, item, change->flag, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *root = item_find(draft, change->item);
    (void)context;
    item_set_status(draft, root, change->item_status);
    if (!change->flag)
        return;
    for (struct item *item = item_next_below(root, root); item; item = item_next_below(root, item))
        if (item_is_there(item))
            item_set_status(draft, item, change->item_status);
}

const struct change_kind change_item_status = {"item.status", fields, check, apply};
