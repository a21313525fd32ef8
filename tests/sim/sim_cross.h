/* Moves what a client has not had accepted yet and what others did past each other, as protocol/operations.md "Concurrency" asks of a
 * client: `theirs` was ordered first, so its inserts come first on both sides. */
#ifndef SIM_CROSS_H
#define SIM_CROSS_H

#include "draft/change.h"

/* Both in place: `ours` becomes what can follow `theirs`, `theirs` what can follow `ours`. */
void sim_cross(struct change_list *ours, struct change_list *theirs);

#endif
