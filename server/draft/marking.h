/* Whose the words are: what somebody may do to words that carry the marks of proposals (protocol/negotiation.md "Whose the words are").
 *
 * Words with an open `ins:` belong to the author of that proposal, and the words of a proposed item to whoever proposes it. For
 * everybody else, the chair included, such words are as an item under review is for a delegation: they make proposals of their own
 * about them. A filed proposal is frozen, for its author too. A mark stands only where its proposal is bound: in the item that the
 * proposal is for, and in the family of that item, which are the parts that it was split into and what it was merged with.
 *
 * An example. México proposes "pagar" with q1, and the chair, who may write freely in this item, types between "pa" and "gar":
 *
 *   {"insert":"x"}                                                 refused: it would stand in what México says
 *   {"insert":"x","attributes":{"ins:q1":true}}                    refused: México did not write it
 *   {"insert":"x","attributes":{"ins:q1":true,"ins:q2":true}}      accepted where q2 is the chair's own: [México: pa[Chair: x]gar]
 */
#ifndef DRAFT_MARKING_H
#define DRAFT_MARKING_H

#include "draft/change.h"
#include "draft/refusal.h"
#include "draft/state.h"

/* Takes off a change of words the marks that lost their ground while it was on its way: those of proposals that were decided, so that
 * what was typed inside one survives its end; and, where the change is `late`, a foreign `ins:` on new words that stands on neither
 * side any more. */
void marking_drop_groundless(const struct draft *draft, const struct participant *who, bool late,
                             const struct item *item, struct change *change);

/* Whether somebody's change of an item's words leaves alone what is not theirs. `proposals_only`: their role may only make proposals
 * here, whoever wrote the words. Borrows. STATUS_LOCKED, STATUS_FORBIDDEN, STATUS_BAD_OP. */
enum status marking_check(const struct draft *draft, const struct participant *who, const struct item *item,
                          const struct change *change, bool proposals_only,
                          struct refusal *refusal) MUST_CHECK;

/* The same for the first words of a new item, which carry no marks but those of the proposal that adds the item. Takes the marks of
 * decided proposals off them. */
enum status marking_check_new(const struct draft *draft, const struct participant *who, struct change *add,
                              struct refusal *refusal) MUST_CHECK;

/* STATUS_LOCKED where the item, or one below it that is there, holds words that only the chair or their author may take away. Borrows. */
enum status marking_check_removal(const struct draft *draft, const struct participant *who,
                                  const struct item *item, struct refusal *refusal) MUST_CHECK;

/* STATUS_LOCKED where the whole item is only proposed: cutting or joining it would settle what is not decided. Borrows. */
enum status marking_check_whole(const struct draft *draft, const struct item *item,
                                struct refusal *refusal) MUST_CHECK;

#endif
