/* One HTTP call to another server, blocking, over libcurl, which is included nowhere else. For commands, and for errands of the running server
 * (errands.h), which calls nobody whom its host has not named in the settings (cli/sandbox.h).
 *
 * TLS certificates are checked, redirects are not followed, only http and https are spoken, and no proxy is asked but the one of the environment. */
#ifndef OUTBOUND_FETCH_H
#define OUTBOUND_FETCH_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"

struct fetcher; /* one connection that is kept between calls */

struct fetcher *fetcher_create(void);
void fetcher_destroy(struct fetcher *fetcher); /* NULL is fine */

/* A header that goes with every call from now on, as NAME: VALUE; copied. */
void fetcher_add_header(struct fetcher *fetcher, const char *header);
/* From now on a call takes no longer than `seconds` in all, and ends soon after `*stop` has become true; borrows it. */
void fetcher_bound(struct fetcher *fetcher, long seconds, const atomic_bool *stop);

/* Appends the body of a 200. `token` goes as a bearer; NULL: none. STATUS_TOO_LARGE beyond max_bytes, STATUS_UNAUTHORIZED for 401 and 403, STATUS_NOT_FOUND for 404, STATUS_BAD_MESSAGE for 400, else STATUS_IO;
 * each with a sentence in `why`. */
enum status fetcher_get(struct fetcher *fetcher, const char *url, const char *token, size_t max_bytes,
                        struct buf *out, struct buf *why) MUST_CHECK;
/* The same by POST, without a body. */
enum status fetcher_post(struct fetcher *fetcher, const char *url, const char *token, size_t max_bytes,
                         struct buf *out, struct buf *why) MUST_CHECK;
/* Lets the certificate pass where the URL is of this machine's loopback, as a certificate is for the name that people use. */
void fetcher_trust_this_machine(struct fetcher *fetcher, const char *url);

/* The same by POST with a form (name=value&…, each through fetch_escape) as its body, and as a user with a password where `user` is not NULL. */
enum status fetcher_post_form(struct fetcher *fetcher, const char *url, const char *user,
                              const char *password, const char *form, size_t max_bytes, struct buf *out,
                              struct buf *why) MUST_CHECK;

/* Appends a text as it stands in a query or a form. */
void fetch_escape(struct buf *out, const char *text);

#endif
