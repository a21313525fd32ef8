/* What people need to check the server: its key, a signed checkpoint, a delegation's receipt, the whole draft as a bundle. What is signed is durable, for it is read from
 * the log. */
#include "api/audited.h"
#include "api/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "api/log_stream.h"
#include "base/loop.h"
#include "base/mem.h"
#include "proof/bundle.h"
#include "load/draft_loader.h"
#include "proof/checkpoint.h"
#include "proof/cosigned.h"
#include "proof/receipt.h"

/* GET /api/key */
void handle_key(struct call *call)
{
    struct buf json = BUF_EMPTY;
    signing_keys_write_json(call->api->settings.keys, &json);
    call_respond_json(call, 200, &json);
}

/* ---- checkpoint and receipt: a signed note ---- */

struct note_job {
    struct call_job job;
    uint64_t seq;              /* of the moment; 0: as the log is now */
    struct note_signer signer; /* a copy: the loop may take the next key meanwhile */
    struct buf note;
};

static void sign_checkpoint(void *context)
{
    struct note_job *job = context;
    const struct call *call = &job->job.call;
    struct log_summary summary;
    job->job.status = job->job.log->ops->summary(job->job.log, call->seat.draft, &summary);
    if (job->job.status != STATUS_OK)
        return;
    struct checkpoint checkpoint = {.seq = summary.last_seq, .head = summary.head, .time_ms = loop_now_ms()};
    struct buf text = BUF_EMPTY;
    memcpy(checkpoint.draft, call->seat.draft, strlen(call->seat.draft) + 1);
    checkpoint_write(&text, &checkpoint);
    note_sign(&job->signer, text.bytes, text.len, &job->note);
    buf_clear(&text);
}

/* As it is cosigned: the same for all who ask, with the cosignatures that the draft has of it. */
static void sign_moment(void *context)
{
    struct note_job *job = context;
    const char *draft = job->job.call.seat.draft;
    struct checkpoint moment = {0};
    struct loaded_draft loaded;
    struct load_request request = {.log = job->job.log, .draft = draft};
    job->job.status = cosigned_moment(job->job.log, draft, job->seq, &moment);
    if (job->job.status == STATUS_OK)
        job->job.status = draft_load(&request, &loaded, &job->job.why);
    if (job->job.status != STATUS_OK)
        return;
    cosigned_write(loaded.draft, &moment, &job->signer, &job->note);
    loaded_draft_clear(&loaded);
}

static void sign_receipt(void *context)
{
    struct note_job *job = context;
    const struct call *call = &job->job.call;
    struct receipt_request request = {
        .log = job->job.log,
        .draft = call->seat.draft,
        .participant = call->seat.participant,
        .now_ms = loop_now_ms(),
        .signer = &job->signer,
    };
    job->job.status = receipt_write(&request, &job->note, &job->job.why);
}

static void answer_note(void *context)
{
    struct note_job *job = context;
    struct call *call = &job->job.call;
    if (job->job.status == STATUS_OK) {
        struct http_field fields[] = {{"cache-control", "no-store"}};
        struct http_answer answer = {
            .status = 200, .type = "text/plain; charset=utf-8", .fields = fields, .field_count = 1};
        http_respond_bytes(call->request, &answer, job->note.bytes, job->note.len);
    } else {
        call_respond_error(call, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
    }
    buf_clear(&job->note);
    call_job_clear(&job->job);
    free(job);
}

static void start_note(struct call *call, loop_cb work, uint64_t seq)
{
    struct note_job *job = mem_zero(1, sizeof *job);
    job->seq = seq;
    job->signer = *signing_keys_current(call->api->settings.keys);
    call_start_job(call, &job->job, work, answer_note);
}

/* GET /api/drafts/ID/checkpoint?seq= */
void handle_checkpoint(struct call *call)
{
    uint64_t seq;
    if (call_query_seq(call, "seq", &seq))
        start_note(call, seq ? sign_moment : sign_checkpoint, seq);
    else
        call_respond_error(call, STATUS_BAD_MESSAGE, "The seq is a number from 1.");
}

/* GET /api/drafts/ID/receipt */
void handle_receipt(struct call *call)
{
    start_note(call, sign_receipt, 0);
}

/* ---- bundle ---- */

struct bundle_job {
    struct call_job job;
    struct note_signer signer; /* copies, as above */
    struct buf keys;
    struct bundle_parts parts;
};

static void prepare_bundle(void *context)
{
    struct bundle_job *job = context;
    struct bundle_request request = {job->job.log, job->job.call.seat.draft, &job->signer, &job->keys,
                                     loop_now_ms()};
    job->job.status = bundle_prepare(&request, &job->parts, &job->job.why);
}

static void send_bundle(void *context)
{
    struct bundle_job *job = context;
    struct call *call = &job->job.call;
    if (job->job.status == STATUS_OK) {
        struct buf disposition = BUF_EMPTY;
        buf_format(&disposition, "attachment; filename=\"%s.plenaria\"", call->seat.draft);
        struct http_field fields[] = {{"content-disposition", disposition.bytes}};
        struct http_answer answer = {
            .status = 200, .type = "application/x-ndjson", .fields = fields, .field_count = 1};
        struct log_stream_request request = {0, job->parts.seq, job->parts.first, job->parts.last};
        job->parts = (struct bundle_parts){0}; /* moved */
        call_note_reading(call, "draft.bundle");
        log_stream_start(call, &request, &answer);
        buf_clear(&disposition);
    } else {
        call_respond_error(call, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
    }
    buf_clear(&job->keys);
    buf_clear(&job->parts.first);
    buf_clear(&job->parts.last);
    call_job_clear(&job->job);
    free(job);
}

/* GET /api/drafts/ID/bundle */
void handle_bundle(struct call *call)
{
    struct bundle_job *job = mem_zero(1, sizeof *job);
    const struct signing_keys *keys = call->api->settings.keys;
    job->signer = *signing_keys_current(keys);
    signing_keys_write_json(keys, &job->keys);
    call_start_job(call, &job->job, prepare_bundle, send_bundle);
}
