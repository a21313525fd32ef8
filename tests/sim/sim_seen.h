/* What has been seen in many runs. A simulation in which nothing goes wrong proves nothing. */
#ifndef SIM_SEEN_H
#define SIM_SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "sim_check.h"

struct sim_sight {
    const char *what;
    uint64_t times;
};

/* What any world counts, on the standard output. */
void sim_seen_print(const struct sim_stats *stats);
/* Whether everything that any world must meet has happened; says what has not. */
bool sim_seen_all(const struct sim_stats *stats);
bool sim_seen_each(const struct sim_sight *sights, size_t count);

#endif
