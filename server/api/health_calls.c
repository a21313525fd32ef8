/* GET /healthz, /readyz, /metrics: for whoever runs the server. */
#include "api/answer_cache.h"
#include "api/handlers.h"
#include "live/live_drafts.h"
#include "record/shelf.h"
#include "store/data_folder.h"

#define PROBE_US     UINT64_C(1000000)
#define PROBE_MAX_US UINT64_C(5000000) /* from the end of the last one */

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

/* The log is probed once in a while, however often somebody asks. Between probes writes_of answers with
 * the last result. A probe that takes too long counts as a failure. */
static void probed(void *context, enum status status, uint64_t commit_us)
{
    struct readiness *readiness = context;
    (void)commit_us;
    readiness->probing = false;
    readiness->writes = status;
    readiness->probed_us = loop_clock_us();
}

static enum status writes_of(struct api *api, struct log_store *log)
{
    struct readiness *readiness = &api->readiness;
    uint64_t since = loop_clock_us() - readiness->probed_us;
    if (readiness->probing)
        return since > PROBE_MAX_US ? STATUS_TIMEOUT : readiness->writes;
    if (since >= PROBE_US) {
        readiness->probing = true;
        log->ops->probe(log, probed, readiness);
    }
    return readiness->writes;
}

/* Ready: not stopping, the database answers, and what is written reaches the disk. */
void handle_ready(struct call *call)
{
    if (call->service->stopping)
        respond_text(call, 503, "stopping\n");
    else if (people_list_drafts(call->people, stop_at_first, NULL) != STATUS_OK)
        respond_text(call, 503, "the database does not answer\n");
    else if (writes_of(call->api, call->service->log) != STATUS_OK)
        respond_text(call, 503, "what is written does not reach the disk\n");
    else
        respond_text(call, 200, "ready\n");
}

static void measure_folder(const struct api_settings *settings, struct metrics_gauges *gauges)
{
    struct data_folder_sizes sizes;
    data_folder_measure(settings->data_dir, &sizes);
    gauges->database_bytes = sizes.database_bytes;
    gauges->wal_bytes = sizes.wal_bytes;
    gauges->database_most_bytes = settings->max_database_bytes;
}

void handle_metrics(struct call *call)
{
    struct buf out = BUF_EMPTY;
    struct metrics_gauges gauges = {0};
    struct http_answer answer = {.status = 200, .type = "text/plain; version=0.0.4; charset=utf-8"};
    gauges.frames_total = call->service->backlog.sent_frames;
    gauges.frame_bytes_total = call->service->backlog.sent_bytes;
    gauges.queue_bytes = call->service->backlog.bytes;
    gauges.waiting_work = workers_waiting(call->service->workers);
    gauges.cache_bytes = answer_cache_bytes(call->api->answers);
    gauges.record_bytes = shelf_bytes(call->api->shelf);
    measure_folder(&call->api->settings, &gauges);
    live_drafts_add_gauges(call->service->drafts, &gauges);
    metrics_write(&out, &call->service->metrics, &gauges);
    metrics_write_turns(&out, loop_turns(call->service->loop), loop_clock_us());
    budgets_write_metrics(&out, &call->service->budgets);
    if (call->service->more_metrics.write)
        call->service->more_metrics.write(call->service->more_metrics.context, &out);
    if (call->api->listener)
        listener_write_metrics(call->api->listener, &out);
    http_respond_bytes(call->request, &answer, out.bytes, out.len);
    buf_clear(&out);
}
