/* A place in the words that moves with them: a caret, the range of a comment. */
#ifndef DRAFT_CARET_H
#define DRAFT_CARET_H

#include "draft/op.h"

struct caret {
    char item[ID_BYTES]; /* empty: nowhere */
    char lang[LANG_MAX + 1];
    uint32_t anchor;
    uint32_t head;
};

/* Moves the caret over an op that was applied after it was placed. What others insert exactly at a caret stays to its right; what
 * its owner inserts there, to its left. */
void caret_follow_change(struct caret *caret, const struct change *change, bool own);
void caret_follow(struct caret *caret, const struct op *op, bool own);

#endif
