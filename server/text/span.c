#include "text/span.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "text/utf.h"

#define ROUND_BYTES 32u /* memory grows in steps, so that typing does not reallocate for every letter */

struct span span_of(const char *utf8, size_t len_bytes, struct attributes *attributes)
{
    ALWAYS(len_bytes > 0 && len_bytes <= SPAN_MAX_BYTES);
    struct span span = {.attributes = attributes_ref(attributes)};
    span_insert(&span, 0, utf8, len_bytes, utf_len_u16(utf8, len_bytes));
    return span;
}

void span_clear(struct span *span)
{
    attributes_unref(span->attributes);
    free(span->bytes);
    *span = (struct span){0};
}

#define RUN_BYTES 30 /* {"insert":"","attributes":{}}, */

/* Spans without formatting are written as one with their neighbours. */
uint64_t span_written_bytes(const struct span *span)
{
    return span->len_bytes + (span->attributes ? RUN_BYTES + attributes_bytes(span->attributes) : 0);
}

bool span_has_room(const struct span *span, size_t len_bytes)
{
    return len_bytes <= (size_t)(SPAN_MAX_BYTES - span->len_bytes);
}

size_t span_bytes_of(const struct span *span, uint32_t units, bool *cut)
{
    return utf_bytes_of(span->bytes, span->len_bytes, units, cut);
}

void span_insert(struct span *span, size_t at_bytes, const char *utf8, size_t len_bytes, uint32_t len_u16)
{
    ALWAYS(span_has_room(span, len_bytes));
    size_t need = span->len_bytes + len_bytes;
    if (need > span->capacity) {
        span->capacity = (uint16_t)((need + ROUND_BYTES - 1) / ROUND_BYTES * ROUND_BYTES);
        span->bytes = mem_resize(span->bytes, span->capacity);
    }
    memmove(span->bytes + at_bytes + len_bytes, span->bytes + at_bytes, span->len_bytes - at_bytes);
    memcpy(span->bytes + at_bytes, utf8, len_bytes);
    span->len_bytes = (uint16_t)need;
    span->len_u16 = (uint16_t)(span->len_u16 + len_u16);
}

void span_remove(struct span *span, size_t at_bytes, size_t len_bytes, uint32_t len_u16)
{
    size_t end = at_bytes + len_bytes;
    memmove(span->bytes + at_bytes, span->bytes + end, span->len_bytes - end);
    span->len_bytes = (uint16_t)(span->len_bytes - len_bytes);
    span->len_u16 = (uint16_t)(span->len_u16 - len_u16);
}

struct span span_split(struct span *span, size_t at_bytes, uint32_t at_u16)
{
    struct span right = span_of(span->bytes + at_bytes, span->len_bytes - at_bytes, span->attributes);
    span->len_bytes = (uint16_t)at_bytes;
    span->len_u16 = (uint16_t)at_u16;
    return right;
}
