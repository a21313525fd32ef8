/* Walks along a delta in pieces of any length, and past its end as if a retain went on for ever, which is what a delta
 * that stops early means.
 *
 *   struct delta_iterator it = delta_iterator_on(&delta);
 *   while (delta_more(&it)) {
 *       struct delta_piece piece = delta_next(&it, 5);   // at most 5 units of one op
 *       ...
 *   }
 *
 * Inside text/ only. Everything borrows from the delta.
 */
#ifndef TEXT_DELTA_ITERATOR_H
#define TEXT_DELTA_ITERATOR_H

#include "text/delta.h"

#define DELTA_FOR_EVER UINT32_MAX

struct delta_iterator {
    const struct delta *delta;
    size_t index;
    uint32_t taken_u16; /* of the op at `index` */
    uint32_t taken_bytes;
    bool inside_pair; /* the last piece ended between two surrogates */
};

/* Part of one op. Inserts hold whole characters: where a piece begins or ends between two surrogates, that character is
 * left out and a flag stands for its half. */
struct delta_piece {
    enum delta_type type;
    uint32_t len_u16;
    const char *bytes;
    uint32_t len_bytes;
    bool half_before;
    bool half_after;
    struct attributes *attributes;
};

struct delta_iterator delta_iterator_on(const struct delta *delta);
bool delta_more(const struct delta_iterator *it);
enum delta_type delta_peek_type(const struct delta_iterator *it);
/* What is left of the current op; DELTA_FOR_EVER past the end. */
uint32_t delta_peek_len(const struct delta_iterator *it);
/* How far both can go within their current ops. */
uint32_t delta_peek_common(const struct delta_iterator *a, const struct delta_iterator *b);
struct delta_piece delta_next(struct delta_iterator *it, uint32_t max_u16);

/* Appends a piece, of whatever type, as it is. */
void delta_append_piece(struct delta *out, const struct delta_piece *piece);
/* Appends a piece of an insert under these attributes. A half character becomes U+FFFD, as when JavaScript encodes a
 * lone surrogate, so that lengths hold and the bytes stay valid whatever change came in. */
void delta_insert_piece(struct delta *out, const struct delta_piece *piece, struct attributes *attributes);

#endif
