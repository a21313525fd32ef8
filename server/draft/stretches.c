#include "draft/stretches.h"

#include <stdlib.h>

#include "base/mem.h"

/* Where a walk along a delta is: in which of its parts, and how much of that has been passed. */
struct walk {
    const struct delta *delta; /* NULL: nothing to walk along */
    size_t part;
    uint32_t passed_u16;
};

static const struct delta_op *part_at(const struct walk *walk)
{
    return walk->delta && walk->part < walk->delta->count ? &walk->delta->ops[walk->part] : NULL;
}

static void pass(struct walk *walk, uint32_t len_u16)
{
    if (!part_at(walk))
        return;
    walk->passed_u16 += len_u16;
    if (walk->passed_u16 < part_at(walk)->len_u16)
        return;
    walk->part++;
    walk->passed_u16 = 0;
}

void stretches_cut(const struct delta *words, const struct delta *selection, struct stretches *out)
{
    struct walk along = {words, 0, 0}, chosen = {selection, 0, 0};
    const struct delta_op *run, *choice;
    *out = (struct stretches){
        mem_zero(words->count + (selection ? selection->count : 0) + 1, sizeof(struct stretch)), 0};
    while ((run = part_at(&along))) {
        uint32_t len = run->len_u16 - along.passed_u16;
        if ((choice = part_at(&chosen)) && choice->len_u16 - chosen.passed_u16 < len)
            len = choice->len_u16 - chosen.passed_u16;
        out->all[out->count++] = (struct stretch){len, run->attributes, choice ? choice->attributes : NULL};
        pass(&along, len);
        pass(&chosen, len);
    }
}

void stretches_clear(struct stretches *stretches)
{
    free(stretches->all);
    *stretches = (struct stretches){NULL, 0};
}
