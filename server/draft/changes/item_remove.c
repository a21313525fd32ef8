/* item.remove: sets the item's own removed flag; what is below goes along. The item keeps its place as a tombstone, which says who
 * removed it. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marking.h"
#include "draft/places.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {0},
};

/* Whether it is the last item that is there, which stays: a draft without any would leave nobody a place to write. */
static bool is_last_there(const struct draft *draft, const struct item *item)
{
    if (item->parent) /* then its parent is there too, and stays */
        return false;
    for (const struct item *other = draft->first; other; other = other->next)
        if (other != item && !other->removed)
            return false;
    return true;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status == STATUS_OK)
        status = place_check_structure(context->who, item, refusal);
    return status == STATUS_OK ? marking_check_removal(draft, context->who, item, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status == STATUS_OK && is_last_there(draft, item))
        return refuse(refusal, STATUS_BAD_OP, change->item,
                      "The last item cannot be removed; add another one first.");
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *item = item_find(draft, change->item);
    item_set_removed(draft, item, true);
    item_set_removal(draft, item, context->by, context->at, context->seq);
}

const struct change_kind change_item_remove = {"item.remove", fields, may, fits, apply};
