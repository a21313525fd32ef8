/* The end of drafts and meetings, in two steps. **Deleted**: nobody sees it any more, and nothing is lost; it can be taken back. **Purged**, when the
 * time of grace is over: its log, snapshots, seats and acts are gone, and so are its words from the file, which is
 * overwritten there. What stays is its id, so that nobody gets it again, and the audit log.
 *
 * A meeting is deleted with the drafts on its agenda. Whose first link was for a purged draft keeps it for their other seats.
 *
 * All times are milliseconds since the epoch. Returned where not said otherwise: STATUS_OK, STATUS_NOT_FOUND (no such draft or meeting, or it was
 * purged), STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_DELETION_H
#define STORE_DELETION_H

#include "store/people.h"

enum deletion_kind { DELETION_DRAFT, DELETION_MEETING };

/* STATUS_CONFLICT: it is so already. */
enum status deletion_set(struct people *people, enum deletion_kind kind, const char *id, bool deleted,
                         const char *by, int64_t now) MUST_CHECK;

/* When it was deleted; 0: it was not. STATUS_NOT_FOUND too where it was purged. */
enum status deletion_at(struct people *people, enum deletion_kind kind, const char *id,
                        int64_t *at) MUST_CHECK;

/* The seats in the drafts that were deleted at that time, good or not. */
enum status deletion_each_seat(struct people *people, int64_t at,
                               void (*each)(void *context, const char *draft, const char *seat),
                               void *context) MUST_CHECK;

struct purge {
    struct people *people; /* of the folder: a connection of its own where a server runs; borrowed */
    const char *id; /* this draft or meeting alone; NULL: all that was deleted at `before` or earlier */
    int64_t before;
    const char *by; /* is noted */
    int64_t now;
    /* Takes out the log of a draft that lies elsewhere, before anything else of the draft goes; done again where that fails. NULL: all logs are in the
     * folder. */
    enum status (*erase_log)(void *context, const char *draft);
    void *context;
};

/* Rows only: deletion_tidy comes behind it. Any thread, beside a running server. STATUS_FENCED, STATUS_UNKNOWN: erase_log said so. A draft whose log is fenced stays as it
 * is, and so do meetings then; the other drafts go. */
enum status deletion_purge(const struct purge *purge) MUST_CHECK;

/* What is no row of people, also of what another server of a cluster purged: calls back for each draft that was purged after `since`, 0: ever; and if anything was, takes out what the
 * folder has of logs that are purged elsewhere, and overwrites what went free. Any thread. */
enum status deletion_tidy(const char *dir, int64_t since, void (*each)(void *context, const char *draft),
                          void *context) MUST_CHECK;

#endif
