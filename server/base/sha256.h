/* SHA-256 and random bytes, over OpenSSL's libcrypto. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>

#define SHA256_BYTES 32
#define SHA256_HEX   64

struct sha256 {
    unsigned char bytes[SHA256_BYTES];
};

/* The hash of `a` followed by `b`; either may be of length 0. Borrows. */
struct sha256 sha256_of(const void *a, size_t a_len, const void *b, size_t b_len);
/* Writes 64 lower-case hex digits and a NUL. */
void sha256_hex(const struct sha256 *hash, char hex[SHA256_HEX + 1]);
/* Reads 64 lower-case hex digits; false where they are none. */
bool sha256_read(const char *hex, struct sha256 *out);

/* Whether two secrets are the same; how long it takes tells nothing but their lengths. */
bool secrets_equal(const char *a, const char *b);

/* Fills with unpredictable bytes, at most a megabyte; stops the process if the system has none. */
void random_fill(void *out, size_t len);
/* Fills with `len - 1` unpredictable characters of [A-Za-z0-9_-], 6 bits each, and a NUL. */
void random_id(char *out, size_t len);

#endif
