/* Consultations end at a time, whether or not anybody is there (protocol/negotiation.md): this wakes the drafts whose time has come,
 * and closes what is due in an op by the system. When each draft wants to be woken stands in the log beside its last op, so that
 * what came due while the server was down is closed at the next start.
 */
#ifndef LIVE_DEADLINES_H
#define LIVE_DEADLINES_H

#include <stdint.h>

#include "base/status.h"

struct deadlines;
struct live_drafts;

/* Borrows the drafts. STATUS_IO. */
enum status deadlines_create(struct live_drafts *drafts, struct deadlines **out) MUST_CHECK;
void deadlines_destroy(struct deadlines *deadlines);
/* When a draft wants to be woken, ms since the epoch; 0: not. */
void deadlines_set(struct deadlines *deadlines, const char *draft, int64_t wake_at);

#endif
