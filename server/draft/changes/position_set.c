/* position.set: what the participant's delegation says about an item. */
#include "draft/change_kind.h"
#include "draft/participants.h"
#include "draft/places.h"
#include "draft/policy.h"
#include "draft/positions.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"position", FIELD_POSITION, FIELD_NULLABLE, offsetof(struct change, position)},
    {"note", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_delegation(context->who, refusal);
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
    const struct participant *author = participants_find(draft, context->by);
    if (!author || !author->delegation)
        return;
    struct position position = {
        .item = change->item,
        .delegation = author->delegation,
        .value = change->position,
        .note = change->note,
        .by = author->id,
        .seq = context->seq,
        .at = (uint64_t)context->at,
    };
    positions_set(draft, &position);
}

const struct change_kind change_position_set = {"position.set", fields, may, fits, apply};
