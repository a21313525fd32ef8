#include "live/deadlines.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/heap.h"
#include "base/mem.h"
#include "draft/consultations.h"
#include "draft/participants.h"
#include "live/live_draft_state.h"

/* LOOK_MS: how often the log is asked; also how often, at least, the clock is looked at, as clocks are set and laptops sleep. AGAIN_MS: tries
 * again after that what did not work. LOOK_MOST: of drafts that a look brings, and then the next one comes after AGAIN_MS. */
#define LOOK_MS   30000
#define AHEAD_MS  ((int64_t)2 * LOOK_MS)
#define AGAIN_MS  1000
#define LOOK_MOST 1000

/* A draft that is due soon, or is being woken, or cannot be (so that no look brings it again). */
struct deadline {
    struct heap_node node; /* first: heap_first yields it */
    char draft[ID_BYTES];
    struct deadlines *deadlines;
    struct live_draft *waking; /* used while it is being loaded */
    bool hopeless;
};

struct deadlines {
    struct live_drafts *drafts;
    struct map by_draft;
    struct heap heap;
    struct loop_timer *timer;
    int64_t next_look; /* by the wall clock, as the deadlines are */
    int64_t horizon;   /* what is due later is left to the looks to come */
    bool looking;
};

struct found {
    char draft[ID_BYTES];
    int64_t at;
};

/* Runs on a worker, so it owns all that it touches but the log. */
struct look_job {
    struct deadlines *deadlines;
    struct log_store *log;
    int64_t until;
    struct found *found;
    size_t count, capacity;
    enum status status;
};

static void tick(void *context);

/* ---- when to look up next ---- */

static void arm(struct deadlines *deadlines)
{
    int64_t now = loop_now_ms(), next = deadlines->looking ? now + LOOK_MS : deadlines->next_look;
    const struct heap_node *first = heap_first(&deadlines->heap);
    if (first && first->key < next)
        next = first->key;
    int64_t wait = next > now ? next - now : 0;
    loop_timer_again(deadlines->timer, (uint64_t)(wait < LOOK_MS ? wait : LOOK_MS), 0);
}

static void drop_deadline(struct deadlines *deadlines, struct deadline *deadline)
{
    heap_remove(&deadlines->heap, &deadline->node);
    map_remove(&deadlines->by_draft, deadline->draft);
    free(deadline);
}

static struct deadline *deadline_of(struct deadlines *deadlines, const char *draft)
{
    struct deadline *deadline = map_get(&deadlines->by_draft, draft);
    if (deadline)
        return deadline;
    deadline = mem_zero(1, sizeof *deadline);
    snprintf(deadline->draft, sizeof deadline->draft, "%s", draft);
    deadline->deadlines = deadlines;
    map_put(&deadlines->by_draft, deadline->draft, deadline);
    return deadline;
}

void deadlines_set(struct deadlines *deadlines, const char *draft, int64_t wake_at)
{
    struct deadline *deadline = map_get(&deadlines->by_draft, draft);
    bool soon = wake_at && wake_at <= deadlines->horizon;
    if (!deadline && !soon)
        return; /* most drafts never have any */
    if (soon) {
        deadline = deadline_of(deadlines, draft);
        if (deadline->node.place && deadline->node.key == wake_at)
            return;
        heap_set(&deadlines->heap, &deadline->node, wake_at);
        deadline->hopeless = false;
    } else if (deadline->waking) {
        heap_remove(&deadlines->heap, &deadline->node);
    } else {
        drop_deadline(deadlines, deadline);
    }
    arm(deadlines);
}

/* ---- closing what is due ---- */

/* Closes what is due, in an op. live_draft_submit tells deadlines_set when the draft wants to be woken next. */
static enum submit_result submit_what_is_due(struct live_draft *live, struct refusal *refusal)
{
    const struct draft *draft = live_draft_draft(live);
    struct submission submission = {
        .by = SYSTEM_ID,
        .client = SYSTEM_ID,
        .n = clients_acked(draft, SYSTEM_ID) + 1,
        .base = draft_seq(draft),
        .at = loop_now_ms(),
    };
    consultations_due(draft, submission.at, &submission.changes);
    if (!submission.changes.count)
        return SUBMIT_DUPLICATE; /* somebody else has closed it meanwhile */
    return live_draft_submit(live, &submission, refusal);
}

static void close_due(void *context, enum status status)
{
    struct deadline *deadline = context;
    struct deadlines *deadlines = deadline->deadlines;
    struct live_draft *live = deadline->waking;
    struct refusal refusal = {0};
    if (deadlines->drafts->stopping) { /* its log may be closed: the next start sees to it */
        deadline->waking = NULL;
        live_draft_release(live);
        return;
    }
    if (status == STATUS_OK && submit_what_is_due(live, &refusal) == SUBMIT_REFUSED)
        status = refusal.status;
    deadline->waking = NULL; /* only now: what the op said must not have ended the deadline */
    if (live_draft_state(live) == LIVE_FAILED || live_draft_state(live) == LIVE_LOADING)
        status = STATUS_STORAGE;
    if (status == STATUS_OK) {
        deadlines_set(deadlines, deadline->draft, consultations_next_end(live_draft_draft(live)));
    } else if (status == STATUS_STORAGE) { /* a log that failed recovers; nothing else does */
        heap_set(&deadlines->heap, &deadline->node, loop_now_ms() + AGAIN_MS);
    } else if (status == STATUS_FENCED) { /* the server that owns it sees to it */
        drop_deadline(deadlines, deadline);
    } else {
        diag(DIAG_ERROR, "draft %s: its consultation cannot be closed: %s", deadline->draft,
             refusal.status ? refusal.message : status_message(status));
        deadline->hopeless = true;
    }
    arm(deadlines);
    live_draft_release(live);
}

static void wake(struct deadline *deadline)
{
    deadline->waking = live_drafts_open(deadline->deadlines->drafts, deadline->draft);
    live_draft_use(deadline->waking);
    live_draft_when_open(deadline->waking, close_due, deadline);
}

/* ---- asking the log ---- */

static void note(void *context, const char *draft, int64_t wake_at)
{
    struct look_job *job = context;
    job->found = mem_grow(job->found, job->count, &job->capacity, sizeof *job->found);
    struct found *found = &job->found[job->count++];
    snprintf(found->draft, sizeof found->draft, "%s", draft);
    found->at = wake_at;
}

static void ask_log(void *context)
{
    struct look_job *job = context;
    job->status = job->log->ops->due(job->log, job->until, LOOK_MOST, note, job);
}

/* What a draft in use has said since is newer than what the log held: a deadline that is known stays as it is. */
static void take_found(struct deadlines *deadlines, const struct found *found)
{
    struct deadline *deadline = deadline_of(deadlines, found->draft);
    const struct live_draft *live = live_drafts_find(deadlines->drafts, found->draft);
    bool known = deadline->node.place || deadline->waking || deadline->hopeless;
    if (known)
        return;
    if (live && live_draft_state(live) == LIVE_OPEN &&
        consultations_next_end(live_draft_draft(live)) != found->at)
        drop_deadline(deadlines, deadline);
    else
        heap_set(&deadlines->heap, &deadline->node, found->at);
}

static void log_has_answered(void *context)
{
    struct look_job *job = context;
    struct deadlines *deadlines = job->deadlines;
    bool whole = job->status == STATUS_OK && job->count < LOOK_MOST;
    deadlines->looking = false;
    deadlines->next_look = loop_now_ms() + (whole ? LOOK_MS : AGAIN_MS);
    if (job->status != STATUS_OK)
        diag(DIAG_ERROR, "the log does not say which drafts are due (%s); asking again",
             status_code(job->status));
    if (!deadlines->drafts->stopping) {
        for (size_t i = 0; i < job->count; i++)
            take_found(deadlines, &job->found[i]);
        arm(deadlines);
    }
    free(job->found);
    free(job);
}

static void look(struct deadlines *deadlines, int64_t now)
{
    struct look_job *job = mem_zero(1, sizeof *job);
    job->deadlines = deadlines;
    job->log = deadlines->drafts->grounds.log;
    job->until = deadlines->horizon = now + AHEAD_MS;
    deadlines->looking = true;
    loop_work(deadlines->drafts->grounds.loop, ask_log, log_has_answered, job);
}

static void tick(void *context)
{
    struct deadlines *deadlines = context;
    int64_t now = loop_now_ms();
    struct heap_node *first;
    if (deadlines->drafts->stopping)
        return;
    while ((first = heap_first(&deadlines->heap)) && first->key <= now) {
        struct deadline *deadline = (struct deadline *)(void *)first;
        heap_remove(&deadlines->heap, first);
        if (!deadline->waking)
            wake(deadline);
    }
    /* a clock that was set back must not put the look off */
    if (!deadlines->looking && (deadlines->next_look <= now || deadlines->next_look > now + LOOK_MS))
        look(deadlines, now);
    arm(deadlines);
}

struct deadlines *deadlines_create(struct live_drafts *drafts)
{
    struct deadlines *deadlines = mem_zero(1, sizeof *deadlines);
    deadlines->drafts = drafts;
    deadlines->horizon = loop_now_ms() + AHEAD_MS;
    deadlines->timer = loop_timer_start(drafts->grounds.loop, 0, 0, tick, deadlines);
    return deadlines;
}

void deadlines_destroy(struct deadlines *deadlines)
{
    struct deadline *deadline;
    if (!deadlines)
        return;
    for (size_t i = 0; (deadline = map_next(&deadlines->by_draft, &i));) {
        if (deadline->waking) {
            live_draft_forget(deadline->waking, deadline);
            live_draft_release(deadline->waking);
        }
        free(deadline);
    }
    map_clear(&deadlines->by_draft);
    heap_clear(&deadlines->heap);
    loop_timer_stop(deadlines->timer);
    free(deadlines);
}
