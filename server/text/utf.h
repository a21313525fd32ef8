/* UTF-8 bytes <-> UTF-16 units, the only place where the two meet. */
#ifndef TEXT_UTF_H
#define TEXT_UTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
bool utf_valid(const char *utf8, size_t len_bytes);
/* utf_valid, and none of the characters a text may not hold: controls (C0, DEL, C1), U+2028, U+2029. */
bool utf_valid_text(const char *utf8, size_t len_bytes);
/* One character: how many bytes it takes, or 0 where it is not well-formed (or len_bytes is 0). */
size_t utf_decode(const char *utf8, size_t len_bytes, uint32_t *code_point);
/* Whether valid UTF-8 shows nothing: spaces of any width and line breaks, or no character at all. */
bool utf_is_blank(const char *utf8, size_t len_bytes);
/* Length of valid UTF-8 in UTF-16 units. */
uint32_t utf_len_u16(const char *utf8, size_t len_bytes);
/* Bytes that the first `units` UTF-16 units take. A position inside a surrogate pair counts the whole character and
 * sets *cut (may be NULL). */
size_t utf_bytes_of(const char *utf8, size_t len_bytes, uint32_t units, bool *cut);
/* Writes valid UTF-8 as UTF-16 units; `units` has room for utf_len_u16 of them. */
void utf_write_u16(const char *utf8, size_t len_bytes, uint16_t *units);
/* Appends UTF-16 units as UTF-8; half a pair becomes U+FFFD. */
void utf_read_u16(const uint16_t *units, size_t count, struct buf *out);

#endif
