/* version.add: a name for a moment of the draft, the present one or an earlier one. */
#include "draft/change_kind.h"
#include "draft/policy.h"
#include "draft/versions.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf.h"

static const struct field fields[] = {
    {"version", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, version)},
    {"name", FIELD_WORDS, FIELD_REQUIRED, offsetof(struct change, words)},
    {"seq", FIELD_COUNT, FIELD_OPTIONAL, offsetof(struct change, number)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_DRAFT, refusal);
}

static enum status check_name(const char *name, struct refusal *refusal)
{
    size_t len = strlen(name);
    if (utf_is_blank(name, len) || strchr(name, '\n') || utf_len_u16(name, len) > VERSION_NAME_MAX_U16)
        return refuse(refusal, STATUS_BAD_OP, NULL,
                      "Give the version a name of one line and at most 200 characters.");
    return STATUS_OK;
}

/* Without a seq it is the moment of this op, which the log then says. */
static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    if (versions_find(draft, change->version))
        return refuse(refusal, STATUS_EXISTS, NULL, NULL);
    if (draft->versions.count >= DRAFT_MAX_VERSIONS)
        return refuse(refusal, STATUS_LIMIT, NULL, "The draft has as many versions as this server takes.");
    if (!change->number)
        change->number = (int64_t)context->seq;
    if ((uint64_t)change->number > context->seq)
        return refuse(refusal, STATUS_BAD_OP, NULL, "A version names a moment that has been.");
    return check_name(change->words, refusal);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct version *version = mem_zero(1, sizeof *version);
    snprintf(version->id, sizeof version->id, "%s", change->version);
    version->name = mem_copy_string(change->words);
    version->of = (uint64_t)change->number;
    version->by = mem_copy_string(context->by);
    version->seq = context->seq;
    version->at = context->at;
    versions_add(draft, version);
}

const struct change_kind change_version_add = {"version.add", fields, may, fits, apply};
