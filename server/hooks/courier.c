#include "hooks/courier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "hooks/backoff.h"
#include "hooks/batch.h"
#include "hooks/signature.h"
#include "store/meetings.h"

#define GATHER_MS   100  /* ops that come together are delivered together */
#define FLUSH_MS    1000 /* positions are written down so often */
#define LOOK_MS     5000 /* for new drafts, replays, what became of hooks */
#define LOOKBACK_MS INT64_C(60000)
#define GONE        410 /* whoever answers this wants nothing any more */

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

/* One act on the people database, as people_transact wants it. */
struct noting {
    const struct run *run;
    const char *why;
    bool pauses;
};

static enum status write_note(void *context)
{
    const struct noting *noting = context;
    const struct run *run = noting->run;
    struct people *people = run->courier->grounds.people;
    enum status status = hooks_note(people, run->hook->name, run->failing_since, noting->why);
    if (status == STATUS_OK && noting->pauses)
        status = hooks_pause(people, run->hook->name, true, PEOPLE_SYSTEM, loop_now_ms(), noting->why);
    return status == STATUS_CONFLICT ? STATUS_OK : status;
}

static void note(const struct run *run, const char *why, bool pauses)
{
    struct noting noting = {run, why, pauses};
    enum status status = people_transact(run->courier->grounds.people, write_note, &noting);
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "what became of hook %s is not written down: %s", run->hook->name,
             status_message(status));
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
        note(run, why.bytes, run->paused);
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
        note(run, NULL, false);
}

struct setting_back {
    const struct run *run;
    const char *draft;
    uint64_t seq;
};

static enum status set_back(void *context)
{
    const struct setting_back *back = context;
    return hooks_set(back->run->courier->grounds.people, back->run->hook->name, back->draft, back->seq);
}

/* A log that ends before what was delivered was restored from a backup: what it has from there on is new. */
static enum status follow_back(const struct run *run, struct debt *debt, uint64_t last)
{
    struct setting_back back = {run, debt->draft, last};
    debt->seq = last;
    debt->is_dirty = false;
    return people_transact(run->courier->grounds.people, set_back, &back);
}

static enum status settle(struct run *run, struct debt *debt, const struct parcel *parcel)
{
    const struct batch *batch = &parcel->batch;
    if (run->rewound) {
        debt->noted = true;
        return STATUS_OK;
    }
    if (batch->status != STATUS_OK)
        return batch->status;
    if (batch->last < batch->after)
        return follow_back(run, debt, batch->last);
    if (batch->until == batch->after)
        return STATUS_OK;
    bool taken = parcel->answer.status >= 200 && parcel->answer.status < 300;
    if (taken)
        note_success(run, debt, batch);
    else
        note_failure(run, debt, &parcel->answer);
    debt->noted = debt->noted || !taken || batch->until < batch->last;
    return STATUS_OK;
}

static void end_delivery(void *context)
{
    struct parcel *parcel = context;
    struct run *run = parcel->run;
    struct debt *debt = parcel->debt;
    run->working = NULL;
    if (!run->courier->stopped) {
        enum status status = settle(run, debt, parcel);
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
    } else if (!run->rewound && parcel->batch.status == STATUS_OK && parcel->answer.status >= 200 &&
               parcel->answer.status < 300) {
        debt->seq = parcel->batch.until;
        debt->is_dirty = true;
    }
    batch_clear(&parcel->batch);
    free(parcel);
}

/* ---- positions are written down ---- */

static enum status write_positions(void *context)
{
    const struct courier *courier = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < courier->count; i++) {
        const struct run *run = &courier->runs[i];
        const struct debt *debt;
        for (size_t k = 0; status == STATUS_OK && (debt = map_next(&run->debts, &k));)
            if (debt->is_dirty)
                status = hooks_move(courier->grounds.people, run->hook->name, debt->draft, debt->seq);
    }
    return status;
}

static bool is_any_dirty(const struct courier *courier)
{
    for (size_t i = 0; i < courier->count; i++) {
        const struct debt *debt;
        for (size_t k = 0; (debt = map_next(&courier->runs[i].debts, &k));)
            if (debt->is_dirty)
                return true;
    }
    return false;
}

/* The first debt that nothing needs any more; the map must not change while it is gone through. */
static struct debt *find_paid(const struct run *run)
{
    struct debt *debt;
    for (size_t k = 0; (debt = map_next(&run->debts, &k));)
        if (!debt->queued && debt != run->working)
            return debt;
    return NULL;
}

static void clean(struct run *run)
{
    struct debt *debt;
    for (size_t k = 0; (debt = map_next(&run->debts, &k));)
        debt->is_dirty = false;
    while ((debt = find_paid(run)))
        forget(run, debt);
}

static void flush(void *context)
{
    struct courier *courier = context;
    if (!is_any_dirty(courier))
        return;
    enum status status = people_transact(courier->grounds.people, write_positions, courier);
    if (status != STATUS_OK) {
        diag(DIAG_WARNING, "how far hooks were told is not written down: %s", status_message(status));
        return;
    }
    for (size_t i = 0; i < courier->count; i++)
        clean(&courier->runs[i]);
}

/* ---- what others did: new drafts, replays, hooks that were paused and resumed ---- */

static void take_row(void *context, const struct hook_row *row)
{
    struct run *run = context;
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

struct asked {
    struct courier *courier;
    struct string_list hooks, drafts;
};

static bool take_asked(void *context, const char *hook, const char *draft, uint64_t seq)
{
    struct asked *asked = context;
    const struct courier *courier = asked->courier;
    if (courier->grounds.owns && !courier->grounds.owns(courier->grounds.context, draft))
        return true;
    for (size_t i = 0; i < courier->count; i++) {
        struct run *run = &asked->courier->runs[i];
        if (strcmp(run->hook->name, hook) != 0)
            continue;
        struct debt *debt = owe(run, draft);
        debt->seq = seq;
        debt->is_read = true;
        debt->is_dirty = false;
        debt->failures = 0;
        debt->next_at = 0;
        run->rewound = run->rewound || run->working == debt;
        string_list_add(&asked->hooks, hook);
        string_list_add(&asked->drafts, draft);
    }
    return true;
}

static enum status heed_asked(void *context)
{
    struct asked *asked = context;
    struct people *people = asked->courier->grounds.people;
    enum status status = hooks_asked(people, take_asked, asked);
    for (size_t i = 0; status == STATUS_OK && i < asked->hooks.count; i++)
        status = hooks_heeded(people, asked->hooks.strings[i], asked->drafts.strings[i]);
    return status;
}

static bool any_asked(void *context, const char *hook, const char *draft, uint64_t seq)
{
    const struct courier *courier = ((struct asked *)context)->courier;
    (void)hook;
    (void)seq;
    if (courier->grounds.owns && !courier->grounds.owns(courier->grounds.context, draft))
        return true;
    string_list_add(&((struct asked *)context)->hooks, draft);
    return false;
}

static enum status heed_replays(struct courier *courier)
{
    struct asked seen = {.courier = courier}, asked = {.courier = courier};
    enum status status = hooks_asked(courier->grounds.people, any_asked, &seen);
    if (status == STATUS_OK && seen.hooks.count)
        status = people_transact(courier->grounds.people, heed_asked, &asked);
    string_list_clear(&seen.hooks);
    string_list_clear(&asked.hooks);
    string_list_clear(&asked.drafts);
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
