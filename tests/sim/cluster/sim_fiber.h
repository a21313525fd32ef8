/* A thread of a simulated process, run by hand: it has a stack of its own, and goes on only when it is resumed. So what blocks on a database can
 * wait while the simulation does everything else. */
#ifndef SIM_FIBER_H
#define SIM_FIBER_H

#include <stdbool.h>

struct sim_fiber;

/* Runs nothing yet. `body` ends by returning. */
struct sim_fiber *sim_fiber_create(void (*body)(void *context), void *context);
void sim_fiber_destroy(struct sim_fiber *fiber); /* ended by now */
/* Until it yields or ends. Not from within a fiber. */
void sim_fiber_resume(struct sim_fiber *fiber);
void sim_fiber_yield(void);
struct sim_fiber *sim_fiber_current(void); /* NULL: the simulation itself runs */
bool sim_fiber_has_ended(const struct sim_fiber *fiber);

#endif
