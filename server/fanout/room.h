/* Everybody who follows one draft, and how far each has been told.
 *
 * What became durable together is encoded once and shared: editors get it at once, observers together with whatever else came within their
 * window, because writing less often is the only thing that makes a delivery cheaper. The window follows what it would cost to tell each observer
 * of each op at once, which is the ops of a second times the observers: 250 ms where that would take an eighth of a core or more, for half of
 * it a quarter of that. At ten ops a second, 200 observers wait for 3 ms, 1,000 for 78, 1,800 for 250; at ninety ops a second, 200 do. Ops are
 * counted and not publishings, so the window does not depend on how many ops a commit of the disk takes together.
 *
 * A crowd of observers is told a slice at a time, so that nobody waits for all of it. Each slice has its turn once in a round, which takes a
 * window, and gets the ops that are newest then and after them the presence of the round: no caret is ahead of the text. The work is spread
 * evenly, and no observer is further behind than the window.
 *
 * Example: 300 observers, slices of 100, seq 7 is published when a round begins, and somebody has moved a caret. Turn 1 sends op 7 and the caret
 * to the first hundred. Op 8 is published; editors have it at once. Turns 2 and 3 send ops 7 and 8 in one frame, then the caret. The next
 * round sends op 8 to the first hundred alone, the one after finds nothing to tell, and the turns end.
 *
 * A member that tells others in turn may have what is published gathered for it (room_gather): it is told when whoever has the room says so, once
 * for all that came meanwhile. Nothing is kept for it but the op that it was told last.
 *
 * A member whose outbox overflows is *lagging* (member.h): it gets nothing more until it can be written to, and is then brought up to date from
 * the room's source.
 */
#ifndef FANOUT_ROOM_H
#define FANOUT_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fanout/member.h"

#define ROOM_MAX_WINDOW_MS 250
#define ROOM_SLICE         100 /* observers told in one go: some 0.7 ms, as one send costs 7 µs or more */
#define ROOM_TURNS         50  /* in a window, of slices as large as that takes */
#define ROOM_PRESENCE      2   /* frames of presence in a round, at most */

/* Where frames of ops come from. */
struct room_source {
    /* A frame with the ops after `after`, up to `last` or as many as are fit for one frame; *until is the last one in it. NULL where
     * they cannot be had any more: then `reset` is called. Caller unrefs. */
    struct frame *(*ops)(void *context, uint64_t after, uint64_t last, uint64_t *until);
    /* Send the member all there is and set its sent_seq; it has too old a state for ops. */
    void (*reset)(void *context, struct member *member);
    /* The member was lagging and is current again. */
    void (*recovered)(void *context, struct member *member);
    /* What is new of who is where, for all observers, as it is now: fills in `frames` and returns how many they are. The room takes them. */
    size_t (*presence)(void *context, struct frame *frames[ROOM_PRESENCE]);
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
    struct member_list gatherers; /* for whom what is published is gathered */
    uint64_t published_seq;       /* the last op that editors have been told of */
    uint64_t resyncs;             /* how often a member had to be brought up to date */

    double ops_per_second; /* lately */
    int64_t counted_ms;    /* when the last one was published */
    size_t slice;          /* observers in the smallest slice */
    size_t turn;           /* first observer of the slice whose turn it is: those before have had theirs */
    bool news;             /* somebody was told something in this round, or may have to be */
    bool presence_is_due;  /* the next round begins with asking the source for it */
    struct frame *presence[ROOM_PRESENCE]; /* of this round */
    size_t presence_count;
};

void room_init(struct room *room, const struct room_source *source, uint64_t seq);
void room_clear(struct room *room);

/* The member has been told everything up to its sent_seq; it is brought to where the room is. Borrows until room_leave. */
void room_join(struct room *room, struct member *member, int64_t now_ms);
void room_leave(struct room *room, struct member *member);

/* Ops up to `seq` are durable. Tells the editors; true where there are observers, who wait for their turns. */
bool room_publish(struct room *room, uint64_t seq, int64_t now_ms);
/* The observers are to hear of who is where: the round that begins next asks the source. Turns are to be taken until there is no more. */
void room_ask_presence(struct room *room);
/* The next slice of observers is told what is published, and who is where. False where nobody waits any more: a whole round had nothing to
 * tell. */
bool room_turn(struct room *room, int64_t now_ms);
/* Within which time each observer has a turn, and the time from one turn to the next, in microseconds; 0: at once. */
unsigned room_window_ms(const struct room *room);
uint64_t room_turn_us(const struct room *room);
/* How long observers may wait to hear of carets: the longer, the more of them there are. */
unsigned room_presence_ms(const struct room *room);

/* From now on what is published is gathered for the member, who edits or tells others, up to so long; 0: it is told at once again. The caller has
 * told it what is published. Whoever leaves and joins again is told at once. */
void room_gather(struct room *room, struct member *member, unsigned ms);
/* The shortest time for which somebody lets us gather; 0: nobody does. */
unsigned room_gather_ms(const struct room *room);
/* How long it takes until the next op is published, as things have been lately; in microseconds, at most a second. */
uint64_t room_next_op_us(const struct room *room);
/* Those for whom it is gathered are told what is published. */
void room_tell_gathered(struct room *room, int64_t now_ms);

/* The same frame to all current editors, or to those for whom ops are gathered, who have been told these before; for presence, which carries no ops. */
void room_tell_editors(struct room *room, struct frame *frame, int64_t now_ms);
void room_tell_gatherers(struct room *room, struct frame *frame, int64_t now_ms);
/* One frame to one member; dropped if the member is lagging. */
void room_send_to(struct room *room, struct member *member, struct frame *frame, int64_t now_ms);

/* The member's peer can be written to again. */
void room_writable(struct room *room, struct member *member);

#endif
