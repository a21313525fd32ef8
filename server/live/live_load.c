/* Claims a draft, and fills its memory from its log, on a worker. One that is another server's, and is wanted here nevertheless, is followed (live_follow.c). */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "draft/consultations.h"
#include "live/deadlines.h"
#include "load/draft_loader.h"
#include "live/live_draft_state.h"
#include "live/seat_record.h"

#define RELOAD_MS 1000

struct load_job {
    struct live_draft *live;
    char id[ID_BYTES];
    struct load_request request;
    struct loaded_draft loaded;
    struct buf why;
    enum status status;
};

static void load(void *context)
{
    struct load_job *job = context;
    job->status = draft_load(&job->request, &job->loaded, &job->why);
}

void live_drop_memory(struct live_draft *live)
{
    draft_destroy(live->draft);
    history_destroy(live->history);
    frame_unref(live->exact.frame);
    frame_unref(live->shared.frame);
    frame_unref(live->newest_ops.frame);
    live->draft = NULL;
    live->history = NULL;
    live->exact = live->shared = (struct encoded_snapshot){0};
    live->newest_ops = (struct encoded_ops){0};
}

/* Whether people can be told of what came since. An older backup may have been put back, or the log was written anew; or another server went on for
 * longer than our history is. */
static bool goes_on(const struct live_draft *live, const struct loaded_draft *loaded)
{
    const struct history_entry *entry;
    uint64_t told = live->room.published_seq, end = draft_seq(loaded->draft);
    if (end < live->durable_seq || (end > told && !history_find(loaded->history, told + 1)))
        return false;
    entry = history_find(loaded->history, live->durable_seq);
    return !entry || memcmp(&entry->hash, &live->durable_head, sizeof entry->hash) == 0;
}

static void take_loaded(struct live_draft *live, const struct loaded_draft *loaded)
{
    if (live->room.published_seq && !goes_on(live, loaded)) {
        diag(DIAG_ERROR, "draft %s: the log does not go on from what people have seen", live->id);
        live_send_everybody_away(live);
    }
    live->draft = loaded->draft;
    live->history = loaded->history;
    live->head = live->durable_head = loaded->head;
    live->durable_seq = draft_seq(loaded->draft);
    live->stored_snapshot_seq = loaded->snapshot_seq;
    live->log_bytes = loaded->log_bytes;
    if (live->room.published_seq ==
        0) /* the first time; after a failure people stay where they were told up to */
        live->room.published_seq = live->durable_seq;
    live->drafts->grounds.metrics->loads_total++;
    if (!live->following)
        deadlines_set(live->drafts->deadlines, live->id, consultations_next_end(live->draft));
}

static void give_up(struct live_draft *live, enum status status, const char *why)
{
    live->broken = status;
    buf_reset(&live->why);
    buf_text(&live->why, why ? why : status_message(status));
    live_enter(live, LIVE_BROKEN);
}

void live_elsewhere(struct live_draft *live)
{
    live_follow_end(live);
    give_up(live, STATUS_FENCED, NULL);
    live_schedule_wake(live);
}

static void break_down(struct live_draft *live, const struct load_job *job)
{
    live->drafts->grounds.metrics->load_failures_total++;
    give_up(live, job->status, job->why.len ? job->why.bytes : NULL);
    diag(DIAG_ERROR, "draft %s: cannot be opened: %s", live->id, live->why.bytes);
}

static void loaded(void *context)
{
    struct load_job *job = context;
    struct live_draft *live = job->live;
    live->loading_job = false;
    if (live->following && (job->status != STATUS_OK || !live_follow_expects(live, &job->loaded))) {
        diag(DIAG_WARNING, "draft %s: the log does not show yet what its owner says", live->id);
        loaded_draft_clear(&job->loaded);
    } else if (job->status == STATUS_OK) {
        take_loaded(live, &job->loaded);
        live_enter(live, LIVE_OPEN);
        seat_record_catch_up(live);
        if (live->drafts->grounds.opened)
            live->drafts->grounds.opened(live->drafts->grounds.context, live);
        live_schedule_publish(live); /* after a failure, what another process may have appended */
        live_tell_waiting_presence(live);
    } else if (job->status == STATUS_IO || job->status == STATUS_STORAGE) {
        diag(DIAG_ERROR, "draft %s: the log cannot be read; trying again", live->id);
        live_arm(live, &live->reload_timer, RELOAD_MS, live_start_load);
    } else {
        break_down(live, job);
    }
    if (live->following)
        live_follow_loaded(live);
    live_schedule_wake(live);
    buf_clear(&job->why);
    free(job);
    live_draft_release(live);
}

/* Up to that op; 0: to its end. */
static void start_job(struct live_draft *live, uint64_t seq)
{
    struct load_job *job = mem_zero(1, sizeof *job);
    job->live = live;
    memcpy(job->id, live->id, sizeof job->id);
    job->request = (struct load_request){.log = live->drafts->grounds.log,
                                         .draft = job->id,
                                         .seq = seq,
                                         .history = live->drafts->grounds.limits->history_ops};
    live->loading_job = true;
    live_draft_use(live);
    loop_work(live->drafts->grounds.loop, load, loaded, job);
}

void live_read_again(struct live_draft *live, uint64_t seq)
{
    if (live->state == LIVE_OPEN) {
        live_enter(live, LIVE_FAILED);
        live_drop_memory(live);
        live_enter(live, LIVE_LOADING);
    }
    start_job(live, seq);
}

static void is_elsewhere(struct live_draft *live, const char *owner)
{
    free(live->owner);
    live->owner = mem_copy_string(owner);
    if (live->drafts->upstream && !live->drafts->stopping && live->wanted && *owner)
        live_follow(live);
    else if (live->state == LIVE_LOADING)
        live_elsewhere(live);
}

static void claimed(void *context, enum status status, const char *owner)
{
    struct live_draft *live = context;
    live->claiming = false;
    if (live->drafts->stopping) {
        /* the log is about to be closed, and nobody waits any more */
    } else if (status == STATUS_OK) {
        live_follow_end(live);
        live_read_again(live, 0);
    } else if (status == STATUS_FENCED) {
        diag(DIAG_INFO, "draft %s: belongs to the server at %s", live->id, owner);
        is_elsewhere(live, owner);
    } else {
        live_arm(live, &live->reload_timer, RELOAD_MS, live_start_load);
    }
    live_draft_release(live);
}

/* Whoever reads a log to go on from there owns it. */
void live_start_load(void *context)
{
    struct live_draft *live = context;
    struct log_store *log = live->drafts->grounds.log;
    if (live->claiming || live->drafts->stopping)
        return;
    live->claiming = true;
    live_draft_use(live);
    log->ops->claim(log, live->id, claimed, live);
}
