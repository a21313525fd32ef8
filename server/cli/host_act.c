#include "cli/host_act.h"

#include "base/loop.h"
#include "cli/args.h"
#include "cli/people_place.h"
#include "store/audit.h"

void host_act_note(const char *dir, const char *act, const char *draft, const char *target)
{
    struct people *people = NULL;
    struct audit_entry entry = {
        .at = loop_now_ms(), .act = act, .by = PEOPLE_HOST, .draft = draft, .target = target};
    enum status status = people_place_open(dir, false, NULL, &people);
    if (status == STATUS_OK)
        status = audit_note_alone(people, &entry, 0);
    if (status != STATUS_OK)
        (void)args_fail("This is not in the audit log: %s", status_message(status));
    people_close(people);
}
