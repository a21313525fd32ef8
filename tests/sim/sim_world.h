/* One run: servers, their log, people and a network, and a schedule of what happens to them; then everything is well again, and all must
 * come to rest in the same state. Ends the process where a promise is broken (sim_check.h). There are two worlds: one server that is alone (sim_world.c),
 * and nodes that share a log (cluster/sim_nodes.c); a program is linked with one of them. */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "sim_check.h"
#include "sim_schedule.h"

void sim_world_run(const struct sim_schedule *schedule, struct sim_stats *stats);

/* How often an action is drawn in this world, and by how much the pauses between actions are longer than in the quickest. */
unsigned sim_world_weight(enum sim_act act);
uint64_t sim_world_pace(void);
void sim_world_print(const struct sim_stats *stats);
bool sim_world_covered(const struct sim_stats *stats);

#endif
