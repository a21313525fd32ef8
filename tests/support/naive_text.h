/* The naive twin of struct text: a flat array of UTF-16 units, each with its own formatting. Slow, obvious, and sharing no code with
 * text/, so that the two can be held against each other.
 */
#ifndef SUPPORT_NAIVE_TEXT_H
#define SUPPORT_NAIVE_TEXT_H

#include "text/text.h"

/* Values: 0 for no such attribute, 1 and up for the values a key has, in a change also NAIVE_NULL. */
#define NAIVE_KEYS 7
#define NAIVE_NULL 255

struct naive_format {
    unsigned char values[NAIVE_KEYS];
};

struct naive_unit {
    uint16_t unit;
    struct naive_format format;
};

struct naive_text {
    struct naive_unit *units;
    size_t len;
    size_t capacity;
};

#define NAIVE_EMPTY                                                                                          \
    {                                                                                                        \
        NULL, 0, 0                                                                                           \
    }

void naive_clear(struct naive_text *text);
void naive_copy(const struct naive_text *from, struct naive_text *out); /* out is overwritten */

/* Yields the units inserted. */
size_t naive_insert(struct naive_text *text, size_t at, const char *utf8, struct naive_format format);
void naive_delete(struct naive_text *text, size_t at, size_t len);
void naive_format(struct naive_text *text, size_t at, size_t len, struct naive_format change);
void naive_append(struct naive_text *text, struct naive_unit unit);
bool naive_cuts_pair(const struct naive_text *text, size_t position);

/* The formatting as attributes of text/; caller owns one reference. */
struct attributes *naive_attributes(struct naive_format format);
struct naive_format naive_format_of(const struct attributes *set);
/* The text of an insert op, appended with its formatting. */
void naive_append_op(struct naive_text *text, const struct delta *delta, const struct delta_op *op);
/* The text as a document; caller clears. Only the builders of text/ are used. */
void naive_document(const struct naive_text *text, struct delta *out);
/* Says whether the inserts of a document are this text, unit by unit and key by key. Normal form is not looked at. */
bool naive_is(const struct naive_text *text, const struct delta *document);

#endif
