/* The bounded queue in front of one peer. A frame goes out at once while the peer is ready, so the queue is empty for everybody who reads
 * as fast as we write.
 *
 * Above its limit the queue is dropped as a whole and the outbox reports it: the owner brings the reader up to date from
 * the log when it can be written to again. A slow reader thus costs at most `max_bytes` of shared frames, and nobody but itself. What waits counts in
 * the backlog of all readers, with the frame that the peer has not sent to its end.
 */
#ifndef FANOUT_OUTBOX_H
#define FANOUT_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fanout/backlog.h"
#include "fanout/frame.h"
#include "fanout/peer.h"

struct outbox_entry {
    struct frame *frame;
    uint64_t until; /* last op in it; 0: it carries none */
    bool kept;      /* stays when the queue is dropped */
};

struct outbox {
    struct peer *peer;
    struct outbox_entry *ring;
    uint64_t delivered_seq; /* last op that was handed to the peer, as opposed to queued */
    size_t capacity;        /* 0 or a power of two */
    size_t first;
    size_t count;
    size_t bytes;          /* of all queued frames */
    struct frame *sending; /* the peer is at it still, as far as we know; NULL */
    struct backlog *backlog;
    struct backlog_place place;
    size_t max_bytes;
    bool choked; /* answers alone went over the limit, and some are lost: its owner asks and does not read */
};

/* Borrows the peer and the backlog. */
void outbox_init(struct outbox *outbox, struct peer *peer, struct backlog *backlog, size_t max_bytes);
void outbox_clear(struct outbox *outbox); /* drops what is queued */
struct outbox *outbox_of_place(struct backlog_place *place);

/* Sends or queues; takes a reference of its own. `until`: the last op in the frame, 0 for none. False: the queue was over its limit and
 * has been dropped, this frame too; what the reader has is delivered_seq. */
bool outbox_push(struct outbox *outbox, struct frame *frame, uint64_t until);
/* The same for what the log cannot give again, and which stays when the queue is dropped: the newest state (`until` > 0: its seq, which
 * counts as delivered) and all answers to the reader's own ops (`until` 0), as long as they fit; then the outbox is choked. */
bool outbox_push_kept(struct outbox *outbox, struct frame *frame, uint64_t until);
/* Sends what is queued while the peer is ready. True when nothing is left. */
bool outbox_drain(struct outbox *outbox);

#endif
