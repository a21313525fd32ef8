#include "session/live_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "session/draft_loader.h"
#include "session/live_drafts.h"
#include "session/session.h"
#include "wire/message_codec.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

#define SHARED_SNAPSHOT_OPS 500
#define PRESENCE_MS         100
#define RELOAD_MS           1000
#define FRAME_MAX_BYTES     (256u << 10)

/* One who waits for the draft to be OPEN (seq 0) or for an op to be durable. */
struct waiter {
    uint64_t seq;
    live_draft_cb callback;
    void *context; /* NULL: taken back */
};

struct encoded_snapshot {
    uint64_t seq; /* 0: none */
    struct frame *frame;
};

struct live_draft {
    char id[ID_BYTES];
    struct service *service;
    enum live_state state;
    enum status broken; /* why it is BROKEN, and in words */
    struct buf why;

    /* changes while running */
    struct draft *draft;
    struct history *history;
    struct sha256 head; /* of what memory holds */
    struct sha256 durable_head;
    uint64_t durable_seq;
    uint64_t in_flight; /* appends that the log has not answered yet */
    uint64_t stored_snapshot_seq;
    uint64_t log_bytes;
    size_t users;
    struct waiter *waiters;
    size_t waiter_count;
    size_t waiter_capacity;
    struct encoded_snapshot exact;  /* of what memory held when somebody asked last */
    struct encoded_snapshot shared; /* not much older than that */
    struct room room;
    struct presence presence;
    struct map clients; /* replica -> session */
    bool publish_pending;
    bool wake_pending;
    bool roster_changed;
    bool loading_job; /* a worker is at it: memory must stay */
    struct loop_timer *observers_timer;
    struct loop_timer *editors_presence_timer;
    struct loop_timer *observers_presence_timer;
    struct loop_timer *idle_timer;
    struct loop_timer *reload_timer;
    bool observers_waiting, editors_presence_waiting, observers_presence_waiting;
};

static void enter(struct live_draft *live, enum live_state state);
static void start_load(void *context);
static void wake_waiters(void *context);
static void publish(void *context);
static void schedule_presence(struct live_draft *live);

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
        return to == LIVE_LOADING;
    case LIVE_BROKEN:
        return false;
    }
    return false;
}

static void check(const struct live_draft *live)
{
    bool in_memory = live->state == LIVE_OPEN || live->state == LIVE_FAILED;
    ALWAYS(in_memory == (live->draft != NULL));
    if (live->state == LIVE_OPEN)
        ALWAYS(live->durable_seq <= draft_seq(live->draft) && live->room.editors_seq <= live->durable_seq &&
               live->in_flight == draft_seq(live->draft) - live->durable_seq);
}

static void enter(struct live_draft *live, enum live_state state)
{
    ALWAYS(may_enter(live->state, state));
    diag(DIAG_TRACE, "draft %s: %s -> %s", live->id, state_names[live->state], state_names[state]);
    live->state = state;
    check(live);
}

/* ---- waiting ---- */

/* A deferred call keeps the draft in memory until it has run. */
static void schedule_wake(struct live_draft *live)
{
    if (live->wake_pending)
        return;
    live->wake_pending = true;
    live_draft_use(live);
    loop_defer(live->service->loop, wake_waiters, live);
}

static void schedule_publish(struct live_draft *live)
{
    if (live->publish_pending)
        return;
    live->publish_pending = true;
    live_draft_use(live);
    loop_defer(live->service->loop, publish, live);
}

/* Timers are made when they are first needed. */
static void arm(struct live_draft *live, struct loop_timer **timer, uint64_t ms, loop_cb callback)
{
    if (*timer)
        loop_timer_again(*timer, ms, 0);
    else
        *timer = loop_timer_start(live->service->loop, ms, 0, callback, live);
}

static void add_waiter(struct live_draft *live, uint64_t seq, live_draft_cb callback, void *context)
{
    live->waiters =
        mem_grow(live->waiters, live->waiter_count, &live->waiter_capacity, sizeof *live->waiters);
    live->waiters[live->waiter_count++] = (struct waiter){seq, callback, context};
    schedule_wake(live);
}

static bool is_due(const struct live_draft *live, const struct waiter *waiter, enum status *status)
{
    *status = STATUS_OK;
    switch (live->state) {
    case LIVE_OPEN:
        return waiter->seq <= live->durable_seq;
    case LIVE_FAILED:
    case LIVE_LOADING:
        *status = STATUS_STORAGE; /* what it waits for was lost; who waits for OPEN goes on waiting */
        return waiter->seq > 0;
    case LIVE_BROKEN:
        *status = live->broken;
        return true;
    }
    return false;
}

/* Callbacks may ask anew, take back, or release: so each is taken out of the list before it is called. */
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
    add_waiter(live, 0, callback, context);
}

void live_draft_when_durable(struct live_draft *live, live_draft_cb callback, void *context)
{
    ALWAYS(live->state == LIVE_OPEN);
    add_waiter(live, draft_seq(live->draft), callback, context);
}

void live_draft_forget(struct live_draft *live, void *context)
{
    for (size_t i = 0; i < live->waiter_count; i++)
        if (live->waiters[i].context == context)
            live->waiters[i].context = NULL;
}

/* ---- loading ---- */

struct load_job {
    struct live_draft *live;
    struct log_store *log;
    char id[ID_BYTES];
    struct loaded_draft loaded;
    struct buf why;
    enum status status;
};

static void load(void *context)
{
    struct load_job *job = context;
    struct load_request request = {.log = job->log, .draft = job->id};
    job->status = draft_load(&request, &job->loaded, &job->why);
}

static void drop_memory(struct live_draft *live)
{
    draft_destroy(live->draft);
    history_destroy(live->history);
    frame_unref(live->exact.frame);
    frame_unref(live->shared.frame);
    live->draft = NULL;
    live->history = NULL;
    live->exact = live->shared = (struct encoded_snapshot){0};
}

static void take_loaded(struct live_draft *live, const struct loaded_draft *loaded)
{
    live->draft = loaded->draft;
    live->history = loaded->history;
    live->head = live->durable_head = loaded->head;
    live->durable_seq = draft_seq(loaded->draft);
    live->stored_snapshot_seq = loaded->snapshot_seq;
    live->log_bytes = loaded->log_bytes;
    if (live->room.editors_seq ==
        0) /* the first time; after a failure people stay where they were told up to */
        live->room.editors_seq = live->room.observers_seq = live->durable_seq;
    live->service->metrics.loads_total++;
}

static void break_down(struct live_draft *live, const struct load_job *job)
{
    live->service->metrics.load_failures_total++;
    live->broken = job->status;
    buf_reset(&live->why);
    buf_text(&live->why, job->why.len ? job->why.bytes : status_message(job->status));
    diag(DIAG_ERROR, "draft %s: cannot be opened: %s", live->id, live->why.bytes);
    enter(live, LIVE_BROKEN);
}

static void loaded(void *context)
{
    struct load_job *job = context;
    struct live_draft *live = job->live;
    live->loading_job = false;
    if (job->status == STATUS_OK) {
        take_loaded(live, &job->loaded);
        enter(live, LIVE_OPEN);
        schedule_publish(live); /* after a failure, what another process may have appended */
    } else if (job->status == STATUS_IO || job->status == STATUS_STORAGE) {
        diag(DIAG_ERROR, "draft %s: the log cannot be read; trying again", live->id);
        arm(live, &live->reload_timer, RELOAD_MS, start_load);
    } else {
        break_down(live, job);
    }
    schedule_wake(live);
    buf_clear(&job->why);
    free(job);
    live_draft_release(live);
}

static void start_load(void *context)
{
    struct live_draft *live = context;
    struct load_job *job = mem_zero(1, sizeof *job);
    job->live = live;
    job->log = live->service->log;
    memcpy(job->id, live->id, sizeof job->id);
    live->loading_job = true;
    live_draft_use(live);
    loop_work(live->service->loop, load, loaded, job);
}

/* ---- what became durable, to the people ---- */

static struct frame *frame_of_buf(struct buf *out)
{
    struct frame *frame = frame_copy(out->bytes, out->len);
    buf_clear(out);
    return frame;
}

static struct frame *source_ops(void *context, uint64_t after, uint64_t last, uint64_t *until)
{
    struct live_draft *live = context;
    struct buf out = BUF_EMPTY;
    const struct history_entry *entry = live->history ? history_find(live->history, after + 1) : NULL;
    if (!entry)
        return NULL;
    message_open_ops(&out);
    for (uint64_t seq = after + 1; seq <= last; seq++) {
        const struct history_entry *next = history_find(live->history, seq);
        if (seq > after + 1 && out.len + next->len > FRAME_MAX_BYTES)
            break;
        entry = next;
        message_add_op(&out, entry->bytes, entry->len);
    }
    message_close_ops(&out, &entry->hash);
    *until = entry->seq;
    return frame_of_buf(&out);
}

static void source_reset(void *context, struct member *member)
{
    (void)context;
    session_resync(session_of_member(member));
}

static void send_complete_presence(struct live_draft *live, struct member *member)
{
    struct buf out = BUF_EMPTY;
    presence_write_roster(&live->presence, &out);
    struct frame *roster = frame_of_buf(&out);
    presence_write_all(&live->presence, member->sent_seq, &out);
    struct frame *here = frame_of_buf(&out);
    int64_t now = loop_now_ms();
    room_send_to(&live->room, member, roster, now);
    room_send_to(&live->room, member, here, now);
    frame_unref(roster);
    frame_unref(here);
}

static void source_recovered(void *context, struct member *member)
{
    send_complete_presence(context, member);
}

static void flush_observers(void *context)
{
    struct live_draft *live = context;
    live->observers_waiting = false;
    if (live->state == LIVE_OPEN)
        room_flush_observers(&live->room, loop_now_ms());
}

static void note_durable(struct live_draft *live, uint64_t seq)
{
    const struct history_entry *entry = history_find(live->history, seq);
    const struct op *op = history_op(live->history, seq);
    struct session *author = op ? live_draft_find_client(live, op->client) : NULL;
    if (op)
        presence_follow(&live->presence, op);
    if (author)
        session_op_durable(author);
    live->log_bytes += entry->len;
    live->service->metrics.ops_total++;
    live->service->metrics.op_bytes_total += entry->len;
}

static void schedule_observers(struct live_draft *live)
{
    if (live->observers_waiting)
        return;
    unsigned window = room_window_ms(&live->room);
    if (!window) {
        room_flush_observers(&live->room, loop_now_ms());
        return;
    }
    live->observers_waiting = true;
    arm(live, &live->observers_timer, window, flush_observers);
}

/* Once for all that became durable in this turn of the loop. */
static void publish(void *context)
{
    struct live_draft *live = context;
    live->publish_pending = false;
    if (live->state == LIVE_OPEN) {
        for (uint64_t seq = live->room.editors_seq + 1; seq <= live->durable_seq; seq++)
            note_durable(live, seq);
        if (room_publish(&live->room, live->durable_seq, loop_now_ms()))
            schedule_observers(live);
        if (live->waiter_count)
            schedule_wake(live);
    }
    live_draft_release(live);
}

/* ---- appending ---- */

static void reject_lost(struct live_draft *live)
{
    struct refusal refusal;
    (void)!refuse(&refusal, STATUS_STORAGE, NULL, NULL);
    for (uint64_t seq = live->durable_seq + 1; seq <= draft_seq(live->draft); seq++) {
        const struct op *op = history_op(live->history, seq);
        struct session *author = op ? live_draft_find_client(live, op->client) : NULL;
        if (author)
            session_reject(author, op->n, &refusal);
    }
}

static void fail(struct live_draft *live)
{
    diag(DIAG_ERROR, "draft %s: an op could not be made durable; reading the log again", live->id);
    enter(live, LIVE_FAILED);
    reject_lost(live);
    schedule_wake(live);
}

static void reload_when_answered(struct live_draft *live)
{
    if (live->state != LIVE_FAILED || live->in_flight)
        return;
    drop_memory(live);
    enter(live, LIVE_LOADING);
    start_load(live);
}

static void appended(void *context, enum status status, uint64_t commit_us)
{
    struct live_draft *live = context;
    live->in_flight--;
    if (status == STATUS_OK && live->state == LIVE_OPEN) {
        live->durable_seq++;
        live->durable_head = history_find(live->history, live->durable_seq)->hash;
        if (commit_us)
            metrics_count_commit(&live->service->metrics, commit_us);
        schedule_publish(live);
    } else if (live->state == LIVE_OPEN) {
        live->in_flight++; /* as `check` wants it until the state has changed */
        fail(live);
        live->in_flight--;
    }
    reload_when_answered(live);
    live_draft_release(live);
}

static void append(struct live_draft *live, struct op *op)
{
    struct buf bytes = BUF_EMPTY;
    struct op *kept = mem_alloc(sizeof *kept);
    op_write_json(&bytes, op);
    size_t len = bytes.len;
    struct sha256 hash = op_chain_hash(&live->head, bytes.bytes, len);
    *kept = *op;
    live->head = hash;
    history_add(live->history, kept->seq, &hash, buf_take(&bytes), len, kept, live->durable_seq);
    const struct history_entry *entry = history_find(live->history, kept->seq);
    struct log_op stored = {.seq = entry->seq, .bytes = entry->bytes, .len = entry->len, .hash = entry->hash};
    live->in_flight++;
    live_draft_use(live);
    live->service->log->ops->append(live->service->log, live->id, stored.seq, &stored, 1, appended, live);
}

enum submit_result live_draft_submit(struct live_draft *live, struct submission *submission,
                                     struct refusal *refusal)
{
    struct op op;
    if (live->state != LIVE_OPEN) {
        change_list_clear(&submission->changes);
        (void)!refuse(refusal, STATUS_STORAGE, NULL, NULL);
        return SUBMIT_REFUSED;
    }
    enum submit_result result = draft_submit(live->draft, live->history, submission, &op, refusal);
    if (result != SUBMIT_ACCEPTED)
        return result;
    append(live, &op);
    if (draft_seq(live->draft) - live->stored_snapshot_seq >= live->service->limits.snapshot_ops)
        live_draft_store_snapshot(live);
    return result;
}

/* ---- snapshots ---- */

struct frame *live_draft_snapshot(struct live_draft *live)
{
    struct buf out = BUF_EMPTY;
    if (live->exact.seq == draft_seq(live->draft))
        return live->exact.frame;
    buf_reserve(&out, live->exact.frame ? frame_len(live->exact.frame) + 4096 : 65536);
    snapshot_write_json(&out, live->draft, &live->head);
    frame_unref(live->exact.frame);
    live->exact = (struct encoded_snapshot){draft_seq(live->draft), frame_of_buf(&out)};
    return live->exact.frame;
}

struct frame *live_draft_shared_snapshot(struct live_draft *live, uint64_t *seq)
{
    if (!live->shared.seq || draft_seq(live->draft) - live->shared.seq > SHARED_SNAPSHOT_OPS ||
        !history_find(live->history, live->shared.seq + (live->shared.seq < draft_seq(live->draft)))) {
        struct frame *fresh = frame_ref(live_draft_snapshot(live));
        frame_unref(live->shared.frame);
        live->shared = (struct encoded_snapshot){live->exact.seq, fresh};
    }
    *seq = live->shared.seq;
    return live->shared.frame;
}

struct frame *live_draft_shared_snapshot_at(struct live_draft *live, uint64_t seq)
{
    return live->state == LIVE_OPEN && live->shared.seq == seq && seq <= live->durable_seq
               ? live->shared.frame
               : NULL;
}

void live_draft_store_snapshot(struct live_draft *live)
{
    if (live->state != LIVE_OPEN || draft_seq(live->draft) == live->stored_snapshot_seq)
        return;
    struct frame *frame = live_draft_snapshot(live);
    struct log_snapshot snapshot = {.seq = draft_seq(live->draft), .head = live->head};
    buf_add(&snapshot.bytes, frame_bytes(frame), frame_len(frame));
    snapshot_write_clients(&snapshot.clients, live->draft);
    live->service->log->ops->put_snapshot(live->service->log, live->id, &snapshot);
    live->stored_snapshot_seq = snapshot.seq;
    live->service->metrics.snapshots_total++;
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}

/* ---- presence ---- */

static void send_presence(struct live_draft *live, enum presence_audience audience)
{
    bool observers = audience == AUDIENCE_OBSERVERS;
    if (!presence_has_news(&live->presence, audience))
        return;
    struct buf out = BUF_EMPTY;
    if (observers)
        room_flush_observers(&live->room, loop_now_ms()); /* the carets are where the words are now */
    presence_write_news(&live->presence, audience,
                        observers ? live->room.observers_seq : live->room.editors_seq, &out);
    struct frame *frame = frame_of_buf(&out);
    room_send(&live->room, observers, frame, loop_now_ms());
    frame_unref(frame);
}

static void send_roster(struct live_draft *live)
{
    struct buf out = BUF_EMPTY;
    presence_write_roster(&live->presence, &out);
    struct frame *frame = frame_of_buf(&out);
    room_send(&live->room, false, frame, loop_now_ms());
    room_send(&live->room, true, frame, loop_now_ms());
    frame_unref(frame);
    live->roster_changed = false;
}

static void tell_editors(void *context)
{
    struct live_draft *live = context;
    live->editors_presence_waiting = false;
    if (live->state != LIVE_OPEN)
        return;
    if (live->roster_changed)
        send_roster(live);
    send_presence(live, AUDIENCE_EDITORS);
}

static void tell_observers(void *context)
{
    struct live_draft *live = context;
    live->observers_presence_waiting = false;
    if (live->state == LIVE_OPEN)
        send_presence(live, AUDIENCE_OBSERVERS);
}

/* Observers hear of carets less often the more of them there are. */
static void schedule_presence(struct live_draft *live)
{
    unsigned window = 4 * room_window_ms(&live->room);
    if (!live->editors_presence_waiting)
        arm(live, &live->editors_presence_timer, PRESENCE_MS, tell_editors);
    if (!live->observers_presence_waiting)
        arm(live, &live->observers_presence_timer, window < PRESENCE_MS ? PRESENCE_MS : window,
            tell_observers);
    live->editors_presence_waiting = live->observers_presence_waiting = true;
}

void live_draft_join(struct live_draft *live, struct session *session)
{
    struct member *member = session_member(session);
    room_join(&live->room, member, loop_now_ms());
    if (member->observer)
        presence_count_observers(&live->presence, live->room.observers.count);
    else
        presence_join(&live->presence, session_presence(session));
    live->roster_changed |= !member->observer;
    if (!member->lagging)
        send_complete_presence(live, member);
    schedule_presence(live);
}

void live_draft_leave(struct live_draft *live, struct session *session)
{
    struct member *member = session_member(session);
    room_leave(&live->room, member);
    if (member->observer)
        presence_count_observers(&live->presence, live->room.observers.count);
    else
        presence_leave(&live->presence, session_presence(session));
    live->roster_changed |= !member->observer;
    schedule_presence(live);
}

/* Carets refer to what was durable when they were placed, and everybody has been told of no more than that. */
void live_draft_move_caret(struct live_draft *live, struct session *session, uint64_t base,
                           const struct caret *caret)
{
    struct caret moved = *caret;
    if (live->state != LIVE_OPEN || base > live->room.editors_seq ||
        live->room.editors_seq - base > HISTORY_DECODED_OPS)
        return;
    for (uint64_t seq = base + 1; seq <= live->room.editors_seq; seq++) {
        const struct op *op = history_op(live->history, seq);
        if (op)
            caret_follow(&moved, op);
    }
    presence_move(&live->presence, session_presence(session), &moved);
    if (presence_has_news(&live->presence, AUDIENCE_EDITORS))
        schedule_presence(live);
}

struct session *live_draft_find_client(const struct live_draft *live, const char *client)
{
    return map_get(&live->clients, client);
}

void live_draft_add_client(struct live_draft *live, struct session *session)
{
    map_put(&live->clients, session_client(session), session);
}

void live_draft_remove_client(struct live_draft *live, struct session *session)
{
    if (live_draft_find_client(live, session_client(session)) == session)
        map_remove(&live->clients, session_client(session));
}

/* ---- life ---- */

struct live_draft *live_draft_create(struct service *service, const char *id)
{
    struct live_draft *live = mem_zero(1, sizeof *live);
    struct room_source source = {source_ops, source_reset, source_recovered, live};
    snprintf(live->id, sizeof live->id, "%s", id);
    live->service = service;
    room_init(&live->room, &source, 0);
    start_load(live);
    return live;
}

void live_draft_destroy(struct live_draft *live)
{
    drop_memory(live);
    loop_timer_stop(live->observers_timer);
    loop_timer_stop(live->editors_presence_timer);
    loop_timer_stop(live->observers_presence_timer);
    loop_timer_stop(live->idle_timer);
    loop_timer_stop(live->reload_timer);
    room_clear(&live->room);
    presence_clear(&live->presence);
    map_clear(&live->clients);
    buf_clear(&live->why);
    free(live->waiters);
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

struct room *live_draft_room(struct live_draft *live)
{
    return &live->room;
}

static void idle(void *context)
{
    struct live_draft *live = context;
    if (live->users || live->loading_job)
        return;
    live_draft_store_snapshot(live);
    live_drafts_drop(live->service->drafts, live);
}

void live_draft_use(struct live_draft *live)
{
    live->users++;
}

void live_draft_release(struct live_draft *live)
{
    ALWAYS(live->users > 0);
    if (--live->users == 0 && !live->service->stopping)
        arm(live, &live->idle_timer, live->state == LIVE_BROKEN ? 0 : live->service->limits.idle_ms, idle);
}

static size_t queued_bytes(const struct member_list *list, struct metrics_gauges *gauges)
{
    size_t sum = 0;
    for (size_t i = 0; i < list->count; i++) {
        sum += list->members[i]->outbox.bytes;
        gauges->lagging += list->members[i]->lagging;
    }
    return sum;
}

void live_draft_add_gauges(const struct live_draft *live, struct metrics_gauges *gauges)
{
    gauges->queue_bytes +=
        queued_bytes(&live->room.editors, gauges) + queued_bytes(&live->room.observers, gauges);
    gauges->history_bytes += live->history ? history_bytes(live->history) : 0;
    gauges->log_bytes += live->log_bytes;
    gauges->snapshot_bytes += live->exact.frame ? frame_len(live->exact.frame) : 0;
    gauges->snapshot_bytes += live->shared.frame ? frame_len(live->shared.frame) : 0;
    gauges->resyncs += live->room.resyncs;
}
