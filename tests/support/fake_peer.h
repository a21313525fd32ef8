/* A connection that is only remembered: what was sent, how it was closed. It takes as many frames as it is told to.
 */
#ifndef SUPPORT_FAKE_PEER_H
#define SUPPORT_FAKE_PEER_H

#include <stddef.h>

#include "base/buf.h"
#include "fanout/peer.h"

#define FAKE_PEER_ALWAYS_READY SIZE_MAX

struct fake_peer {
    struct peer peer; /* first, so that the one is the other */
    size_t room;      /* frames it still takes */
    struct buf sent;  /* what it took, a blank behind each frame */
    size_t frames;
    size_t wanted; /* how often somebody asked to be told when it can be written to */
    uint16_t close_code;
};

void fake_peer_init(struct fake_peer *fake, size_t room);
void fake_peer_clear(struct fake_peer *fake);

#endif
