/* The OpenID provider of the institution: where it is, what it says about itself, and what it says about who signs in.
 *
 *   start      provider_begin: the address of the provider to which the browser goes, with a challenge (PKCE), a state and a nonce
 *   callback   provider_end: the code that the browser brings back is changed for an ID token, over our own connection; its signature (keys.h) and what
 *              it says (claims.h) are judged
 *
 * What the provider says about itself (discovery) is kept for an hour, its keys for ten minutes; a token by a key that is not among them has them
 * fetched again, at most KEYS_AGAIN times in a minute, so that neither a changed key nor somebody who makes up keys costs more than that. Only the issuer of
 * the settings is called, and the addresses that its discovery names: over TLS, unless the issuer is on this machine's loopback.
 *
 * Functions that take a fetcher block, run on the threads of errands, and may be called at the same time. */
#ifndef LOGIN_PROVIDER_H
#define LOGIN_PROVIDER_H

#include "login/attempt.h"
#include "login/claims.h"
#include "outbound/fetch.h"

struct provider;

/* All borrowed. */
struct provider_settings {
    const char *issuer;
    const char *client;
    const char *secret; /* NULL: a public client */
    const char *email_claim;
    bool assume_verified;
};

/* STATUS_USAGE with a sentence in `why`: no address that could be an issuer's. */
enum status provider_create(const struct provider_settings *settings, struct buf *why,
                            struct provider **out) MUST_CHECK;
void provider_destroy(struct provider *provider); /* NULL is fine */

/* Appends the address to send the browser to. STATUS_IO, with a sentence for the host's log in `why`: the provider does not answer as it should. */
enum status provider_begin(struct provider *provider, struct fetcher *fetcher, const struct attempt *attempt,
                           const char *redirect, struct buf *out, struct buf *why) MUST_CHECK;
/* What came of it. `id_token` is appended. STATUS_IO as above; STATUS_UNAUTHORIZED: code or token is not good; STATUS_NOT_FOUND: the provider names no address for
 * them; STATUS_FORBIDDEN: it does not say that it is verified. */
enum status provider_end(struct provider *provider, struct fetcher *fetcher, const struct attempt *attempt,
                         const char *code, const char *redirect, struct identity *out, struct buf *id_token,
                         struct buf *why) MUST_CHECK;
/* A logout token that somebody has sent. Errors as of provider_end. */
enum status provider_judge_logout(struct provider *provider, struct fetcher *fetcher, const char *token,
                                  struct identity *out, struct buf *why) MUST_CHECK;
/* Appends where a browser ends its session at the provider, which then sends it to `after`. Nothing where it has no such place, or is not known yet. */
void provider_write_leave(struct provider *provider, const char *id_token, const char *after,
                          struct buf *out);

#endif
