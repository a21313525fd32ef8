/* GET /api/drafts/ID/blame?lang=&seq=: who wrote the words of a moment. */
#include "api/handlers.h"
#include "api/record_job.h"
#include "base/mem.h"
#include "record/blame.h"

static enum status write(struct record_job *job, const struct loaded_draft *moment,
                         const struct record *record)
{
    enum status status = blame_write(&job->bytes, moment, record, *job->lang ? job->lang : NULL);
    if (status == STATUS_BAD_OP)
        buf_text(&job->job.why, "Choose one of the draft's languages.");
    return status;
}

void handle_blame(struct call *call)
{
    struct record_job *job = mem_zero(1, sizeof *job);
    job->write = write;
    record_job_start(call, job);
}
