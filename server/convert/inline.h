/* Markdown inside a paragraph: **bold**, *italic*, <u>underline</u>, [text](link), \* escapes; <b> and <i> too. */
#ifndef CONVERT_INLINE_H
#define CONVERT_INLINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "text/delta.h"

/* Builds a text of inserts into `out` (overwritten; caller clears). Signs that turn into formatting, and the addresses of
 * links, are appended to `removed`; signs without a partner stay words. Not Markdown: everything stays. Borrows. */
void inline_parse(const char *utf8, size_t len, bool markdown, struct delta *out, struct buf *removed);

/* Whether a whole text has signs of Markdown: a heading, a pair of double stars, a link, an escape, a tag. */
bool inline_is_markdown(const char *utf8, size_t len);

#endif
