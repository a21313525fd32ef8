/* Random ops of all kinds, made against what somebody sees: most of them fit it, some do not. */
#ifndef SUPPORT_RANDOM_OP_H
#define SUPPORT_RANDOM_OP_H

#include "draft/draft.h"
#include "support/choices.h"

/* One to five changes. The later ones build on the earlier ones, which are made to `view` and taken back at the end. */
void random_op(struct choices *choices, struct draft *view, struct change_list *out);

#endif
