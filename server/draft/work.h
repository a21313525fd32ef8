/* What one message may cost. Whatever takes longer the more there is, pays for it before it is done, in steps of about ten nanoseconds; where
 * nothing is left, it is not done and the op is refused. So no op holds the loop for longer than its allowance, whatever it asks for.
 *
 * Steps are counted, not timed: the same op costs the same on every machine and in every run.
 */
#ifndef DRAFT_WORK_H
#define DRAFT_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of one message that a client sends: about fifteen milliseconds, enough to move an op over a few thousand others that have to be read again. */
#define OP_MAX_STEPS UINT64_C(1500000)

struct work {
    uint64_t left;
    uint64_t spent;
};

/* False, and everything that was left is spent, where there is not so much. NULL: there always is. */
bool work_pay(struct work *work, uint64_t steps);

#endif
