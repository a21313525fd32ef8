#include "text/delta_iterator.h"

#include <string.h>

#include "text/utf.h"

#define SURROGATE_PAIR_BYTES 4

struct delta_iterator delta_iterator_on(const struct delta *delta)
{
    return (struct delta_iterator){.delta = delta};
}

bool delta_more(const struct delta_iterator *it)
{
    return it->index < it->delta->count;
}

enum delta_type delta_peek_type(const struct delta_iterator *it)
{
    return delta_more(it) ? it->delta->ops[it->index].type : DELTA_RETAIN;
}

uint32_t delta_peek_len(const struct delta_iterator *it)
{
    return delta_more(it) ? it->delta->ops[it->index].len_u16 - it->taken_u16 : DELTA_FOR_EVER;
}

uint32_t delta_peek_common(const struct delta_iterator *a, const struct delta_iterator *b)
{
    uint32_t left = delta_peek_len(a);
    uint32_t right = delta_peek_len(b);
    return left < right ? left : right;
}

/* Sets bytes and halves of an insert's next `piece->len_u16` units. */
static void take_bytes(struct delta_iterator *it, const struct delta_op *op, struct delta_piece *piece)
{
    const char *rest = delta_op_bytes(it->delta, op) + it->taken_bytes;
    uint32_t rest_bytes = op->len_bytes - it->taken_bytes;
    uint32_t units = piece->len_u16;
    piece->half_before = it->inside_pair;
    if (piece->half_before) {
        rest += SURROGATE_PAIR_BYTES;
        rest_bytes -= SURROGATE_PAIR_BYTES;
        it->taken_bytes += SURROGATE_PAIR_BYTES;
        units--;
    }
    piece->bytes = rest;
    if (it->taken_u16 + piece->len_u16 == op->len_u16) {
        piece->len_bytes = rest_bytes;
        it->inside_pair = false;
    } else {
        piece->len_bytes = (uint32_t)utf_bytes_of(rest, rest_bytes, units, &it->inside_pair);
    }
    piece->half_after = it->inside_pair;
    if (piece->half_after)
        piece->len_bytes -= SURROGATE_PAIR_BYTES;
    it->taken_bytes += piece->len_bytes;
}

struct delta_piece delta_next(struct delta_iterator *it, uint32_t max_u16)
{
    if (!delta_more(it))
        return (struct delta_piece){.type = DELTA_RETAIN, .len_u16 = max_u16};
    const struct delta_op *op = &it->delta->ops[it->index];
    uint32_t left = op->len_u16 - it->taken_u16;
    struct delta_piece piece = {.type = op->type, .attributes = op->attributes};
    piece.len_u16 = max_u16 < left ? max_u16 : left;
    if (op->type == DELTA_INSERT)
        take_bytes(it, op, &piece);
    it->taken_u16 += piece.len_u16;
    if (it->taken_u16 == op->len_u16) {
        it->index++;
        it->taken_u16 = 0;
        it->taken_bytes = 0;
    }
    return piece;
}

void delta_insert_piece(struct delta *out, const struct delta_piece *piece, struct attributes *attributes)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    if (piece->half_before)
        delta_insert(out, replacement, strlen(replacement), attributes);
    delta_insert(out, piece->bytes, piece->len_bytes, attributes);
    if (piece->half_after)
        delta_insert(out, replacement, strlen(replacement), attributes);
}

void delta_append_piece(struct delta *out, const struct delta_piece *piece)
{
    switch (piece->type) {
    case DELTA_INSERT:
        delta_insert_piece(out, piece, piece->attributes);
        break;
    case DELTA_RETAIN:
        delta_retain(out, piece->len_u16, piece->attributes);
        break;
    case DELTA_DELETE:
        delta_delete(out, piece->len_u16);
        break;
    }
}
