/* How large a draft is: about the bytes that its state takes, tombstones, closed proposals and removed comments too, for all of it is kept and
 * is sent to whoever opens the draft. Judged where somebody submits, never where a log is folded: a log that is larger still folds. */
#ifndef DRAFT_SIZE_H
#define DRAFT_SIZE_H

#include "draft/change.h"
#include "draft/draft.h"

/* The notes and comments that a change of that author may touch. Taken before and after it, the difference is what the change adds; the
 * words of the texts are counted where they are written (journal.h). */
uint64_t size_of_notes(const struct draft *draft, const struct change *change, const char *by);
/* Counts everything anew, for a draft that was read from a snapshot. */
void size_measure(struct draft *draft);

#endif
