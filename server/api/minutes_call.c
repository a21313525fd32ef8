/* GET /api/drafts/ID/minutes?format=&lang=&seq=: the minutes, up to a moment. */
#include "api/handlers.h"
#include "api/record_job.h"
#include "base/mem.h"
#include "record/minutes.h"

static enum status write(struct record_job *job, const struct loaded_draft *moment,
                         const struct record *record)
{
    struct minutes_request request = {job->job.log, moment, record, *job->lang ? job->lang : NULL,
                                      (enum minutes_format)job->choice};
    enum status status = minutes_write(&job->bytes, &request);
    if (status == STATUS_BAD_OP)
        buf_text(&job->job.why, "Choose one of the draft's languages.");
    return status;
}

void handle_minutes(struct call *call)
{
    const char *name = http_query(call->request, "format");
    enum minutes_format format = MINUTES_JSON;
    if (name && !minutes_format_from_name(name, &format)) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "Choose the format txt, md, html, docx or json.");
        return;
    }
    struct record_job *job = mem_zero(1, sizeof *job);
    job->write = write;
    job->choice = (int)format;
    job->act = format == MINUTES_JSON ? NULL : "draft.minutes";
    job->type = minutes_content_type(format);
    record_job_start(call, job);
}
