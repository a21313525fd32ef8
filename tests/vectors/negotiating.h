/* Random acts of a negotiation, made against what somebody sees: most of them fit it, some do not. */
#ifndef VECTORS_NEGOTIATING_H
#define VECTORS_NEGOTIATING_H

#include "draft/draft.h"
#include "support/choices.h"

/* One act, of one or two changes, appended to `out`. The draft has items. */
void negotiating_act(struct choices *choices, const struct draft *draft, const struct participant *who,
                     struct change_list *out);

#endif
