/* Settling: what becomes of words when proposals about them are decided, as a whole or in part (protocol/negotiation.md). */
#ifndef DRAFT_SETTLING_H
#define DRAFT_SETTLING_H

#include "draft/change.h"
#include "draft/refusal.h"
#include "draft/state.h"

/* What the decisions that were taken in op `seq` do to the words, as one text change for each item and language, added to `out`,
 * which says what would take it back.
 * STATUS_LOCKED where marked words are agreed or approved, or where what is accepted stands inside what is not decided. */
enum status settling_whole(const struct draft *draft, uint64_t seq, struct change_list *out,
                           struct refusal *refusal) MUST_CHECK;

/* The same for the words that proposal.part chose in `made`. STATUS_BAD_OP where the op does anything else, or where nothing of the
 * proposal would be left. */
enum status settling_part(const struct draft *draft, const struct change_list *made, struct change_list *out,
                          struct refusal *refusal) MUST_CHECK;

#endif
