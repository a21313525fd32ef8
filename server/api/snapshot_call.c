/* GET /api/drafts/ID: the canonical snapshot, now or as it stood at ?seq=N. */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/gzip_cache.h"
#include "base/mem.h"
#include "session/draft_loader.h"
#include "session/live_drafts.h"
#include "wire/snapshot_codec.h"

static bool accepts_gzip(const struct call *call)
{
    const char *header = http_header(call->request, "accept-encoding");
    return header && strstr(header, "gzip");
}

/* The head names the whole history, so the same tag always means the same bytes; those of a past seq never change. */
static void respond_snapshot(struct call *call, struct frame *frame, const struct sha256 *head, bool past)
{
    char hex[SHA256_HEX + 1], key[ID_BYTES + SHA256_HEX + 2], tag[SHA256_HEX + 3];
    sha256_hex(head, hex);
    snprintf(key, sizeof key, "%s-%s", call->seat.draft, hex);
    snprintf(tag, sizeof tag, "\"%s\"", hex);
    const char *known = http_header(call->request, "if-none-match");
    bool gzip = accepts_gzip(call);
    struct http_field fields[] = {{"etag", tag}, {"vary", "accept-encoding"}, {"content-encoding", "gzip"}};
    struct http_answer answer = {.status = 200,
                                 .type = "application/json; charset=utf-8",
                                 .cache = past ? "private, max-age=31536000, immutable" : "private, no-cache",
                                 .fields = fields,
                                 .field_count = gzip ? 3 : 2};
    if (known && strstr(known, tag)) {
        answer.status = 304;
        answer.field_count = 2;
        http_respond(call->request, &answer, NULL);
        return;
    }
    http_respond(call->request, &answer, gzip ? gzip_cache_get(call->api->gzip, key, frame) : frame);
}

/* ---- now: what memory holds, once it is durable ---- */

struct waiting {
    struct call call;
    struct live_draft *live;
    struct frame *frame;
    struct sha256 head;
};

static void finish(struct waiting *waiting, enum status status)
{
    if (status == STATUS_OK)
        respond_snapshot(&waiting->call, waiting->frame, &waiting->head, false);
    else
        call_respond_error(&waiting->call, status, NULL);
    frame_unref(waiting->frame);
    live_draft_release(waiting->live);
    seat_clear(&waiting->call.seat);
    free(waiting);
}

static void snapshot_is_durable(void *context, enum status status)
{
    finish(context, status);
}

static void draft_is_open(void *context, enum status status)
{
    struct waiting *waiting = context;
    if (status != STATUS_OK) {
        finish(waiting, status);
        return;
    }
    waiting->frame = frame_ref(live_draft_snapshot(waiting->live));
    waiting->head = *live_draft_head(waiting->live);
    live_draft_when_durable(waiting->live, snapshot_is_durable, waiting);
}

static void respond_now(struct call *call)
{
    struct waiting *waiting = mem_zero(1, sizeof *waiting);
    waiting->call = *call;
    call->seat = (struct seat){0}; /* moved */
    waiting->live = live_drafts_open(call->service->drafts, waiting->call.seat.draft);
    live_draft_use(waiting->live);
    live_draft_when_open(waiting->live, draft_is_open, waiting);
}

/* ---- at a past seq: folded on another thread ---- */

struct past_job {
    struct call_job job;
    uint64_t seq;
    struct sha256 head;
    struct buf bytes;
};

static void fold(void *context)
{
    struct past_job *past = context;
    struct loaded_draft loaded;
    struct load_request request = {
        .log = past->job.log, .draft = past->job.call.seat.draft, .seq = past->seq};
    past->job.status = draft_load(&request, &loaded, &past->job.why);
    if (past->job.status != STATUS_OK)
        return;
    past->head = loaded.head;
    snapshot_write_json(&past->bytes, loaded.draft, &loaded.head);
    loaded_draft_clear(&loaded);
}

static void folded(void *context)
{
    struct past_job *past = context;
    struct call *call = &past->job.call;
    if (past->job.status == STATUS_OK) {
        struct frame *frame = frame_copy(past->bytes.bytes, past->bytes.len);
        respond_snapshot(call, frame, &past->head, true);
        frame_unref(frame);
    } else {
        call_respond_error(call, past->job.status, past->job.why.len ? past->job.why.bytes : NULL);
    }
    buf_clear(&past->bytes);
    call_job_clear(&past->job);
    free(past);
}

static void respond_past(struct call *call, uint64_t seq)
{
    struct live_draft *live = live_drafts_find(call->service->drafts, call->seat.draft);
    struct frame *shared = live ? live_draft_shared_snapshot_at(live, seq) : NULL;
    const struct history_entry *entry = shared ? history_find(live_draft_history(live), seq) : NULL;
    if (entry) {
        respond_snapshot(call, shared, &entry->hash, true);
        return;
    }
    struct past_job *past = mem_zero(1, sizeof *past);
    past->seq = seq;
    call_start_job(call, &past->job, fold, folded);
}

void handle_snapshot(struct call *call)
{
    const char *wanted = http_query(call->request, "seq");
    char *end = NULL;
    unsigned long long seq = wanted ? strtoull(wanted, &end, 10) : 0;
    if (wanted && (!*wanted || *end || !seq || *wanted == '-'))
        call_respond_error(call, STATUS_BAD_MESSAGE, "The seq is a number from 1.");
    else if (wanted)
        respond_past(call, seq);
    else
        respond_now(call);
}
