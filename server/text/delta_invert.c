#include "text/delta_iterator.h"

/* Takes one piece of a change back, given the same stretch of the document. */
static void invert_stretch(struct delta *out, const struct delta_piece *change, const struct delta_piece *was)
{
    if (change->type == DELTA_DELETE) {
        delta_insert_piece(out, was, was->attributes);
        return;
    }
    struct attributes *attributes = attributes_invert(change->attributes, was->attributes);
    delta_retain(out, was->len_u16, attributes);
    attributes_unref(attributes);
}

void delta_invert(const struct delta *change, const struct delta *document, struct delta *out)
{
    struct delta_iterator changes = delta_iterator_on(change);
    struct delta_iterator old = delta_iterator_on(document);
    *out = (struct delta)DELTA_EMPTY;
    while (delta_more(&changes)) {
        if (delta_peek_type(&changes) == DELTA_INSERT) {
            delta_delete(out, delta_next(&changes, DELTA_FOR_EVER).len_u16);
            continue;
        }
        struct delta_piece was = delta_next(&old, delta_peek_len(&changes));
        struct delta_piece piece = delta_next(&changes, was.len_u16);
        if (was.type == DELTA_INSERT)
            invert_stretch(out, &piece, &was);
        else if (piece.type == DELTA_RETAIN && !piece.attributes)
            delta_retain(out, piece.len_u16, NULL); /* runs past the end: nothing there to bring back */
    }
    delta_chop(out);
}
