/* The log of a draft that is being made: ops by whomever they are said to be, submitted by the server to a draft of its own, so that they keep
 * to all rules of a log. */
#ifndef LOAD_SEED_LOG_H
#define LOAD_SEED_LOG_H

#include "base/buf.h"
#include "draft/change.h"
#include "draft/draft.h"
#include "store/log_store.h"

struct seed_log {
    struct draft *draft;
    struct history *history;
    int64_t now_ms;
    struct log_op *ops; /* what has been accepted, in order; their bytes are owned */
    size_t count;
    size_t capacity;
};

void seed_log_open(struct seed_log *log, const char *draft, int64_t now_ms);
/* Appends an op by the participant `by`, whom it introduces itself where the log does not know them. Takes `changes`; does nothing where
 * there are none. What the draft refuses is said in `why`, and then nothing more may be added. */
enum status seed_log_add(struct seed_log *log, const char *by, struct change_list *changes,
                         struct buf *why) MUST_CHECK;
void seed_log_close(struct seed_log *log); /* frees the ops too */

#endif
