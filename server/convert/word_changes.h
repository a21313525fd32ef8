/* What change tracking says, read as a negotiator means it: words proposed, paragraphs proposed as a whole or proposed away.
 *
 * Word tracks the mark that ends a paragraph by itself. Whoever types a new paragraph behind another inserts the mark of the one before, or
 * its own; whoever deletes a paragraph may delete the mark in front of it, or behind it, or none where it is the last. So paragraphs are
 * looked at in chains, which are one paragraph before an insertion, or after a deletion, of the marks between them:
 *
 *   a paragraph of a chain without any old words     was inserted as a whole
 *   one of a chain without any words that stay       was deleted as a whole
 *   several with old words (a split)                 the later ones are new ones, whose words are struck where they were
 *   several with words that stay (a join)            the later ones go, and their words are new where they come to
 * In tables only words are looked at: a row has no mark of its own that could be told from those of its cells.
 */
#ifndef CONVERT_WORD_CHANGES_H
#define CONVERT_WORD_CHANGES_H

#include "convert/word_file.h"

/* Of a whole paragraph: who inserted it, and who deleted it; WORD_NONE: nobody. */
struct word_fate {
    uint32_t added_by;
    uint32_t removed_by;
};

/* Both leave the words tidy (word_tidy). */

/* One fate a paragraph; the caller frees. Takes away the marks of words that a fate says already, and words that their own author has deleted
 * again, which nobody else has seen: those are appended to `struck`, one line for each paragraph. */
struct word_fate *word_changes_weigh(struct word_file *file, struct buf *struck);

/* Accepts or rejects all: no marks are left. Words that go are appended to `struck`, one line for each paragraph. */
void word_changes_settle(struct word_file *file, bool accept, struct buf *struck);

#endif
