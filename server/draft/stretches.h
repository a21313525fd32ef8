/* The words of a text in stretches of equal formatting, cut further where a selection of them begins or ends. */
#ifndef DRAFT_STRETCHES_H
#define DRAFT_STRETCHES_H

#include "text/text.h"

struct stretch {
    uint32_t len_u16;
    const struct attributes *attributes; /* borrowed from `words` */
    const struct attributes
        *chosen; /* what the selection says of it; NULL: nothing. Borrowed from `selection` */
};

struct stretches {
    struct stretch *all; /* caller frees, with stretches_clear */
    size_t count;
};

/* `words`: all words of a text, inserts only. `selection`: retains, at most as long; NULL: none. Borrows both. */
void stretches_cut(const struct delta *words, const struct delta *selection, struct stretches *out);
void stretches_clear(struct stretches *stretches);

#endif
