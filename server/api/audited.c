#include "api/audited.h"

#include "base/diag.h"
#include "store/audit.h"

static void note(const struct call *call, const char *act, int64_t every_ms)
{
    struct audit_entry entry = {
        .at = loop_now_ms(), .act = act, .by = call->seat.participant, .draft = call->seat.draft};
    enum status status = audit_note_alone(call->people, &entry, every_ms);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "%s of draft %s is not in the audit log: %s", act, call->seat.draft,
             status_message(status));
}

void call_note_reading(const struct call *call, const char *act)
{
    note(call, act, AUDIT_HOUR_MS);
}

void call_note_writing(const struct call *call, const char *act)
{
    note(call, act, 0);
}
