/* Ops over ops cell by cell, as simply as can be and as slowly: each list is taken apart and copied down to one pair. The twin of
 * draft/transform.c, with the same rules for a pair. And that one in a single call, with as much work as it needs. */
#ifndef SUPPORT_NAIVE_TRANSFORM_H
#define SUPPORT_NAIVE_TRANSFORM_H

#include "draft/change.h"

/* Moves `incoming`, in place. Borrows `applied`. */
void naive_transform_over(struct change_list *incoming, const struct change_list *applied);
void plain_transform_over(struct change_list *incoming, const struct change_list *applied);

#endif
