/* Moves the changes of an op over the ops that were applied since it was made (protocol/operations.md "Concurrency").
 *
 *   struct transform *moving = transform_begin(&changes, TRANSFORM_LATE, &work);
 *   for each op since the base, in order: status = transform_over(moving, &op->changes);
 *   transform_end(moving, &changes);
 */
#ifndef DRAFT_TRANSFORM_H
#define DRAFT_TRANSFORM_H

#include "draft/change.h"
#include "draft/work.h"

struct transform;

/* Who stands first, of two inserts at one place. */
enum transform_tie {
    TRANSFORM_LATE,    /* what was applied: the op came later */
    TRANSFORM_RETURNS, /* the changes that are moved: words come back to where they stood */
};

/* Takes the changes, leaves `incoming` empty. `work` is borrowed until the end. Of the changes, no two that lie side by side are words of one
 * text. */
struct transform *transform_begin(struct change_list *incoming, enum transform_tie tie, struct work *work);
/* Moves them over one op more, which is borrowed. False where that is more work than is left; then they are of no use any more. */
bool transform_over(struct transform *moving, const struct change_list *applied)
    __attribute__((warn_unused_result));
/* Gives the changes back: there may be more of them (a text was split) or fewer (two came into one text and are one change now). */
void transform_end(struct transform *moving, struct change_list *out);

#endif
