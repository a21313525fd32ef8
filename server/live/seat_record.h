/* What is done to seats, from the people database into the log of their draft.
 *
 * Whoever acts on a seat, a call of the API or a command beside us, writes to the people database first (store/acts.h). This adds an op to the
 * draft, by whoever acted. What was done while no server ran comes into the log when the draft is opened next. An act carries its number, and
 * the draft's state knows the last one that it has: so each is added once, whenever we are killed. */
#ifndef LIVE_SEAT_RECORD_H
#define LIVE_SEAT_RECORD_H

struct live_draft;
struct live_drafts;

/* Adds what the log of a draft does not have yet; for one that has just been opened. */
void seat_record_catch_up(struct live_draft *live);
/* The same for a draft that may have to be opened first. */
void seat_record_take_over(struct live_drafts *drafts, const char *draft);

#endif
