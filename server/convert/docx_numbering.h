/* Numbers that a word processor counts by itself, exactly as the page has them.
 *
 * Siblings are in one list, and so are items and the items right below them, as levels of it. Whatever stands below a heading, an unnumbered
 * paragraph or an item whose number is no count ("4 bis") begins a list of its own at its depth: word processors do not agree on what a
 * level counts whose upper level was never used. This keeps count as they do; where a list would give another number than the text has, a
 * new one starts at the right number, and where no count gives it, because letters run past z, which Word goes on with "bb", it is text.
 */
#ifndef CONVERT_DOCX_NUMBERING_H
#define CONVERT_DOCX_NUMBERING_H

#include "base/buf.h"
#include "convert/revised.h"

#define DOCX_NUMBERING_INDENT 567 /* of a level, in twentieths of a point: one centimetre */

struct docx_numbering;

/* One text, or several that are numbered beside each other. Borrows the schemes of the texts; caller destroys. */
struct docx_numbering *docx_numbering_create(const struct revised *const *texts, size_t count);
void docx_numbering_destroy(struct docx_numbering *numbering);

/* Where a paragraph is counted: w:numId and w:ilvl. List 0: it has no number, or its number is to be written as text. */
struct docx_place {
    size_t list;
    int level;
};

/* The place of the next paragraph of a column. */
struct docx_place docx_numbering_next(struct docx_numbering *numbering, size_t column,
                                      const struct revised_paragraph *paragraph);

/* Appends word/numbering.xml for all that was asked for. */
void docx_numbering_write(const struct docx_numbering *numbering, struct buf *out);

#endif
