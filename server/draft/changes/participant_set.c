/* participant.set: who somebody is. Only the server puts it into an op, in front of a participant's first one and whenever
 * name, role or delegation have changed since. */
#include "draft/change_kind.h"
#include "draft/participants.h"

static const struct field fields[] = {
    {"participant", FIELD_PARTICIPANT, FIELD_REQUIRED, offsetof(struct change, participant)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    (void)context;
    return refuse(refusal, STATUS_FORBIDDEN, NULL, "Only the server says who a participant is.");
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)draft;
    (void)change;
    (void)context;
    (void)refusal;
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    participants_set(draft, &change->participant);
}

const struct change_kind change_participant_set = {"participant.set", fields, may, fits, apply};
