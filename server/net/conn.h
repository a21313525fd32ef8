/* What the files of this folder share: one listener's surroundings, and one connection.
 *
 * libwebsockets carries the bytes (it accepts, speaks TLS, and keeps what the kernel does not take at once); it reads none of them.
 * Every byte that comes belongs to its connection here, which hands it to one taker at a time:
 *
 *   HTTP ──upgraded──► SOCKET                 takers: http_take, socket_take, tunnel_take (another server's request: tunnel.h)
 *     │                   │
 *     └────► ENDED ◄──────┘ conn_end: all is said and sent, what still comes is thrown away
 *              │
 *   any ──► BROKEN          conn_break: closed as soon as no callback of libwebsockets is on the stack
 *
 * A taker is called again only while it takes something, so a loop without progress cannot be written: with each round at least one byte is
 * gone, and new bytes come from the client alone. What a taker leaves (a request that is sent ahead of an answer) waits in
 * `input`; nothing more is read meanwhile, so that is one read at most. After each round `mind_reading` decides, from the state and from nothing
 * else, whether libwebsockets reads. */
#ifndef NET_CONN_H
#define NET_CONN_H

#include <libwebsockets.h>

#include "net/address.h"
#include "net/address_count.h"
#include "net/input_budget.h"
#include "net/life_signs.h"
#include "net/listener.h"

/* What the connections of a listener share. */
struct conn_group {
    struct loop *loop;
    struct lws_context *lws;
    struct listener_handlers handlers;
    struct listener_stats stats;
    struct address_counts addresses;
    struct life_signs life; /* of the WebSockets */
    struct tunnel *tunnels; /* a list */
    struct input_budget *input;
    struct lws_vhost *local; /* that of the local socket; NULL: none */
    char *trusted_proxy;
    char *trusted_locally; /* the same, and whoever comes by the local socket */
    char
        *secret; /* that a request must bring, as it comes from a server of the cluster; NULL: from anybody */
    size_t max_per_address;
    size_t max_body;
    bool limit_loopback;
    bool tls;
    bool paused;
};

#define CONN_LOCAL_IP "127.0.0.1"

struct conn {
    struct conn_group *group;
    struct lws *wsi;               /* NULL once it has closed */
    struct address_count *counted; /* NULL where the address is not limited */
    struct address_count *asker;   /* whose request is under way, where a proxy sent it; NULL */
    char ip[ADDRESS_MAX];
    bool is_local; /* by the local socket, which shows as CONN_LOCAL_IP */

    struct buf input;        /* has come, and waits for its taker */
    size_t unsent;           /* what libwebsockets holds of the last write, at most */
    struct loop_timer *wait; /* ends what may not last; NULL: nothing is waited for */
    void (*late)(struct conn *);
    bool turn_due; /* a deferred call is still to run, and looks at this struct */
    bool reading;
    bool ended;
    bool broken;
    bool closed; /* libwebsockets has said so */

    struct buf head;              /* of the next request, so far */
    size_t line;                  /* where its last line starts */
    bool greeted;                 /* a request has been answered */
    struct http_request *request; /* being read, handled or answered */
    struct socket *socket;        /* set from the upgrade on */
    struct tunnel *tunnel;        /* set from when another server answers */
};

/* conn.c, for the listener: what libwebsockets tells. The results are what it expects: 0 to go on, -1 to close. */
bool conn_is_limited(const struct conn_group *group,
                     const char *ip); /* counts against the limit of one address */
void conn_create(struct conn_group *group, struct lws *wsi);
int conn_receive(struct conn *conn, char *bytes, size_t len);
int conn_writable(struct conn *conn);
void conn_closed(struct conn *conn);
void conn_destroy(struct conn *conn);

/* conn.c, for the takers. */
/* Whoever asks through a proxy that is trusted counts by their own address, from here to conn_asker_done or, where it has become a socket
 * (conn_asker_stays), to its end. False where that address has as much open as it may. */
bool conn_count_asker(struct conn *conn, const char *ip);
void conn_asker_done(struct conn *conn);
void conn_asker_stays(struct conn *conn);
bool conn_can_write(const struct conn *conn);                      /* nothing of an earlier write waits */
void conn_write(struct conn *conn, const char *bytes, size_t len); /* only when conn_can_write */
void conn_turn_soon(struct conn *conn); /* go_on of the taker, then the input that waits, from the loop */
void conn_end(struct conn *conn);       /* only when conn_can_write */
void conn_break(struct conn *conn);
/* Calls back after so long, and then again after each `repeat_ms` unless that is 0. One thing is waited for at a time. */
void conn_wait(struct conn *conn, uint64_t ms, uint64_t repeat_ms, void (*late)(struct conn *));
void conn_stop_waiting(struct conn *conn);

/* The takers. `take` says how many bytes it took: 0 where it wants none now. `go_on` writes what there is to write. */

/* http.c */
void http_start(struct conn *conn); /* waits for a request */
size_t http_take(struct conn *conn, const char *bytes, size_t len);
bool http_listens(const struct conn *conn);
void http_go_on(struct conn *conn);
void http_gone(struct conn *conn);
/* Refuses the request that is being read, with an HTTP status; NULL: the status' own message. */
void http_refuse(struct http_request *request, int http, enum status status, const char *message);

/* socket.c */
void socket_upgrade(struct conn *conn); /* conn->request asks for it: becomes a socket, or is refused */
size_t socket_take(struct conn *conn, char *bytes, size_t len);
void socket_go_on(struct conn *conn);
void socket_gone(struct conn *conn);
void socket_ping(struct life_sign *sign);
void socket_lost(struct life_sign *sign);

#endif
