/* The web client's files, read into memory once. A request finds its file by exact name in a map, so no path can lead
 * anywhere else.
 *
 *   struct assets *assets;
 *   if (assets_load("/usr/share/plenaria/web", &why, &assets) != STATUS_OK) ...
 *   if (assets_respond(assets, request)) return;     // else it is nobody's: 404
 *
 * `/` is index.html, and so is any unknown path without a dot that a browser asks to navigate to (Accept names text/html): the
 * page finds its own way from there. Files with a content hash in their name (name-HASH.ext, at least 8 characters of hash) may
 * be cached for ever, all others are asked for again each time and answered 304 where the ETag still fits. */
#ifndef NET_ASSETS_H
#define NET_ASSETS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "net/http.h"

struct assets;

#define ASSETS_MAX_FILES 2000
#define ASSETS_MAX_BYTES ((size_t)64 * 1024 * 1024)

/* Reads all files below `dir`, except hidden ones and what is no plain file. STATUS_NOT_FOUND where there is no such folder or no
 * index.html in it, STATUS_IO, STATUS_TOO_LARGE beyond the limits above; `why` then says so. */
enum status assets_load(const char *dir, struct buf *why, struct assets **out) MUST_CHECK;
/* Answers a GET for one of the files, and says whether it did. */
bool assets_respond(const struct assets *assets, struct http_request *request);
void assets_destroy(struct assets *assets); /* NULL is fine */

#endif
