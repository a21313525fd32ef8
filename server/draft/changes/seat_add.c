/* seat.add: somebody was given a seat in the draft. Only the server tells of it. */
#include "base/mem.h"
#include "draft/participants.h"
#include "draft/seats.h"

static const struct field fields[] = {
    {"act", FIELD_COUNT, FIELD_REQUIRED, offsetof(struct change, number)},
    {"at", FIELD_TIME, FIELD_REQUIRED, offsetof(struct change, time)},
    {"seat", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, seat)},
    {"participant", FIELD_PARTICIPANT, FIELD_REQUIRED, offsetof(struct change, participant)},
    {"expires", FIELD_TIME, FIELD_OPTIONAL, offsetof(struct change, expires)},
    {"pending", FIELD_BOOL, FIELD_OPTIONAL, offsetof(struct change, pending)},
    {0},
};

/* Whoever gets another role gets another seat, when the one before has ended. */
static bool has_seat(const struct person *person)
{
    return person->seat && !person->seat->ended_by;
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    enum status status = seats_check_order(draft, change, refusal);
    const struct person *person = entries_find(&draft->participants, change->participant.id);
    if (status == STATUS_OK && (seats_find(draft, change->seat) || (person && has_seat(person))))
        return refuse(refusal, STATUS_EXISTS, NULL, "A participant has one seat in a draft at a time.");
    return status;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct seat_facts *facts = mem_zero(1, sizeof *facts);
    facts->id = mem_copy_string(change->seat);
    facts->by = mem_copy_string(context->by);
    facts->at = change->time;
    facts->expires = change->expires;
    facts->pending = change->pending;
    seats_add(draft, &change->participant, facts);
    seats_count_act(draft, change);
}

const struct change_kind change_seat_add = {"seat.add", fields, seats_may, fits, apply};
