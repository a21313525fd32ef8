/* The inside of this folder, for its files and nobody else. live_drafts.c finds drafts, live_draft.c holds the states of one, live_load.c
 * fills its memory from the log, live_follow.c shows it while another server owns it, live_publish.c tells people what became durable, live_gather.c tells relays, live_presence.c who is where, live_snapshot.c encodes
 * states. */
#ifndef LIVE_LIVE_DRAFT_STATE_H
#define LIVE_LIVE_DRAFT_STATE_H

#include "base/map.h"
#include "live/claims.h"
#include "live/live_draft.h"
#include "live/live_drafts.h"
#include "live/upstream.h"

#define LIVE_FRAME_BYTES (256u << 10) /* of ops in one message */

struct deadlines;
struct following;
struct loaded_draft;

struct live_drafts {
    struct live_grounds grounds;
    struct map by_id; /* struct live_draft */
    struct deadlines *deadlines;
    const struct upstream *upstream; /* NULL: what is another server's is not shown here */
    bool stopping;
    bool suspended;
};

/* One who waits for the draft to be OPEN (seq 0), for an op to be durable, or for the store to say whose the draft is. */
struct waiter {
    uint64_t seq;
    uint64_t question; /* 0: none */
    bool shown;        /* OPEN will do also where the draft is another server's */
    live_draft_cb callback;
    void *context; /* NULL: taken back */
};

struct encoded_snapshot {
    uint64_t seq; /* 0: none */
    struct frame *frame;
};

/* Ops as a welcome has them. */
struct encoded_ops {
    uint64_t since, until; /* the ops after the former, up to the latter */
    struct frame *frame;   /* NULL: none */
};

struct live_draft {
    char id[ID_BYTES];
    struct live_drafts *drafts;
    enum live_state state;
    enum status broken; /* why it is BROKEN, and in words */
    struct buf why;

    /* changes while running */
    struct draft *draft;
    struct history *history;
    struct sha256 head; /* of what memory holds */
    struct sha256 durable_head;
    uint64_t durable_seq;
    uint64_t in_flight; /* appends that the log has not answered yet */
    uint64_t stored_snapshot_seq;
    uint64_t log_bytes;
    size_t users;
    struct waiter *waiters;
    size_t waiter_count;
    size_t waiter_capacity;
    struct encoded_snapshot exact;  /* of what memory held when somebody asked last */
    struct encoded_snapshot shared; /* not much older than that */
    size_t since_shared;            /* bytes of the ops after it */
    struct encoded_ops newest_ops;  /* the last that were encoded for somebody who joined */
    struct room room;
    struct presence presence;
    struct map clients; /* replica -> struct follower */
    struct claims claims;
    struct following *following; /* of another server's draft; NULL: it is ours, or nobody knows yet */
    char *owner;                 /* HOST:PORT of that server; NULL */
    bool wanted;                 /* somebody would read it also where it is another server's */
    bool claiming;
    uint64_t asked, answered; /* questions to the store whether the draft is ours still; one at a time */
    enum status confirmed;    /* what it said last */
    size_t relayed;           /* observers at relays */
    bool publish_pending;
    bool wake_pending;
    bool roster_changed[AUDIENCE_COUNT]; /* since it was last sent to them */
    bool loading_job;                    /* a worker is at it: memory must stay */
    size_t gathered_bytes;               /* of ops, since the relays that gather were told */
    struct loop_timer *gather_timer;
    uint64_t gather_due_us;        /* by loop_clock_us */
    struct loop_timer *turn_timer; /* of the observers */
    uint64_t turn_due_us;          /* by loop_clock_us */
    struct loop_timer *editors_presence_timer;
    struct loop_timer *observers_presence_timer;
    struct loop_timer *idle_timer;
    struct loop_timer *reload_timer;
    bool gathering, turn_waiting, editors_presence_waiting, observers_presence_waiting;
};

/* live_drafts.c */
void live_drop(struct live_draft *live); /* ends it; nobody may use it */
/* live_draft.c */
struct live_draft *live_draft_create(struct live_drafts *drafts, const char *id);
void live_draft_destroy(struct live_draft *live);
void live_enter(struct live_draft *live, enum live_state state); /* the one door for the state */
void live_schedule_wake(struct live_draft *live);
void live_schedule_publish(struct live_draft *live);
void live_send_everybody_away(struct live_draft *live);
/* Sets a timer of the draft, which is made when it is first needed. */
void live_arm(struct live_draft *live, struct loop_timer **timer, uint64_t ms, loop_cb callback);
/* live_load.c */
void live_start_load(void *live);
void live_drop_memory(struct live_draft *live);
/* Reads the log anew, up to that op; 0: to its end. */
void live_read_again(struct live_draft *live, uint64_t seq);
/* It is another server's, and is not shown here. */
void live_elsewhere(struct live_draft *live);
/* live_follow.c */
void live_follow(struct live_draft *live); /* the server at live->owner, from LOADING or from OPEN */
/* Whether that is the state that the owner named. */
bool live_follow_expects(const struct live_draft *live, const struct loaded_draft *loaded);
void live_follow_loaded(struct live_draft *live); /* the log was read, or could not be */
bool live_follow_is_cut_off(const struct live_draft *live);
void live_follow_address_is_dead(struct live_draft *live);
void live_follow_stop(struct live_draft *live); /* the server stops */
void live_follow_end(struct live_draft *live);
/* live_publish.c */
/* The observers' turns begin, unless they are being taken. */
void live_tell_observers(struct live_draft *live);
struct room_source live_source(struct live_draft *live);
void live_publish_now(struct live_draft *live);
void live_publish(void *live); /* once for all that became durable in this turn of the loop */
/* live_gather.c */
void live_gather_ops(struct live_draft *live);      /* ops were published */
void live_gather_presence(struct live_draft *live); /* somebody has come, gone or moved */
/* live_presence.c */
void live_roster_changes(struct live_draft *live); /* nobody has been told yet */
/* What is new to an audience, as frames that the caller unrefs: the roster where it has changed, and carets. */
size_t live_take_news(struct live_draft *live, enum presence_audience audience,
                      struct frame *frames[ROOM_PRESENCE]);
void live_tell_editors_presence(void *live);
void live_count_observers(struct live_draft *live);
void live_schedule_presence(struct live_draft *live);
/* The draft is open again: who came, went or moved while nobody could be told is told now. */
void live_tell_waiting_presence(struct live_draft *live);
/* Somebody who hears of it at once goes over to those for whom it is gathered, or back, and is to miss nothing that either have still to hear. */
void live_share_news(struct live_draft *live);
size_t live_observers_presence(void *live,
                               struct frame *frames[ROOM_PRESENCE]); /* as struct room_source has it */
void live_send_everybody(struct live_draft *live,
                         struct member *member); /* roster and carets, to one who has just come */

#endif
