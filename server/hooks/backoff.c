#include "hooks/backoff.h"

int64_t backoff_ms(uint64_t failures, int64_t first_ms, uint32_t random)
{
    int64_t wait = first_ms;
    for (uint64_t i = 1; i < failures && wait < HOOK_MOST_WAIT_MS; i++)
        wait *= 2;
    if (wait > HOOK_MOST_WAIT_MS)
        wait = HOOK_MOST_WAIT_MS;
    return wait - wait / 2 * (int64_t)(random % 1024) / 1023;
}
