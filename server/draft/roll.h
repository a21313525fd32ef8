/* Rolls: words of a text that name the delegations present, and that the server keeps as they are.
 *
 *   {"insert":"Belice y Canadá","attributes":{"link":"#delegations"}}     whoever may write the words may put one there
 *
 * A roll is words like any others, with a link as any words may have: it moves, splits, merges, is proposed, struck and taken back as they are,
 * and needs no rule of its own anywhere. What follows when delegations come and go is a change of words by the server, in the log for everybody,
 * so a fold needs to know of no meeting. Who asks for it, and when, is roll/ above.
 *
 * Nobody's agreement is given on words that change by themselves: so a roll stays as it is once its item is agreed, while silence is asked for, in an item
 * that is only proposed, and where an open proposal marks a part of it; it follows again when that is over. */
#ifndef DRAFT_ROLL_H
#define DRAFT_ROLL_H

#include "draft/op.h"

struct draft;

/* So many are kept in one draft, in its order, and no others: each may be as long as two hundred names. */
#define ROLLS_MAX 64

/* What the rolls of a language say now; borrowed until the next call. */
typedef const char *roll_words(void *context, const char *lang);

/* Whether any text has one, also of items that were removed. Goes through all texts. */
bool roll_is_in(const struct draft *draft);
/* Whether an op may bring the first one. */
bool roll_comes_with(const struct op *op);
/* Adds to `out` what makes each roll say its words, and has translations that matched match still; nothing where all do, or where the draft is adopted. */
void roll_renew(const struct draft *draft, roll_words *words, void *context, struct change_list *out);

#endif
