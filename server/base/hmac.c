#include "base/hmac.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/always.h"

struct sha256 hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len)
{
    struct sha256 out;
    unsigned got = 0;
    ALWAYS(key_len <= INT_MAX);
    ALWAYS(HMAC(EVP_sha256(), key, (int)key_len, bytes, len, out.bytes, &got) != NULL && got == SHA256_BYTES);
    return out;
}
