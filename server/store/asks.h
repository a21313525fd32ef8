/* Who is signed in (logins.h), is not in a meeting, and asks to be let in: its secretariat decides. One ask of an address in a meeting; one that was
 * refused stays so for ASK_REFUSED_MS. Times are milliseconds since the epoch; 0: not. Returned where not said otherwise: STATUS_OK, STATUS_IO,
 * STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_ASKS_H
#define STORE_ASKS_H

#include "store/people.h"

#define MEETING_MAX_ASKS 200 /* with those that were refused */
#define EMAIL_MAX_ASKS   10  /* of one address, in all meetings, that wait */
#define ASK_REFUSED_MS   INT64_C(86400000)

struct ask_row {
    const char *id;
    const char *email;
    const char *name; /* or NULL */
    int64_t created_at;
    int64_t refused_at;
};

/* Once more is fine. STATUS_EXISTS: the address is somebody's who is in the meeting; STATUS_FORBIDDEN: it was refused lately; STATUS_LIMIT;
 * STATUS_NOT_FOUND: no such meeting. */
enum status asks_add(struct people *people, const char *meeting, const char *email, const char *name,
                     int64_t now) MUST_CHECK;
/* Oldest first; `ask` and `email` NULL: all. Borrowed; return false to stop. */
enum status asks_list(struct people *people, const char *meeting, const char *ask, const char *email,
                      bool (*each)(void *context, const struct ask_row *row), void *context) MUST_CHECK;
/* Within a transaction. STATUS_NOT_FOUND. */
enum status asks_refuse(struct people *people, const char *meeting, const char *ask, int64_t now) MUST_CHECK;
enum status asks_remove(struct people *people, const char *meeting, const char *ask) MUST_CHECK;

#endif
