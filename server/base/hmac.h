/* HMAC-SHA256, over OpenSSL's libcrypto. Borrows both. */
#ifndef BASE_HMAC_H
#define BASE_HMAC_H

#include "base/sha256.h"

struct sha256 hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len);

#endif
