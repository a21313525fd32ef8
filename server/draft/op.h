/* An op: one atomic, numbered entry of the op log. */
#ifndef DRAFT_OP_H
#define DRAFT_OP_H

#include "draft/change.h"

struct op {
    uint64_t seq;
    int64_t at; /* ms since the epoch */
    char by[ID_BYTES];
    char client[ID_BYTES];
    uint64_t n;
    struct change_list changes;
};

void op_clear(struct op *op);

#endif
