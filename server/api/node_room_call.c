/* GET /api/node/room, for the other servers of the cluster alone (protocol/relay.md): who is connected here to which draft, and who has the page of which meeting open. */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/neighbours.h"
#include "api/places.h"
#include "api/visits.h"
#include "base/json_write.h"

static void write_place(void *context, const struct place *place)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_format(out, "{\"draft\":\"%s\",\"participant\":\"%s\",\"connections\":%llu}", place->draft,
               place->participant, (unsigned long long)place->connections);
}

static void write_visit(void *context, const char *meeting, const char *participant)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_format(out, "{\"meeting\":\"%s\",\"participant\":\"%s\"}", meeting, participant);
}

void handle_node_room(struct call *call)
{
    struct places places = {.most = NEIGHBOURS_PLACES};
    struct buf out = BUF_EMPTY;
    service_each_in_room(call->service, places_count, &places);
    buf_text(&out, "{\"node\":");
    json_write_string(&out, call->api->settings.nodes.name);
    buf_text(&out, ",\"connections\":[");
    places_each(&places, write_place, &out);
    places_clear(&places);
    buf_text(&out, "],\"visits\":[");
    visits_each(call->api->visits, loop_now_ms(), NEIGHBOURS_PLACES, write_visit, &out);
    buf_text(&out, "]}");
    call_respond_json(call, 200, &out);
}
