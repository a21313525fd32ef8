/* A bucket that fills with time: so much in a period for long, and a burst above that. */
#ifndef BOUNDS_BUDGET_H
#define BOUNDS_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

/* So much is gained in a period, and no more than `burst` is saved up. Neither `amount` nor `period_us` is 0. */
struct rate {
    uint64_t amount;
    uint64_t period_us;
    uint64_t burst;
};

struct budget {
    uint64_t left;
    uint64_t filled_us; /* up to this time */
};

/* Full at `now_us`. */
struct budget budget_full(const struct rate *rate, uint64_t now_us);
/* Takes `cost`; false, and takes nothing, where there is not so much. */
bool budget_take(struct budget *budget, uint64_t cost, const struct rate *rate, uint64_t now_us);
/* Whether it is as good as new, so that it need not be remembered. */
bool budget_is_full(struct budget *budget, const struct rate *rate, uint64_t now_us);

#endif
