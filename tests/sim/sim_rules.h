/* What must be true of every op in a negotiation (protocol/negotiation.md), written anew and not as the server does it:
 *
 *   words that a delegation changes under review carry its proposals, and nobody decides by means of marks
 *   what a decision leaves is what the marks of every stretch of words said
 *   marks name open proposals only
 *   the words that a comment is about are there
 */
#ifndef SIM_RULES_H
#define SIM_RULES_H

#include "base/buf.h"
#include "draft/draft.h"

/* Before `op` is folded into `draft`. Returns the words as they must be afterwards, where the op decides; else nothing. Caller clears. */
struct buf sim_rules_before(const struct draft *draft, const struct op *op);
/* And after. */
void sim_rules_after(const struct draft *draft, const struct op *op, const struct buf *expected);

#endif
