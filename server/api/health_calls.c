/* GET /healthz, /readyz, /metrics: for whoever runs the server. */
#include "api/handlers.h"
#include "session/live_drafts.h"

static void respond_text(struct call *call, int status, const char *text)
{
    struct http_answer answer = {.status = status, .type = "text/plain; charset=utf-8"};
    http_respond_text(call->request, &answer, text);
}

void handle_health(struct call *call)
{
    respond_text(call, 200, "ok\n");
}

static bool stop_at_first(void *context, const char *draft, int64_t created_at)
{
    (void)context;
    (void)draft;
    (void)created_at;
    return false;
}

/* Ready: not stopping, and the database answers. */
void handle_ready(struct call *call)
{
    if (call->service->stopping)
        respond_text(call, 503, "stopping\n");
    else if (people_list_drafts(call->service->people, stop_at_first, NULL) != STATUS_OK)
        respond_text(call, 503, "the database does not answer\n");
    else
        respond_text(call, 200, "ready\n");
}

void handle_metrics(struct call *call)
{
    struct buf out = BUF_EMPTY;
    struct metrics_gauges gauges = {0};
    struct http_answer answer = {.status = 200, .type = "text/plain; version=0.0.4; charset=utf-8"};
    gauges.queue_bytes = call->service->backlog.bytes;
    live_drafts_add_gauges(call->service->drafts, &gauges);
    metrics_write(&out, &call->service->metrics, &gauges);
    budgets_write_metrics(&out, &call->service->budgets);
    if (call->api->listener)
        listener_write_metrics(call->api->listener, &out);
    http_respond_bytes(call->request, &answer, out.bytes, out.len);
    buf_clear(&out);
}
