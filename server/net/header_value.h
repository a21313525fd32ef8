/* Reading the values of HTTP headers. All arguments are borrowed, results point into them unless said otherwise. */
#ifndef NET_HEADER_VALUE_H
#define NET_HEADER_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The value of one cookie of a Cookie header, copied; NULL where there is none. Caller frees. */
char *header_cookie(const char *cookies, const char *name);
/* What stands behind "Bearer " in an Authorization header, whatever its letter case; NULL where there is no such header. */
const char *header_bearer(const char *authorization);
/* Whether a comma-separated list has the word, letter case aside; parameters (`;q=0.5`) are ignored. */
bool header_lists(const char *list, const char *word);
/* Whether Accept-Encoding allows gzip: named, or `*`, and not with `q=0`. */
bool header_accepts_gzip(const char *accept_encoding);
/* Whether If-None-Match names this quoted ETag, weakly compared, or is `*`. */
bool header_matches_etag(const char *if_none_match, const char *etag);
/* A Content-Length: digits alone, below 2^53. */
bool header_length(const char *value, uint64_t *out);

#endif
