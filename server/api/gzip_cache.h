/* Bytes that many ask for at once, compressed once. */
#ifndef API_GZIP_CACHE_H
#define API_GZIP_CACHE_H

#include "fanout/frame.h"

struct gzip_cache;

struct gzip_cache *gzip_cache_create(void);
void gzip_cache_destroy(struct gzip_cache *cache);
/* The gzip form of `plain`, made now or remembered under `key` (which names its content for good). Borrowed until the next call. */
struct frame *gzip_cache_get(struct gzip_cache *cache, const char *key, struct frame *plain);

#endif
