#include "session/budget.h"

#define SECOND_US 1000000u

struct budget budget_full(uint64_t burst, uint64_t now_us)
{
    return (struct budget){burst, now_us};
}

/* Time that is too short for one more is kept for the next call: many short waits give as much as a long one. */
static void fill(struct budget *budget, uint64_t per_second, uint64_t burst, uint64_t now_us)
{
    uint64_t gained = (now_us - budget->filled_us) * per_second / SECOND_US;
    budget->left += gained;
    budget->filled_us += gained * SECOND_US / per_second;
    if (budget->left > burst)
        budget->left = burst;
}

bool budget_take(struct budget *budget, uint64_t cost, uint64_t per_second, uint64_t burst, uint64_t now_us)
{
    fill(budget, per_second, burst, now_us);
    if (budget->left < cost)
        return false;
    budget->left -= cost;
    return true;
}
