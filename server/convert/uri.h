/* Addresses in files that are strict about them: a text may link to what reads as one word, while Word calls a whole file damaged for an
 * address that is none. */
#ifndef CONVERT_URI_H
#define CONVERT_URI_H

#include <stdbool.h>

/* Whether an address of a text, http, https or mailto, has a host that can be one. */
bool uri_is_openable(const char *url);
/* What RFC 3986 does not allow as it is stands as %XX. Caller frees. */
char *uri_encode(const char *url);

#endif
