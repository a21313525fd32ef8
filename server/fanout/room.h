/* Everybody who follows one draft, and how far each has been told.
 *
 * What became durable together is encoded once and shared: editors get it at once, observers together with whatever else came within their
 * window, because writing less often is the only thing that makes a delivery cheaper. The window follows what it would cost to tell them at once
 * of each publishing, which is how often that happens times how many they are: 250 ms where that would take an eighth of a core or more,
 * for half of it a quarter of that. At ten a second, 200 observers wait for 3 ms, 1,000 for 78, 1,800 for 250; at ninety a second, 200 do.
 *
 * A crowd of observers is told a slice at a time, so that nobody waits for all of it. Each slice has its turn once in a window and gets what
 * is newest then: the work is spread evenly, and no observer is further behind than the window.
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
#define ROOM_SLICE         100 /* observers told in one go: some 0.7 ms, as one send costs 7 µs or more */
#define ROOM_TURNS         50  /* in a window, of slices as large as that takes */

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

struct room {
    struct room_source source;
    struct member_list editors;
    struct member_list observers;
    uint64_t published_seq; /* last op that is out */
    uint64_t resyncs;       /* how often a member had to be brought up to date */

    double publishes_per_second; /* lately */
    int64_t counted_ms;          /* when the last one was */
    size_t slice;                /* the smallest */
    size_t turn;                 /* first observer of the slice whose turn it is */
    bool news;                   /* somebody was told something in this round, or may have to be */
    struct frame **presence;     /* on their way to all observers, in this order */
    size_t presence_count, presence_capacity;
    size_t swept; /* so many observers have the first of them */
};

void room_init(struct room *room, const struct room_source *source, uint64_t seq);
void room_clear(struct room *room);

/* The member has been told everything up to its sent_seq; it is brought to where the room is. Borrows until room_leave. */
void room_join(struct room *room, struct member *member, int64_t now_ms);
void room_leave(struct room *room, struct member *member);

/* Ops up to `seq` are durable. Tells the editors; true where there are observers, who wait for their turns. */
bool room_publish(struct room *room, uint64_t seq, int64_t now_ms);
/* The next slice of observers is told what is published. False where nobody waits any more: a whole round had nothing to tell. */
bool room_turn(struct room *room, int64_t now_ms);
/* Within which time each observer has a turn, and the time from one turn to the next, in microseconds; 0: at once. */
unsigned room_window_ms(const struct room *room);
uint64_t room_turn_us(const struct room *room);
/* How long observers may wait to hear of carets: the longer, the more of them there are. */
unsigned room_presence_ms(const struct room *room);

/* The same frame to all current members of one kind; for presence, which carries no ops. Observers are told the ops first, so that no caret is
 * ahead of the text. Begins with a slice of observers; true where room_sweep has more to do. */
bool room_send(struct room *room, bool observers, struct frame *frame, int64_t now_ms);
/* The next slice. */
bool room_sweep(struct room *room, int64_t now_ms);
/* Something is still on its way to observers. */
static inline bool room_is_sweeping(const struct room *room)
{
    return room->presence_count > 0;
}

/* One frame to one member; dropped if the member is lagging. */
void room_send_to(struct room *room, struct member *member, struct frame *frame, int64_t now_ms);

/* The member's peer can be written to again. */
void room_writable(struct room *room, struct member *member);

#endif
