/* Reopening: a decision about proposals is taken back (protocol/negotiation.md "Taking a decision back").
 *
 * A decision changes words and takes items away, in changes that the server puts behind it in the same op (consequences.h). Each of those
 * changes of words carries `undo`, the change that would take it back, so the log itself knows what was there; nothing is kept in memory for
 * it. To reopen is to make one more op of them:
 *
 *   op 20   proposal.accept q1; text i7: "algunos" goes, "todos" loses its mark; undo: "algunos" comes, "todos" gets its mark
 *   op 21   text i7: somebody writes in front of it
 *   op 22   proposal.reopen q1; text i7: the undo of op 20, moved over op 21
 *
 *   reopening_begin    which decision is it?
 *   reopening_recall   what takes it back, as op 20 has it; the caller moves that over the ops since (transform.h)
 *   reopening_write    once the proposals are open: what of it still holds
 *
 * What is in the log of op 22 is complete, so it can be folded without knowing any of this.
 *
 * Words that were put into the proposal's meanwhile stay as they are; what was deleted of them stays deleted, and then the proposal is
 * another text than the one that its co-sponsors joined. Of several proposals that one op decided, some may be reopened and others not, as
 * long as they did not take away the same words or words beside each other. Words that carry marks of others come back as these would have
 * them now: decided since, or open.
 */
#ifndef DRAFT_REOPENING_H
#define DRAFT_REOPENING_H

#include "draft/lapses.h"

struct reopening {
    uint64_t decided;        /* seq of the decision; 0: nothing is reopened */
    struct change_list undo; /* what takes it back */
    uint64_t marked_u16;     /* units of old text that it would mark, all of them still there */
};

void reopening_clear(struct reopening *reopening);

/* Looks for proposals to reopen among the changes of an op. STATUS_BAD_OP where the op does anything else, or takes two decisions back.
 * Borrows. */
enum status reopening_begin(const struct draft *draft, const struct change_list *asked, struct reopening *out,
                            struct refusal *refusal) MUST_CHECK;
/* Fills in `undo` from the op that decided, which is borrowed. STATUS_LOCKED where it does not say what would take it back: logs of before
 * do not; and where others that it decided took away the same words. */
enum status reopening_recall(const struct draft *draft, const struct change_list *asked,
                             const struct op *decision, struct reopening *reopening,
                             struct refusal *refusal) MUST_CHECK;
/* Once the proposals that `asked` names are open again: adds to `out` what follows, and notes whose support lapses. STATUS_LOCKED where the
 * words are agreed now. */
enum status reopening_write(const struct draft *draft, const struct change_list *asked,
                            const struct reopening *reopening, struct lapses *lapses, struct change_list *out,
                            struct refusal *refusal) MUST_CHECK;

#endif
