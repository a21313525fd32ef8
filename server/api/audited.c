#include "api/audited.h"

#include "base/diag.h"
#include "store/audit.h"

void call_note_reading(const struct call *call, const char *act)
{
    struct audit_entry entry = {
        .at = loop_now_ms(), .act = act, .by = call->seat.participant, .draft = call->seat.draft};
    enum status status = audit_note_alone(call->service->people, &entry, AUDIT_HOUR_MS);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "%s of draft %s is not in the audit log: %s", act, call->seat.draft,
             status_message(status));
}
