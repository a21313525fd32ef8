/* How wide the lines of a text were broken: told from their lengths, since punctuation says little. */
#ifndef CONVERT_WRAP_H
#define CONVERT_WRAP_H

#include "convert/lines.h"

struct wrap {
    uint32_t width;   /* columns; 0: the text is not wrapped, or too few of its lines go on to tell */
    uint32_t longest; /* then: columns of the longest line, where that may be a width; else 0 */
};

/* Borrows. */
struct wrap wrap_measure(const struct lines *lines);

/* Whether `line` is as full as lines get: the first word of `next` would not have fitted. */
bool wrap_is_full(const struct wrap *wrap, const struct line *line, const struct line *next);

/* The same for a text whose width is not known: the line breaks off in a sentence, and with that word would be the longest of all. A guess. */
bool wrap_may_be_full(const struct wrap *wrap, const struct line *line, const struct line *next);

#endif
