/* Who may do what: protocol/operations.md "Roles", as one table in policy.c. The server asks here for every change of every op;
 * the page only mirrors it. Each function gives STATUS_OK, STATUS_FORBIDDEN (this role never may) or STATUS_LOCKED (a status
 * forbids it now). */
#ifndef DRAFT_POLICY_H
#define DRAFT_POLICY_H

#include "draft/refusal.h"
#include "draft/state.h"

enum action {
    ACTION_TEXT,      /* words of an item, in the original language */
    ACTION_TRANSLATE, /* words of an item, in another language; saying that it is aligned */
    ACTION_STRUCTURE, /* add, move, split, merge, remove, restore, kind: what is changed */
    ACTION_CARRY,     /* moving: what is carried along unchanged */
    ACTION_STATUS,    /* item status, adopting the draft, consultations */
    ACTION_DRAFT,     /* title, languages */
    ACTION_PROPOSE,   /* proposals: making one, filing and withdrawing one's own */
    ACTION_SUPPORT,   /* co-sponsoring, taking a position: what delegations do */
    ACTION_DECIDE,    /* accepting and rejecting proposals */
    ACTION_COMMENT,
    ACTION_COUNT
};

enum permission { NEVER, ALLOWED, AS_PROPOSAL };

/* What the table says for one role, action and status. The server itself has no column: nobody asks whether it may. */
enum permission policy_permission(enum role role, enum action action, enum item_status status);

/* One item. `permission` (may be NULL) tells AS_PROPOSAL from ALLOWED; with NULL, AS_PROPOSAL is refused. */
enum status policy_check_item(const struct participant *who, enum action action, const struct item *item,
                              enum permission *permission, struct refusal *refusal) MUST_CHECK;
/* The item and all items below it that are there. */
enum status policy_check_below(const struct participant *who, enum action action, const struct item *item,
                               struct refusal *refusal) MUST_CHECK;
/* Actions that concern no item. */
enum status policy_check_role(const struct participant *who, enum action action,
                              struct refusal *refusal) MUST_CHECK;
/* What somebody does in the name of a delegation; who has none, or whose head speaks for it, is STATUS_FORBIDDEN. */
enum status policy_check_delegation(const struct participant *who, struct refusal *refusal) MUST_CHECK;

#endif
