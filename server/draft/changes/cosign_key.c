/* cosign.key: a device of a delegation can cosign, or no longer can. */
#include <string.h>

#include "base/base64.h"
#include "base/mem.h"
#include "draft/cosigning.h"
#include "draft/participants.h"
#include "draft/policy.h"

static const struct field fields[] = {
    {"key", FIELD_WORDS, FIELD_REQUIRED, offsetof(struct change, key)},
    {"ended", FIELD_BOOL, FIELD_OPTIONAL, offsetof(struct change, ended)},
    {0},
};

/* Taking back a device is for its delegation, and for the chair: laptops are lost. */
static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    const struct cosigner *cosigner = cosigners_find(draft, change->key);
    if (change->ended && context->who->role == ROLE_CHAIR)
        return STATUS_OK;
    enum status status = policy_check_delegation(context->who, refusal);
    if (status == STATUS_OK && change->ended && cosigner &&
        strcmp(cosigner->delegation, context->who->delegation) != 0)
        return refuse(refusal, STATUS_FORBIDDEN, NULL, "The key is another delegation's.");
    return status;
}

/* NAME+ID+BASE64, of an Ed25519 key: the first of its 33 bytes says so. */
static bool is_key(const char *key)
{
    unsigned char typed[33];
    const char *plus = strchr(key, '+');
    size_t name = plus ? (size_t)(plus - key) : 0;
    return name && name <= 64 && strlen(key) == name + 10 + BASE64_LEN(sizeof typed) && !strchr(key, ' ') &&
           strspn(plus + 1, "0123456789abcdef") == 8 && plus[9] == '+' &&
           base64_read(plus + 10, BASE64_LEN(sizeof typed), typed, sizeof typed) && typed[0] == 1;
}

static enum status fits_end(const struct draft *draft, const struct change *change, struct refusal *refusal)
{
    const struct cosigner *cosigner = cosigners_find(draft, change->key);
    if (!cosigner || cosigner->ended)
        return refuse(refusal, STATUS_BAD_OP, NULL, "No device has this key.");
    return STATUS_OK;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    const struct participant *by = participants_find(draft, context->by);
    if (change->ended)
        return fits_end(draft, change, refusal);
    if (!by || !by->delegation)
        return refuse(refusal, STATUS_BAD_OP, NULL, "Only a delegation's device cosigns.");
    if (!is_key(change->key))
        return refuse(refusal, STATUS_BAD_OP, NULL, "Give the key as NAME+ID+BASE64, of an Ed25519 key.");
    if (cosigners_find(draft, change->key))
        return refuse(refusal, STATUS_EXISTS, NULL, NULL);
    if (draft->cosigners.count >= COSIGNERS_MAX ||
        cosigners_of(draft, by->delegation) >= COSIGNERS_OF_DELEGATION)
        return refuse(refusal, STATUS_LIMIT, NULL,
                      "The delegation has as many devices as this server takes.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    if (change->ended) {
        entry_set_number(&draft->journal, &cosigners_find(draft, change->key)->ended, context->seq);
        return;
    }
    struct cosigner *cosigner = mem_zero(1, sizeof *cosigner);
    cosigner->key = mem_copy_string(change->key);
    cosigner->delegation = mem_copy_string(participants_find(draft, context->by)->delegation);
    cosigner->by = mem_copy_string(context->by);
    cosigner->seq = context->seq;
    cosigner->at = context->at;
    cosigners_add(draft, cosigner);
}

const struct change_kind change_cosign_key = {"cosign.key", fields, may, fits, apply};
