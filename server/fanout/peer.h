/* What fan-out and session see of a connection: a thing that takes frames while it is ready, and can be closed. net/ implements it
 * over its connections, the simulation over a made-up network.
 *
 * Contract: `send` only while `ready`; after `close` no more sends, and the owner hears session_disconnected later,
 * never from inside `close`. When a peer that was not ready becomes ready, the owner is told (session_writable).
 */
#ifndef FANOUT_PEER_H
#define FANOUT_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "fanout/frame.h"

struct peer;

struct peer_ops {
    bool (*ready)(struct peer *);                /* can take a frame now without buffering more */
    void (*send)(struct peer *, struct frame *); /* borrows; whole or the connection is lost */
    void (*want_writable)(struct peer *);        /* call session_writable soon, even if ready */
    void (*close)(struct peer *, uint16_t code,
                  const char *reason);         /* WebSocket close code; reason < 120 bytes */
    void (*pause)(struct peer *, bool paused); /* stop or go on reading */
};

struct peer {
    const struct peer_ops *ops;
    bool deflate; /* takes frames as frame_small makes them; settled before anything is sent */
};

#endif
