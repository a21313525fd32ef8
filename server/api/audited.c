#include "api/audited.h"

#include "store/audit_later.h"

static void note(const struct call *call, const char *act, int64_t every_ms)
{
    const struct audit_entry entry = {
        .at = loop_now_ms(), .act = act, .by = call->seat.participant, .draft = call->seat.draft};
    audit_note_later(call->service->acts, &entry, every_ms);
}

void call_note_reading(const struct call *call, const char *act)
{
    note(call, act, AUDIT_HOUR_MS);
}

void call_note_writing(const struct call *call, const char *act)
{
    note(call, act, 0);
}
