#include "hooks/courier_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/meetings.h"

#define GATHER_MS 100  /* ops that come together are delivered together */
#define FLUSH_MS  1000 /* positions are written down so often */

void courier_note(struct courier *courier, const char *draft)
{
    if (courier->stopped)
        return;
    for (size_t i = 0; i < courier->count; i++)
        courier_owe(&courier->runs[i], draft);
    courier_schedule(courier, GATHER_MS);
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
        courier_owe(&((struct courier *)context)->runs[i], draft);
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
            status = hooks_read(grounds->people, run->hook->name, courier_take_row, run);
    }
    return status == STATUS_OK ? people_list_drafts(grounds->people, owe_draft, courier) : status;
}

enum status courier_create(const struct courier_grounds *grounds, struct courier **out)
{
    struct courier *courier = mem_zero(1, sizeof *courier);
    courier->grounds = *grounds;
    courier->looked_at = loop_now_ms();
    courier->timer = loop_timer_start(grounds->loop, GATHER_MS, 0, courier_take_turns, courier);
    courier->flush_timer = loop_timer_start(grounds->loop, FLUSH_MS, FLUSH_MS, courier_flush, courier);
    courier->look_timer = loop_timer_start(grounds->loop, 1, LOOK_MS, courier_look_around, courier);
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
        courier_flush(courier);
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
