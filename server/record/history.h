/* Everything that happened to one item, in order, as JSON (protocol/record.md "History"): changes as the log has them, and words in the
 * stretches in which somebody wrote them. */
#ifndef RECORD_HISTORY_H
#define RECORD_HISTORY_H

#include "load/draft_loader.h"
#include "record/record.h"

#define HISTORY_EVENTS_MAX ((size_t)2000) /* the newest ones */

struct history_request {
    struct log_store *log;
    const struct loaded_draft *now; /* the newest */
    const struct record *record;    /* at least as far */
    const char *item;
};

/* STATUS_NO_ITEM where the draft never had it; STATUS_CORRUPT, STATUS_IO. Blocking. */
enum status history_write(struct buf *out, const struct history_request *request) MUST_CHECK;

#endif
