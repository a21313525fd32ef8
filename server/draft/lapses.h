/* Lapses: support is for a text. When the words of a proposal, or its note, change, its co-sponsors are dropped by a `proposal.support` at
 * the end of the same op, which names them, so that everybody sees it in the log and nobody has to know this rule to fold it.
 *
 * While an op is applied, text.c and proposal_file.c note here which proposals it changes. The words of a proposal are those that its marks
 * insert and strike, and all words of an item that it would add. They change by its author's hand alone (marking.h).
 */
#ifndef DRAFT_LAPSES_H
#define DRAFT_LAPSES_H

#include "draft/change.h"
#include "draft/op.h"
#include "draft/proposals.h"

struct lapses {
    struct map changed; /* id -> struct proposal, borrowed */
};

void lapses_note(struct lapses *lapses, struct proposal *proposal);
/* A change of words by `who` is about to be applied. Borrows. */
void lapses_note_text(struct lapses *lapses, const struct draft *draft, const struct participant *who,
                      const struct item *item, const struct change *change);
/* Adds to `out` a proposal.support for each noted proposal that is open and has co-sponsors, in the order of the log. */
void lapses_write(const struct lapses *lapses, const struct draft *draft, struct change_list *out);
void lapses_clear(struct lapses *lapses);

/* Whether an op of the log may have changed the words or the note of a proposal: whoever joined without having seen it joined another
 * text. Says yes too often rather than too seldom. Borrows. */
bool lapses_may_follow(const struct draft *draft, const struct op *op, const struct proposal *proposal);

#endif
