/* Work off the loop for people who ask for it: reading a past state, an export, an answer to be compressed. All of it can take long, and
 * whoever has a seat can ask for it again and again. So it has a part of the thread pool to itself, and loads of drafts never wait for it;
 * a seat has one piece of work running at a time; and seats take turns, so that whoever asks for much delays nobody else. How much may wait for a
 * seat is for the budget (BUDGET_SEAT_JOBS) of whoever asks. */
#ifndef BOUNDS_WORKERS_H
#define BOUNDS_WORKERS_H

#include <stddef.h>

#include "base/loop.h"

struct workers;

/* At most `running` pieces of work at a time. Borrows the loop. */
struct workers *workers_create(struct loop *loop, size_t running);
/* Runs `work` on a thread, then `done` on the loop; after workers_stop `done` alone. `seat` is any id of who asks; borrowed for the call. */
void workers_add(struct workers *workers, const char *seat, loop_cb work, loop_cb done, void *context);
size_t workers_waiting(const struct workers *workers); /* of all seats, not running yet */
/* Nothing more is begun: `done` is called for what waits, and soon for what is added. */
void workers_stop(struct workers *workers);
/* To be called when nothing runs any more. NULL is fine. */
void workers_destroy(struct workers *workers);

#endif
