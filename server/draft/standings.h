/* Standings: where each agreed or approved item stands, with the number that it has, the item above it and the headings that it is under.
 * Delegations quote these in their instructions, so only the secretariat and the chair move them (protocol/operations.md "What is
 * agreed stays where it is"). An op of a delegation is compared as a whole: what it does may not show in the standings. */
#ifndef DRAFT_STANDINGS_H
#define DRAFT_STANDINGS_H

#include "draft/change.h"
#include "draft/refusal.h"
#include "draft/state.h"

struct standings {
    struct standing *list; /* in document order */
    size_t count;
};

/* Whether these changes, by somebody of this role, must leave the standings alone. Borrows. */
bool standings_bind(const struct participant *who, const struct change_list *changes);
/* Caller clears. */
void standings_take(const struct draft *draft, struct standings *out);
/* STATUS_LOCKED unless everything that is agreed stands where it stood. Borrows. */
enum status standings_check(const struct standings *before, const struct draft *draft,
                            struct refusal *refusal) MUST_CHECK;
void standings_clear(struct standings *standings);

#endif
