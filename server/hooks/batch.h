/* What one delivery says (protocol/webhooks.md): the ops of one draft behind a seq, as many as fit, as the log has them. Blocking; may run on any thread. */
#ifndef HOOKS_BATCH_H
#define HOOKS_BATCH_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/log_store.h"

#define BATCH_OPS   500
#define BATCH_BYTES ((size_t)256 * 1024) /* no op is added once there are so many */

struct batch {
    struct log_store *log; /* borrowed, as the next two */
    const char *hook;
    const char *draft;
    uint64_t after; /* the ops behind this seq */

    /* what comes of it */
    enum status status;
    uint64_t until; /* its last op; `after`, where there is none */
    uint64_t last;  /* of the log: less than `after` where the log was restored from an older backup */
    struct buf body;
};

void batch_read(struct batch *batch);
void batch_clear(struct batch *batch);

#endif
