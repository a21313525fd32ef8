/* seat.end: a seat was revoked. Only the server tells of it. */
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
    entry_set_string(&draft->journal, &facts->ended_by, context->by);
    entry_set_number(&draft->journal, &facts->ended_at, (uint64_t)change->time);
    seats_count_act(draft, change);
}

const struct change_kind change_seat_end = {"seat.end", fields, seats_may, seats_fit_known, apply};
