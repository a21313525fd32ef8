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
                               void (*each)(void *context, const char *seat), void *context) MUST_CHECK;

/* Purges what was deleted at `before` or earlier; where `id` is not NULL, that one alone. For each, when it is gone, `each` is told (may be NULL). It
 * has a connection of its own and may run on any thread, beside a running server. `by` is who is noted. STATUS_USAGE: the folder is one of a cluster, whose
 * logs are not in it. */
enum status deletion_purge(const char *dir, const char *id, int64_t before, const char *by, int64_t now,
                           void (*each)(void *context, enum deletion_kind kind, const char *id),
                           void *context) MUST_CHECK;

#endif
