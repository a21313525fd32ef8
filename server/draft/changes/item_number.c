/* item.number: how one item is numbered where that does not follow from its place. With `start` its list goes on from there; with `name` it is
 * called so and does not count ("4 bis"); with neither it is counted as others are. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"start", FIELD_START, FIELD_OPTIONAL, offsetof(struct change, start)},
    {"name", FIELD_NAME, FIELD_OPTIONAL, offsetof(struct change, name)},
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
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status == STATUS_OK && draft->frozen)
        status = refuse(refusal, STATUS_BAD_OP, change->item, "The numbers are frozen; renumber first.");
    if (status == STATUS_OK && change->start && change->name)
        status = refuse(refusal, STATUS_BAD_OP, change->item,
                        "Give an item a number to go on from or a name, not both.");
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    item_set_start(draft, item_find(draft, change->item), (uint32_t)change->start);
    item_set_name(draft, item_find(draft, change->item), change->name);
}

const struct change_kind change_item_number = {"item.number", fields, may, fits, apply};
