/* A bucket that fills with time: so much a second for long, and a burst above that. */
#ifndef SESSION_BUDGET_H
#define SESSION_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

struct budget {
    uint64_t left;
    uint64_t filled_us; /* up to this time */
};

/* Full at `now_us`. */
struct budget budget_full(uint64_t burst, uint64_t now_us);
/* Takes `cost`; false, and takes nothing, where there is not so much. `per_second` is not 0. */
bool budget_take(struct budget *budget, uint64_t cost, uint64_t per_second, uint64_t burst, uint64_t now_us);

#endif
