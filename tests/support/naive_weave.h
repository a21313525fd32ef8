/* The naive twin of record/weave: each text a flat array of letters that know by which op they were written and which proposals they carry.
 * It is changed by canonical ops, keeps no tombstones, and shares no code with record/. A copy of it is what stood at that seq.
 */
#ifndef SUPPORT_NAIVE_WEAVE_H
#define SUPPORT_NAIVE_WEAVE_H

#include "draft/op.h"

#define NAIVE_PROPOSALS 64 /* q0 to q63 are told apart */

struct naive_letter {
    uint16_t unit;
    uint32_t written;
    uint64_t under; /* a bit for each proposal */
    uint64_t struck;
};

struct naive_life {
    char item[ID_BYTES];
    char lang[LANG_MAX + 1];
    struct naive_letter *letters;
    size_t count;
};

struct naive_weave {
    struct naive_life *lives;
    size_t count;
};

void naive_weave_fold(struct naive_weave *weave, const struct op *op);
void naive_weave_copy(const struct naive_weave *from, struct naive_weave *out);
void naive_weave_clear(struct naive_weave *weave);
/* NULL where there is none. */
const struct naive_life *naive_weave_text(const struct naive_weave *weave, const char *item,
                                          const char *lang);

#endif
