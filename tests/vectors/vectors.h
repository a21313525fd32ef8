/* What protocol/vectors holds beside text.json, written from the server's own rules: each function appends one whole file.
 * The same bytes each time: all chance comes from fixed seeds. */
#ifndef VECTORS_VECTORS_H
#define VECTORS_VECTORS_H

#include "base/buf.h"

void vectors_policy(struct buf *out);
void vectors_numbering(struct buf *out);
void vectors_transform(struct buf *out);
void vectors_fold(struct buf *out);
void vectors_frozen(struct buf *out);
void vectors_brackets(struct buf *out);
void vectors_alternatives(struct buf *out);
void vectors_references(struct buf *out);

#endif
