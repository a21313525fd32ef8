/* What calls note in the audit log that no act of the people database tells of: who took a draft out of the house, as a file, and who brought one back. */
#ifndef API_AUDITED_H
#define API_AUDITED_H

#include "api/request.h"

/* Notes that the call's seat has done `act` to its draft, once an hour. Where the disk takes nothing, the answer is given all the same: nobody
 * is kept from their text by a full disk; the diagnostics say so. */
void call_note_reading(const struct call *call, const char *act);
/* The same for what changes the draft: each time. */
void call_note_writing(const struct call *call, const char *act);

#endif
