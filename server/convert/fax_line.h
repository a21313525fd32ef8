/* The line that a fax machine prints at the head of each page: when it was sent, from where, and which page it is. */
#ifndef CONVERT_FAX_LINE_H
#define CONVERT_FAX_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* "18-MAR-2026  09:14   MINISTERIO   +502 2424 1717   P.01/03": an hour, and a page. Borrows. */
bool fax_line_is(const char *line, size_t len);

#endif
