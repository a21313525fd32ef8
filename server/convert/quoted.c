#include "convert/quoted.h"

#include <stdbool.h>
#include <string.h>

#define LEAST_LINES   3
#define LEAST_PERCENT 80 /* of the lines, where no sign stands alone: "> " may be a bullet */

/* Where the first sign of a line is, which may be indented; `len` where there is none. */
static size_t first_sign(const char *line, size_t len)
{
    size_t at = 0;
    while (at < len && line[at] == ' ')
        at++;
    return at < len && line[at] == '>' ? at : len;
}

/* Bytes of the signs at the front of a line, with what stands in front of them and one blank behind each. */
static size_t sign_bytes(const char *line, size_t len)
{
    size_t at = first_sign(line, len);
    if (at == len)
        return 0;
    while (at < len && line[at] == '>') {
        at++;
        if (at < len && line[at] == ' ')
            at++;
    }
    return at;
}

/* The bytes up to the end of a line. */
static size_t line_bytes(const char *text, size_t len)
{
    const char *end = memchr(text, '\n', len);
    return end ? (size_t)(end - text) : len;
}

static bool is_quoted(const struct buf *text)
{
    size_t lines = 0, quoted = 0, blank = 0;
    for (size_t at = 0, len; at < text->len; at += len + 1) {
        len = line_bytes(text->bytes + at, text->len - at);
        size_t signs = sign_bytes(text->bytes + at, len);
        lines += len > 0;
        quoted += signs > 0;
        blank += signs > 0 && signs == len;
    }
    return quoted >= LEAST_LINES && (blank > 0 || quoted * 100 >= lines * LEAST_PERCENT);
}

void quoted_take_off(struct buf *text, struct buf *signs)
{
    struct buf plain = BUF_EMPTY;
    if (!is_quoted(text))
        return;
    for (size_t at = 0, len; at < text->len; at += len + 1) {
        len = line_bytes(text->bytes + at, text->len - at);
        size_t skip = sign_bytes(text->bytes + at, len);
        if (skip > 0) /* what the whole mail is indented by */
            buf_add(&plain, text->bytes + at, first_sign(text->bytes + at, len));
        for (size_t i = 0; i < skip; i++)
            if (text->bytes[at + i] == '>')
                buf_char(signs, '>');
        buf_add(&plain, text->bytes + at + skip, len - skip);
        buf_char(&plain, '\n');
    }
    buf_clear(text);
    *text = plain;
}
