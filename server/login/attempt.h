/* A sign-in that is under way: what has to be remembered from the redirect to the provider until the browser comes back.
 *
 * It is in a cookie of that browser, sealed (AES-256-GCM), and nowhere else: whatever server of a cluster the browser comes back to can read it, a
 * restart loses none, and whoever only asks costs no memory. `state` ties the answer to the browser that asked, `nonce` the token to this sign-in
 * (and is used up, store/logins.h), and the code is of use only with `verifier` (PKCE). */
#ifndef LOGIN_ATTEMPT_H
#define LOGIN_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"

#define ATTEMPT_MS         600000 /* in which it has to come to its end */
#define ATTEMPT_BACK_BYTES 513
#define ATTEMPT_ID_BYTES   45
#define ATTEMPT_COOKIE     23

struct attempt {
    int64_t started_at;
    char state[ATTEMPT_ID_BYTES], nonce[ATTEMPT_ID_BYTES], verifier[ATTEMPT_ID_BYTES];
    char cookie
        [ATTEMPT_COOKIE]; /* the browser's own, which it does not send when it comes back from elsewhere; empty: none */
    char back[ATTEMPT_BACK_BYTES]; /* where the page goes on: a path of ours */
};

/* `cookie` may be NULL, or anything; `back` may be anything: what is no path of ours (attempt_path_valid) becomes "/". */
void attempt_begin(struct attempt *attempt, const char *cookie, const char *back, int64_t now);
/* A path of this server, which no browser takes for an address elsewhere. */
bool attempt_path_valid(const char *path);
/* Appends the sealed attempt, of characters that a cookie may have. */
void attempt_seal(const struct attempt *attempt, const struct sha256 *key, struct buf *out);
/* False: it was not sealed with that key, or too long ago. */
bool attempt_open(const char *sealed, const struct sha256 *key, int64_t now, struct attempt *out);
/* Appends base64url of SHA-256 of the verifier. */
void attempt_challenge(const struct attempt *attempt, struct buf *out);

#endif
