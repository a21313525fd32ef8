/* What becomes of the contested things of an outline when a person changes its entries before a draft is made: they go with their words. */
#ifndef CONVERT_CONTESTED_MOVES_H
#define CONVERT_CONTESTED_MOVES_H

#include "convert/outline.h"

/* Entry `at` has been put in, and there is nothing contested about it yet. */
void contested_make_room(struct contested *contested, size_t at);

/* Entry i is entry places[i] from now on. */
void contested_renumber(struct contested *contested, const size_t *places);

/* False where entry `at` or the one before it has no words, but is proposed as a whole: there would be nothing left of the proposal. */
bool contested_may_join(const struct outline *outline, size_t at);

/* Entry `at` is about to go on in the one before it, behind `offset` units of that. What is proposed for one of them as a whole is proposed for
 * its words from now on, for there is no such entry any more. The texts get those marks; both are still there. */
void contested_join_entries(struct outline *outline, size_t at, uint32_t offset);

/* Entry `at` becomes a translation, which is no entry of the draft: what is proposed for it as a whole is proposed for its words from now on.
 * False where it has none. */
bool contested_to_words(struct outline *outline, size_t at);

/* Entry `at` has been cut: its units from `place` on are those of entry `at` + 1, without `skipped` blanks in front. A proposal with words in both
 * is two from now on; the text of the second gets the marks of its own. What is proposed for the whole entry is proposed for both. */
void contested_split_entry(struct outline *outline, size_t at, uint32_t place, uint32_t skipped);

#endif
