/* cosign.add: a delegation's device has signed what the log is at a moment. Written by the server alone, which looks at the signature first
 * (api/cosigning_call.c). */
#include <string.h>

#include "base/mem.h"
#include "draft/cosigning.h"

static const struct field fields[] = {
    {"seq", FIELD_COUNT, FIELD_REQUIRED, offsetof(struct change, number)},
    {"key", FIELD_WORDS, FIELD_REQUIRED, offsetof(struct change, key)},
    {"signature", FIELD_WORDS, FIELD_REQUIRED, offsetof(struct change, signature)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    (void)context;
    return refuse(refusal, STATUS_FORBIDDEN, NULL, "Send a cosignature to POST /api/drafts/ID/cosigning.");
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    const struct cosigner *cosigner = cosigners_find(draft, change->key);
    if (!cosigner || cosigner->ended || strcmp(cosigner->by, context->by) != 0)
        return refuse(refusal, STATUS_FORBIDDEN, NULL, "Make this device's key known first (cosign.key).");
    if ((uint64_t)change->number >= context->seq || !cosigning_is_moment(draft, (uint64_t)change->number))
        return refuse(refusal, STATUS_BAD_OP, NULL,
                      "Cosign a version, what the chair asks for, or an adopted draft.");
    if (strlen(change->signature) != COSIGNATURE_LEN)
        return refuse(refusal, STATUS_BAD_OP, NULL, "The signature is the base64 of 76 bytes.");
    if (cosignatures_find(draft, (uint64_t)change->number, change->key))
        return refuse(refusal, STATUS_EXISTS, NULL, "This device has cosigned that already.");
    if (draft->cosignatures.count >= COSIGNATURES_MAX)
        return refuse(refusal, STATUS_LIMIT, NULL,
                      "The draft has as many cosignatures as this server takes.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct cosignature *cosignature = mem_zero(1, sizeof *cosignature);
    cosignature->of = (uint64_t)change->number;
    cosignature->key = mem_copy_string(change->key);
    cosignature->signature = mem_copy_string(change->signature);
    cosignature->by = mem_copy_string(context->by);
    cosignature->seq = context->seq;
    cosignature->at = context->at;
    cosignatures_add(draft, cosignature);
}

const struct change_kind change_cosign_add = {"cosign.add", fields, may, fits, apply};
