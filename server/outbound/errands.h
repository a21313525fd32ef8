/* Calls of the running server to others: on threads of their own, for whoever is called may be slow, and nobody's draft waits for that.
 *
 * As many threads as are asked for, which start with the first errand and so inside the sandbox; what is waiting is bounded. */
#ifndef OUTBOUND_ERRANDS_H
#define OUTBOUND_ERRANDS_H

#include <stddef.h>

#include "base/loop.h"
#include "outbound/fetch.h"

struct errands;

/* `most`: errands that wait or run, at once. `seconds`: one call of an errand. Borrows the loop. */
struct errands *errands_create(struct loop *loop, size_t threads, size_t most, long seconds);
/* Runs `work` on a thread, which has a fetcher, then `done` on the loop, once, always. False, and nothing of it,
 * where as many as may be are under way, or all has been stopped. */
bool errands_add(struct errands *errands, void (*work)(void *context, struct fetcher *fetcher), loop_cb done,
                 void *context);
/* Nothing more is begun, and what runs ends soon; then every `done` has been called. Blocks for that. */
void errands_stop(struct errands *errands);
void errands_destroy(
    struct errands *errands); /* stopped before; NULL is fine. The loop closes it on its next turn */

#endif
