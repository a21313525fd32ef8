/* Alternatives: proposals that are readings of one place, or entries for one place, of which at most one is accepted
 * (protocol/negotiation.md, "Alternatives"). They carry the same `group`. To accept one rejects the others, in the same op; to keep none, all
 * are rejected.
 */
#ifndef DRAFT_ALTERNATIVES_H
#define DRAFT_ALTERNATIVES_H

#include "draft/proposals.h"

/* Whether a proposal may have that group: its open members are for the same item, or all of them add one. `group` NULL: none; `item` NULL:
 * it is to be added. STATUS_BAD_OP. */
enum status alternatives_check_joining(const struct draft *draft, const char *group, enum proposal_act act,
                                       const struct item *item, struct refusal *refusal) MUST_CHECK;

/* STATUS_LOCKED where an alternative to the proposal was accepted in op `seq`. */
enum status alternatives_check_accepting(const struct draft *draft, const struct proposal *proposal,
                                         uint64_t seq, struct refusal *refusal) MUST_CHECK;

/* STATUS_LOCKED where there are open alternatives to the proposal: to accept a part of one reading decides nothing about the others. */
enum status alternatives_check_part(const struct draft *draft, const struct proposal *proposal,
                                    struct refusal *refusal) MUST_CHECK;

/* Adds to `out` a proposal.reject for each open alternative to those that `made`, which has been applied, accepts. Borrows. */
void alternatives_fall(const struct draft *draft, const struct change_list *made, struct change_list *out);

#endif
