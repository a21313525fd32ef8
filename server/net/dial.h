/* A WebSocket of ours to another server of the cluster, at its listener for its like: how a relay hears what it passes on (live/live_follow.c). It says that it
 * asks for the server itself (Plenaria-Relay), which a client cannot: tunnels take that field out.
 *
 *   dial_open ──► connecting ──101──► open ──dial_close──► (gone)
 *                     └────────────────┴── refused, closed, broken: closed() once, then ──dial_close──► (gone)
 *
 * Messages come inflated, one after the other, never from inside a call. A message, and what it inflates to, has DIAL_MESSAGE_MAX bytes at most; while it is
 * paused, one read of the socket waits beside that. */
#ifndef NET_DIAL_H
#define NET_DIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/loop.h"

#define DIAL_MESSAGE_MAX ((size_t)16 * 1024 * 1024)

struct dial;

struct dial_handlers {
    void (*message)(void *context, const char *bytes, size_t len); /* borrowed, not NUL-terminated */
    void (*closed)(void *context);
};

/* `address`: HOST:PORT, numeric. NULL where that is no address, or nothing can be opened. Borrows handlers and context until dial_close. */
struct dial *dial_open(struct loop *loop, const char *address, const char *secret,
                       const struct dial_handlers *handlers, void *context);
/* A text message; copied. What is said before the line is open waits for that. */
void dial_send(struct dial *dial, const char *bytes, size_t len);
/* While it is paused no message comes. */
void dial_pause(struct dial *dial, bool paused);
/* Takes, also from inside a handler; NULL is fine. No handler is called any more. */
void dial_close(struct dial *dial);

#endif
