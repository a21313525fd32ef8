/* The last ops of a draft as events, encoded once for all who follow it: as many as TAIL_OPS and TAIL_BYTES allow. */
#ifndef API_EVENT_TAIL_H
#define API_EVENT_TAIL_H

#include <stdbool.h>

#include "draft/history.h"
#include "fanout/frame.h"

#define TAIL_OPS   256
#define TAIL_BYTES ((size_t)256 * 1024)

struct event_tail {
    struct frame *frames[TAIL_OPS]; /* of op N at N % TAIL_OPS */
    size_t bytes;
    uint64_t first, last; /* ops behind `first` up to `last` are here; the same: none */
};

/* `last`: the draft's last durable op. */
void event_tail_init(struct event_tail *tail, uint64_t last);
void event_tail_clear(struct event_tail *tail);
/* Takes the ops up to `last` from the history; where it has them no more, the tail is empty and ends there. */
void event_tail_follow(struct event_tail *tail, const struct history *history, uint64_t last);
/* Appends the events behind *at, about `most` bytes, and moves *at; false where it does not reach back so far. */
bool event_tail_add_to(const struct event_tail *tail, uint64_t *at, size_t most, struct buf *out);

/* One op as an event; appended. Borrows. */
void event_write_op(struct buf *out, uint64_t seq, const char *bytes, size_t len, const struct sha256 *hash);

#endif
