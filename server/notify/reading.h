/* Reads a stretch of a draft's log and gives the events in it. Blocking; may run on any thread. The draft is folded only where an op matters. */
#ifndef NOTIFY_READING_H
#define NOTIFY_READING_H

#include "notify/events.h"
#include "store/log_store.h"

struct reading {
    struct log_store *log; /* borrowed */
    const char *draft;
    uint64_t after; /* the ops behind this seq */

    /* what comes of it */
    enum status status;
    uint64_t until;           /* the last seq that was read; `after`, where there was none */
    bool more;                /* there may be more behind it */
    struct buf title;         /* of the draft, as JSON; empty: it is as it was */
    struct string_list ended; /* items whose consultation is over */
    struct event_list events;
};

/* Reads some of the log, or as far as the first events of more than `most`. */
void reading_run(struct reading *reading);
void reading_clear(struct reading *reading);

#endif
