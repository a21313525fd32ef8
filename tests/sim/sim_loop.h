/* base/loop.h over a clock that the simulation turns by hand: linked in place of base/loop.c. There is one clock; several loops
 * (the server's, the world's) may run on it. Jobs run on the loop itself, some milliseconds after they were asked for. */
#ifndef SIM_LOOP_H
#define SIM_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"

void sim_clock_reset(void); /* to 0; the wall clock is right again */
uint64_t sim_clock_ms(void);
void sim_clock_turn(uint64_t to_ms); /* never back */
void sim_clock_jump(int64_t by_ms);  /* the wall clock alone, as when somebody sets it */
void sim_clock_skip(uint64_t ms); /* loop_clock_us goes ahead; for what has ended, and goes on for nobody */
void sim_clock_skip_back(void);
void sim_loop_set_job_ms(struct loop *loop, uint64_t ms); /* how long a job takes from now on */

/* When the loop has something to do next; false where it has nothing. */
bool sim_loop_next(const struct loop *loop, uint64_t *at_ms);
/* Does everything that is due by now. */
void sim_loop_run_due(struct loop *loop);

#endif
