/* A request that another server of the cluster is to answer: its head goes there, and then every byte of the connection, both ways, until
 * either end closes. What it says is none of our business any more: an upgrade, frames, an answer of any length.
 *
 *   client ◄──► conn ── tunnel_take ──► socket to the other's internal listener
 *                  ◄── tunnel_go_on ──
 *
 * The head is as the client sent it, but for these fields: who asks (X-Forwarded-For), that we are of the cluster (Plenaria-Node) and ask for ourselves (Plenaria-Relay, dial.h) are ours to say, and
 * what is no upgrade is told to close, as the next request of the connection may be about another draft.
 *
 * A client that has become a WebSocket here, and said hello, can be handed on as well (tunnel_take_socket): the other server hears its request and its hello as if
 * it had come there, and what it answers to the request is kept from the client, who has had that answer.
 *
 * Neither side is read while the other has not taken what came: TUNNEL_HELD bytes wait in each direction at most, and what was read besides. */
#ifndef NET_TUNNEL_H
#define NET_TUNNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "net/conn.h"

struct tunnel;

/* Takes the connection over, whose request is at an end; `head` is of it, raw. `address`: HOST:PORT, numeric. False where that is no address. */
bool tunnel_open(struct conn *conn, const char *address, const char *secret, const char *client_ip,
                 const struct buf *head, bool is_upgrade);
/* The same for a connection that is a WebSocket by now: `head` as tunnel_write_head made it, and behind it the frames that the other server is to get. */
bool tunnel_take_socket(struct conn *conn, const char *address, const struct buf *head);
/* As the takers of conn.h. */
size_t tunnel_take(struct conn *conn, const char *bytes, size_t len);
bool tunnel_listens(const struct conn *conn);
void tunnel_go_on(struct conn *conn);
void tunnel_gone(struct conn *conn);

/* Ends those whose other server is not kept: it is known to be dead, and its silence would last. */
void tunnels_end(struct conn_group *group, bool (*keeps)(void *context, const char *address), void *context);

/* The head as it is sent on; appended. */
void tunnel_write_head(struct buf *out, const struct buf *head, const char *secret, const char *client_ip,
                       bool is_upgrade);

#endif
