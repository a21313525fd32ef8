/* Decoded text -> tidy text: one '\n' a line, one ' ' between words, page breaks as '\f', a '\t' where the first word of a line stands in a column of its own, no other
 * controls. */
#ifndef CONVERT_NORMALISE_H
#define CONVERT_NORMALISE_H

#include "base/buf.h"

/* Appends. Every kind of line end becomes '\n'; every kind of blank ' '; runs of blanks inside a line become one, those at
 * its end go, those at its start stay (a tab reaches to the next multiple of four). What does not print goes: controls, soft
 * hyphens, zero-width blanks, byte-order marks, marks of direction; what a script needs stays (text/unseen). Borrows. */
void normalise_text(const char *utf8, size_t len, struct buf *out);

#endif
