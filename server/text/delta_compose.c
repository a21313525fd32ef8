#include "text/delta_iterator.h"

/* What `b` does to a stretch that `a` retained or inserted, when it keeps that stretch. */
static void keep(struct delta *out, const struct delta_piece *a, const struct delta_piece *b)
{
    struct attributes *attributes = attributes_compose(a->attributes, b->attributes, a->type == DELTA_RETAIN);
    if (a->type == DELTA_RETAIN)
        delta_retain(out, a->len_u16, attributes);
    else
        delta_insert_piece(out, a, attributes);
    attributes_unref(attributes);
}

/* quill-delta has two short cuts here, for unchanged inserts at the start and for the rest behind the last op of `b`.
 * On deltas in normal form, and there are no others, they give what this plain walk gives. */
void delta_compose(const struct delta *a, const struct delta *b, struct delta *out)
{
    struct delta_iterator first = delta_iterator_on(a);
    struct delta_iterator second = delta_iterator_on(b);
    *out = (struct delta)DELTA_EMPTY;
    while (delta_more(&first) || delta_more(&second)) {
        if (delta_peek_type(&second) == DELTA_INSERT) {
            struct delta_piece piece = delta_next(&second, DELTA_FOR_EVER);
            delta_append_piece(out, &piece);
            continue;
        }
        if (delta_peek_type(&first) == DELTA_DELETE) {
            delta_delete(out, delta_next(&first, DELTA_FOR_EVER).len_u16);
            continue;
        }
        uint32_t len = delta_peek_common(&first, &second);
        struct delta_piece from_a = delta_next(&first, len);
        struct delta_piece from_b = delta_next(&second, len);
        if (from_b.type == DELTA_RETAIN)
            keep(out, &from_a, &from_b);
        else if (from_a.type == DELTA_RETAIN)
            delta_delete(out, len);
        /* else an insert of `a` that `b` deletes: neither happened */
    }
    delta_chop(out);
}
