/* The inside of a session, shared by the session*.c files and nobody else. session.c holds the states and what it sends, session_join.c the way
 * from hello to the room, session_commands.c what its messages do. */
#ifndef SESSION_SESSION_STATE_H
#define SESSION_SESSION_STATE_H

#include "draft/caret.h"
#include "live/live_draft.h"
#include "session/seat_hold.h"
#include "session/session.h"

/* A refusal that waits until the state that it was judged by is durable. */
struct held_refusal {
    uint64_t n;
    struct refusal refusal;
};

struct session {
    struct service *service;
    struct session *next, *previous;
    struct session *next_stranger, *previous_stranger; /* until hello */
    struct follower follower;
    enum session_state state;
    struct loop_timer *hello_timer;
    char *cookie; /* as the browser sent it; NULL: none, or no longer needed */
    bool relay;   /* another server, for observers of its own */

    /* from hello on */
    struct participant who;
    char *
        delegation; /* the holder of its delegation's budgets; where it has no delegation, of budgets of its own */
    char client[ID_BYTES];
    char *replica; /* the follower's: the client, but an observer's is its participant's alone */
    struct seat_hold hold;
    struct live_draft *live;
    struct buf
        hello; /* as it came, until it is welcomed: for the server that may get it instead of us; may be empty */
    bool in_room;
    bool welcomed; /* at least once: from then on its ops count, also while it joins anew */
    bool snapshot_by_url;
    bool resume;
    bool
        doubted; /* it has seen more than we hold, and the store has said that the draft is ours nevertheless */
    uint64_t since;
    char since_head[SHA256_HEX + 1];
    struct frame *welcome; /* made, and sent as soon as what it shows is durable */
    uint64_t welcome_seq;

    struct held_refusal *held; /* oldest first */
    size_t held_count, held_capacity;

    /* flood limits */
    uint64_t in_flight;     /* ops without an outcome yet */
    uint64_t message_bytes; /* of the message that is being handled */
    uint64_t answered_us;   /* the last ping */
};

/* session.c */
void session_enter(struct session *session, enum session_state state); /* the one door for the state */
/* `until`: the last op in the frame, 0 for none. The second one clears `out`. */
void session_send_frame(struct session *session, struct frame *frame, uint64_t until);
void session_send(struct session *session, struct buf *out, uint64_t until);
/* The draft is another server's: the client goes there, or is told to come again. */
void session_hand_over(struct session *session);
void session_is_known(struct session *session); /* it has said hello */
void session_leave_room(struct session *session);
void session_drop_welcome(struct session *session);
struct session *session_of_follower(struct follower *follower);
/* session_commands.c */
void session_op_durable(struct follower *follower);
void session_op_lost(struct follower *follower, uint64_t n);
/* session_join.c */
void session_resync(struct follower *follower);
void session_close_older(struct session *older); /* its replica has connected again */
void session_join(
    struct session *session); /* as soon as the draft is open, and what the welcome shows durable */

#endif
