#include "cluster/relay.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "net/dial.h"

struct relay {
    struct loop *loop;
    const char *secret;
    char client[17];
    struct upstream upstream;
};

struct upstream_line {
    struct dial *dial;
    const struct upstream_events *events;
    void *context;
};

static void hear(void *context, const char *bytes, size_t len)
{
    const struct upstream_line *line = context;
    line->events->message(line->context, bytes, len);
}

static void closed(void *context)
{
    const struct upstream_line *line = context;
    line->events->closed(line->context);
}

static struct upstream_line *open_line(void *context, const char *address,
                                       const struct upstream_events *events, void *events_context)
{
    static const struct dial_handlers handlers = {hear, closed};
    const struct relay *relay = context;
    struct upstream_line *line = mem_zero(1, sizeof *line);
    line->events = events;
    line->context = events_context;
    line->dial = dial_open(relay->loop, address, relay->secret, &handlers, line);
    if (line->dial)
        return line;
    free(line);
    return NULL;
}

static void send_on(struct upstream_line *line, const char *bytes, size_t len)
{
    dial_send(line->dial, bytes, len);
}

static void pause_line(struct upstream_line *line, bool paused)
{
    dial_pause(line->dial, paused);
}

static void close_line(struct upstream_line *line)
{
    if (!line)
        return;
    dial_close(line->dial);
    free(line);
}

struct relay *relay_create(struct loop *loop, const char *secret)
{
    struct relay *relay = mem_zero(1, sizeof *relay);
    relay->loop = loop;
    relay->secret = secret;
    random_id(relay->client, sizeof relay->client);
    relay->upstream = (struct upstream){relay->client, open_line, send_on, pause_line, close_line, relay};
    return relay;
}

const struct upstream *relay_upstream(const struct relay *relay)
{
    return &relay->upstream;
}

void relay_destroy(struct relay *relay)
{
    free(relay);
}
