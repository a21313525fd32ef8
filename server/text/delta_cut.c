#include "text/delta_iterator.h"

void delta_cut(const struct delta *delta, uint32_t at_u16, struct delta *left, struct delta *right)
{
    struct delta_iterator it = delta_iterator_on(delta);
    *left = (struct delta)DELTA_EMPTY;
    *right = (struct delta)DELTA_EMPTY;
    uint32_t old_text = at_u16; /* still on the left */
    while (delta_more(&it) && (old_text || delta_peek_type(&it) == DELTA_INSERT)) {
        bool insert = delta_peek_type(&it) == DELTA_INSERT;
        struct delta_piece piece = delta_next(&it, insert ? DELTA_FOR_EVER : old_text);
        delta_append_piece(left, &piece);
        old_text -= insert ? 0 : piece.len_u16;
    }
    while (delta_more(&it)) {
        struct delta_piece piece = delta_next(&it, DELTA_FOR_EVER);
        delta_append_piece(right, &piece);
    }
    delta_chop(left);
    delta_chop(right);
}
