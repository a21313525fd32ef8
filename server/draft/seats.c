#include "draft/seats.h"

#include <stdlib.h>

#include "draft/participants.h"

struct seat_facts *seats_find(const struct draft *draft, const char *seat)
{
    return entries_find(&draft->seats, seat);
}

enum status seats_may(struct draft *draft, struct change *change, const struct op_context *context,
                      struct refusal *refusal)
{
    (void)draft;
    (void)change;
    (void)context;
    return refuse(refusal, STATUS_FORBIDDEN, NULL, "Only the server says what was done to a seat.");
}

enum status seats_check_order(const struct draft *draft, const struct change *change, struct refusal *refusal)
{
    if ((uint64_t)change->number != draft->acts + 1)
        return refuse(refusal, STATUS_BAD_OP, NULL, "What is done to seats is told in order, once.");
    return STATUS_OK;
}

enum status seats_fit_known(struct draft *draft, struct change *change, const struct op_context *context,
                            struct refusal *refusal)
{
    (void)context;
    enum status status = seats_check_order(draft, change, refusal);
    if (status == STATUS_OK && !seats_find(draft, change->seat))
        return refuse(refusal, STATUS_BAD_OP, NULL, "There is no such seat.");
    return status;
}

static void destroy_facts(void *memory)
{
    struct seat_facts *facts = memory;
    free(facts->id);
    free(facts->by);
    free(facts->confirmed_by);
    free(facts->ended_by);
    free(facts);
}

void seats_add(struct draft *draft, const struct participant *participant, struct seat_facts *facts)
{
    participants_set(draft, participant);
    struct person *person = entries_find(&draft->participants, participant->id);
    entries_add(&draft->journal, &draft->seats, facts, facts->id, destroy_facts);
    entry_set_pointer(&draft->journal, &person->seat, facts);
}

void seats_count_act(struct draft *draft, const struct change *change)
{
    entry_set_number(&draft->journal, &draft->acts, (uint64_t)change->number);
}
