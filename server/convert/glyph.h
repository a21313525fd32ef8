/* Characters one by one, and the few classes of them that an import asks about. Valid UTF-8 only. */
#ifndef CONVERT_GLYPH_H
#define CONVERT_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at *at, which moves behind it; *at is before `end`. */
uint32_t glyph_next(const char **at, const char *end);
/* The first or last character, 0 where there is none. */
uint32_t glyph_first(const char *utf8, size_t len);
uint32_t glyph_last(const char *utf8, size_t len);
/* Appends one as UTF-8 to at most 4 bytes; returns how many. */
size_t glyph_encode(uint32_t glyph, char out[4]);

/* Upper and lower case for Latin, Greek and Cyrillic; letters of other scripts are neither. */
bool glyph_is_upper(uint32_t glyph);
bool glyph_is_lower(uint32_t glyph);
bool glyph_is_letter(uint32_t glyph);
bool glyph_is_digit(uint32_t glyph);
bool glyph_is_private(uint32_t glyph); /* what symbol fonts leave behind in the place of bullets */
/* Ends a sentence or a clause for good: . : ; ! ? … also before closing quotes (see glyph_ends_sentence). */
bool glyph_is_stop(uint32_t glyph);

bool glyph_is_note(uint32_t glyph); /* a raised figure, as footnotes have it: ¹ */

/* The last character, closing quotes, brackets and the signs of footnotes set aside; 0: there is none. */
uint32_t glyph_last_inside(const char *utf8, size_t len);
/* Whether a text ends with a stop, closing quotes, brackets and the signs of footnotes set aside. */
bool glyph_ends_sentence(const char *utf8, size_t len);
/* All letters are upper case, and there are at least `letters` of them. */
bool glyph_all_capitals(const char *utf8, size_t len, size_t letters);

#endif
