/* Moves changes over concurrent ones (protocol/operations.md "Concurrency").
 *
 * Given changes A, already applied, and B, made against the same state without knowing A, transform gives B' that can be
 * applied after A and means what B meant: words follow their item through splits and merges, places follow the words.
 * Text is exact. Where both change the structure, the intent that was ordered first stands and the other is redirected to
 * where its items are now.
 */
#ifndef DRAFT_TRANSFORM_H
#define DRAFT_TRANSFORM_H

#include "draft/change.h"

/* Moves `incoming` over `applied`, in place: the list may grow (a text change whose item was split) or shrink (two that now
 * are in one text are composed). Borrows `applied`. */
void transform_over(struct change_list *incoming, const struct change_list *applied);

#endif
