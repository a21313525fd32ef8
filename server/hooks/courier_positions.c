#include "hooks/courier_state.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "store/people_queue.h"

void positions_add(struct positions *positions, struct run *run, const char *draft, uint64_t seq)
{
    positions->all = mem_grow(positions->all, positions->count, &positions->capacity, sizeof *positions->all);
    struct position *position = &positions->all[positions->count++];
    *position = (struct position){.run = run, .seq = seq};
    snprintf(position->draft, sizeof position->draft, "%s", draft);
}

struct positions *positions_create(struct courier *courier)
{
    struct positions *positions = mem_zero(1, sizeof *positions);
    positions->courier = courier;
    return positions;
}

void positions_free(struct positions *positions)
{
    free(positions->all);
    free(positions);
}

static void add_dirty(struct run *run, struct positions *positions)
{
    const struct debt *debt;
    for (size_t k = 0; (debt = map_next(&run->debts, &k));)
        if (debt->is_dirty)
            positions_add(positions, run, debt->draft, debt->seq);
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
            courier_forget(&courier->runs[i], debt);
    positions_free(positions);
    if (courier->stopped && status == STATUS_OK)
        courier_flush(courier);
}

void courier_flush(void *context)
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
