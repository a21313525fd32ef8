/* What a page carries besides its text: headers, footers, page numbers, logos, bar codes, rules, web menus. */
#ifndef CONVERT_FURNITURE_H
#define CONVERT_FURNITURE_H

#include "convert/lines.h"

/* Marks such lines as `apart`, and hands their blank lines and page breaks on to the next line that stays.
 * Careful: in doubt a line stays, since a stray line in the text is seen, and a missing one is not. */
void furniture_find(struct lines *lines);

#endif
