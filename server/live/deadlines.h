/* Consultations end at a time, whether or not anybody is there (protocol/negotiation.md): this wakes the drafts whose time has come,
 * and closes what is due in an op by the system.
 *
 * When each draft wants to be woken stands in the log beside its last op. So nothing here knows all drafts: every LOOK_MS the log is asked for
 * those that are due soon, and a heap holds these and what drafts in use have said since. What came due while the server was down, or
 * while it belonged to a server that died, is found by the next look.
 *
 *         now                 looks here again                                two looks from now
 *          │─────── LOOK_MS ──────│────────────── LOOK_MS ──────────────────────────│
 *          what is due up to there was found, or is told by deadlines_set; what is later is left to the next look,
 *          which comes a whole LOOK_MS before it is due, and so after its op has become durable
 *
 * The op decides and not the timer: a consultation that is closed leaves nothing to close. */
#ifndef LIVE_DEADLINES_H
#define LIVE_DEADLINES_H

#include <stdint.h>

struct deadlines;
struct live_drafts;

struct deadlines *deadlines_create(struct live_drafts *drafts); /* borrows the drafts */
void deadlines_destroy(struct deadlines *deadlines);            /* NULL is fine; no look may be under way */
/* When a draft wants to be woken, ms since the epoch; 0: not. */
void deadlines_set(struct deadlines *deadlines, const char *draft, int64_t wake_at);

#endif
