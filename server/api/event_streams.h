/* What happens in a draft as server-sent events, for scripts (protocol/http.md, "Events"): each durable op as an event whose id is its seq, so that a client that comes
 * again goes on where it was.
 *
 *   ops have become durable ──event_streams_note──► the tail of the draft: each op as an event, encoded once ──► all streams of the draft
 *                                                                                                               ▲
 *   a stream that is further behind than the tail reaches ──a page of the log, read on a thread──────────────────┘
 *
 * A stream holds where it is and nothing that waits: it takes the next piece when its client has taken the one before. So a slow one costs what
 * a quick one does, and falls back to the log; one that takes nothing at all is closed by net/. How many there are is bounded, for each seat
 * (seat_streams) and together (streams). A stream ends with its seat. */
#ifndef API_EVENT_STREAMS_H
#define API_EVENT_STREAMS_H

#include "api/request.h"

struct event_streams;

struct event_streams *event_streams_create(struct service *service); /* borrows */
void event_streams_destroy(struct event_streams *streams);           /* when no stream is left */

/* Answers the call with a stream of the ops behind `since`, or, where `from_now`, of those that come; or that there are as many as may be. Moves call->seat. */
void event_streams_start(struct event_streams *streams, struct call *call, uint64_t since, bool from_now);
/* There are new durable ops in a draft in use. */
void event_streams_note(struct event_streams *streams, const char *draft);
/* The server stops: all are told, and come again. */
void event_streams_stop(struct event_streams *streams);

#endif
