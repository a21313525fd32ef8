/* A stretch of text with one formatting: at most SPAN_MAX_BYTES of UTF-8, never empty while it is in a list. Short enough
 * that finding a place inside it and moving the bytes behind that place take a fraction of a microsecond.
 *
 * Inside text/ only. Positions are bytes and must not lie inside a character.
 */
#ifndef TEXT_SPAN_H
#define TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/attributes.h"

#define SPAN_MAX_BYTES  512
#define SPAN_FILL_BYTES 256 /* long inserts are cut into spans of this size, so that each has room to grow */
#define SPAN_JOIN_BYTES 384 /* neighbours that fit into this become one, with some room left */

struct span {
    struct attributes *attributes; /* one reference */
    char *bytes;                   /* own */
    uint16_t len_bytes;
    uint16_t len_u16;
    uint16_t capacity;
};

/* Copies the bytes, takes a reference of its own. */
struct span span_of(const char *utf8, size_t len_bytes, struct attributes *attributes);
void span_clear(struct span *span);
/* About the bytes that it has when it is written by itself. */
uint64_t span_written_bytes(const struct span *span);
bool span_has_room(const struct span *span, size_t len_bytes);
/* Bytes before a position in UTF-16 units; see utf_bytes_of. */
size_t span_bytes_of(const struct span *span, uint32_t units, bool *cut);

void span_insert(struct span *span, size_t at_bytes, const char *utf8, size_t len_bytes, uint32_t len_u16);
void span_remove(struct span *span, size_t at_bytes, size_t len_bytes, uint32_t len_u16);
/* Shortens the span to what stands before `at_bytes`, which is `at_u16` units, and returns what stands after it. */
struct span span_split(struct span *span, size_t at_bytes, uint32_t at_u16);

#endif
