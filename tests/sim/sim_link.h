/* One connection over a network that delays, stalls and breaks: the server's side is a peer (fanout/peer.h), the other side is a
 * client. Within a connection nothing overtakes anything; between connections everything may. */
#ifndef SIM_LINK_H
#define SIM_LINK_H

#include "fanout/peer.h"
#include "sim_server.h"

struct sim_message {
    const char *bytes; /* borrowed */
    size_t len;
    uint64_t durable_seq; /* when the server sent it */
};

struct sim_link_user {
    void (*message)(void *context, const struct sim_message *message);
    void (*closed)(void *context, uint16_t code); /* 1006 where the connection was lost */
    void *context;
};

struct sim_parcel;

struct sim_link {
    struct peer peer; /* first: the server's side */
    struct sim_server *server;
    struct session *session;   /* NULL: the server has let go of it */
    struct sim_link_user user; /* all NULL: the client has let go of it */
    bool closing;              /* the server has closed */
    bool half_open;            /* nothing arrives any more, and nobody has noticed */
    bool spoke_nonsense;       /* the client deserves 4400 */
    bool waited_for_server;    /* which was frozen: what the client said may come too late */
    struct choices choices;
    uint64_t to_client_ms, to_server_ms; /* when the last parcel arrives */
    uint64_t stalled_until_ms;
    unsigned room; /* messages that the half-open side still takes */
    struct sim_parcel *parcels;
    struct loop_timer *writable;
    struct sim_link *next;
};

/* NULL while the server is down. Kept in the server's list until it is cleared. */
struct sim_link *sim_link_open(struct sim_server *server, const struct sim_link_user *user, uint64_t seed);
void sim_link_destroy(struct sim_link *link);

/* From the client. */
void sim_link_send(struct sim_link *link, const char *bytes, size_t len); /* copies */
/* The client goes; the server notices after a while, and what was on its way to it still arrives before that. */
void sim_link_drop(struct sim_link *link);

/* Trouble. */
void sim_link_stall(struct sim_link *link,
                    uint64_t ms); /* the client reads nothing: the server's side is not ready */
void sim_link_halve(struct sim_link *link);
/* The network has come back to its senses: whoever holds half a connection notices. */
void sim_link_heal(struct sim_link *link);

/* The server's process has ended. */
void sim_link_server_gone(struct sim_link *link);

#endif
