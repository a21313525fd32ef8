/* Canonical bytes of an op: what is hashed into the chain, stored and sent, made once. */
#ifndef WIRE_OP_CODEC_H
#define WIRE_OP_CODEC_H

#include "base/sha256.h"
#include "draft/op.h"

/* Compact JSON: seq, at, by, client, n, changes. Appends. */
void op_write_json(struct buf *out, const struct op *op);
/* Reads canonical bytes. STATUS_CORRUPT where they are not an op; `out` is then empty. Caller clears `out`. */
enum status op_decode(const char *bytes, size_t len, struct op *out) MUST_CHECK;
/* The same of an op of the log: it has to have this hash behind that one. Quicker, as nobody else can have written it. */
enum status op_decode_chained(const struct sha256 *before, const struct sha256 *hash, const char *bytes,
                              size_t len, struct op *out) MUST_CHECK;
/* The chain: the hash of this op's bytes behind the hash of the op before (all zero before op 1). */
struct sha256 op_chain_hash(const struct sha256 *previous, const char *bytes, size_t len);

#endif
