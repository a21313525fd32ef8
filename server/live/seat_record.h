/* What is done to seats, from the people database into the logs.
 *
 * Whoever acts on a seat, a call of the API or a command beside us, writes to the people database first (store/acts.h).
 * From there this takes it over: it ends or renews the connections of the seat at once, and adds an op to its draft, by
 * whoever acted. What was done while no server ran comes into the log when the draft is opened next. An act carries its
 * number, and the draft's state knows the last one that it has: so each is added once, whenever we are killed. */
#ifndef LIVE_SEAT_RECORD_H
#define LIVE_SEAT_RECORD_H

#include "base/status.h"

struct live_draft;
struct service;

/* From now on. STATUS_IO, STATUS_CORRUPT. */
enum status seat_record_start(struct service *service) MUST_CHECK;
/* Takes over what was done since the last time, by whichever process. To be called after every act of our own, before
 * somebody sits down, and every few seconds. */
void seat_record_poll(struct service *service);
/* The same for a draft that has just been opened. */
void seat_record_catch_up(struct live_draft *live);

#endif
