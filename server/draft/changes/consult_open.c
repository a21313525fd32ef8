/* consult.open: an item is sent home to delegations until a time. */
#include "draft/blockers.h"
#include "draft/change_kind.h"
#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/places.h"
#include "draft/policy.h"

#include "base/mem.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"delegations", FIELD_DELEGATIONS, FIELD_REQUIRED, offsetof(struct change, delegations)},
    {"until", FIELD_TIME, FIELD_REQUIRED, offsetof(struct change, time)},
    {"silence", FIELD_BOOL, FIELD_OPTIONAL, offsetof(struct change, silence)},
    {0},
};

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    struct item *item;
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (!change->delegations.count)
        return refuse(refusal, STATUS_BAD_OP, item->id, "Name at least one delegation.");
    if (consultations_running(draft, item->id))
        return refuse(refusal, STATUS_EXISTS, item->id,
                      "The item is out for consultation; close that first.");
    return STATUS_OK;
}

/* Time, status and proposals have to be right when the chair asks. When the log is folded they may not be so any more. */
static enum status check_asked(const struct draft *draft, const struct change *change, int64_t now,
                               struct refusal *refusal)
{
    const struct item *item = item_find(draft, change->item);
    if (item_status_is_settled(item->status))
        return refuse(refusal, STATUS_LOCKED, item->id, "The item is agreed already; reopen it first.");
    if (change->time <= now)
        return refuse(refusal, STATUS_BAD_OP, item->id, "Choose a time that lies ahead.");
    if (change->silence && blockers_has_proposal(draft, item))
        return refuse(refusal, STATUS_LOCKED, item->id,
                      "Decide the open proposals first: silence has to be about one text.");
    return STATUS_OK;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    enum status status = policy_check_role(context->who, ACTION_STATUS, refusal);
    if (status == STATUS_OK)
        status = fits(draft, change, context, refusal);
    return status == STATUS_OK ? check_asked(draft, change, context->at, refusal) : status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct consultation *consultation = mem_zero(1, sizeof *consultation);
    consultation->item = mem_copy_string(change->item);
    string_list_copy(&change->delegations, &consultation->delegations);
    consultation->until = change->time;
    consultation->silence = change->silence;
    consultation->by = mem_copy_string(context->by);
    consultation->seq = context->seq;
    consultation->at = (uint64_t)context->at;
    consultations_add(draft, consultation);
}

const struct change_kind change_consult_open = {"consult.open", fields, may, fits, apply};
