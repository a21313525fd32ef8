#include "draft/consequences.h"

#include <string.h>

#include "base/mem.h"
#include "draft/consultations.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "draft/settling.h"

static struct change *add_change(struct change_list *out, const struct change_kind *kind, const char *item)
{
    struct change *change = change_list_add(out);
    change->kind = kind;
    change->item = mem_copy_string(item);
    return change;
}

/* ---- proposals ---- */

static bool takes_item_away(const struct proposal *proposal)
{
    enum proposal_act accepted = proposal->state == PROPOSAL_ACCEPTED ? PROPOSAL_REMOVE : PROPOSAL_ADD;
    return proposal->act == accepted && proposal->item && item_is_there(proposal->item);
}

static bool is_removed_by(const struct change_list *list, const char *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (change_is(&list->changes[i], &change_item_remove) && strcmp(list->changes[i].item, item) == 0)
            return true;
    return false;
}

static enum status after_decisions(const struct draft *draft, const struct change_list *made, uint64_t seq,
                                   struct change_list *out, struct refusal *refusal)
{
    enum status status = STATUS_OK;
    bool settled = false;
    for (size_t i = 0; status == STATUS_OK && i < made->count; i++) {
        if (!change_is_decision(&made->changes[i]))
            continue;
        if (!settled) /* all decisions of the op at once: one text change for each item and language */
            status = settling_whole(draft, seq, out, refusal);
        settled = true;
    }
    for (size_t i = 0; status == STATUS_OK && settled && i < made->count; i++) {
        if (!change_is_decision(&made->changes[i]))
            continue;
        const struct proposal *proposal = proposals_find(draft, made->changes[i].proposal);
        if (takes_item_away(proposal) && !is_removed_by(out, proposal->item->id))
            add_change(out, &change_item_remove, proposal->item->id);
    }
    return status;
}

static enum status after_part(const struct draft *draft, const struct change_list *made,
                              struct change_list *out, struct refusal *refusal)
{
    for (size_t i = 0; i < made->count; i++)
        if (change_is(&made->changes[i], &change_proposal_part))
            return settling_part(draft, made, out, refusal);
    return STATUS_OK;
}

static enum status check_announced(const struct draft *draft, const struct change *change,
                                   struct refusal *refusal)
{
    if (!change_is(change, &change_proposal_add) || proposals_find(draft, change->proposal)->item)
        return STATUS_OK;
    return refuse(refusal, STATUS_BAD_OP, change->item, "Add the proposed item in the same op.");
}

/* ---- consultations ---- */

/* An objection by one of those asked breaks the silence. */
static void after_position(const struct draft *draft, const struct change *change,
                           const struct op_context *context, struct change_list *out)
{
    const struct participant *author = participants_find(draft, context->by);
    const struct consultation *running = consultations_running(draft, change->item);
    if (change->position != POSITION_OBJECT || !running || !running->silence || !author ||
        !author->delegation || !string_list_has(&running->delegations, author->delegation))
        return;
    add_change(out, &change_consult_close, change->item);
    add_change(out, &change_item_status, change->item)->item_status = ITEM_REVIEW;
}

static void after_close(const struct draft *draft, const struct change *change, struct change_list *out)
{
    const struct item *item = item_find(draft, change->item);
    enum consultation_state state = change->consultation_state;
    if ((state != CONSULTATION_KEPT && state != CONSULTATION_BROKEN) ||
        item_status_is_settled(item->status) || !item_is_there(item))
        return;
    add_change(out, &change_item_status, change->item)->item_status =
        state == CONSULTATION_KEPT ? ITEM_AGREED : ITEM_REVIEW;
}

enum status consequences_check_done(const struct draft *draft, const struct change_list *made,
                                    struct refusal *refusal)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < made->count; i++)
        status = check_announced(draft, &made->changes[i], refusal);
    return status;
}

enum status consequences_of(const struct draft *draft, const struct change_list *made,
                            const struct op_context *context, struct change_list *out,
                            struct refusal *refusal)
{
    enum status status = after_part(draft, made, out, refusal);
    if (status == STATUS_OK)
        status = after_decisions(draft, made, context->seq, out, refusal);
    if (status == STATUS_OK)
        status = consequences_check_done(draft, made, refusal);
    for (size_t i = 0; status == STATUS_OK && i < made->count; i++) {
        const struct change *change = &made->changes[i];
        if (change_is(change, &change_position_set))
            after_position(draft, change, context, out);
        else if (change_is(change, &change_consult_close))
            after_close(draft, change, out);
    }
    return status;
}
