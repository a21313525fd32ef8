/* Writes JSON by hand, compact, straight into a buf: about thirty times quicker than building and printing a tree,
 * and the bytes are the same every time, which the hash chain needs. Commas are the caller's:
 *
 *   json_write_key(&out, "n");      // "n":
 *   buf_number(&out, 18);
 */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* A JSON string: quotes, backslashes and control characters escaped, all else as it is. Borrows. */
void json_write_bytes(struct buf *out, const char *utf8, size_t len);
void json_write_string(struct buf *out, const char *utf8); /* NULL gives null */
void json_write_key(struct buf *out, const char *name);    /* name needs no escaping */
void json_write_bool(struct buf *out, bool value);
/* A whole member, with its comma: `,"name":"words"`; null for NULL. */
void json_write_member(struct buf *out, const char *name, const char *utf8);
void json_write_optional(struct buf *out, const char *name, const char *utf8); /* nothing for NULL */
void json_write_nonempty(struct buf *out, const char *name, const char *utf8); /* nothing for NULL and "" */
/* The same of a time: `,"created":1700000000000`; null for 0, which stands for no time. */
void json_write_time(struct buf *out, const char *name, int64_t ms);

/* ",": unless the last byte opened an object or an array. */
void json_write_comma(struct buf *out);

#endif
