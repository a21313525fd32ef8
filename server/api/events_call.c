/* GET /api/drafts/ID/events?since=N: what happens in a draft, as server-sent events. The header last-event-id, which clients send when they come again, counts more than `since`;
 * without both only what comes from now on. */
#include "api/event_streams.h"
#include "api/handlers.h"

#include <stdlib.h>

void handle_events(struct call *call)
{
    const char *last = http_header(call->request, "last-event-id"),
               *text = last && *last ? last : http_query(call->request, "since");
    char *end = NULL;
    uint64_t since = text ? strtoull(text, &end, 10) : 0;
    if (text && (*text < '0' || *text > '9' || *end || since > JSON_MAX_INTEGER))
        call_respond_error(call, STATUS_BAD_MESSAGE, "Give since, or last-event-id, as the seq of an op.");
    else
        event_streams_start(call->api->events, call, since, !text);
}
