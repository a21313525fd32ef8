/* The seats that follow from a meeting.
 *
 * Who is in a draft of a meeting, with which role, follows from the people, their exceptions and the agenda (access.h). seating_apply compares
 * that with the seats that there are and ends and gives what differs. Seats are real rows, and each that ends or is given is an act in the log of
 * its own draft: a draft's chained log says by itself who could act in it when, also for whoever gets its bundle alone, and everything that knows
 * seats (connections, presence, budgets, the record) knows these. A seat never changes; who gets another role gets another seat.
 *
 * A seat that was given in the draft itself stays what it is, unless its holder is a person of the meeting: then the meeting decides.
 * In an archived meeting everybody's seat is an observer's, those that were given in the draft too. */
#ifndef PEOPLE_SEATING_H
#define PEOPLE_SEATING_H

#include "store/meetings.h"

/* Within people_transact, after whatever was changed; `by` as of people_invite. STATUS_LAST_CHAIR: a draft would be without a chair, and the
 * meeting is not archived; STATUS_LIMIT: a draft has all the seats it may have; STATUS_NOT_FOUND: no such meeting. */
enum status seating_apply(struct people *people, const char *meeting, const char *by, int64_t now) MUST_CHECK;

#endif
