/* What calls that change nothing note in the audit log: who took a draft out of the house. */
#ifndef API_AUDITED_H
#define API_AUDITED_H

#include "api/request.h"

/* Notes that the call's seat has done `act` to its draft, once an hour. Where the disk takes nothing, the answer is given all the same: nobody
 * is kept from their text by a full disk; the diagnostics say so. */
void call_note_reading(const struct call *call, const char *act);

#endif
