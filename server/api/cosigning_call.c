/* GET /api/drafts/ID/cosigning: what is known of devices, of what is asked for and of who has cosigned it.
 *
 * POST the same: {"changes":[ONE]}, a change cosign.key, cosign.ask or cosign.add, by whoever has the seat. A worker looks whether a signature holds of
 * the log; then the change goes in on the loop, like everybody's:
 *
 *   worker: read the moment, check the signature ──► loop: wait until the draft is open ──► submit ──► wait until it is durable ──► answer
 *
 * cosign.key and cosign.ask may as well come as ops of a connection; cosign.add comes this way alone. */
#include "api/handlers.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "draft/change_kind.h"
#include "live/live_drafts.h"
#include "load/draft_loader.h"
#include "proof/cosigned.h"
#include "proof/signing_keys.h"
#include "wire/change_codec.h"

struct cosigning_job {
    struct call_job job;
    struct note_signer signer; /* a copy: the loop may take the next key meanwhile */
    struct change_list changes;
    struct participant who;
    struct live_draft *live; /* in use from when it is asked for */
    struct buf json;
};

static void job_free(struct cosigning_job *job)
{
    if (job->live)
        live_draft_release(job->live);
    change_list_clear(&job->changes);
    participant_clear(&job->who);
    buf_clear(&job->json);
    call_job_clear(&job->job);
    free(job);
}

static void respond(struct cosigning_job *job)
{
    call_respond_json(&job->job.call, 200, &job->json);
    job_free(job);
}

static void fail(struct cosigning_job *job, enum status status, const char *why)
{
    call_respond_error(&job->job.call, status, why);
    job_free(job);
}

static struct cosigning_job *create(struct call *call)
{
    struct cosigning_job *job = mem_zero(1, sizeof *job);
    job->signer = *signing_keys_current(call->api->settings.keys);
    return job;
}

/* ---- GET ---- */

static void look(void *context)
{
    struct cosigning_job *job = context;
    struct loaded_draft loaded;
    struct load_request request = {.log = job->job.log, .draft = job->job.call.seat.draft};
    job->job.status = draft_load(&request, &loaded, &job->job.why);
    if (job->job.status != STATUS_OK)
        return;
    job->job.status = cosigned_write_json(job->job.log, loaded.draft, &job->signer, &job->json);
    loaded_draft_clear(&loaded);
}

static void looked(void *context)
{
    struct cosigning_job *job = context;
    if (job->job.status == STATUS_OK)
        respond(job);
    else
        fail(job, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
}

void handle_cosigning(struct call *call)
{
    struct cosigning_job *job = create(call);
    call_start_job(call, &job->job, look, looked);
}

/* ---- POST ---- */

static const struct change *asked_for(const struct cosigning_job *job)
{
    return &job->changes.changes[0];
}

/* A delegation's signature is believed where it holds of the log as it is on disk. */
static void check(void *context)
{
    struct cosigning_job *job = context;
    const struct change *change = asked_for(job);
    struct checkpoint moment = {0};
    if (!change_is(change, &change_cosign_add))
        return;
    job->job.status =
        cosigned_moment(job->job.log, job->job.call.seat.draft, (uint64_t)change->number, &moment);
    if (job->job.status == STATUS_OK && !cosigned_holds(&moment, change->key, change->signature)) {
        buf_text(&job->job.why, "The signature does not hold of what the log is at that moment.");
        job->job.status = STATUS_BAD_OP;
    }
}

static void durable(void *context, enum status status)
{
    struct cosigning_job *job = context;
    if (status == STATUS_OK)
        respond(job);
    else
        fail(job, status, NULL);
}

/* A cosignature has been judged above, so that nobody is asked again whether they may; `fits` still wants the device to be theirs. */
static void submit(struct cosigning_job *job)
{
    char client[ID_BYTES];
    struct refusal refusal;
    struct work work = {.left = OP_MAX_STEPS};
    bool judged = change_is(asked_for(job), &change_cosign_add);
    random_id(client, 17);
    struct submission submission = {
        .who = judged ? NULL : &job->who,
        .by = job->who.id,
        .client = client,
        .n = 1,
        .base = draft_seq(live_draft_draft(job->live)),
        .at = loop_now_ms(),
        .changes = job->changes,
        .most_bytes = budgets_most(&job->job.call.service->budgets, BUDGET_DRAFT_BYTES),
        .work = &work,
    };
    job->changes = (struct change_list){0};
    if (live_draft_submit(job->live, &submission, &refusal) != SUBMIT_ACCEPTED) {
        fail(job, refusal.status, refusal.message);
        return;
    }
    buf_format(&job->json, "{\"seq\":%llu}\n", (unsigned long long)draft_seq(live_draft_draft(job->live)));
    live_draft_when_durable(job->live, durable, job);
}

static void opened(void *context, enum status status)
{
    struct cosigning_job *job = context;
    if (status == STATUS_OK)
        submit(job);
    else
        fail(job, status, NULL);
}

static void checked(void *context)
{
    struct cosigning_job *job = context;
    if (job->job.status != STATUS_OK) {
        fail(job, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
        return;
    }
    job->live = live_drafts_open(job->job.call.service->drafts, job->job.call.seat.draft);
    live_draft_use(job->live);
    live_draft_when_open(job->live, opened, job);
}

static bool is_about_cosigning(const struct change_list *changes)
{
    const struct change_kind *kind = changes->count == 1 ? changes->changes[0].kind : NULL;
    return kind == &change_cosign_key || kind == &change_cosign_ask || kind == &change_cosign_add;
}

void handle_cosign(struct call *call)
{
    struct json_doc *body = call_body(call);
    struct refusal refusal;
    if (!body)
        return;
    struct cosigning_job *job = create(call);
    enum status status = changes_decode(json_get(json_root(body), "changes"), &job->changes, &refusal);
    json_free(body);
    if (status != STATUS_OK || !is_about_cosigning(&job->changes)) {
        change_list_clear(&job->changes);
        free(job);
        call_respond_error(call, STATUS_BAD_MESSAGE,
                           "Send one change: cosign.key, cosign.ask or cosign.add.");
        return;
    }
    job->who.role = call->role;
    job->who.id = mem_copy_string(call->seat.participant);
    job->who.name = mem_copy_string(call->seat.name);
    job->who.delegation = mem_copy_string(call->seat.delegation);
    job->who.silent = call->seat.silent;
    call_start_job(call, &job->job, check, checked);
}
