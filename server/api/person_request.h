/* What a request says about a person of a meeting, for the calls that invite, change and admit people. */
#ifndef API_PERSON_REQUEST_H
#define API_PERSON_REQUEST_H

#include "api/request.h"
#include "people/meeting.h"

extern const char person_above_own[]; /* the sentence for a role above the caller's */

/* Reads what `json` says over what `row` has; it borrows from both and from the document. A sentence that says what is wrong; NULL where nothing is. */
const char *person_read(const struct json *json, const struct meeting_document *document, int64_t now,
                        struct person_row *row);
/* Logins and mail find people by their address, so in a meeting it is one person's. STATUS_EXISTS, with a sentence in `wrong`. */
enum status call_check_emails(const struct call *call, const struct person_row *rows, size_t count,
                              const char **wrong) MUST_CHECK;

#endif
