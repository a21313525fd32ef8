/* What a change costs, in steps (work.h), paid before it is checked: all that its check and its application look at, by what there is of it in
 * the draft. What only grows with the change itself is paid by its length, what walks along items, spans or comments by their number. */
#ifndef DRAFT_PRICE_H
#define DRAFT_PRICE_H

#include "draft/change.h"
#include "draft/draft.h"

/* False where that is more than is left. At once, and without looking at anything, where `work` is NULL. */
bool price_pay(const struct draft *draft, const struct change *change, struct work *work);
/* The same for comparing where everything stands before and after an op (standings.h). */
bool price_pay_standings(const struct draft *draft, struct work *work);
/* The same for what follows from an op by itself, before it is known what that is. */
bool price_pay_consequences(const struct draft *draft, const struct change_list *made, struct work *work);

#endif
