/* Lines that say which document it is, and nothing of what it says: "Brussels, 9 June 2026", "(OR. en)", "9871/26", "MIGR 214 SOC 388", each on a line of
 * its own at the head of a text; or one with its name in front, "Ref.: OCAM/SE/062-2026". A place and a date by themselves belong to the title. */
#ifndef CONVERT_REFERENCE_LINES_H
#define CONVERT_REFERENCE_LINES_H

#include "convert/lines.h"

/* Bytes of the name in front, "Ref.: ", "Our ref: "; 0: there is none. */
size_t reference_line_name(const struct line *line);
/* "Ref.: OCAM/SE/062-2026": the name, and nothing but a symbol behind it. */
bool reference_line_is_named(const struct line *line);

/* Where the lines without a name begin, and into `end` the line behind the last of them; the same line where there are none. */
size_t reference_lines_find(const struct lines *lines, size_t *end);

#endif
