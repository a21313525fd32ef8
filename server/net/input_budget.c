#include "net/input_budget.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

struct input_budget {
    size_t held;
    size_t most;
    size_t refs;
};

struct input_budget *input_budget_create(size_t most_bytes)
{
    struct input_budget *budget = mem_zero(1, sizeof *budget);
    *budget = (struct input_budget){.most = most_bytes, .refs = 1};
    return budget;
}

struct input_budget *input_budget_ref(struct input_budget *budget)
{
    budget->refs++;
    return budget;
}

void input_budget_unref(struct input_budget *budget)
{
    if (!budget || --budget->refs)
        return;
    ALWAYS(budget->held == 0);
    free(budget);
}

size_t input_budget_held(const struct input_budget *budget)
{
    return budget->held;
}

/* A buf at most doubles what it needs; it is asked for room only when that much is left. */
static bool has_room(const struct input_budget *budget, const struct buf *buf, size_t len)
{
    size_t need = buf->len + len + 1;
    return need <= INPUT_SMALL || need <= buf->capacity ||
           (budget->held < budget->most && 2 * need <= budget->most - budget->held);
}

bool input_add(struct input_budget *budget, struct buf *buf, const char *bytes, size_t len)
{
    if (!has_room(budget, buf, len))
        return false;
    size_t before = buf->capacity;
    buf_add(buf, bytes, len);
    budget->held += buf->capacity - before;
    return true;
}

void input_clear(struct input_budget *budget, struct buf *buf)
{
    ALWAYS(budget->held >= buf->capacity);
    budget->held -= buf->capacity;
    buf_clear(buf);
}
