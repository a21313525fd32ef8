/* One POST to an address that somebody else may lead where they like, blocking, over libcurl.
 *
 * libcurl asks before each socket that it opens, with the very address that it will connect it to: one that may not be called (outbound/address.h) gets no socket. So it does not
 * matter what a name led to when it was looked up before, or how a URL spells an address. Redirects are not followed, no proxy is asked, and what is answered
 * is counted and not kept: a body is dropped behind POST_ANSWER_BYTES. */
#ifndef OUTBOUND_POST_H
#define OUTBOUND_POST_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "outbound/address.h"

#define POST_ANSWER_BYTES 16384

struct poster; /* one connection that is kept between calls */

/* All borrowed while the poster lives. */
struct poster_settings {
    const char *url;
    const char *ca; /* a file of certificates that are trusted in place of the system's; NULL: none */
    bool plain;     /* http:// is fine */
    const struct address_ranges *allowed; /* beside public addresses */
    long seconds;                         /* for a call in all */
};

struct post_answer {
    long status;             /* of HTTP; 0: there was no answer */
    uint64_t retry_after_ms; /* the wish of whoever answered; 0: none */
    char why[300];           /* a sentence where there was none; else empty */
};

/* STATUS_USAGE with a sentence in `why`: the URL is none that can be called. */
enum status poster_create(const struct poster_settings *settings, struct buf *why,
                          struct poster **out) MUST_CHECK;
void poster_destroy(struct poster *poster); /* NULL is fine */
/* Ends what is being sent, soon: from any thread. Nothing is sent any more. */
void poster_stop(struct poster *poster);
/* `headers`: whole lines, NULL behind the last one. */
void poster_post(struct poster *poster, const char *const *headers, const struct buf *body,
                 struct post_answer *out);

#endif
