/* A growable string of bytes, always followed by a NUL that does not count.
 *
 *   struct buf out = BUF_EMPTY;
 *   buf_text(&out, "{\"n\":");
 *   buf_number(&out, n);
 *   ...
 *   buf_clear(&out);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *bytes; /* NULL while empty and never grown */
    size_t len;
    size_t capacity;
};

#define BUF_EMPTY                                                                                            \
    {                                                                                                        \
        NULL, 0, 0                                                                                           \
    }

void buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const char *bytes, size_t len); /* borrows */
void buf_text(struct buf *buf, const char *text);             /* borrows; NUL-terminated */
void buf_char(struct buf *buf, char c);
void buf_number(struct buf *buf, uint64_t number); /* decimal */
void buf_signed(struct buf *buf, int64_t number);  /* decimal */
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_reset(struct buf *buf); /* empty, keeps the memory */
void buf_clear(struct buf *buf); /* empty, frees the memory */
char *buf_take(struct buf *buf); /* the bytes, never NULL; caller frees; buf is empty afterwards */

#endif
