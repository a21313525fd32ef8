/* Calls that look into the past of a draft: a moment is loaded and the draft's record read, on a worker; then they write. */
#ifndef API_RECORD_JOB_H
#define API_RECORD_JOB_H

#include "api/request.h"
#include "load/draft_loader.h"
#include "record/record.h"

struct record_job {
    struct call_job job;
    struct shelf *shelf;
    uint64_t seq;            /* the moment; 0: the newest */
    char lang[LANG_MAX + 1]; /* empty: not given */
    const char *type;        /* of the answer; NULL: JSON */
    const char *act;         /* that it is in the audit log; NULL: none */
    /* On a worker: appends the answer to `bytes`. */
    enum status (*write)(struct record_job *job, const struct loaded_draft *moment,
                         const struct record *record);
    struct buf bytes;
    char text[1024]; /* for whoever has something to remember */
    int choice;
};

/* Takes the job, which is on the heap; reads seq and lang of the query. `write` and what it needs are filled in before. */
void record_job_start(struct call *call, struct record_job *job);

#endif
