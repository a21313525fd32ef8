/* GET /api/drafts/ID/versions: the versions of a draft, and its life at a glance. */
#include "api/handlers.h"
#include "api/record_job.h"
#include "base/mem.h"
#include "record/timeline.h"

static enum status write(struct record_job *job, const struct loaded_draft *moment,
                         const struct record *record)
{
    timeline_write(&job->bytes, moment, record);
    return STATUS_OK;
}

void handle_versions(struct call *call)
{
    struct record_job *job = mem_zero(1, sizeof *job);
    job->write = write;
    record_job_start(call, job);
}
