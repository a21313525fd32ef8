#include "cli/serve_purging.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "bounds/workers.h"
#include "cli/purging.h"
#include "cli/serve_store.h"

#define FIRST_MS 2000
#define PURGE_MS 3600000
#define AGAIN_MS 10000 /* after the first time that something stayed; twice as long after each further one */
#define DAY_MS   INT64_C(86400000)

struct purge_job {
    struct server *server;
    struct purging purging;
    enum status status;
    struct buf why;
};

static void purge_old(void *context);

static void purge(void *context)
{
    struct purge_job *job = context;
    job->status = purging_run(&job->purging, &job->why);
}

/* Whoever has something open lets go of what is deleted within seconds, or is dead soon; where it lasts, an hour is soon enough. */
static void note_failure(struct server *server, const struct purge_job *job)
{
    uint64_t pause = server->purge_pause_ms == PURGE_MS ? AGAIN_MS : 2 * server->purge_pause_ms;
    server->purge_pause_ms = pause < PURGE_MS ? pause : PURGE_MS;
    diag(DIAG_ERROR, "what was deleted is not purged; it is tried again in %u s: %s",
         (unsigned)(server->purge_pause_ms / 1000),
         job->why.len ? job->why.bytes : status_message(job->status));
}

static void purged(void *context)
{
    struct purge_job *job = context;
    struct server *server = job->server;
    if (job->status == STATUS_OK) {
        server->tidied_at = job->purging.now;
        server->purge_pause_ms = PURGE_MS;
    } else if (job->status != STATUS_STOPPING) {
        note_failure(server, job);
    }
    if (server->purge_timer)
        loop_timer_again(server->purge_timer, server->purge_pause_ms, 0);
    buf_clear(&job->why);
    free(job);
}

/* In a cluster whoever comes first purges, and the others tidy their folders: at a start of all that was ever purged, then of what is new, with a round more than that, as news
 * come late and clocks differ. */
static void purge_old(void *context)
{
    struct server *server = context;
    struct purge_job *job = mem_zero(1, sizeof *job);
    int64_t now = loop_now_ms();
    job->server = server;
    job->status = STATUS_STOPPING;
    job->purging = (struct purging){.dir = server->dir,
                                    .before = now - (int64_t)server->config.deleted_days * DAY_MS,
                                    .since = server->tidied_at - PURGE_MS,
                                    .now = now,
                                    .by = PEOPLE_SYSTEM};
    workers_add(server->service.workers, "purge", purge, purged, job);
}

void server_start_purging(struct server *server)
{
    server->tidied_at = server_is_in_a_cluster(server) ? 0 : loop_now_ms();
    server->purge_pause_ms = PURGE_MS;
    server->purge_timer = loop_timer_start(server->loop, FIRST_MS, 0, purge_old, server);
}

void server_end_purging(struct server *server)
{
    loop_timer_stop(server->purge_timer);
    server->purge_timer = NULL;
}
