/* WebSocket connections: each is a struct peer (fanout/peer.h) to those above, who never see libwebsockets.
 *
 * What is settled here, before anybody above hears of it: the path is /ws and the subprotocol `plenaria.v1` is offered, or
 * `plenaria.v1.deflate`, with which frames leave deflated where that makes them smaller, else the upgrade is refused (404, 400);
 * messages are put together and at most as long as the session lets them be (else close 1009, before the memory is taken), text
 * (else 1003) and valid UTF-8 (else 1007); a connection that shows no sign of life for 40 s is dropped, after a ping at 25 s.
 *
 * States of one connection, and who is told:
 *
 *   asked ──opened()──► opened ──101 sent──► established ──peer_close, or the client──► closing ──closed()──► gone
 *                          └───────────────── upgrade fails, or the line breaks ─────────────┘
 *
 * One that has been sent nothing may be handed to another server (peer_hand_over), where the router gave http_route a secret for that: from then
 * on its bytes go there and back (tunnel.h), and whoever had it hears closed().
 *
 * peer_is_ready is true in `established` alone, and only while nothing of an earlier frame waits to be sent. Whoever finds a
 * peer not ready, or finds it unready after a send, is called back through `writable` when it has become ready. */
#ifndef NET_SOCKET_H
#define NET_SOCKET_H

#include <stddef.h>

#include "fanout/peer.h"

#define SOCKET_MESSAGE_MAX ((size_t)256 * 1024)

/* What the upgrade request said; borrowed during the call. Strings are NULL where absent. */
struct socket_request {
    const char *cookies;   /* the Cookie header, as sent */
    const char *origin;    /* as sent */
    const char *host;      /* as sent, with port */
    const char *remote_ip; /* never NULL; IPv4 in dotted form also on an IPv6 socket */
    bool is_relay;         /* a server of the cluster asks, on behalf of people of its own */
};

struct socket_handlers {
    /* A client asks for a WebSocket. Returns the session that goes with it, or NULL and an HTTP status (400 to 599) in
     * `*refusal`. The peer is good until closed() and not yet ready. */
    void *(*opened)(void *context, struct peer *peer, const struct socket_request *request, int *refusal);
    /* The upgrade is done: the peer is ready for the first time. */
    void (*writable)(void *session);
    /* One whole text message; borrowed, not NUL-terminated. Not called any more after peer_close. */
    void (*message)(void *session, const char *bytes, size_t len);
    /* The connection is gone. Once for every session that opened() returned, whatever happened; never from inside a call of
     * this session's peer. The peer must not be used after this. */
    void (*closed)(void *session);
    /* How long the next message may be, bytes, SOCKET_MESSAGE_MAX at most; NULL: always that. */
    size_t (*message_max)(void *session);
};

#endif
