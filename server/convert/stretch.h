/* A stretch of an entry's text, by its bytes, as the finders of brackets read it. A value; it borrows the text. */
#ifndef CONVERT_STRETCH_H
#define CONVERT_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stretch {
    const char *text; /* of the whole entry */
    size_t from;
    size_t to;
};

#define NOWHERE SIZE_MAX /* a place that was not found */

const char *stretch_at(const struct stretch *stretch);
size_t stretch_len(const struct stretch *stretch);

/* Without the blanks at its ends. */
struct stretch stretch_trim(struct stretch stretch);

/* Whether nothing but blanks stands between two places. */
bool stretch_is_blank(const char *text, size_t from, size_t to);

/* Small letters without accents and without blanks or a full stop at the ends. Caller frees. */
char *stretch_fold(struct stretch stretch);

/* The bytes of a first word of `list`, which NULL ends, and of the blanks behind it; 0 where the stretch starts with none of them. */
size_t stretch_first_word(const struct stretch *stretch, const char *const *list);

bool word_is_one_of(const char *word, const char *const *list);

#endif
