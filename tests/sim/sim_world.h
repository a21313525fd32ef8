/* One run: a server, its log, people and a network, and a schedule of what happens to them; then everything is well again, and all must
 * come to rest in the same state. Ends the process where a promise is broken (sim_check.h). */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "sim_check.h"
#include "sim_schedule.h"

void sim_world_run(const struct sim_schedule *schedule, struct sim_stats *stats);

#endif
