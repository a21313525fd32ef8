/* Bytes made smaller: raw deflate (RFC 1951), which browsers inflate by themselves and without a dictionary.
 *
 * What is finished is a stream of its own. What is left open ends at a byte and refers to nothing before it, so it can stand in the middle
 * of a stream: a snapshot is deflated once, and each welcome puts its own blocks before and behind it. */
#ifndef FANOUT_DEFLATE_H
#define FANOUT_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Adds what `bytes` (borrowed) become. */
void deflate_add(struct buf *out, const char *bytes, size_t len, bool finished);
/* Adds what a finished stream was made from; false where it is none, or of more than `most` bytes. */
bool deflate_undo(struct buf *out, const char *bytes, size_t len, size_t most);

#endif
