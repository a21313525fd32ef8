/* Changes that come with a call and not over a connection, by whoever has the seat: an op of a replica that all calls of a participant
 * share. It is paid for as an op of a connection is.
 *
 *   worker: `check` ──► loop: wait until the draft is open ──► submit ──► wait until it is durable ──► answer {"seq":N}
 */
#ifndef API_CHANGE_JOB_H
#define API_CHANGE_JOB_H

#include "api/request.h"
#include "draft/change.h"

struct change_job {
    struct call_job job;
    struct change_list changes;
    /* On a worker, before the draft is asked: may set job.status and job.why. It has judged them where it leaves `judged` set, and nobody is asked
     * again whether they may. NULL: there is nothing to look at. */
    void (*check)(struct change_job *change);
    bool judged;
    struct participant who;
    size_t bytes;            /* of the body */
    struct live_draft *live; /* in use from when it is asked for */
    struct buf json;
};

/* Reads `changes` of the body. NULL where they are no changes, or not what `takes` wants, and then the answer, with `otherwise`, has been sent. */
struct change_job *change_job_create(struct call *call, bool (*takes)(const struct change_list *changes),
                                     const char *otherwise);
/* Takes the job. */
void change_job_start(struct call *call, struct change_job *change);

#endif
