/* What fan-out and session see of a connection: a thing that takes frames while it is ready, and can be closed. A WebSocket (net/socket.c) is
 * one, a line over plain HTTP (api/line.c) is one, and in the simulation a made-up network.
 *
 * Contract: peer_send only while peer_is_ready; after peer_close no more frames. The owner of the peer hears later, never from inside
 * peer_close, that it has gone (session_disconnected). When a peer that was not ready becomes ready, its owner is told (session_writable).
 */
#ifndef FANOUT_PEER_H
#define FANOUT_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "fanout/frame.h"

struct peer;

struct peer_ops {
    bool (*ready)(struct peer *);
    void (*send)(struct peer *, struct frame *);
    void (*want_writable)(struct peer *);
    void (*close)(struct peer *, uint16_t code, const char *reason);
    /* NULL, or as peer_hand_over. */
    bool (*hand_over)(struct peer *, const char *address, const char *message, size_t len);
};

struct peer {
    const struct peer_ops *ops;
    bool deflate; /* takes frames as frame_small makes them; settled before anything is sent */
};

/* Whether it takes a frame now without holding more than one. */
static inline bool peer_is_ready(struct peer *peer)
{
    return peer->ops->ready(peer);
}

/* Borrows the frame, which arrives whole, or the connection is lost. */
static inline void peer_send(struct peer *peer, struct frame *frame)
{
    peer->ops->send(peer, frame);
}

/* Has the owner told soon that the peer is ready, even where it is now. */
static inline void peer_want_writable(struct peer *peer)
{
    peer->ops->want_writable(peer);
}

/* With a close code of WebSockets; borrows the reason, of less than 120 bytes. Again: does nothing. */
static inline void peer_close(struct peer *peer, uint16_t code, const char *reason)
{
    peer->ops->close(peer, code, reason);
}

/* Whether it may be handed to another server, as long as nothing has been sent to it. */
static inline bool peer_can_be_handed_over(const struct peer *peer)
{
    return peer->ops->hand_over;
}

/* Gives the client to the server at an address (HOST:PORT), which gets its first message from us; borrows. True: as after peer_close, and its owner hears
 * that it has gone, but the client does not. False: nothing has happened. */
static inline bool peer_hand_over(struct peer *peer, const char *address, const char *message, size_t len)
{
    return peer->ops->hand_over && peer->ops->hand_over(peer, address, message, len);
}

#endif
