/* What is done to seats, to the people who sit on them: ends or renews the connections of a seat at once (one that got another role comes again
 * and has that), and has the act written into the log of
 * its draft (live/seat_record.h), by whichever process it was done. */
#ifndef SESSION_SEAT_ACTS_H
#define SESSION_SEAT_ACTS_H

#include "base/status.h"

struct service;

/* From now on. STATUS_IO, STATUS_CORRUPT. */
enum status seat_acts_start(struct service *service) MUST_CHECK;
/* Takes over what was done since the last time. To be called after every act of our own, before somebody sits down, and every few seconds. */
void seat_acts_poll(struct service *service);

#endif
