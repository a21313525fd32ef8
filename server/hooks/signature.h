/* What proves that a delivery comes from us and is new: plenaria-signature: t=SECONDS,v1=HEX, HMAC-SHA256 with the hook's secret over "SECONDS.BODY". While a secret is being
 * replaced there is a v1 for each of the two. protocol/webhooks.md says how to check it. */
#ifndef HOOKS_SIGNATURE_H
#define HOOKS_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Appends the whole header line. Borrows. */
void signature_write(struct buf *out, const char *const *secrets, size_t count, int64_t now_ms,
                     const struct buf *body);

#endif
