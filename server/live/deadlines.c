#include "live/deadlines.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "draft/consultations.h"
#include "draft/participants.h"
#include "live/live_draft_state.h"

/* LOOK_MS: looks at the clock at least so often, as clocks are set and laptops sleep. AGAIN_MS: tries again after that what did not
 * work. */
#define LOOK_MS  30000
#define AGAIN_MS 1000

struct deadline {
    char draft[ID_BYTES];
    int64_t at; /* 0: none */
    struct deadlines *deadlines;
    struct live_draft *waking; /* used while it is being loaded */
};

struct deadlines {
    struct live_drafts *drafts;
    struct map by_draft;
    struct loop_timer *timer;
};

static void look(void *context);

static void arm(struct deadlines *deadlines, uint64_t at_least_ms)
{
    int64_t now = loop_now_ms(), next = now + LOOK_MS;
    struct deadline *deadline;
    bool any = false;
    for (size_t i = 0; (deadline = map_next(&deadlines->by_draft, &i));) {
        any = any || deadline->at;
        if (deadline->at && deadline->at < next)
            next = deadline->at;
    }
    uint64_t wait = next > now ? (uint64_t)(next - now) : 0;
    if (any)
        loop_timer_again(deadlines->timer, wait > at_least_ms ? wait : at_least_ms, 0);
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
    if (!wake_at && !map_get(&deadlines->by_draft, draft))
        return; /* most drafts never have any */
    struct deadline *deadline = deadline_of(deadlines, draft);
    if (deadline->at == wake_at)
        return;
    deadline->at = wake_at;
    arm(deadlines, 0);
}

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
    struct live_draft *live = deadline->waking;
    struct refusal refusal = {0};
    deadline->waking = NULL;
    if (deadline->deadlines->drafts->stopping) { /* its log may be closed: the next start sees to it */
        live_draft_release(live);
        return;
    }
    if (status == STATUS_OK && submit_what_is_due(live, &refusal) == SUBMIT_REFUSED)
        status = refusal.status;
    if (live_draft_state(live) == LIVE_FAILED || live_draft_state(live) == LIVE_LOADING)
        status = STATUS_STORAGE;
    if (status == STATUS_OK) {
        deadlines_set(deadline->deadlines, deadline->draft, consultations_next_end(live_draft_draft(live)));
    } else if (status != STATUS_STORAGE) { /* a log that failed recovers; nothing else does */
        diag(DIAG_ERROR, "draft %s: its consultation cannot be closed: %s", deadline->draft,
             refusal.status ? refusal.message : status_message(status));
        deadline->at = 0;
    }
    arm(deadline->deadlines, status == STATUS_OK ? 0 : AGAIN_MS);
    live_draft_release(live);
}

static void wake(struct deadline *deadline)
{
    deadline->waking = live_drafts_open(deadline->deadlines->drafts, deadline->draft);
    live_draft_use(deadline->waking);
    live_draft_when_open(deadline->waking, close_due, deadline);
}

static void look(void *context)
{
    struct deadlines *deadlines = context;
    struct deadline *deadline;
    int64_t now = loop_now_ms();
    if (deadlines->drafts->stopping)
        return;
    for (size_t i = 0; (deadline = map_next(&deadlines->by_draft, &i));)
        if (deadline->at && deadline->at <= now && !deadline->waking)
            wake(deadline);
    arm(deadlines, AGAIN_MS);
}

static void note(void *context, const char *draft, int64_t wake_at)
{
    deadline_of(context, draft)->at = wake_at;
}

enum status deadlines_create(struct live_drafts *drafts, struct deadlines **out)
{
    struct deadlines *deadlines = mem_zero(1, sizeof *deadlines);
    deadlines->drafts = drafts;
    deadlines->timer = loop_timer_start(drafts->grounds.loop, LOOK_MS, 0, look, deadlines);
    enum status status = drafts->grounds.log->ops->wakes(drafts->grounds.log, note, deadlines);
    if (status == STATUS_OK) {
        arm(deadlines, 0);
        *out = deadlines;
    } else {
        deadlines_destroy(deadlines);
    }
    return status;
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
    loop_timer_stop(deadlines->timer);
    free(deadlines);
}
