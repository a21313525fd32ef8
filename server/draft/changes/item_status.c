/* item.status: open, review, agreed, approved; the chair's, in either direction. */
#include "draft/blockers.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"status", FIELD_ITEM_STATUS, FIELD_REQUIRED, offsetof(struct change, item_status)},
    {"below", FIELD_BOOL, FIELD_OPTIONAL, offsetof(struct change, below)},
    {"reason", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

/* Whether a reason is given; an empty one is none. */
static bool has_reason(const struct change *change)
{
    return change->note && !utf_is_blank(change->note, strlen(change->note));
}

/* So that the log has none then. */
static void drop_blank_reason(struct change *change)
{
    if (has_reason(change))
        return;
    free(change->note);
    change->note = NULL;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *item;
    drop_blank_reason(change);
    enum status status = policy_check_role(context->who, ACTION_STATUS, refusal);
    if (status == STATUS_OK)
        status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK || !item_status_is_settled(change->item_status) || change->note)
        return status;
    return blockers_check(draft, item, change->below, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    return place_find_item(draft, change->item, &item, refusal);
}

static void set(struct draft *draft, struct item *item, const struct change *change,
                const struct op_context *context)
{
    bool overrides = item_status_is_settled(change->item_status) && has_reason(change);
    item_set_status(draft, item, change->item_status);
    item_set_override(draft, item, overrides ? change->note : NULL, context->by, context->at);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *root = item_find(draft, change->item);
    set(draft, root, change, context);
    if (!change->below)
        return;
    for (struct item *item = item_next_below(root, root); item; item = item_next_below(root, item))
        if (item_is_there(item))
            set(draft, item, change, context);
}

const struct change_kind change_item_status = {"item.status", fields, may, fits, apply};
