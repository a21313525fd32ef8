/* How our plain-text and Markdown exports are laid out, and the way back: both sides of it are here and in export_txt.c,
 * export_md.c.
 *
 *   Title                          # Title
 *   =====
 *
 *   Heading                        ## Heading
 *   -------
 *
 *   1. Item                        1. Item
 *
 *       a. Item below it               - a. Item below it
 *
 *   [Plenaria: es, seq 12, 9f3c]   <!-- Plenaria: es, seq 12, 9f3c -->
 *
 * One line an entry, a blank line between entries, a fixed number of columns a level. Depths are read off the page, so any tree
 * survives, which no guessing from numbers could promise; and the last line (own_source.h) says how the text is numbered, so numbers
 * (own_number.h) are read whatever the scheme. An item of a level without numbers has a dash.
 */
#ifndef CONVERT_OWN_LAYOUT_H
#define CONVERT_OWN_LAYOUT_H

#include <stdbool.h>

#include "base/buf.h"
#include "convert/document.h"
#include "convert/entry.h"

#define OWN_LAYOUT_UNDERLINE_MAX 72
#define OWN_LAYOUT_INDENT        4 /* columns a level */
#define OWN_LAYOUT_WIDE_INDENT   5 /* from a hundred items on, so that Markdown still sees lists in lists */

/* Columns a level for a (numbered) document. */
int own_layout_indent(const struct document *document);

/* What stands in front of an entry, its number or a dash; borrowed from the item. Empty: nothing. */
const char *own_layout_mark(const struct document_item *item);

/* Reads a normalised text in this layout. False where it is in another, or was edited into one: then `out` is untouched.
 * Otherwise `st` says whether it fitted the limits. Borrows. */
bool own_layout_read(const char *text, size_t len, const struct import_options *options, struct outline *out,
                     enum status *st);

#endif
