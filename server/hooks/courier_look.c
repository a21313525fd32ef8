/* What others did: new drafts, replays, hooks that were paused and resumed. */
#include "hooks/courier_state.h"

#include <string.h>

#include "base/diag.h"
#include "store/people_queue.h"

#define LOOK_SOON_MS 50 /* where it could not be done at once */
#define LOOKBACK_MS  INT64_C(60000)

void courier_take_row(void *context, const struct hook_row *row)
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
        courier_owe(run, draft->id);
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
        positions_add(asked, run, draft, seq);
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
    struct debt *debt = courier_owe(run, asked->draft);
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
        courier_flush(courier);
    else
        courier_schedule(courier, 1);
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

void courier_look_around(void *context)
{
    struct courier *courier = context;
    struct people *people = courier->grounds.people;
    int64_t now = loop_now_ms();
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < courier->count; i++) {
        struct run *run = &courier->runs[i];
        status = hooks_read(people, run->hook->name, courier_take_row, run);
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
    courier_schedule(courier, 1);
}

void courier_look(struct courier *courier)
{
    if (courier && !courier->stopped)
        loop_timer_again(courier->look_timer, 1, LOOK_MS);
}
