/* Random histories with all that happens to a text: words, splits, merges, moves, removals, and proposals that are made, struck, decided
 * and withdrawn. Each step asks for one op, which may be refused.
 *
 *   struct sitting sitting = sitting_open();
 *   struct random_history history = {.choices = &choices, .sitting = &sitting};
 *   for (...)
 *       if (random_history_step(&history))
 *           ... sitting_last(&sitting) ...
 */
#ifndef SUPPORT_RANDOM_HISTORY_H
#define SUPPORT_RANDOM_HISTORY_H

#include "support/choices.h"
#include "support/sitting.h"

#define RANDOM_HISTORY_PROPOSALS 64 /* so many are made, q0 to q63 */

struct random_history {
    struct choices *choices;
    struct sitting *sitting;
    uint32_t proposals; /* so many were made */
};

bool random_history_step(struct random_history *history); /* true where an op was accepted */

#endif
