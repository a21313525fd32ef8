/* item.kind: numbered item, sub-heading or unnumbered paragraph. */
#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/places.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"kind", FIELD_ITEM_KIND, FIELD_REQUIRED, offsetof(struct change, item_kind)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    return status == STATUS_OK ? place_check_structure(context->who, item, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    return place_find_item(draft, change->item, &item, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    struct item *item = item_find(draft, change->item);
    item_set_kind(draft, item, change->item_kind);
    frozen_came(draft, item);
}

const struct change_kind change_item_kind = {"item.kind", fields, may, fits, apply};
