/* Whose turn it is, the delivery, and what came of it. */
#include "hooks/courier_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "hooks/backoff.h"
#include "hooks/batch.h"
#include "hooks/signature.h"
#include "store/people_queue.h"

#define GONE 410 /* whoever answers this wants nothing any more */

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

/* What is waited for is counted by a clock that nobody sets. */
static int64_t clock_ms(void)
{
    return (int64_t)(loop_clock_us() / 1000);
}

void courier_schedule(struct courier *courier, int64_t ms)
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

void courier_forget(struct run *run, struct debt *debt)
{
    if (debt->is_dirty || debt->queued || debt == run->working)
        return;
    map_remove(&run->debts, debt->draft);
    free(debt);
}

struct debt *courier_owe(struct run *run, const char *draft)
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
            courier_forget(run, debt);
        } else {
            diag(DIAG_WARNING, "hook %s is not told of draft %s now: %s", run->hook->name, debt->draft,
                 status_message(status));
            run->next_at = now + LOOK_MS;
            enqueue(run, debt);
        }
    }
}

void courier_take_turns(void *context)
{
    struct courier *courier = context;
    int64_t now = clock_ms(), never = now + HOOK_MOST_WAIT_MS, soonest = never;
    courier->due_at = 0;
    if (courier->stopped)
        return;
    for (size_t i = 0; i < courier->count; i++)
        take_turn(&courier->runs[i], now, &soonest);
    if (soonest < never)
        courier_schedule(courier, soonest - now);
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
        courier_forget(run, debt);
    courier_schedule(run->courier, 1);
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
