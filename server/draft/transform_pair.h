/* How one change moves over one other that was made on the same state: the rules of protocol/operations.md "Concurrency", pair by pair.
 * transform.c takes whole ops through them. */
#ifndef DRAFT_TRANSFORM_PAIR_H
#define DRAFT_TRANSFORM_PAIR_H

#include "draft/change.h"

/* Moves `change` over `other` and adds it to `out`, which becomes longer by one change, or by two where a split divided a text. Takes
 * `change`, borrows `other`. `other_first`: which of two inserts at one place comes first. */
void transform_pair(struct change *change, const struct change *other, bool other_first,
                    struct change_list *out);

#endif
