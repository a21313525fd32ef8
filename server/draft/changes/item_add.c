/* item.add: a new item with its first words. */
#include "draft/change_kind.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/marking.h"
#include "draft/places.h"
#include "draft/policy.h"
#include "draft/proposals.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"parent", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, parent)},
    {"after", FIELD_ID, FIELD_NULLABLE, offsetof(struct change, after)},
    {"kind", FIELD_ITEM_KIND, FIELD_REQUIRED, offsetof(struct change, item_kind)},
    {"texts", FIELD_TEXTS, FIELD_OPTIONAL, offsetof(struct change, texts)},
    {0},
};

/* Where a role may not add items, it may still propose one. */
static enum status check_rights(const struct participant *who, const struct item *parent,
                                const struct proposal *adding, struct refusal *refusal)
{
    if (!adding || !parent)
        return place_check_parent(who, parent, refusal);
    return policy_check_item(who, ACTION_PROPOSE, parent, NULL, refusal);
}

/* Checks that the id is free and the place is there. */
static enum status check_new(struct draft *draft, struct change *change, struct item **parent,
                             struct refusal *refusal)
{
    struct item *previous;
    if (item_find(draft, change->item))
        return refuse(refusal, STATUS_EXISTS, change->item, NULL);
    return place_resolve(draft, change, NULL, parent, &previous, refusal);
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    struct item *parent = NULL;
    const struct proposal *adding = proposals_adding(draft, change->item);
    enum status status = policy_check_role(context->who, ACTION_STRUCTURE, refusal);
    if (status == STATUS_OK && adding && !proposal_may_mark(adding, context->who))
        status = refuse(refusal, STATUS_EXISTS, change->item, NULL);
    if (status == STATUS_OK)
        status = check_new(draft, change, &parent, refusal);
    if (status == STATUS_OK)
        status = check_rights(context->who, parent, adding, refusal);
    if (status == STATUS_OK)
        status = place_check_texts(draft, &change->texts, change->item, refusal);
    return status == STATUS_OK ? marking_check_new(draft, context->who, change, refusal) : status;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *parent = NULL;
    enum status status = check_new(draft, change, &parent, refusal);
    if (status == STATUS_OK)
        status = place_check_texts(draft, &change->texts, change->item, refusal);
    if (status != STATUS_OK)
        return status;
    if (item_depth(parent) + 1 > DRAFT_MAX_DEPTH)
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "Items can be nested eight levels deep; choose a higher place.");
    if (draft->live_count >= DRAFT_MAX_ITEMS || draft->items.count >= DRAFT_MAX_ITEMS + DRAFT_MAX_TOMBSTONES)
        return refuse(refusal, STATUS_LIMIT, change->item,
                      "The draft has as many items as this server takes; remove some first.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct item *item = item_create(draft, change->item, change->item_kind, place_parent(draft, change),
                                    place_previous(draft, change));
    for (size_t i = 0; i < change->texts.count; i++)
        item_text_apply(draft, item, change->texts.entries[i].lang, &change->texts.entries[i].delta,
                        context->seq);
    if (proposals_adding(draft, item->id))
        item_set_status(draft, item, ITEM_REVIEW);
    proposals_bind(draft, item);
    frozen_came(draft, item);
}

const struct change_kind change_item_add = {"item.add", fields, may, fits, apply};
