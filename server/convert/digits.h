/* Figures of plain ASCII, as numbers of pages, hours and document symbols have them; for figures of every script see glyph.h. */
#ifndef CONVERT_DIGITS_H
#define CONVERT_DIGITS_H

#include <stdbool.h>
#include <stddef.h>

bool digits_is_one(char c);
/* How many stand at `at`, before `end`. */
size_t digits_count(const char *at, const char *end);

#endif
