/* What the files of this folder share: one listener's surroundings, and one connection of libwebsockets, which speaks HTTP until
 * it may become a WebSocket. The listener's callback translates each event into one of the calls below; they return what
 * libwebsockets expects: 0 to go on, -1 to close. */
#ifndef NET_CONN_H
#define NET_CONN_H

#include <libwebsockets.h>

#include "net/address.h"
#include "net/address_count.h"
#include "net/life_signs.h"
#include "net/listener.h"

struct service {
    struct loop *loop;
    struct lws_context *lws;
    struct listener_handlers handlers;
    struct listener_stats stats;
    struct address_counts addresses;
    struct life_signs life; /* of the WebSockets */
    char *trusted_proxy;
    size_t max_per_address;
    size_t max_body;
    bool limit_loopback;
    bool tls;
    bool paused;
};

struct conn {
    struct service *service;
    struct lws *wsi;               /* NULL once it has closed */
    struct address_count *counted; /* NULL where the address is not limited */
    struct http_request *request;  /* being read, handled or answered */
    bool sent_ahead;               /* the next request was there before the last answer had been sent */
    struct loop_timer *turn;       /* to go on with an answer; NULL before the first */
    struct loop_timer *linger;     /* set: answered, and throwing away what the client still sends */
    struct socket *socket;         /* set from the upgrade on */
    char ip[ADDRESS_MAX];
};

/* http.c */
int http_begin(struct conn *conn);
int http_body_part(struct conn *conn, const char *bytes, size_t len);
int http_body_end(struct conn *conn);
int http_writable(struct conn *conn);
void http_gone(struct conn *conn);

/* socket.c */
int socket_upgrade(struct conn *conn, const char *to);
int socket_established(struct conn *conn);
int socket_receive(struct conn *conn, const char *bytes, size_t len);
int socket_pong(struct conn *conn);
int socket_writable(struct conn *conn);
void socket_gone(struct conn *conn);
void socket_ping(struct life_sign *sign);
void socket_lost(struct life_sign *sign);

#endif
