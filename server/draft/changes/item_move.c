/* item.move: to another place, with everything below. */
#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"parent", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, parent)},
    {"after", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, after)},
    {0},
};

/* The items that are carried along stay as they are, so rights are asked of the two parents only. */
static enum status check_rights(const struct participant *who, const struct item *item,
                                const struct item *parent, struct refusal *refusal)
{
    enum status status = policy_check_below(who, ACTION_CARRY, item, refusal);
    if (status == STATUS_OK)
        status = place_check_parent(who, item->parent, refusal);
    if (status == STATUS_OK)
        status = place_check_parent(who, parent, refusal);
    return status;
}

static enum status find_way(struct draft *draft, struct change *change, struct item **item,
                            struct item **parent, struct refusal *refusal)
{
    struct item *previous;
    enum status status = place_find_item(draft, change->item, item, refusal);
    return status == STATUS_OK ? place_resolve(draft, change, *item, parent, &previous, refusal) : status;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item, *parent;
    enum status status = find_way(draft, change, &item, &parent, refusal);
    return status == STATUS_OK ? check_rights(context->who, item, parent, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item, *parent;
    enum status status = find_way(draft, change, &item, &parent, refusal);
    if (status != STATUS_OK)
        return status;
    if (parent && (parent == item || item_is_below(parent, item)))
        return refuse(refusal, STATUS_CYCLE, change->item, NULL);
    if (item_depth(parent) + item_height(item) > DRAFT_MAX_DEPTH)
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "Items can be nested eight levels deep; choose a higher place.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    struct item *item = item_find(draft, change->item);
    char path[NUMBERING_PATH_BYTES];
    frozen_path(draft, item, path);
    item_place(draft, item, place_parent(draft, change), place_previous(draft, change));
    frozen_moved(draft, item, path);
}

const struct change_kind change_item_move = {"item.move", fields, may, fits, apply};
