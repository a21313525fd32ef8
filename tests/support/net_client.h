/* A client that talks to a listener in the same process: it runs on a thread of the pool while the loop serves it. */
#ifndef SUPPORT_NET_CLIENT_H
#define SUPPORT_NET_CLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/loop.h"

/* Connects, sends, reads until the server closes or ten seconds have passed, and gives back what came. Runs the loop meanwhile.
 * Caller clears. */
struct buf net_client_exchange(struct loop *loop, int port, const char *bytes, size_t len);

/* Connects and sends without waiting for anything; the loop has not seen it yet. Caller closes the descriptor. */
int net_client_connect(int port, const char *bytes, size_t len);

struct net_frame {
    uint8_t first; /* FIN bit and opcode: 0x81 is a whole text message */
    const char *payload;
    size_t len;
};

struct net_talk {
    struct buf head;     /* of the answer to the upgrade */
    struct buf texts;    /* payloads of the text frames that came, a newline after each */
    uint16_t close_code; /* of the close frame that came; 0: none */
    size_t pings;        /* that came, and were not answered */
};

/* Opens a WebSocket with `headers` (each with its line end) added, sends the frames, reads until the server closes, answering its
 * close frame. */
struct net_talk net_client_talk(struct loop *loop, int port, const char *headers,
                                const struct net_frame *frames, size_t count);
void net_talk_clear(struct net_talk *talk);

#endif
