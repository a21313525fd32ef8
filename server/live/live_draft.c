/* A draft in use: its states, those who wait, and the way of an op into the log. The states stand in live_draft.h.
 *
 * Three numbers say how far an op has come. The draft in memory is at draft_seq: the op has been judged and applied. The log has promised
 * durable_seq: a power cut takes nothing back. The room has told people of published_seq. `check` holds them together whenever a state is
 * entered: published_seq <= durable_seq <= draft_seq, and in OPEN the log owes in_flight = draft_seq - durable_seq answers.
 *
 *                                              draft   durable  published  in_flight
 *   two ops are submitted                        7        5         5          2
 *   the log answers for op 6                     7        6         5          1      a publishing is deferred to the end of this turn
 *   the publishing runs                          7        6         6          1      people are told of op 6
 *   the log refuses op 7: OPEN → FAILED          7        6         6          0      the author of op 7 is told `storage`
 *   nothing is in flight: FAILED → LOADING       –        6         6          0      memory is dropped, the draft is claimed, a worker folds the log
 *   the log holds ops up to 6: LOADING → OPEN    6        6         6          0      nobody has seen op 7, so nobody has to unlearn it
 *
 * Several ops that become durable in one turn of the loop are published together, as live_publish is deferred and runs once.
 *
 * Somebody waits for one of two things: that the draft is OPEN (seq 0), or that an op is durable and published. wake_waiters calls them back,
 * always from the loop and never from inside the call that asked. An answer that tells of a state (a welcome, a refusal, a snapshot) waits for the
 * op that the state ends in; where that op is lost, the waiter hears STATUS_STORAGE and begins anew.
 *
 * A draft is kept by its users: those who follow it, calls that need it, each append that is not answered, each deferred call. When the last one
 * has released it and nobody has come for limits.idle_ms, `idle` stores a snapshot and lets it go; at once, where the draft is deleted. */
#include "live/live_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "draft/consultations.h"
#include "live/deadlines.h"
#include "live/live_draft_state.h"
#include "store/deletion.h"
#include "wire/op_codec.h"

/* ---- the one door for the state ---- */

static const char *const state_names[] = {"LOADING", "OPEN", "FAILED", "BROKEN"};

static bool may_enter(enum live_state from, enum live_state to)
{
    switch (from) {
    case LIVE_LOADING:
        return to == LIVE_OPEN || to == LIVE_BROKEN;
    case LIVE_OPEN:
        return to == LIVE_FAILED;
    case LIVE_FAILED:
    case LIVE_BROKEN: /* as another server's */
        return to == LIVE_LOADING;
    }
    return false;
}

static void check(const struct live_draft *live)
{
    bool in_memory = live->state == LIVE_OPEN || live->state == LIVE_FAILED;
    ALWAYS(in_memory == (live->draft != NULL));
    if (live->state == LIVE_OPEN)
        ALWAYS(live->durable_seq <= draft_seq(live->draft) && live->room.published_seq <= live->durable_seq &&
               live->in_flight == draft_seq(live->draft) - live->durable_seq);
}

void live_enter(struct live_draft *live, enum live_state state)
{
    ALWAYS(may_enter(live->state, state));
    diag(DIAG_TRACE, "draft %s: %s -> %s", live->id, state_names[live->state], state_names[state]);
    live->state = state;
    check(live);
}

/* ---- waiting ---- */

static void wake_waiters(void *context);

/* A deferred call keeps the draft in memory until it has run. */
void live_schedule_wake(struct live_draft *live)
{
    if (live->wake_pending)
        return;
    live->wake_pending = true;
    live_draft_use(live);
    loop_defer(live->drafts->grounds.loop, wake_waiters, live);
}

void live_schedule_publish(struct live_draft *live)
{
    if (live->publish_pending)
        return;
    live->publish_pending = true;
    live_draft_use(live);
    loop_defer(live->drafts->grounds.loop, live_publish, live);
}

/* Timers are made when they are first needed. */
void live_arm(struct live_draft *live, struct loop_timer **timer, uint64_t ms, loop_cb callback)
{
    if (*timer)
        loop_timer_again(*timer, ms, 0);
    else
        *timer = loop_timer_start(live->drafts->grounds.loop, ms, 0, callback, live);
}

static void add_waiter(struct live_draft *live, const struct waiter *waiter)
{
    live->waiters =
        mem_grow(live->waiters, live->waiter_count, &live->waiter_capacity, sizeof *live->waiters);
    live->waiters[live->waiter_count++] = *waiter;
    live_schedule_wake(live);
}

static bool is_due(const struct live_draft *live, const struct waiter *waiter, enum status *status)
{
    *status = STATUS_OK;
    if (waiter->question) {
        *status = live->confirmed;
        return live->answered >= waiter->question;
    }
    if (live->following && !waiter->shown) {
        *status = STATUS_FENCED;
        return true;
    }
    switch (live->state) {
    case LIVE_OPEN:
        return !live->drafts->suspended &&
               waiter->seq <= live->room.published_seq; /* durable, and the carets have followed it */
    case LIVE_FAILED:
    case LIVE_LOADING:
        *status =
            STATUS_STORAGE; /* the op that it waits for was lost; whoever waits for OPEN (seq 0) goes on waiting */
        return waiter->seq > 0;
    case LIVE_BROKEN:
        *status = live->broken;
        return true;
    }
    return false;
}

/* A callback may ask again, take back what it asked for, or release the draft. So its waiter leaves the list before it is called. */
static void wake_waiters(void *context)
{
    struct live_draft *live = context;
    live->wake_pending = false;
    for (size_t i = 0; i < live->waiter_count;) {
        struct waiter waiter = live->waiters[i];
        enum status status;
        if (waiter.context && !is_due(live, &waiter, &status)) {
            i++;
            continue;
        }
        memmove(&live->waiters[i], &live->waiters[i + 1], (--live->waiter_count - i) * sizeof *live->waiters);
        if (waiter.context)
            waiter.callback(waiter.context, status);
    }
    live_draft_release(live);
}

void live_draft_when_open(struct live_draft *live, live_draft_cb callback, void *context)
{
    add_waiter(live, &(struct waiter){.callback = callback, .context = context});
}

void live_draft_when_shown(struct live_draft *live, live_draft_cb callback, void *context)
{
    live->wanted = true;
    if (live->state == LIVE_BROKEN && live->broken == STATUS_FENCED && live->drafts->upstream) {
        live_enter(live, LIVE_LOADING);
        live_start_load(live);
    }
    add_waiter(live, &(struct waiter){.shown = true, .callback = callback, .context = context});
}

static void ask_store(struct live_draft *live);

static void store_has_answered(void *context, enum status status, uint64_t commit_us)
{
    struct live_draft *live = context;
    bool more = false;
    (void)commit_us;
    live->confirmed = status;
    live->answered = live->asked;
    for (size_t i = 0; i < live->waiter_count; i++)
        more = more || live->waiters[i].question > live->answered;
    if (more)
        ask_store(live);
    live_schedule_wake(live);
    live_draft_release(live);
}

/* One question at a time: whoever asks while it is under way waits for the next. */
static void ask_store(struct live_draft *live)
{
    struct log_store *log = live->drafts->grounds.log;
    live->asked++;
    live_draft_use(live);
    log->ops->confirm(log, live->id, store_has_answered, live);
}

void live_draft_when_confirmed(struct live_draft *live, live_draft_cb callback, void *context)
{
    add_waiter(live, &(struct waiter){.question = live->asked + 1, .callback = callback, .context = context});
    if (live->asked == live->answered)
        ask_store(live);
}

bool live_draft_is_ours(const struct live_draft *live)
{
    return live->state == LIVE_OPEN && !live->following;
}

const char *live_draft_owner(const struct live_draft *live)
{
    return live_draft_is_ours(live) ? NULL : live->owner;
}

bool live_draft_shows(const struct live_draft *live, uint64_t seq)
{
    return live->state == LIVE_OPEN && seq <= live->durable_seq;
}

bool live_draft_is_cut_off(const struct live_draft *live)
{
    return live_follow_is_cut_off(live);
}

bool live_draft_is_durable(const struct live_draft *live)
{
    return live->state == LIVE_OPEN && !live->drafts->suspended &&
           live->room.published_seq == draft_seq(live->draft);
}

void live_draft_when_durable(struct live_draft *live, live_draft_cb callback, void *context)
{
    ALWAYS(live->state == LIVE_OPEN);
    add_waiter(live,
               &(struct waiter){
                   .seq = draft_seq(live->draft), .shown = true, .callback = callback, .context = context});
}

void live_draft_forget(struct live_draft *live, void *context)
{
    for (size_t i = 0; i < live->waiter_count; i++)
        if (live->waiters[i].context == context)
            live->waiters[i].context = NULL;
}

/* ---- appending ---- */

static void reject_lost(struct live_draft *live)
{
    for (uint64_t seq = live->durable_seq + 1; seq <= draft_seq(live->draft); seq++) {
        const struct op *op = history_op(live->history, seq);
        struct follower *author = op ? live_draft_find_replica(live, op->client) : NULL;
        if (author)
            author->ops->op_lost(author, op->n);
    }
}

/* Nobody may be told that an op was refused that the log may hold, or that only has to be made on top of what somebody else has written. */
static void send_authors_away(struct live_draft *live)
{
    for (uint64_t seq = live->durable_seq + 1; seq <= draft_seq(live->draft); seq++) {
        const struct op *op = history_op(live->history, seq);
        struct follower *author = op ? live_draft_find_replica(live, op->client) : NULL;
        if (author)
            author->ops->moved(author, STATUS_UNKNOWN);
    }
}

/* Whoever is sent away leaves the map. What they have seen binds nobody any more. */
void live_send_everybody_away(struct live_draft *live)
{
    size_t position = 0;
    for (struct follower *one; (one = map_next(&live->clients, &position)); position = 0)
        one->ops->moved(one, STATUS_FENCED);
    live->room.published_seq = 0;
}

static void fail(struct live_draft *live, enum status status)
{
    diag(status == STATUS_FENCED || status == STATUS_CONFLICT ? DIAG_INFO : DIAG_ERROR,
         "draft %s: %s; reading the log again", live->id,
         status == STATUS_FENCED     ? "another server has it"
         : status == STATUS_CONFLICT ? "a command has written to it"
                                     : "an op could not be made durable");
    live_enter(live, LIVE_FAILED);
    if (status == STATUS_FENCED)
        live_send_everybody_away(live);
    else if (status == STATUS_UNKNOWN || status == STATUS_CONFLICT)
        send_authors_away(live);
    else
        reject_lost(live);
    live_schedule_wake(live);
}

static void reload_when_answered(struct live_draft *live)
{
    if (live->state != LIVE_FAILED || live->in_flight)
        return;
    live_drop_memory(live);
    live_enter(live, LIVE_LOADING);
    live_start_load(live);
}

static void appended(void *context, enum status status, uint64_t commit_us)
{
    struct live_draft *live = context;
    live->in_flight--;
    if (status == STATUS_OK && live->state == LIVE_OPEN) {
        live->durable_seq++;
        live->durable_head = history_find(live->history, live->durable_seq)->hash;
        if (commit_us)
            metrics_count_commit(live->drafts->grounds.metrics, commit_us);
        live_schedule_publish(live);
    } else if (live->state == LIVE_OPEN) {
        live->in_flight++; /* `check` counts it until the state has changed */
        fail(live, status);
        live->in_flight--;
    }
    reload_when_answered(live);
    live_draft_release(live);
}

void live_draft_lose(struct live_draft *live)
{
    live_draft_use(live);
    if (live->state != LIVE_OPEN) {
        live_send_everybody_away(live);
        live_draft_release(live);
        return;
    }
    live_follow_end(live);
    fail(live, STATUS_FENCED);
    reload_when_answered(live);
    live_draft_release(live);
}

static void append(struct live_draft *live, struct op *op)
{
    struct buf bytes = BUF_EMPTY;
    struct op *kept = mem_alloc(sizeof *kept);
    op_write_json(&bytes, op);
    size_t len = bytes.len;
    const struct sha256 before = live->head;
    struct sha256 hash = op_chain_hash(&before, bytes.bytes, len);
    *kept = *op;
    live->head = hash;
    history_add(live->history, kept->seq, &hash, buf_take(&bytes), len, kept, live->durable_seq);
    live->since_shared += len;
    const struct history_entry *entry = history_find(live->history, kept->seq);
    struct log_op stored = {.seq = entry->seq,
                            .bytes = entry->bytes,
                            .len = entry->len,
                            .hash = entry->hash,
                            .before = before,
                            .wake_at = consultations_next_end(live->draft)};
    deadlines_set(live->drafts->deadlines, live->id, stored.wake_at);
    live->in_flight++;
    live_draft_use(live);
    struct log_store *log = live->drafts->grounds.log;
    log->ops->append(log, live->id, stored.seq, &stored, 1, appended, live);
}

enum submit_result live_draft_submit(struct live_draft *live, struct submission *submission,
                                     struct refusal *refusal)
{
    struct op op;
    if (!live_draft_is_ours(live)) {
        change_list_clear(&submission->changes);
        refusal_set(refusal, live->following ? STATUS_FENCED : STATUS_STORAGE, NULL, NULL);
        return SUBMIT_REFUSED;
    }
    enum submit_result result = draft_submit(live->draft, live->history, submission, &op, refusal);
    if (result != SUBMIT_ACCEPTED)
        return result;
    append(live, &op);
    if (live->state == LIVE_OPEN && /* some logs answer at once, and it may have refused */
        draft_seq(live->draft) - live->stored_snapshot_seq >= live->drafts->grounds.limits->snapshot_ops)
        live_draft_store_snapshot(live);
    return result;
}

/* ---- life ---- */

struct live_draft *live_draft_create(struct live_drafts *drafts, const char *id)
{
    struct live_draft *live = mem_zero(1, sizeof *live);
    struct room_source source = live_source(live);
    snprintf(live->id, sizeof live->id, "%s", id);
    live->drafts = drafts;
    room_init(&live->room, &source, 0);
    live_start_load(live);
    return live;
}

void live_draft_destroy(struct live_draft *live)
{
    live_follow_end(live);
    live_drop_memory(live);
    loop_timer_stop(live->gather_timer);
    loop_timer_stop(live->turn_timer);
    loop_timer_stop(live->editors_presence_timer);
    loop_timer_stop(live->observers_presence_timer);
    loop_timer_stop(live->idle_timer);
    loop_timer_stop(live->reload_timer);
    room_clear(&live->room);
    presence_clear(&live->presence);
    map_clear(&live->clients);
    claims_clear(&live->claims);
    buf_clear(&live->why);
    free(live->waiters);
    free(live->owner);
    free(live);
}

const char *live_draft_id(const struct live_draft *live)
{
    return live->id;
}

enum live_state live_draft_state(const struct live_draft *live)
{
    return live->state;
}

const char *live_draft_why_broken(const struct live_draft *live)
{
    return live->why.bytes;
}

const struct draft *live_draft_draft(const struct live_draft *live)
{
    return live->draft;
}

struct history *live_draft_history(struct live_draft *live)
{
    return live->history;
}

uint64_t live_draft_durable_seq(const struct live_draft *live)
{
    return live->durable_seq;
}

const struct sha256 *live_draft_head(const struct live_draft *live)
{
    return &live->head;
}

uint64_t live_draft_log_bytes(const struct live_draft *live)
{
    return live->log_bytes;
}

/* While the server stops the log may be closed already, so nothing is stored and nothing is let go: what
 * stops the server has stored the snapshots. */
static void idle(void *context)
{
    struct live_draft *live = context;
    if (live->users || live->loading_job || live->drafts->stopping)
        return;
    live_draft_store_snapshot(live);
    live_drop(live);
}

void live_draft_use(struct live_draft *live)
{
    live->users++;
}

/* Nobody may come for it, and whoever was let in just before it was deleted must not keep it: what a server has open is not purged. */
static bool is_deleted(const struct live_draft *live)
{
    int64_t at;
    return deletion_at(live->drafts->grounds.people, DELETION_DRAFT, live->id, &at) == STATUS_OK && at != 0;
}

static void wait_for_users(struct live_draft *live)
{
    bool at_once = live->state == LIVE_BROKEN || is_deleted(live);
    live_arm(live, &live->idle_timer, at_once ? 0 : live->drafts->grounds.limits->idle_ms, idle);
}

void live_draft_release(struct live_draft *live)
{
    ALWAYS(live->users > 0);
    if (--live->users == 0 && !live->drafts->stopping)
        wait_for_users(live);
}

void live_draft_deleted(struct live_draft *live)
{
    if (!live->users && !live->drafts->stopping)
        wait_for_users(live);
}

static size_t lagging(const struct member_list *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->members[i]->lagging;
    return count;
}

void live_draft_add_gauges(const struct live_draft *live, struct metrics_gauges *gauges)
{
    gauges->lagging +=
        lagging(&live->room.editors) + lagging(&live->room.observers) + lagging(&live->room.gatherers);
    gauges->history_bytes += live->history ? history_bytes(live->history) : 0;
    gauges->log_bytes += live->log_bytes;
    gauges->snapshot_bytes += live->exact.frame ? frame_len(live->exact.frame) : 0;
    gauges->snapshot_bytes += live->shared.frame ? frame_len(live->shared.frame) : 0;
    gauges->resyncs += live->room.resyncs;
}
