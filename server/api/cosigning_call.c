/* GET /api/drafts/ID/cosigning: what is known of devices, of what is asked for and of who has cosigned it.
 *
 * POST the same: {"changes":[ONE]}, a change cosign.key, cosign.ask or cosign.add, by whoever has the seat. A worker looks whether a signature holds of
 * the log; then the change goes in like everybody's (change_job.h).
 *
 * cosign.key and cosign.ask may as well come as ops of a connection; cosign.add comes this way alone. */
#include "api/handlers.h"

#include <stdlib.h>

#include "api/change_job.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "load/draft_loader.h"
#include "proof/cosigned.h"
#include "proof/signing_keys.h"

/* ---- GET ---- */

struct look_job {
    struct call_job job;
    struct note_signer signer; /* a copy: the loop may take the next key meanwhile */
    struct buf json;
};

static void look(void *context)
{
    struct look_job *job = context;
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
    struct look_job *job = context;
    if (job->job.status == STATUS_OK)
        call_respond_json(&job->job.call, 200, &job->json);
    else
        call_respond_error(&job->job.call, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
    buf_clear(&job->json);
    call_job_clear(&job->job);
    free(job);
}

void handle_cosigning(struct call *call)
{
    struct look_job *job = mem_zero(1, sizeof *job);
    job->signer = *signing_keys_current(call->api->settings.keys);
    call_start_job(call, &job->job, look, looked);
}

/* ---- POST ---- */

/* A delegation's signature is believed where it holds of the log as it is on disk; the draft itself still wants the device to be theirs. */
static void check(struct change_job *job)
{
    const struct change *change = &job->changes.changes[0];
    struct checkpoint moment = {0};
    job->judged = change_is(change, &change_cosign_add);
    if (!job->judged)
        return;
    job->job.status =
        cosigned_moment(job->job.log, job->job.call.seat.draft, (uint64_t)change->number, &moment);
    if (job->job.status == STATUS_OK && !cosigned_holds(&moment, change->key, change->signature)) {
        buf_text(&job->job.why, "The signature does not hold of what the log is at that moment.");
        job->job.status = STATUS_BAD_OP;
    }
}

static bool is_about_cosigning(const struct change_list *changes)
{
    const struct change_kind *kind = changes->count == 1 ? changes->changes[0].kind : NULL;
    return kind == &change_cosign_key || kind == &change_cosign_ask || kind == &change_cosign_add;
}

void handle_cosign(struct call *call)
{
    struct change_job *job =
        change_job_create(call, is_about_cosigning, "Send one change: cosign.key, cosign.ask or cosign.add.");
    if (!job)
        return;
    job->check = check;
    change_job_start(call, job);
}
