#include "api/record_job.h"

#include <stdlib.h>

#include "api/audited.h"
#include "record/shelf.h"

static void look(void *context)
{
    struct record_job *job = context;
    struct loaded_draft moment;
    struct record *record;
    const char *draft = job->job.call.seat.draft;
    struct load_request request = {.log = job->job.log, .draft = draft, .seq = job->seq};
    job->job.status = draft_load(&request, &moment, &job->job.why);
    if (job->job.status != STATUS_OK)
        return;
    job->job.status = shelf_take(job->shelf, job->job.log, draft, draft_seq(moment.draft), &record);
    if (job->job.status == STATUS_OK) {
        job->job.status = job->write(job, &moment, record);
        shelf_give(job->shelf, record);
    }
    loaded_draft_clear(&moment);
}

static void looked(void *context)
{
    struct record_job *job = context;
    struct http_answer answer = {.status = 200,
                                 .type = job->type ? job->type : "application/json; charset=utf-8"};
    if (job->job.status == STATUS_OK && job->act)
        call_note_reading(&job->job.call, job->act);
    if (job->job.status == STATUS_OK)
        http_respond_bytes(job->job.call.request, &answer, job->bytes.bytes, job->bytes.len);
    else
        call_respond_error(&job->job.call, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
    buf_clear(&job->bytes);
    call_job_clear(&job->job);
    free(job);
}

void record_job_start(struct call *call, struct record_job *job)
{
    const char *wrong = NULL;
    job->shelf = call->api->shelf;
    if (!call_query_seq(call, "seq", &job->seq))
        wrong = "The seq is a number from 1.";
    else if (!call_query_lang(call, job->lang))
        wrong = "Choose one of the draft's languages.";
    if (!wrong) {
        call_start_job(call, &job->job, look, looked);
        return;
    }
    call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    free(job);
}
