#include "hooks/courier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "draft/types.h"
#include "hooks/backoff.h"
#include "hooks/batch.h"
#include "hooks/signature.h"
#include "store/meetings.h"
#include "store/people_queue.h"

#define GATHER_MS    100  /* ops that come together are delivered together */
#define FLUSH_MS     1000 /* positions are written down so often */
#define LOOK_MS      5000 /* for new drafts, replays, what became of hooks */
#define LOOK_SOON_MS 50   /* where it could not be done at once */
#define LOOKBACK_MS  INT64_C(60000)
#define GONE         410 /* whoever answers this wants nothing any more */

/* A draft that a hook is, or may be, behind in; or whose position is still to be written down. */
struct debt {
    struct debt *next; /* in the queue */
    char draft[ID_BYTES];
    uint64_t seq;  /* delivered so far */
    bool is_read;  /* `seq` is known */
    bool is_dirty; /* it is not in the database yet */
    bool queued;
    bool noted; /* more has come since it was read last */
    uint64_t failures;
    int64_t next_at;
};

/* A hook at work. */
struct run {
    struct courier *courier;
    const struct hook *hook;
    struct poster *poster;
    struct map debts;           /* draft -> struct debt */
    struct debt *first, **end;  /* that wait for their turn */
    const struct debt *working; /* NULL: none */
    bool rewound;               /* that one has been set back meanwhile */
    bool paused;
    size_t notes; /* on their way to the database, which until then says what was before */
    int64_t failing_since;
    uint64_t failures; /* in a row, since the start */
    int64_t next_at;
    uint64_t delivered, ops, failed; /* since the start */
};

struct courier {
    struct courier_grounds grounds;
    struct run runs[HOOKS_MAX];
    size_t count;
    struct loop_timer *timer, *flush_timer, *look_timer;
    int64_t due_at; /* when turns are taken; 0: nobody waits for one */
    int64_t looked_at;
    bool moving; /* positions are on their way to the database, or out of it */
    bool stopped;
};

/* One delivery under way; the thread touches nothing else. */
struct parcel {
    struct run *run;
    struct debt *debt;
    char draft[ID_BYTES];
    struct batch batch;
    struct post_answer answer;
};

/* ---- on the thread ---- */

static void post_batch(struct parcel *parcel)
{
    const struct hook *hook = parcel->run->hook;
    struct buf signature = BUF_EMPTY, delivery = BUF_EMPTY;
    signature_write(&signature, (const char *const *)hook->secrets, hook->secret_count, loop_now_ms(),
                    &parcel->batch.body);
    buf_format(&delivery, "plenaria-delivery: %s.%llu-%llu", parcel->draft,
               (unsigned long long)parcel->batch.after + 1, (unsigned long long)parcel->batch.until);
    const char *headers[] = {"content-type: application/json",
                             "user-agent: plenaria",
                             "expect:",
                             signature.bytes,
                             delivery.bytes,
                             NULL};
    poster_post(parcel->run->poster, headers, &parcel->batch.body, &parcel->answer);
    buf_clear(&signature);
    buf_clear(&delivery);
}

static void deliver(void *context, struct fetcher *fetcher)
{
    struct parcel *parcel = context;
    (void)fetcher;
    batch_read(&parcel->batch);
    if (parcel->batch.status == STATUS_OK && parcel->batch.until > parcel->batch.after)
        post_batch(parcel);
}

/* ---- whose turn it is ---- */

static void take_turns(void *context);

/* What is waited for is counted by a clock that nobody sets. */
static int64_t clock_ms(void)
{
    return (int64_t)(loop_clock_us() / 1000);
}

/* Turns are taken after `ms`, or sooner where they were to be: ops that keep coming do not put them off. */
static void schedule(struct courier *courier, int64_t ms)
{
    int64_t due_at = clock_ms() + (ms > 0 ? ms : 1);
    if (courier->stopped || (courier->due_at && courier->due_at <= due_at))
        return;
    courier->due_at = due_at;
    loop_timer_again(courier->timer, (uint64_t)(ms > 0 ? ms : 1), 0);
}

static void enqueue(struct run *run, struct debt *debt)
{
    if (debt->queued || debt == run->working)
        return;
    debt->queued = true;
    debt->next = NULL;
    *run->end = debt;
    run->end = &debt->next;
}

/* The first that waits and is due, taken out of the queue; else *soonest may become earlier. */
static struct debt *take_due(struct run *run, int64_t now, int64_t *soonest)
{
    for (struct debt **at = &run->first; *at; at = &(*at)->next) {
        struct debt *debt = *at;
        if (debt->next_at > now) {
            if (debt->next_at < *soonest)
                *soonest = debt->next_at;
            continue;
        }
        *at = debt->next;
        if (!debt->next)
            run->end = at;
        debt->queued = false;
        return debt;
    }
    return NULL;
}

static void forget(struct run *run, struct debt *debt)
{
    if (debt->is_dirty || debt->queued || debt == run->working)
        return;
    map_remove(&run->debts, debt->draft);
    free(debt);
}

static struct debt *owe(struct run *run, const char *draft)
{
    struct debt *debt = map_get(&run->debts, draft);
    if (!debt) {
        debt = mem_zero(1, sizeof *debt);
        snprintf(debt->draft, sizeof debt->draft, "%s", draft);
        map_put(&run->debts, debt->draft, debt);
    }
    debt->noted = true;
    enqueue(run, debt);
    return debt;
}

struct wish {
    const struct hook *hook;
    bool wanted;
};

static void note_wish(void *context, const struct hook_draft *draft)
{
    struct wish *wish = context;
    wish->wanted = hook_wants(wish->hook, draft);
}

/* Whether the hook is to be told of the draft, and from where. Rights and owners may have changed while it waited. */
static enum status find_out(const struct run *run, struct debt *debt, bool *wanted)
{
    const struct courier_grounds *grounds = &run->courier->grounds;
    struct wish wish = {run->hook, false};
    enum status status = hooks_draft(grounds->people, debt->draft, note_wish, &wish);
    if (status == STATUS_NOT_FOUND)
        status = STATUS_OK;
    *wanted = wish.wanted && (!grounds->owns || grounds->owns(grounds->context, debt->draft));
    if (status == STATUS_OK && *wanted && !debt->is_read)
        status = hooks_position(grounds->people, run->hook->name, debt->draft, &debt->seq);
    if (status != STATUS_OK || !*wanted || debt->is_read)
        return status;
    debt->is_read = true;
    debt->is_dirty = !debt->seq; /* so that lists say that it is behind, also while nothing is taken */
    return STATUS_OK;
}

static void end_delivery(void *context);

static void begin_delivery(struct run *run, struct debt *debt)
{
    struct courier *courier = run->courier;
    struct parcel *parcel = mem_zero(1, sizeof *parcel);
    parcel->run = run;
    parcel->debt = debt;
    memcpy(parcel->draft, debt->draft, sizeof parcel->draft);
    parcel->batch = (struct batch){
        .log = courier->grounds.log, .hook = run->hook->name, .draft = parcel->draft, .after = debt->seq};
    debt->noted = false;
    run->working = debt;
    run->rewound = false;
    if (!errands_add(courier->grounds.errands, deliver, end_delivery, parcel)) {
        run->working = NULL; /* all has been stopped */
        free(parcel);
    }
}

static void take_turn(struct run *run, int64_t now, int64_t *soonest)
{
    while (!run->working && !run->paused) {
        bool wanted;
        if (run->next_at > now) {
            if (run->first && run->next_at < *soonest)
                *soonest = run->next_at;
            return;
        }
        struct debt *debt = take_due(run, now, soonest);
        if (!debt)
            return;
        enum status status = find_out(run, debt, &wanted);
        if (status == STATUS_OK && wanted) {
            begin_delivery(run, debt);
        } else if (status == STATUS_OK) {
            forget(run, debt);
        } else {
            diag(DIAG_WARNING, "hook %s is not told of draft %s now: %s", run->hook->name, debt->draft,
                 status_message(status));
            run->next_at = now + LOOK_MS;
            enqueue(run, debt);
        }
    }
}

static void take_turns(void *context)
{
    struct courier *courier = context;
    int64_t now = clock_ms(), never = now + HOOK_MOST_WAIT_MS, soonest = never;
    courier->due_at = 0;
    if (courier->stopped)
        return;
    for (size_t i = 0; i < courier->count; i++)
        take_turn(&courier->runs[i], now, &soonest);
    if (soonest < never)
        schedule(courier, soonest - now);
}

/* ---- what came of it ---- */

struct note {
    struct run *run;
    int64_t failing_since;
    char *why; /* NULL: nothing fails any more */
    bool pauses;
};

static enum status write_note(void *context, struct people *people)
{
    const struct note *note = context;
    const char *hook = note->run->hook->name;
    enum status status = hooks_note(people, hook, note->failing_since, note->why);
    if (status == STATUS_OK && note->pauses)
        status = hooks_pause(people, hook, true, PEOPLE_SYSTEM, loop_now_ms(), note->why);
    return status == STATUS_CONFLICT ? STATUS_OK : status;
}

static void end_note(void *context, enum status status)
{
    struct note *note = context;
    note->run->notes--;
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "what became of hook %s is not written down: %s", note->run->hook->name,
             status_message(status));
    free(note->why);
    free(note);
}

static void add_note(struct run *run, const char *why, bool pauses)
{
    struct note *note = mem_zero(1, sizeof *note);
    *note = (struct note){run, run->failing_since, why ? mem_copy_string(why) : NULL, pauses};
    run->notes++;
    people_queue_write(run->courier->grounds.queue, write_note, end_note, note);
}

static int64_t wait_of(const struct run *run, uint64_t failures)
{
    uint32_t number;
    random_fill(&number, sizeof number);
    return backoff_ms(failures, (int64_t)run->courier->grounds.retry_ms, number);
}

static void describe(const struct post_answer *answer, struct buf *out)
{
    if (answer->status)
        buf_format(out, "It answered with %ld.", answer->status);
    else
        buf_text(out, answer->why);
}

/* The hook waits, and so does the draft; the first failure is written down, with when it was, and the last one where the hook is given up. */
static void note_failure(struct run *run, struct debt *debt, const struct post_answer *answer)
{
    int64_t now = loop_now_ms(), clock = clock_ms(), wish = (int64_t)answer->retry_after_ms;
    int64_t wait = wait_of(run, ++run->failures), of_draft = wait_of(run, ++debt->failures);
    struct buf why = BUF_EMPTY;
    bool is_first = !run->failing_since;
    describe(answer, &why);
    run->failed++;
    if (is_first)
        run->failing_since = now;
    run->next_at = clock + (wish > wait ? wish : wait);
    debt->next_at = clock + (wish > of_draft ? wish : of_draft);
    run->paused =
        answer->status == GONE || now - run->failing_since >= (int64_t)run->courier->grounds.pause_ms;
    diag(DIAG_WARNING, "hook %s did not take ops of draft %s: %s%s", run->hook->name, debt->draft, why.bytes,
         run->paused ? " It is paused." : "");
    if (is_first || run->paused)
        add_note(run, why.bytes, run->paused);
    buf_clear(&why);
}

static void note_success(struct run *run, struct debt *debt, const struct batch *batch)
{
    bool was_failing = run->failing_since != 0;
    run->delivered++;
    run->ops += batch->until - batch->after;
    run->failures = debt->failures = 0;
    run->failing_since = 0;
    run->next_at = debt->next_at = 0;
    debt->seq = batch->until;
    debt->is_dirty = true;
    if (was_failing)
        add_note(run, NULL, false);
}

static enum status settle(struct run *run, struct debt *debt, const struct parcel *parcel)
{
    const struct batch *batch = &parcel->batch;
    if (run->rewound) {
        debt->noted = true;
        return STATUS_OK;
    }
    if (batch->status != STATUS_OK || batch->until <= batch->after)
        return batch->status;
    bool taken = parcel->answer.status >= 200 && parcel->answer.status < 300;
    if (taken)
        note_success(run, debt, batch);
    else
        note_failure(run, debt, &parcel->answer);
    debt->noted = debt->noted || !taken || batch->until < batch->last;
    return STATUS_OK;
}

static void end_turn(struct parcel *parcel, enum status status)
{
    struct run *run = parcel->run;
    struct debt *debt = parcel->debt;
    run->working = NULL;
    if (status != STATUS_OK) {
        diag(DIAG_WARNING, "hook %s is not told of draft %s now: %s", run->hook->name, debt->draft,
             status_message(status));
        debt->next_at = clock_ms() + LOOK_MS;
        debt->noted = status != STATUS_CORRUPT && status != STATUS_NOT_FOUND;
    }
    if (debt->noted)
        enqueue(run, debt);
    else
        forget(run, debt);
    schedule(run->courier, 1);
    batch_clear(&parcel->batch);
    free(parcel);
}

static enum status set_back(void *context, struct people *people)
{
    const struct parcel *parcel = context;
    return hooks_set(people, parcel->run->hook->name, parcel->draft, parcel->batch.last);
}

static void is_set_back(void *context, enum status status)
{
    struct parcel *parcel = context;
    parcel->run->courier->moving = false;
    end_turn(parcel, status);
}

/* A log that ends before what was delivered was restored from a backup: what it has from there on is new. */
static void follow_back(struct parcel *parcel)
{
    struct courier *courier = parcel->run->courier;
    struct debt *debt = parcel->debt;
    if (courier->moving) { /* it will be read again */
        debt->noted = true;
        end_turn(parcel, STATUS_OK);
        return;
    }
    debt->seq = parcel->batch.last;
    debt->is_dirty = false;
    courier->moving = true;
    people_queue_write(courier->grounds.queue, set_back, is_set_back, parcel);
}

/* Everything has been stopped: what was taken is still written down. */
static void end_for_good(struct parcel *parcel)
{
    struct run *run = parcel->run;
    bool taken = parcel->answer.status >= 200 && parcel->answer.status < 300;
    run->working = NULL;
    if (!run->rewound && parcel->batch.status == STATUS_OK && taken) {
        parcel->debt->seq = parcel->batch.until;
        parcel->debt->is_dirty = true;
    }
    batch_clear(&parcel->batch);
    free(parcel);
}

static void end_delivery(void *context)
{
    struct parcel *parcel = context;
    struct run *run = parcel->run;
    const struct batch *batch = &parcel->batch;
    if (run->courier->stopped)
        end_for_good(parcel);
    else if (!run->rewound && batch->status == STATUS_OK && batch->last < batch->after)
        follow_back(parcel);
    else
        end_turn(parcel, settle(run, parcel->debt, parcel));
}

/* ---- positions are written down ---- */

/* Where a hook is in a draft. */
struct position {
    struct run *run;
    char draft[ID_BYTES];
    uint64_t seq;
};

struct positions {
    struct courier *courier;
    struct position *all;
    size_t count, capacity;
};

static void add_position(struct positions *positions, struct run *run, const char *draft, uint64_t seq)
{
    positions->all = mem_grow(positions->all, positions->count, &positions->capacity, sizeof *positions->all);
    struct position *position = &positions->all[positions->count++];
    *position = (struct position){.run = run, .seq = seq};
    snprintf(position->draft, sizeof position->draft, "%s", draft);
}

static struct positions *positions_create(struct courier *courier)
{
    struct positions *positions = mem_zero(1, sizeof *positions);
    positions->courier = courier;
    return positions;
}

static void positions_free(struct positions *positions)
{
    free(positions->all);
    free(positions);
}

static void add_dirty(struct run *run, struct positions *positions)
{
    const struct debt *debt;
    for (size_t k = 0; (debt = map_next(&run->debts, &k));)
        if (debt->is_dirty)
            add_position(positions, run, debt->draft, debt->seq);
}

static enum status write_positions(void *context, struct people *people)
{
    const struct positions *positions = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < positions->count; i++) {
        const struct position *at = &positions->all[i];
        status = hooks_move(people, at->run->hook->name, at->draft, at->seq);
    }
    return status;
}

/* The first debt that nothing needs any more; the map must not change while it is gone through. */
static struct debt *find_paid(const struct run *run)
{
    struct debt *debt;
    for (size_t k = 0; (debt = map_next(&run->debts, &k));)
        if (!debt->is_dirty && !debt->queued && debt != run->working)
            return debt;
    return NULL;
}

/* What has gone on meanwhile is still to be written. */
static void clean(const struct position *written)
{
    struct debt *debt = map_get(&written->run->debts, written->draft);
    if (debt && debt->seq == written->seq)
        debt->is_dirty = false;
}

static void flush(void *context);

static void end_flush(void *context, enum status status)
{
    struct positions *positions = context;
    struct courier *courier = positions->courier;
    struct debt *debt;
    courier->moving = false;
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "how far hooks were told is not written down: %s", status_message(status));
    for (size_t i = 0; status == STATUS_OK && i < positions->count; i++)
        clean(&positions->all[i]);
    for (size_t i = 0; i < courier->count; i++)
        while ((debt = find_paid(&courier->runs[i])))
            forget(&courier->runs[i], debt);
    positions_free(positions);
    if (courier->stopped && status == STATUS_OK)
        flush(courier);
}

static void flush(void *context)
{
    struct courier *courier = context;
    if (courier->moving)
        return;
    struct positions *positions = positions_create(courier);
    for (size_t i = 0; i < courier->count; i++)
        add_dirty(&courier->runs[i], positions);
    courier->moving = positions->count > 0;
    if (courier->moving)
        people_queue_write(courier->grounds.queue, write_positions, end_flush, positions);
    else
        positions_free(positions);
}

/* ---- what others did: new drafts, replays, hooks that were paused and resumed ---- */

static void take_row(void *context, const struct hook_row *row)
{
    struct run *run = context;
    if (run->notes)
        return;
    bool resumed = run->paused && !row->paused_at;
    run->paused = row->paused_at != 0;
    if (!resumed)
        run->failing_since = row->failing_since;
    if (!resumed)
        return;
    struct debt *debt;
    run->failing_since = 0;
    run->failures = 0;
    run->next_at = 0;
    for (size_t k = 0; (debt = map_next(&run->debts, &k));)
        debt->next_at = 0;
}

static bool take_draft(void *context, const struct hook_draft *draft)
{
    struct run *run = context;
    if (hook_wants(run->hook, draft))
        owe(run, draft->id);
    return true;
}

static struct run *find_run(struct courier *courier, const char *hook)
{
    for (size_t i = 0; i < courier->count; i++)
        if (strcmp(courier->runs[i].hook->name, hook) == 0)
            return &courier->runs[i];
    return NULL;
}

static bool add_asked(void *context, const char *hook, const char *draft, uint64_t seq)
{
    struct positions *asked = context;
    const struct courier_grounds *grounds = &asked->courier->grounds;
    struct run *run = find_run(asked->courier, hook);
    if (run && (!grounds->owns || grounds->owns(grounds->context, draft)))
        add_position(asked, run, draft, seq);
    return true;
}

/* What is asked for by now: it may be another place than the one that was seen. */
static bool take_seq(void *context, const char *hook, const char *draft, uint64_t seq)
{
    const struct positions *asked = context;
    for (size_t i = 0; i < asked->count; i++) {
        struct position *at = &asked->all[i];
        if (strcmp(at->run->hook->name, hook) == 0 && strcmp(at->draft, draft) == 0)
            at->seq = seq;
    }
    return true;
}

static enum status heed(void *context, struct people *people)
{
    struct positions *asked = context;
    enum status status = hooks_asked(people, take_seq, asked);
    for (size_t i = 0; status == STATUS_OK && i < asked->count; i++)
        status = hooks_heeded(people, asked->all[i].run->hook->name, asked->all[i].draft);
    return status;
}

static void set_debt_back(const struct position *asked)
{
    struct run *run = asked->run;
    struct debt *debt = owe(run, asked->draft);
    debt->seq = asked->seq;
    debt->is_read = true;
    debt->is_dirty = false;
    debt->failures = 0;
    debt->next_at = 0;
    run->rewound = run->rewound || run->working == debt;
}

static void end_heed(void *context, enum status status)
{
    struct positions *asked = context;
    struct courier *courier = asked->courier;
    courier->moving = false;
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "what hooks are to be told again waits: %s", status_message(status));
    for (size_t i = 0; status == STATUS_OK && i < asked->count; i++)
        set_debt_back(&asked->all[i]);
    positions_free(asked);
    if (courier->stopped)
        flush(courier);
    else
        schedule(courier, 1);
}

static enum status heed_replays(struct courier *courier)
{
    struct positions *asked = positions_create(courier);
    enum status status = hooks_asked(courier->grounds.people, add_asked, asked);
    if (status == STATUS_OK && asked->count && !courier->moving) {
        courier->moving = true;
        people_queue_write(courier->grounds.queue, heed, end_heed, asked);
        return STATUS_OK;
    }
    if (status == STATUS_OK && asked->count)
        loop_timer_again(courier->look_timer, LOOK_SOON_MS, LOOK_MS);
    positions_free(asked);
    return status;
}

static void look(void *context)
{
    struct courier *courier = context;
    struct people *people = courier->grounds.people;
    int64_t now = loop_now_ms();
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < courier->count; i++) {
        struct run *run = &courier->runs[i];
        status = hooks_read(people, run->hook->name, take_row, run);
        if (status == STATUS_NOT_FOUND)
            status = STATUS_OK; /* forgotten; the next start makes it known again */
        if (status == STATUS_OK)
            status =
                hooks_new_drafts(people, run->hook->name, courier->looked_at - LOOKBACK_MS, take_draft, run);
    }
    if (status == STATUS_OK)
        status = heed_replays(courier);
    if (status == STATUS_OK)
        courier->looked_at = now;
    else
        diag(DIAG_WARNING, "hooks are not looked at now: %s", status_message(status));
    schedule(courier, 1);
}

void courier_look(struct courier *courier)
{
    if (courier && !courier->stopped)
        loop_timer_again(courier->look_timer, 1, LOOK_MS);
}

void courier_note(struct courier *courier, const char *draft)
{
    if (courier->stopped)
        return;
    for (size_t i = 0; i < courier->count; i++)
        owe(&courier->runs[i], draft);
    schedule(courier, GATHER_MS);
}

/* ---- life ---- */

struct knowing {
    struct courier *courier;
    struct run *run;
    enum status status;
};

static bool begin_at_the_end(void *context, const char *draft, int64_t created_at)
{
    struct knowing *knowing = context;
    const struct courier_grounds *grounds = &knowing->courier->grounds;
    struct log_summary summary;
    (void)created_at;
    knowing->status = grounds->log->ops->summary(grounds->log, draft, &summary);
    if (knowing->status == STATUS_OK)
        knowing->status = hooks_move(grounds->people, knowing->run->hook->name, draft, summary.last_seq);
    return knowing->status == STATUS_OK;
}

static enum status know(void *context)
{
    struct knowing *knowing = context;
    struct people *people = knowing->courier->grounds.people;
    bool fresh;
    enum status status = hooks_know(people, knowing->run->hook->name, loop_now_ms(), &fresh);
    if (status == STATUS_OK && fresh)
        status = people_list_drafts(people, begin_at_the_end, knowing);
    return status == STATUS_OK ? knowing->status : status;
}

static bool owe_draft(void *context, const char *draft, int64_t created_at)
{
    (void)created_at;
    for (size_t i = 0; i < ((struct courier *)context)->count; i++)
        owe(&((struct courier *)context)->runs[i], draft);
    return true;
}

static enum status begin(struct courier *courier)
{
    const struct courier_grounds *grounds = &courier->grounds;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < grounds->hooks->count; i++) {
        struct run *run = &courier->runs[courier->count++];
        *run =
            (struct run){.courier = courier, .hook = &grounds->hooks->all[i], .poster = grounds->posters[i]};
        run->end = &run->first;
        struct knowing knowing = {courier, run, STATUS_OK};
        status = people_transact(grounds->people, know, &knowing);
        if (status == STATUS_OK)
            status = hooks_read(grounds->people, run->hook->name, take_row, run);
    }
    return status == STATUS_OK ? people_list_drafts(grounds->people, owe_draft, courier) : status;
}

enum status courier_create(const struct courier_grounds *grounds, struct courier **out)
{
    struct courier *courier = mem_zero(1, sizeof *courier);
    courier->grounds = *grounds;
    courier->looked_at = loop_now_ms();
    courier->timer = loop_timer_start(grounds->loop, GATHER_MS, 0, take_turns, courier);
    courier->flush_timer = loop_timer_start(grounds->loop, FLUSH_MS, FLUSH_MS, flush, courier);
    courier->look_timer = loop_timer_start(grounds->loop, 1, LOOK_MS, look, courier);
    *out = courier;
    return begin(courier);
}

void courier_stop(struct courier *courier)
{
    if (!courier || courier->stopped)
        return;
    courier->stopped = true;
    loop_timer_stop(courier->timer);
    loop_timer_stop(courier->flush_timer);
    loop_timer_stop(courier->look_timer);
    courier->timer = courier->flush_timer = courier->look_timer = NULL;
}

void courier_settle(struct courier *courier)
{
    if (courier)
        flush(courier);
}

void courier_destroy(struct courier *courier)
{
    if (!courier)
        return;
    courier_stop(courier);
    for (size_t i = 0; i < courier->count; i++) {
        struct debt *debt;
        for (size_t k = 0; (debt = map_next(&courier->runs[i].debts, &k));)
            free(debt);
        map_clear(&courier->runs[i].debts);
    }
    free(courier);
}

/* ---- figures ---- */

static void write_figure(const struct courier *courier, struct buf *out, const char *head,
                         uint64_t (*figure)(const struct run *run))
{
    const char *name = head + strlen("# HELP ");
    buf_text(out, head);
    buf_char(out, '\n');
    for (size_t i = 0; i < courier->count; i++)
        buf_format(out, "%.*s{hook=\"%s\"} %llu\n", (int)strcspn(name, " "), name,
                   courier->runs[i].hook->name, (unsigned long long)figure(&courier->runs[i]));
}

static uint64_t delivered_of(const struct run *run)
{
    return run->delivered;
}

static uint64_t ops_of(const struct run *run)
{
    return run->ops;
}

static uint64_t failed_of(const struct run *run)
{
    return run->failed;
}

static uint64_t paused_of(const struct run *run)
{
    return run->paused;
}

static uint64_t failing_of(const struct run *run)
{
    return run->failing_since ? (uint64_t)(loop_now_ms() - run->failing_since) / 1000 : 0;
}

static uint64_t waiting_of(const struct run *run)
{
    uint64_t waiting = run->working != NULL;
    for (const struct debt *debt = run->first; debt; debt = debt->next)
        waiting++;
    return waiting;
}

void courier_write_metrics(const struct courier *courier, struct buf *out)
{
    write_figure(courier, out,
                 "# HELP plenaria_hook_deliveries_total Deliveries that were taken.\n# TYPE "
                 "plenaria_hook_deliveries_total counter",
                 delivered_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_ops_total Ops in them.\n# TYPE plenaria_hook_ops_total counter",
                 ops_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_failures_total Deliveries that were not taken.\n# TYPE "
                 "plenaria_hook_failures_total counter",
                 failed_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_waiting Drafts with something to deliver.\n# TYPE "
                 "plenaria_hook_waiting gauge",
                 waiting_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_failing_seconds How long nothing has been taken.\n# TYPE "
                 "plenaria_hook_failing_seconds gauge",
                 failing_of);
    write_figure(courier, out,
                 "# HELP plenaria_hook_paused Whether it was given up, or paused.\n# TYPE "
                 "plenaria_hook_paused gauge",
                 paused_of);
}
