/* What waits for all readers of a server together: one bound for the memory that readers hold up who do not take what they are sent.
 *
 * A frame counts once, however many wait for it. Whoever waits stands in a line, the one that has taken nothing for longest first: beyond the bound
 * the owner is told, and lets go of them in this order until what waits fits again. */
#ifndef FANOUT_BACKLOG_H
#define FANOUT_BACKLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fanout/frame.h"

/* One reader; part of its outbox. All zero: it waits for nothing. */
struct backlog_place {
    struct backlog_place *next, *previous;
    size_t frames; /* that it waits for */
};

struct backlog {
    size_t bytes;
    size_t max_bytes;
    struct backlog_place *first, *last;
    void (*over)(
        void *context); /* it has grown beyond max_bytes; from inside of a push: to be dealt with later */
    void *context;
    uint64_t sent_frames; /* ever handed to connections, each time anew */
    uint64_t sent_bytes;
};

/* The reader waits for one frame more. */
void backlog_add(struct backlog *backlog, struct backlog_place *place, struct frame *frame);
/* It has been sent, or was dropped: only the former lets the reader go to the end of the line. */
void backlog_remove(struct backlog *backlog, struct backlog_place *place, struct frame *frame, bool sent);
static inline bool backlog_is_over(const struct backlog *backlog)
{
    return backlog->bytes > backlog->max_bytes;
}

#endif
