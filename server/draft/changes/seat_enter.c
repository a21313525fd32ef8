/* seat.enter: the link of a seat was opened in a browser that did not have it. The first time is kept. Only the server tells of it. */
#include "draft/seats.h"

static const struct field fields[] = {
    {"act", FIELD_COUNT, FIELD_REQUIRED, offsetof(struct change, number)},
    {"at", FIELD_TIME, FIELD_REQUIRED, offsetof(struct change, time)},
    {"seat", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, seat)},
    {0},
};

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct seat_facts *facts = seats_find(draft, change->seat);
    (void)context;
    if (!facts->entered_at)
        entry_set_number(&draft->journal, &facts->entered_at, (uint64_t)change->time);
    seats_count_act(draft, change);
}

const struct change_kind change_seat_enter = {"seat.enter", fields, seats_may, seats_fit_known, apply};
