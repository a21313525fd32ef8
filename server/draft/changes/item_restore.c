/* item.restore: clears the item's own removed flag. Restoring what is there does nothing. */
#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/places.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {0},
};

static enum status find_item(const struct draft *draft, const struct change *change, struct item **out,
                             struct refusal *refusal)
{
    *out = item_find(draft, change->item);
    if (!*out || ((*out)->parent && !item_is_there((*out)->parent)))
        return refuse(refusal, STATUS_NO_ITEM, change->item, "Restore the item above it first.");
    return STATUS_OK;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    enum status status = find_item(draft, change, &item, refusal);
    return status == STATUS_OK ? place_check_structure(context->who, item, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = find_item(draft, change, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (draft->live_count >= DRAFT_MAX_ITEMS)
        return refuse(refusal, STATUS_LIMIT, change->item, NULL);
    if (item_depth(item) + item_height(item) - 1 > DRAFT_MAX_DEPTH) /* what is above it may have been moved */
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "Items can be nested eight levels deep; move the item above it higher first.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    struct item *item = item_find(draft, change->item);
    item_set_removed(draft, item, false);
    frozen_came(draft, item);
}

const struct change_kind change_item_restore = {"item.restore", fields, may, fits, apply};
