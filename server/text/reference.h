/* References: words of a text that name an item by its number, "7.p" in "see item 7.p". They are linked to the item, and what is shown in their
 * place is the number that the item has now.
 *
 *   stored   {"insert":"7.p","attributes":{"link":"#item:p7Qm2"}}
 *   shown    7.p, and 8.p once an item has come in front, 7.p again once it has gone
 *
 * The stored words never follow. Were they rewritten whenever a number moves, one new item at the top would change the words of half the draft:
 * agreement given on them, support for proposals in them and the state of every translation would fall, all in the name of somebody who
 * wrote none of it, and an op would cost as much as there are references. So a number is computed where words are shown, as those in front
 * of the items are, and nothing in the log is about it. What is stored says what was typed; it is shown where the item has no number, and
 * where the item is gone.
 *
 * A word that the number has in front ("Article 7") stands before the link as a rule: it bends with the sentence ("in the two articles 7 and
 * 9"). Where the stored words have words before their number, those stay in front of the number that is shown.
 */
#ifndef TEXT_REFERENCE_H
#define TEXT_REFERENCE_H

#include "text/attributes.h"

/* The id of the item that words with these attributes refer to, NULL where they are no reference. Borrowed. */
const char *reference_target(const struct attributes *attributes);

/* Adds what is shown for stored words: `number` is the item's as numbering gives it, without the word in front; empty: the stored words as they
 * are. */
void reference_words(const char *stored, size_t len, const char *number, struct buf *out);

#endif
