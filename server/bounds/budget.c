#include "bounds/budget.h"

struct budget budget_full(const struct rate *rate, uint64_t now_us)
{
    return (struct budget){rate->burst, now_us};
}

/* Time that is too short for one more is kept for the next call: many short waits give as much as a long one. A wait of many periods
 * fills the bucket; it is told apart, as its product with the amount would overflow. */
static void fill(struct budget *budget, const struct rate *rate, uint64_t now_us)
{
    uint64_t waited = now_us - budget->filled_us;
    if (waited / rate->period_us > rate->burst / rate->amount) {
        *budget = budget_full(rate, now_us);
        return;
    }
    uint64_t gained = waited * rate->amount / rate->period_us;
    budget->left += gained;
    budget->filled_us += gained * rate->period_us / rate->amount;
    if (budget->left > rate->burst)
        budget->left = rate->burst;
}

bool budget_take(struct budget *budget, uint64_t cost, const struct rate *rate, uint64_t now_us)
{
    fill(budget, rate, now_us);
    if (budget->left < cost)
        return false;
    budget->left -= cost;
    return true;
}

bool budget_is_full(struct budget *budget, const struct rate *rate, uint64_t now_us)
{
    fill(budget, rate, now_us);
    return budget->left == rate->burst;
}
