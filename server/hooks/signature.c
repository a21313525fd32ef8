#include "hooks/signature.h"

#include <string.h>

#include "base/hmac.h"

void signature_write(struct buf *out, const char *const *secrets, size_t count, int64_t now_ms,
                     const struct buf *body)
{
    struct buf said = BUF_EMPTY;
    buf_signed(&said, now_ms / 1000);
    buf_format(out, "plenaria-signature: t=%s", said.bytes);
    buf_char(&said, '.');
    buf_add(&said, body->bytes, body->len);
    for (size_t i = 0; i < count; i++) {
        char hex[SHA256_HEX + 1];
        struct sha256 hash = hmac_sha256(secrets[i], strlen(secrets[i]), said.bytes, said.len);
        sha256_hex(&hash, hex);
        buf_format(out, ",v1=%s", hex);
    }
    buf_clear(&said);
}
