/* What the targets that hold a draft have in common: ops as lines of text, and states compared by their canonical bytes. */
#ifndef FUZZ_DRAFT_STATES_H
#define FUZZ_DRAFT_STATES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "draft/draft.h"

/* Goes to the next line, which has no line end; false at the end. Borrows. */
bool states_next_line(const char **at, const char *end, const char **line, size_t *len);

/* Snapshot and clients of a draft, one behind the other; caller clears. */
struct buf state_bytes(const struct draft *draft);
bool buf_equal(const struct buf *a, const struct buf *b);
/* Whether the draft, stored as a snapshot and read again, is the same draft. */
bool draft_survives_snapshot(const struct draft *draft);

#endif
