/* Bodies of answers that take work to make: past states, and what is compressed. Each is made once, on a worker, for all who ask meanwhile and
 * later, and kept while there is room for it.
 *
 *   struct answer_recipe recipe = {seat, make, free, context};
 *   answer_cache_want(cache, key, &recipe, have, waiting);      // have(waiting, answer) now or later
 */
#ifndef API_ANSWER_CACHE_H
#define API_ANSWER_CACHE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/status.h"
#include "fanout/frame.h"
#include "bounds/workers.h"

#define ANSWER_KEY_BYTES 160

struct answer {
    enum status status;
    struct buf why;      /* a sentence where the status' own does not do */
    struct frame *frame; /* where the status is STATUS_OK */
    struct sha256 head;  /* of a state */
};

struct answer_recipe {
    const char *seat;                                /* who asks; borrowed during the call */
    void (*make)(void *context, struct answer *out); /* on a thread; `out` is zero */
    void (*done)(void *context); /* once, on the loop: frees the context, also where nothing was made */
    void *context;
};

typedef void (*answer_cb)(void *context, const struct answer *answer); /* the answer is borrowed */

struct answer_cache;

/* Keeps at most `max_bytes`, of the answers that were used last. Borrows the workers. */
struct answer_cache *answer_cache_create(struct workers *workers, size_t max_bytes);
/* To be called when no worker makes an answer any more. */
void answer_cache_destroy(struct answer_cache *cache);
/* Calls back once, also from inside: with what is kept under `key`, which names its content for good, or with what the recipe makes of it.
 * STATUS_STOPPING where it was not made any more. What failed is not kept. */
void answer_cache_want(struct answer_cache *cache, const char *key, const struct answer_recipe *recipe,
                       answer_cb have, void *context);
size_t answer_cache_bytes(const struct answer_cache *cache);

#endif
