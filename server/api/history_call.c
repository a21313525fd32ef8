/* GET /api/drafts/ID/items/ITEM/history: everything that happened to an item. */
#include "api/handlers.h"
#include "api/record_job.h"
#include "base/mem.h"
#include "record/history.h"

#include <stdio.h>

static enum status write(struct record_job *job, const struct loaded_draft *moment,
                         const struct record *record)
{
    struct history_request request = {job->job.log, moment, record, job->text};
    return history_write(&job->bytes, &request);
}

void handle_history(struct call *call)
{
    struct record_job *job = mem_zero(1, sizeof *job);
    job->write = write;
    snprintf(job->text, sizeof job->text, "%s", call->segments[4]);
    record_job_start(call, job);
}
