/* What whoever runs the server sees of the data, as JSON: for the commands `plenaria admin` and for the calls below /api/admin, which say the same. Lists
 * are written with their brackets. Returned: STATUS_OK, STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef HOST_HOST_VIEW_H
#define HOST_HOST_VIEW_H

#include "store/audit.h"
#include "store/holdings.h"

/* All drafts, oldest first. `write_more` (may be NULL) adds members to each. */
enum status host_write_drafts(struct people *people,
                              void (*write_more)(void *context, const char *draft, struct buf *out),
                              void *context, struct buf *out) MUST_CHECK;
enum status host_write_meetings(struct people *people, struct buf *out) MUST_CHECK;
/* Newest first; the name of whoever did it stands with each entry where it is known. */
enum status host_write_log(struct people *people, const struct audit_filter *filter,
                           struct buf *out) MUST_CHECK;
/* All that is known of a person: their invitations and what they did and what was done to them, as the audit log has it. STATUS_NOT_FOUND. */
enum status host_write_person(struct people *people, const char *who, struct buf *out) MUST_CHECK;
/* By name. */
enum status host_write_hooks(struct people *people, struct buf *out) MUST_CHECK;
enum status host_write_tokens(struct people *people, struct buf *out) MUST_CHECK;

#endif
