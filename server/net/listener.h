/* Listens on one address, on our loop, for HTTP and WebSockets. libwebsockets is a guest on the loop; its header stays in this folder.
 *
 *   struct listener_settings settings = {.host = "127.0.0.1", .port = 0};
 *   struct listener_handlers handlers = {.sockets = &socket_handlers, .sockets_context = rooms,
 *                                        .http = handle, .http_context = api};
 *   if (listener_create(loop, &settings, &handlers, &why, &listener) != STATUS_OK) ...
 *   loop_run(loop);
 *   listener_destroy(listener);
 *
 * Whoever can open the local socket is the proxy: its X-Forwarded-For is believed, and http_is_from_proxy says so. The socket is for the account of the
 * server and the group of the file (0660), which is the folder's where that has the set-group-id bit. What a server before left there is replaced; any
 * other file, or a socket on which somebody listens, is not.
 *
 * To stop: listener_pause, peer_close(…, 1012, …) on every peer, loop_stop after a second or when all have gone, then destroy. */
#ifndef NET_LISTENER_H
#define NET_LISTENER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/loop.h"
#include "base/status.h"
#include "net/http.h"
#include "net/socket.h"

struct listener;

struct listener_settings {
    const char *host;     /* numeric address or interface name; NULL: all of them */
    int port;             /* 0 picks one */
    const char *tls_cert; /* PEM files, both or neither */
    const char *tls_key;
    const char
        *local_socket; /* path of a Unix socket to listen on too, for a proxy on this machine; NULL: none */
    const char
        *trusted_proxy; /* addresses, comma separated, whose X-Forwarded-For is believed; NULL: nobody's */
    size_t max_connections; /* 0: 10,000. Lowered to what the system allows; more wait to be accepted */
    /* Connections from one IPv4 address or IPv6 /64; through a trusted proxy, its requests and WebSockets under way; 0: no limit. */
    size_t max_per_address;
    bool limit_loopback; /* apply max_per_address to 127.0.0.1 and ::1 too */
    size_t max_body;     /* of an HTTP request, bytes; 0: 1 MiB */
    size_t input_bytes;  /* heads, bodies and messages of all connections that are held at once; 0: 64 MiB */
    const char
        *secret; /* that requests must bring, as they come from servers of the cluster; NULL: from anybody */
    uint64_t ping_ms;   /* a WebSocket that is silent so long is pinged; 0: 25 s */
    uint64_t hangup_ms; /* and so long, is dropped; 0: 40 s */
};

struct listener_handlers {
    const struct socket_handlers *sockets;
    void *sockets_context;
    http_handler http;
    void *http_context;
    http_judge http_judge; /* NULL: every request may have a body of max_body bytes */
    http_handler route; /* NULL: all requests are answered here. Else calls http_route, now or later, once */
    void *route_context;
};

struct listener_stats {
    size_t connections;   /* open now, of either kind */
    size_t sockets;       /* of these, WebSockets */
    uint64_t accepted;    /* since the start */
    uint64_t turned_away; /* too many from one address */
    uint64_t requests;    /* HTTP requests handled */
    uint64_t refused;     /* for what is wrong with the request itself, or with its body by its head */
    size_t input_bytes;   /* held now of what has come and is not worked off */
    size_t unsent_bytes; /* held now of what the kernel has not taken, at most; what is shared counts above */
};

/* Strings of the settings are borrowed during the call, handlers until destroy. STATUS_USAGE for a bad certificate or setting,
 * STATUS_IO where the address can't be had or libwebsockets' plugin for libuv is missing; then `why` says so in a sentence. */
enum status listener_create(struct loop *loop, const struct listener_settings *settings,
                            const struct listener_handlers *handlers, struct buf *why,
                            struct listener **out) MUST_CHECK;
int listener_port(const struct listener *listener);
/* How many connections of any kind can be open at once: max_connections, or what the system allows. */
size_t listener_max_connections(const struct listener *listener);
void listener_stats(const struct listener *listener, struct listener_stats *out);
/* The same in Prometheus' text format; appended. */
void listener_write_metrics(const struct listener *listener, struct buf *out);
/* From now on new upgrades and requests are answered 503; what is open stays open. */
void listener_pause(struct listener *listener);
/* Ends the connections that were handed to a server of the cluster at an address that is not kept: it is dead. */
void listener_end_tunnels(struct listener *listener, bool (*keeps)(void *context, const char *address),
                          void *context);
/* Reads the certificate files again; new connections get the new one. Keeps the old one and says `why` if the pair is bad. */
enum status listener_reload_certificate(struct listener *listener, struct buf *why) MUST_CHECK;
/* Closes what is still open (sessions and handlers are told) and frees all. Outside of loop_run or from a deferred call or
 * timer, never from inside a handler. The loop must still be there. */
void listener_destroy(struct listener *listener);

#endif
