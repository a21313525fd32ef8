/* Everybody who follows one draft, and how far each has been told.
 *
 * What became durable together is encoded once and shared: editors get it at once, observers together with whatever else came within their
 * window, which grows with their number (a handful: no wait; thousands: 250 ms), because writing less often is the
 * only thing that makes a delivery cheaper.
 *
 * A crowd of observers is told a slice at a time, so that editors never wait for all of it: what is on its way to them stands in a queue, and
 * room_sweep goes on with it.
 *
 * A member is *current* while every op up to `sent_seq` has gone into its outbox without a gap. When its outbox overflows it is
 * *lagging*: it gets nothing more until it can be written to, and is then brought up to date from the room's source.
 */
#ifndef FANOUT_ROOM_H
#define FANOUT_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fanout/outbox.h"

#define ROOM_MAX_WINDOW_MS 250
#define ROOM_SLICE         256 /* observers told in one go: some 2 ms, as one send costs 7 µs or more */

struct member {
    struct outbox outbox;
    bool observer;
    bool lagging;
    uint64_t sent_seq;
    int64_t lagging_since_ms;
    size_t index; /* in its room's list */
};

/* Where frames of ops come from. */
struct room_source {
    /* A frame with the ops after `after`, up to `last` or as many as are fit for one frame; *until is the last one in it. NULL where
     * they cannot be had any more: then `reset` is called. Caller unrefs. */
    struct frame *(*ops)(void *context, uint64_t after, uint64_t last, uint64_t *until);
    /* Send the member all there is and set its sent_seq; it has too old a state for ops. */
    void (*reset)(void *context, struct member *member);
    /* The member was lagging and is current again. */
    void (*recovered)(void *context, struct member *member);
    void *context;
};

struct member_list {
    struct member **members;
    size_t count;
    size_t capacity;
};

/* A frame on its way to all observers. */
struct announcement {
    struct frame *frame;
    uint64_t after, until; /* the ops in it; 0 where it has none */
};

struct room {
    struct room_source source;
    struct member_list editors;
    struct member_list observers;
    uint64_t editors_seq; /* last seq published to editors */
    uint64_t
        observers_seq; /* the last one that is with observers or on its way; lags behind by at most a window */
    uint64_t resyncs;  /* how often a member had to be brought up to date */

    struct announcement *queue;
    size_t queued, queue_capacity;
    size_t told; /* so many observers have the first of them */
    size_t slice;
};

void room_init(struct room *room, const struct room_source *source, uint64_t seq);
void room_clear(struct room *room);

/* The member has been told everything up to its sent_seq; it is brought to where the room is. Borrows until room_leave. */
void room_join(struct room *room, struct member *member, int64_t now_ms);
void room_leave(struct room *room, struct member *member);

/* Ops up to `seq` are durable. Tells the editors; true where observers are now waiting for room_flush_observers. */
bool room_publish(struct room *room, uint64_t seq, int64_t now_ms);
/* Sends off to observers what is published. Does nothing while something else is still on its way: ask again after it.
 * This one and the next two begin with a slice and give true where room_sweep has more to do. */
bool room_flush_observers(struct room *room, int64_t now_ms);
/* The same frame to all current members of one kind; for presence, which carries no ops. */
bool room_send(struct room *room, bool observers, struct frame *frame, int64_t now_ms);
/* The next slice. */
bool room_sweep(struct room *room, int64_t now_ms);
/* Something is still on its way to observers. */
static inline bool room_is_sweeping(const struct room *room)
{
    return room->queued > 0;
}
unsigned room_window_ms(const struct room *room);

/* One frame to one member; dropped if the member is lagging. */
void room_send_to(struct room *room, struct member *member, struct frame *frame, int64_t now_ms);

/* The member's peer can be written to again. */
void room_writable(struct room *room, struct member *member);

#endif
