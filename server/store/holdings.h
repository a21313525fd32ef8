/* All that the database holds, for whoever runs the server: every draft and every meeting, also what is deleted, and how much there is of each. What
 * is handed to `each` is borrowed; it returns false to stop. Returned: STATUS_OK, STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_HOLDINGS_H
#define STORE_HOLDINGS_H

#include "store/people.h"

struct draft_holding {
    const char *id;
    const char *meeting;                       /* whose agenda it is on; or NULL */
    int64_t created_at, deleted_at, purged_at; /* 0: not */
    uint64_t seats;                            /* that are not revoked */
    uint64_t seq, bytes; /* of its log in the data folder; 0 where several servers share another */
};

/* Oldest first. */
enum status holdings_drafts(struct people *people,
                            bool (*each)(void *context, const struct draft_holding *draft),
                            void *context) MUST_CHECK;

struct meeting_holding {
    const char *id;
    const char *document; /* people/meeting_document.h reads it */
    int64_t created_at, archived_at, deleted_at, purged_at;
    uint64_t people; /* who are not revoked */
    uint64_t drafts; /* on its agenda */
};

/* Newest first. */
enum status holdings_meetings(struct people *people,
                              bool (*each)(void *context, const struct meeting_holding *meeting),
                              void *context) MUST_CHECK;

/* Every invitation of a person or participant, with all that is known of them; an id of any of the invitations finds them all. */
struct invitation_holding {
    const char *id, *participant;
    const char *draft, *meeting; /* one of them is NULL */
    const char *role, *name;
    const char *delegation, *email, *lang; /* each may be NULL */
    int64_t created_at, expires_at, revoked_at, opened_at;
    uint64_t devices; /* signed in by it */
};

/* Oldest first; `who` may be an id or an e-mail address, of which the case does not count. */
enum status holdings_person(struct people *people, const char *who,
                            bool (*each)(void *context, const struct invitation_holding *invitation),
                            void *context) MUST_CHECK;
/* Erases e-mail addresses and languages of that person everywhere, also beside the audit log, and notes that. `*erased`: how many addresses. STATUS_NOT_FOUND:
 * nobody is known by that. */
enum status holdings_erase_emails(struct people *people, const char *who, const char *by, int64_t now,
                                  uint64_t *erased) MUST_CHECK;

#endif
