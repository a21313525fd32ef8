/* How long to wait after failures in a row: twice as long each time, up to HOOK_MOST_WAIT_MS. Of that a random part between half and all is waited, so that those who
 * failed together do not come again together. */
#ifndef HOOKS_BACKOFF_H
#define HOOKS_BACKOFF_H

#include <stdint.h>

#define HOOK_MOST_WAIT_MS (INT64_C(1) * 3600000)

/* `failures` from 1; `first_ms`: the wait after the first; `random`: any number. */
int64_t backoff_ms(uint64_t failures, int64_t first_ms, uint32_t random);

#endif
