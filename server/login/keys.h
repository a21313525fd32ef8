/* The keys of a provider, and what they have signed (JWK, JWS), over libcjose, which is included nowhere else.
 *
 * Only signatures with a pair of keys count: RS256, PS256, ES256. A token says itself how it is signed, so that is compared with this list before
 * anything else: `none` is no signature, and with HS256 a public key would be the secret. */
#ifndef LOGIN_KEYS_H
#define LOGIN_KEYS_H

#include "base/buf.h"
#include "base/status.h"

#define KEYS_TOKEN_BYTES 16384

struct keys;

/* Reads a JWK set; keys that are not for such signatures, or too weak, are left out. NULL: it is none, or has none of use. */
struct keys *keys_read(const char *json, size_t len);
void keys_free(struct keys *keys); /* NULL is fine */

/* Appends what the token says, as JSON. STATUS_NOT_FOUND: none of these keys has signed it, perhaps a newer one; STATUS_UNAUTHORIZED: it is not signed
 * as it should be. `*why`: static. `keys` NULL has none. */
enum status keys_open_token(const struct keys *keys, const char *token, struct buf *out,
                            const char **why) MUST_CHECK;

#endif
