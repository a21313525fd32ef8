/* What stands above the title of a text though nothing of it belongs to the text: the head of a gazette, of a secretariat's paper, of a letter with a
 * reference. */
#ifndef CONVERT_LETTERHEAD_H
#define CONVERT_LETTERHEAD_H

#include <stddef.h>

#include "convert/lines.h"

/* How many lines at the start it has; 0: there is none. */
size_t letterhead_lines(const struct lines *lines);

#endif
