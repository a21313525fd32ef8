/* A change to a text, in Quill's Delta format: walk along the old text, and
 *
 *   retain n   keep n units (with attributes: and set or remove those),
 *   delete n   drop n units,
 *   insert s   put s here.
 *
 *   [retain 1, insert "ol", delete 1]  makes "hola" of "hxa"; what lies behind its last op stays as it is.
 *
 * Units are UTF-16 code units (_u16), as on the wire; strings are UTF-8. A surrogate pair is never cut.
 * A delta is kept in quill-delta's normal form by the three builders below; nothing else builds deltas. Lengths that a client made
 * up may be anything: sums stop at UINT32_MAX instead of wrapping, and text_check finds them too long.
 *
 * Laws, held by tests/property against a naive twin and by a differential test against npm quill-delta:
 *   apply(apply(t, a), b)                    = apply(t, compose(a, b))
 *   compose(a, transform(a, b, true))        = compose(b, transform(b, a, false))      (TP1)
 *   apply(apply(t, a), invert(a, t))         = t
 *   compose(compose(a, b), c)                = compose(a, compose(b, c))
 * transform is not closed under compose: always transform over single ops, in seq order.
 */
#ifndef TEXT_DELTA_H
#define TEXT_DELTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "text/attributes.h"

enum delta_type { DELTA_RETAIN, DELTA_DELETE, DELTA_INSERT };

struct delta_op {
    enum delta_type type;
    uint32_t len_u16;
    uint32_t len_bytes;            /* inserts only */
    uint32_t at_bytes;             /* inserts only: where in delta.bytes */
    struct attributes *attributes; /* one reference each */
};

/* A value: initialise with DELTA_EMPTY, end with delta_clear; move it by assignment, copy it with delta_copy. */
struct delta {
    struct delta_op *ops;
    size_t count;
    size_t capacity;
    char *bytes; /* all inserted text, in order */
    size_t len_bytes;
    size_t capacity_bytes;
};

#define DELTA_EMPTY                                                                                          \
    {                                                                                                        \
        NULL, 0, 0, NULL, 0, 0                                                                               \
    }

void delta_clear(struct delta *delta);
void delta_copy(const struct delta *from, struct delta *out); /* out is overwritten, not cleared */
bool delta_equal(const struct delta *a, const struct delta *b);

/* Builders: append one op, merging with its neighbour as quill-delta's push does. Borrow `utf8` and `attributes`.
 * Length 0 does nothing. `utf8` is valid UTF-8. */
void delta_insert(struct delta *delta, const char *utf8, size_t len_bytes, struct attributes *attributes);
void delta_retain(struct delta *delta, uint32_t len_u16, struct attributes *attributes);
void delta_delete(struct delta *delta, uint32_t len_u16);
void delta_chop(struct delta *delta); /* drops a last retain without attributes */

/* The text of an insert op, not NUL-terminated; borrows from the delta. */
const char *delta_op_bytes(const struct delta *delta, const struct delta_op *op);

uint32_t delta_base_len(const struct delta *delta);   /* units of old text that it walks along */
uint32_t delta_result_len(const struct delta *delta); /* units it leaves of those, plus inserts */
bool delta_is_document(const struct delta *delta);    /* inserts only */

/* Results are built into `out` (overwritten, caller clears; not one of the arguments). Arguments are borrowed. */

/* First `a`, then `b`. If `b` cuts a pair that `a` inserts, which no checked change does, U+FFFD stands for each half. */
void delta_compose(const struct delta *a, const struct delta *b, struct delta *out);
/* `b` moved over `a`, as quill-delta's a.transform(b, priority): with priority, a's inserts come first. */
void delta_transform(const struct delta *a, const struct delta *b, bool priority, struct delta *out);
/* The change that takes `change` back, given the document it applied to. */
void delta_invert(const struct delta *change, const struct delta *document, struct delta *out);
/* Where a position goes; with priority, an insert exactly there does not push it right. */
uint32_t delta_transform_position(const struct delta *delta, uint32_t position_u16, bool priority);
/* Cuts a change at a position of the OLD text into the parts for the text before and the text after it.
 * Inserts exactly at the cut go left. Either part may come out empty. */
void delta_cut(const struct delta *delta, uint32_t at_u16, struct delta *left, struct delta *right);

void delta_write_json(struct buf *out, const struct delta *delta); /* {"ops":[…]} */

#endif
