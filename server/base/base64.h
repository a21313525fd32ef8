/* Base64 with padding (RFC 4648 §4), over OpenSSL's libcrypto. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Characters that `len` bytes take. */
#define BASE64_LEN(len) (((len) + 2) / 3 * 4)

#define BASE64_MOST 1536 /* bytes that are read at once */

void base64_write(struct buf *out, const void *bytes, size_t len); /* appends; borrows */
/* Reads exactly `room` bytes, at most BASE64_MOST; false where the text holds more, fewer, or anything but base64 in its one spelling. Borrows. */
bool base64_read(const char *text, size_t len, void *out, size_t room);

#endif
