/* One reading of each place: what is left of open alternatives (alternatives.h) where the text is shown as if all proposals were accepted. Of a
 * group only one can be, so the one that was made first is taken, which is the same in every language, and the others are shown as if they
 * were rejected. Nobody has chosen yet: the one that is taken is undecided, and stands in its bracket.
 *
 * The page takes the same ones (client-web/src/draft/one_reading.ts); protocol/vectors/alternatives.json holds both to it.
 */
#ifndef DRAFT_ONE_READING_H
#define DRAFT_ONE_READING_H

#include "base/map.h"
#include "draft/draft.h"
#include "text/delta.h"

/* Of groups that have several open members: id of a proposal -> struct proposal, which belongs to the draft. */
struct one_reading {
    struct map undecided; /* the first of each group */
    struct map passed;    /* the others */
};

/* Caller clears. */
void one_reading_find(const struct draft *draft, struct one_reading *out);
void one_reading_clear(struct one_reading *reading);

/* Makes of the marks in a text what is left of them: words that a proposal which is passed over inserts are struck, and those that it strikes are
 * not. The text keeps its length. */
void one_reading_apply(const struct one_reading *reading, struct delta *text);

#endif
