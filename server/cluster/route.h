/* Whose request it is: one about a draft that another server owns goes there, through net/tunnel. A WebSocket is opened here: who it is for, it says later, and whoever writes is
 * handed on then (session/), while observers are served here (relay.h). So any node serves anybody, and who owns a draft is of no concern to
 * clients and balancers; a balancer that sends a draft's people to one node (by ?draft=) only saves the way. */
#ifndef CLUSTER_ROUTE_H
#define CLUSTER_ROUTE_H

#include "base/loop.h"
#include "live/live_drafts.h"
#include "net/http.h"
#include "store/log_store.h"

struct claimed;

struct router {
    struct loop *loop;
    struct log_store *log;
    struct live_drafts *drafts;
    const char *secret;
    struct claimed *oldest, *newest; /* of nobody's, for requests that may not have opened them yet */
};

/* Answers with http_route, at once or from the loop. Borrows the router for longer than the call. */
void route_request(struct router *router, struct http_request *request);
/* To be called now and then: gives back what was claimed for requests that did not open it, as they were refused, or ask for something else of the draft. */
void route_give_back(struct router *router);
void route_clear(struct router *router);

/* The draft that a request is about, from its path or its query; false for none. `out` has ID_BYTES. */
bool route_draft(const char *path, const char *query_draft, char *out);

#endif
