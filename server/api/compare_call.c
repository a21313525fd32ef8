/* GET /api/drafts/ID/compare?from=&to=&lang=&view=&format=: what differs between two moments. */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>

#include "api/audited.h"
#include "base/mem.h"
#include "record/compare_load.h"
#include "record/compare_write.h"

struct compare_job {
    struct call_job job;
    struct shelf *shelf;
    enum compare_format format;
    enum document_view view;
    char lang[LANG_MAX + 1]; /* empty: the original */
    uint64_t from, to;
    struct buf bytes;
};

static void compare_two(void *context)
{
    struct compare_job *job = context;
    struct compared compared;
    struct compare_request request = {.log = job->job.log,
                                      .shelf = job->shelf,
                                      .draft = job->job.call.seat.draft,
                                      .from = job->from,
                                      .to = job->to,
                                      .lang = *job->lang ? job->lang : NULL,
                                      .view = job->view};
    job->job.status = compare_load(&request, &compared, &job->job.why);
    if (job->job.status != STATUS_OK)
        return;
    job->job.status = compare_write(&job->bytes, job->format, &compared.comparison);
    compared_clear(&compared);
}

static void respond(struct compare_job *job)
{
    struct buf disposition = BUF_EMPTY;
    buf_format(&disposition, "inline; filename=\"%s-%llu-%llu.%s\"", job->job.call.seat.draft,
               (unsigned long long)job->from, (unsigned long long)job->to, compare_format_name(job->format));
    struct http_field fields[] = {{"content-disposition", disposition.bytes}};
    struct http_answer answer = {
        .status = 200, .type = compare_content_type(job->format), .fields = fields, .field_count = 1};
    http_respond_bytes(job->job.call.request, &answer, job->bytes.bytes, job->bytes.len);
    buf_clear(&disposition);
}

static void compared(void *context)
{
    struct compare_job *job = context;
    if (job->job.status == STATUS_OK && job->format != COMPARE_JSON)
        call_note_reading(&job->job.call, "draft.compare");
    if (job->job.status == STATUS_OK)
        respond(job);
    else
        call_respond_error(&job->job.call, job->job.status, job->job.why.len ? job->job.why.bytes : NULL);
    buf_clear(&job->bytes);
    call_job_clear(&job->job);
    free(job);
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_query(const struct call *call, struct compare_job *job)
{
    const char *format = http_query(call->request, "format"), *view = http_query(call->request, "view");
    if (!call_query_seq(call, "from", &job->from) || !job->from)
        return "Give from as a number from 1.";
    if (!call_query_seq(call, "to", &job->to) || (job->to && job->to < job->from))
        return "Give to as a number that is not below from.";
    if (format && !compare_format_from_name(format, &job->format))
        return "Choose the format html, txt, json or docx.";
    job->view = compare_usual_view(job->format);
    if (view && (!document_view_from_name(view, &job->view) || job->view == DOCUMENT_TRACKED))
        return "Choose the view brackets, clean or base.";
    if (!call_query_lang(call, job->lang))
        return "Choose one of the draft's languages.";
    return NULL;
}

void handle_compare(struct call *call)
{
    struct compare_job *job = mem_zero(1, sizeof *job);
    job->format = COMPARE_JSON;
    job->shelf = call->api->shelf;
    const char *wrong = read_query(call, job);
    if (!wrong) {
        call_start_job(call, &job->job, compare_two, compared);
        return;
    }
    call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    free(job);
}
