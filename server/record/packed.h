/* Numbers and bytes in a row, as short as they are: seven bits of a number in each byte, the lowest first, the eighth bit says that more follow.
 * For what is a cache: whoever reads checks a sum over all of it first, and takes what does not fit for damage.
 *
 *   packed_number(&out, 300);                  AC 02
 *   packed_signed(&out, -3);                   05
 *   struct packed in = packed_open(bytes, len);
 *   uint64_t number = packed_take(&in, 1000);  // at most 1000, else in.broken
 */
#ifndef RECORD_PACKED_H
#define RECORD_PACKED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

void packed_number(struct buf *out, uint64_t number);
void packed_signed(struct buf *out, int64_t number);
void packed_bytes(struct buf *out, const char *bytes, size_t len); /* with their length */

struct packed {
    const unsigned char *at, *end;
    bool broken; /* from then on everything that is taken is zero or empty */
};

struct packed packed_open(const char *bytes, size_t len); /* borrows */
uint64_t packed_take(struct packed *in, uint64_t most);
int64_t packed_take_signed(struct packed *in);
/* A count of things that take a byte each at least, so that it is no larger than what is left. */
size_t packed_take_count(struct packed *in);
const char *packed_take_bytes(struct packed *in, size_t *len); /* borrowed */

#endif
