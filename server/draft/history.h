/* The last ops of a draft: what late ops are transformed against, what is sent to those who resume. At least HISTORY_MIN_OPS are
 * kept unless they are large; then fewer are held in memory and older ones come from the log again when somebody needs them.
 */
#ifndef DRAFT_HISTORY_H
#define DRAFT_HISTORY_H

#include "base/sha256.h"
#include "draft/op.h"

#define HISTORY_MIN_OPS     10000
#define HISTORY_MAX_BYTES   (32u << 20)
#define HISTORY_DECODED_OPS 512 /* so many of the latest stay decoded */

struct history;

struct history_entry {
    uint64_t seq;
    struct sha256 hash; /* of the chain up to and with this op */
    char *bytes;        /* canonical bytes; owned by the history */
    size_t len;
    struct op *op; /* decoded, or NULL until somebody asks */
};

/* Decodes canonical bytes; STATUS_CORRUPT where they are not an op. */
typedef enum status (*history_decode)(const char *bytes, size_t len, struct op *out);
/* Fetches an older op's bytes and hash from the log (caller frees *bytes). */
typedef enum status (*history_fetch)(void *context, uint64_t seq, char **bytes, size_t *len,
                                     struct sha256 *hash);

/* `fetch` may be NULL. Takes `context`, which `release` (may be NULL) ends. */
struct history *history_create(history_decode decode, history_fetch fetch, void *context,
                               void (*release)(void *));
void history_destroy(struct history *history);

/* Adds the next op. Takes `bytes` and, where not NULL, the heap-allocated `op`. Entries with seq <= `durable` may be dropped. */
void history_add(struct history *history, uint64_t seq, const struct sha256 *hash, char *bytes, size_t len,
                 struct op *op, uint64_t durable);
uint64_t history_first(const struct history *history); /* oldest seq in memory; 0: none */
uint64_t history_last(const struct history *history);
size_t history_bytes(const struct history *history);
/* NULL where not in memory. Borrowed until the next history_add. */
const struct history_entry *history_find(const struct history *history, uint64_t seq);
/* The decoded op, from memory or the log; NULL where it cannot be had. Borrowed until the next call. */
const struct op *history_op(struct history *history, uint64_t seq);

#endif
