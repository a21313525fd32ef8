#include "text/delta_iterator.h"

/* A stretch of old text that both walk along. */
static void transform_stretch(struct delta *out, const struct delta_piece *a, const struct delta_piece *b,
                              bool priority)
{
    if (a->type == DELTA_DELETE)
        return; /* whatever b meant to do with it, it is gone */
    if (b->type == DELTA_DELETE) {
        delta_delete(out, b->len_u16);
        return;
    }
    struct attributes *attributes = attributes_transform(a->attributes, b->attributes, priority);
    delta_retain(out, b->len_u16, attributes);
    attributes_unref(attributes);
}

void delta_transform(const struct delta *a, const struct delta *b, bool priority, struct delta *out)
{
    struct delta_iterator ours = delta_iterator_on(a);
    struct delta_iterator theirs = delta_iterator_on(b);
    *out = (struct delta)DELTA_EMPTY;
    while (delta_more(&ours) || delta_more(&theirs)) {
        bool they_insert = delta_peek_type(&theirs) == DELTA_INSERT;
        if (delta_peek_type(&ours) == DELTA_INSERT && (priority || !they_insert)) {
            delta_retain(out, delta_next(&ours, DELTA_FOR_EVER).len_u16, NULL);
        } else if (they_insert) {
            struct delta_piece piece = delta_next(&theirs, DELTA_FOR_EVER);
            delta_append_piece(out, &piece);
        } else {
            uint32_t len = delta_peek_common(&ours, &theirs);
            struct delta_piece from_a = delta_next(&ours, len);
            struct delta_piece from_b = delta_next(&theirs, len);
            transform_stretch(out, &from_a, &from_b, priority);
        }
    }
    delta_chop(out);
}

uint32_t delta_transform_position(const struct delta *delta, uint32_t position_u16, bool priority)
{
    uint64_t position = position_u16; /* 64 bits: many inserts cannot wrap it round */
    uint64_t at = 0;
    for (size_t i = 0; i < delta->count && at <= position; i++) {
        uint64_t len = delta->ops[i].len_u16;
        if (delta->ops[i].type == DELTA_DELETE) {
            position -= len < position - at ? len : position - at;
            continue;
        }
        if (delta->ops[i].type == DELTA_INSERT && (at < position || !priority))
            position += len;
        at += len;
    }
    return position > UINT32_MAX ? UINT32_MAX : (uint32_t)position;
}
