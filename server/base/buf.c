#include "base/buf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

void buf_reserve(struct buf *buf, size_t more)
{
    ALWAYS(more < SIZE_MAX / 2 - buf->len);
    size_t need = buf->len + more + 1;
    if (need <= buf->capacity)
        return;
    size_t capacity = buf->capacity ? buf->capacity : 64;
    while (capacity < need)
        capacity *= 2;
    buf->bytes = mem_resize(buf->bytes, capacity);
    buf->capacity = capacity;
}

void buf_add(struct buf *buf, const char *bytes, size_t len)
{
    buf_reserve(buf, len);
    if (len)
        memcpy(buf->bytes + buf->len, bytes, len);
    buf->len += len;
    buf->bytes[buf->len] = '\0';
}

void buf_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_number(struct buf *buf, uint64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    buf_add(buf, digits + at, sizeof digits - at);
}

void buf_signed(struct buf *buf, int64_t number)
{
    if (number < 0)
        buf_char(buf, '-');
    buf_number(buf, number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number);
}

void buf_format(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    ALWAYS(len >= 0);
    buf_reserve(buf, (size_t)len);
    va_start(arguments, format);
    vsnprintf(buf->bytes + buf->len, (size_t)len + 1, format, arguments);
    va_end(arguments);
    buf->len += (size_t)len;
}

void buf_reset(struct buf *buf)
{
    buf->len = 0;
    if (buf->bytes)
        buf->bytes[0] = '\0';
}

void buf_clear(struct buf *buf)
{
    free(buf->bytes);
    *buf = (struct buf)BUF_EMPTY;
}

char *buf_take(struct buf *buf)
{
    buf_reserve(buf, 0);
    buf->bytes[buf->len] = '\0';
    char *bytes = buf->bytes;
    *buf = (struct buf)BUF_EMPTY;
    return bytes;
}
