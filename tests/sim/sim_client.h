/* One replica, as the page keeps it: what the server has confirmed, and a queue of own ops, of which the first is on its way. It resumes
 * by since and head, moves its queue over what others did, sends again under the same n, and holds the server to its word in every
 * message.
 *
 *   GONE ──connect──► GREETING ──welcome──► LIVE ──(welcome again: resync)──► LIVE
 *     ▲                   │                   │
 *     └──── closed, lost or dropped ──────────┘   comes back by itself after a while
 */
#ifndef SIM_CLIENT_H
#define SIM_CLIENT_H

#include "sim_edit.h"
#include "sim_link.h"
#include "sim_replica.h"

#define SIM_QUEUE 4

struct sim_host {
    struct sim_server *(*choose)(void *context, uint32_t dice); /* NULL: it is always the same */
    void *context;
};

struct sim_client {
    struct sim_server *server; /* that it is at, or was last */
    struct sim_host host;      /* of several servers, which one it comes to next */
    struct sim_person *person;
    char id[ID_BYTES];
    struct sim_editor editor;
    struct choices choices;
    struct loop_timer *timer; /* to come back, or to notice that nobody answers */
    struct loop_timer *retry; /* to send again what could not be stored */

    struct sim_link *link; /* NULL: GONE */
    bool live;             /* welcomed on this link */
    bool wants_snapshot;   /* what this link's hello asked for cannot be resumed */

    struct sim_replica replica;
    uint64_t acked;
    struct change_list
        queue[SIM_QUEUE]; /* moved over everything that the replica holds; [0] was sent, if `sent` */
    size_t queued;
    bool sent;  /* op acked + 1 waits for its outcome */
    bool lying; /* it is one that must be refused; the queue is empty */
    uint64_t lie_n;
    bool blurred;       /* what is queued may not fit any more: see take_foreign_op */
    bool traceable;     /* queue[0] is what the server must make of it */
    struct buf wire;    /* its changes as they were sent first */
    uint64_t wire_base; /* and what they were made on */
    bool honest;        /* they only write, and as of then the server would have taken them */
};

/* Borrows; GONE until sim_client_connect. */
void sim_client_init(struct sim_client *client, struct sim_server *server, struct sim_person *person,
                     size_t number, uint64_t seed);
void sim_client_clear(struct sim_client *client);

/* What people do, and what happens to them. Each draws from choices of its own, so that leaving one out changes little in the rest. */
void sim_client_connect(struct sim_client *client); /* also while connected: a takeover */
void sim_client_edit(struct sim_client *client, uint64_t dice);
void sim_client_point(struct sim_client *client, uint64_t dice); /* moves the caret */
void sim_client_lie(struct sim_client *client, uint64_t dice);
void sim_client_drop(struct sim_client *client);
void sim_client_forget(
    struct sim_client *client); /* as a page that is reloaded; what was sent is remembered */
void sim_client_half_open(struct sim_client *client, uint64_t dice);
void sim_client_stall(struct sim_client *client, uint64_t ms);

/* Nothing waits, and it has everything. */
bool sim_client_is_quiet(const struct sim_client *client);
/* One line on what it is waiting for. */
void sim_client_describe(const struct sim_client *client, struct buf *out);
void sim_client_check_replica(const struct sim_client *client);

#endif
