#include "draft/policy.h"

#include "base/always.h"
#include "draft/items.h"

#define N NEVER
#define Y ALLOWED
#define P AS_PROPOSAL

/* Columns: the roles. Rows: the actions, and below each the status of the item concerned. */
/* clang-format off */
static const enum permission table[ACTION_COUNT][ITEM_STATUS_COUNT][ROLE_COUNT] = {
    /*                    observer delegation secretariat chair */
    [ACTION_TEXT] = {
        [ITEM_OPEN]       = {   N,       Y,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       P,         Y,         Y },
        [ITEM_AGREED]     = {   N,       N,         N,         N },
        [ITEM_APPROVED]   = {   N,       N,         N,         N },
    },
    [ACTION_TRANSLATE] = {
        [ITEM_OPEN]       = {   N,       Y,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       P,         Y,         Y },
        [ITEM_AGREED]     = {   N,       N,         Y,         Y },
        [ITEM_APPROVED]   = {   N,       N,         N,         N },
    },
    [ACTION_STRUCTURE] = {
        [ITEM_OPEN]       = {   N,       Y,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       N,         Y,         Y },
        [ITEM_AGREED]     = {   N,       N,         N,         N },
        [ITEM_APPROVED]   = {   N,       N,         N,         N },
    },
    [ACTION_CARRY] = {
        [ITEM_OPEN]       = {   N,       Y,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       N,         Y,         Y },
        [ITEM_AGREED]     = {   N,       N,         Y,         Y },
        [ITEM_APPROVED]   = {   N,       N,         Y,         Y },
    },
    [ACTION_STATUS] = {
        [ITEM_OPEN]       = {   N,       N,         N,         Y },
        [ITEM_REVIEW]     = {   N,       N,         N,         Y },
        [ITEM_AGREED]     = {   N,       N,         N,         Y },
        [ITEM_APPROVED]   = {   N,       N,         N,         Y },
    },
    [ACTION_DRAFT] = {
        [ITEM_OPEN]       = {   N,       N,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       N,         Y,         Y },
        [ITEM_AGREED]     = {   N,       N,         Y,         Y },
        [ITEM_APPROVED]   = {   N,       N,         Y,         Y },
    },
    [ACTION_PROPOSE] = {
        [ITEM_OPEN]       = {   N,       Y,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       Y,         Y,         Y },
        [ITEM_AGREED]     = {   N,       N,         N,         N },
        [ITEM_APPROVED]   = {   N,       N,         N,         N },
    },
    [ACTION_SUPPORT] = {
        [ITEM_OPEN]       = {   N,       Y,         N,         N },
        [ITEM_REVIEW]     = {   N,       Y,         N,         N },
        [ITEM_AGREED]     = {   N,       Y,         N,         N },
        [ITEM_APPROVED]   = {   N,       Y,         N,         N },
    },
    [ACTION_DECIDE] = {
        [ITEM_OPEN]       = {   N,       N,         N,         Y },
        [ITEM_REVIEW]     = {   N,       N,         N,         Y },
        [ITEM_AGREED]     = {   N,       N,         N,         N },
        [ITEM_APPROVED]   = {   N,       N,         N,         N },
    },
    [ACTION_COMMENT] = {
        [ITEM_OPEN]       = {   N,       Y,         Y,         Y },
        [ITEM_REVIEW]     = {   N,       Y,         Y,         Y },
        [ITEM_AGREED]     = {   N,       Y,         Y,         Y },
        [ITEM_APPROVED]   = {   N,       Y,         Y,         Y },
    },
};
/* clang-format on */

#undef N
#undef Y
#undef P

enum permission policy_permission(enum role role, enum action action, enum item_status status)
{
    ALWAYS(role < ROLE_COUNT && action < ACTION_COUNT && status < ITEM_STATUS_COUNT);
    return table[action][status][role];
}

/* Whether a role never may: not even where everything is open. */
static bool role_never_may(enum role role, enum action action)
{
    return policy_permission(role, action, ITEM_OPEN) == NEVER;
}

static enum status refuse_status(const struct item *item, struct refusal *refusal)
{
    switch (item->status) {
    case ITEM_REVIEW:
        return refuse(refusal, STATUS_LOCKED, item->id,
                      "The item is under review; make a proposal or ask the chair to open it.");
    case ITEM_AGREED:
        return refuse(refusal, STATUS_LOCKED, item->id, "The item is agreed; ask the chair to reopen it.");
    default:
        return refuse(refusal, STATUS_LOCKED, item->id, "The item is approved; ask the chair to reopen it.");
    }
}

enum status policy_check_item(const struct participant *who, enum action action, const struct item *item,
                              enum permission *permission, struct refusal *refusal)
{
    enum permission found = policy_permission(who->role, action, item->status);
    if (permission)
        *permission = found;
    if (found == ALLOWED || (found == AS_PROPOSAL && permission))
        return STATUS_OK;
    if (role_never_may(who->role, action))
        return refuse(refusal, STATUS_FORBIDDEN, item->id, NULL);
    return refuse_status(item, refusal);
}

enum status policy_check_below(const struct participant *who, enum action action, const struct item *item,
                               struct refusal *refusal)
{
    enum status status = policy_check_item(who, action, item, NULL, refusal);
    for (const struct item *child = item->first; status == STATUS_OK && child; child = child->next)
        if (!child->removed)
            status = policy_check_below(who, action, child, refusal);
    return status;
}

enum status policy_check_role(const struct participant *who, enum action action, struct refusal *refusal)
{
    if (role_never_may(who->role, action))
        return refuse(refusal, STATUS_FORBIDDEN, NULL, NULL);
    return STATUS_OK;
}

enum status policy_check_delegation(const struct participant *who, struct refusal *refusal)
{
    enum status status = policy_check_role(who, ACTION_SUPPORT, refusal);
    if (status == STATUS_OK && who->silent)
        return refuse(refusal, STATUS_FORBIDDEN, NULL,
                      "The head of your delegation speaks for it; ask them.");
    if (status != STATUS_OK || who->delegation)
        return status;
    return refuse(refusal, STATUS_FORBIDDEN, NULL,
                  "Your invitation names no delegation; ask the secretariat for one that does.");
}
