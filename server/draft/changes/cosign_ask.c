/* cosign.ask: before adopting, the chair asks delegations to cosign the draft as it stands; asks fewer, with a reason; or asks nobody any
 * more, and the text can change again. */
#include <string.h>

#include "base/mem.h"
#include "draft/cosigning.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/policy.h"
#include "text/utf.h"

static const struct field fields[] = {
    {"delegations", FIELD_DELEGATIONS, FIELD_REQUIRED, offsetof(struct change, delegations)},
    {"note", FIELD_WORDS, FIELD_OPTIONAL, offsetof(struct change, note)},
    {0},
};

static enum status check_text(const struct draft *draft, struct refusal *refusal)
{
    for (const struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_is_there(item) && item->status != ITEM_APPROVED)
            return refuse(refusal, STATUS_BAD_OP, item->id,
                          "Every item must be approved before the draft can be cosigned.");
    return STATUS_OK;
}

static bool is_known(const struct draft *draft, const char *delegation)
{
    for (size_t i = 0; i < draft->participants.count; i++) {
        const struct person *person = draft->participants.all[i];
        if (person->who->delegation && strcmp(person->who->delegation, delegation) == 0)
            return true;
    }
    return false;
}

static enum status check_delegations(const struct draft *draft, const struct string_list *asked,
                                     struct refusal *refusal)
{
    for (size_t i = 0; i < asked->count; i++) {
        if (!is_known(draft, asked->strings[i]))
            return refuse(refusal, STATUS_BAD_OP, NULL, "Ask delegations that have a seat in this draft.");
        for (size_t k = 0; k < i; k++)
            if (strcmp(asked->strings[k], asked->strings[i]) == 0)
                return refuse(refusal, STATUS_BAD_OP, NULL, "Ask each delegation once.");
    }
    return STATUS_OK;
}

/* Whether somebody who was asked and has not signed is let go, though others still are asked. */
static bool lets_go(const struct draft *draft, const struct string_list *asked)
{
    const struct cosigning *now = draft->cosigning;
    for (size_t i = 0; now && i < now->delegations.count; i++)
        if (!string_list_has(asked, now->delegations.strings[i]) &&
            !cosigning_has(draft, now->of, now->delegations.strings[i]))
            return true;
    return false;
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_STATUS, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    const struct string_list *asked = &change->delegations;
    if (!draft->cosigning && !asked->count)
        return refuse(refusal, STATUS_BAD_OP, NULL, "Name at least one delegation.");
    if (lets_go(draft, asked) && (!change->note || utf_is_blank(change->note, strlen(change->note))))
        return refuse(refusal, STATUS_BAD_OP, NULL, "Say why a delegation is let go that has not cosigned.");
    enum status status = check_delegations(draft, asked, refusal);
    return status == STATUS_OK && !draft->cosigning ? check_text(draft, refusal) : status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct cosigning *cosigning = NULL;
    if (change->delegations.count) {
        cosigning = mem_zero(1, sizeof *cosigning);
        cosigning->of = draft->cosigning ? draft->cosigning->of : context->seq;
        string_list_copy(&change->delegations, &cosigning->delegations);
        cosigning->note = mem_copy_string(change->note);
        cosigning->by = mem_copy_string(context->by);
        cosigning->seq = context->seq;
        cosigning->at = context->at;
    }
    cosigning_set(draft, cosigning);
}

const struct change_kind change_cosign_ask = {"cosign.ask", fields, may, fits, apply};
