/* What stands between an item and the chair's gavel: open proposals, objections, running consultations (protocol/negotiation.md). */
#ifndef DRAFT_BLOCKERS_H
#define DRAFT_BLOCKERS_H

#include "draft/refusal.h"
#include "draft/state.h"

/* Whether an open proposal is for the item, or marks words of it. */
bool blockers_has_proposal(const struct draft *draft, const struct item *item);
/* STATUS_LOCKED, with a list of what blocks, while something does: in the item, or with `below` in what is below it too. */
enum status blockers_check(const struct draft *draft, const struct item *item, bool below,
                           struct refusal *refusal) MUST_CHECK;

#endif
