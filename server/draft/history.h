/* The last ops of a draft: what late ops are transformed against, what is sent to those who resume. Memory holds some thousand when a
 * draft is opened, up to HISTORY_MIN_OPS as it is worked on or as somebody needs older ones, and fewer where they are large. */
#ifndef DRAFT_HISTORY_H
#define DRAFT_HISTORY_H

#include "base/sha256.h"
#include "draft/op.h"

#define HISTORY_MIN_OPS     10000 /* so far back an op may be based */
#define HISTORY_PAGE_OPS    1000  /* so many are read at once, at least */
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
/* Takes the next op; its bytes are borrowed. False: no more. */
typedef bool (*history_take)(void *taker, const struct history_entry *entry);

/* Where older ops come from; all NULL where they cannot be had. */
struct history_source {
    /* Hands over the ops `from` to `to`, both there, in order. Not STATUS_OK: they cannot be had, and none of them counts. */
    enum status (*read)(void *context, uint64_t from, uint64_t to, history_take take, void *taker);
    void (*release)(void *context); /* at the end of the history */
    void *context;
};

/* Takes the source. */
struct history *history_create(history_decode decode, struct history_source source);
void history_destroy(struct history *history);

/* Adds the next op. Takes `bytes` and, where not NULL, the heap-allocated `op`. Entries with seq <= `durable` may be dropped. */
void history_add(struct history *history, uint64_t seq, const struct sha256 *hash, char *bytes, size_t len,
                 struct op *op, uint64_t durable);
uint64_t history_first(const struct history *history); /* oldest seq in memory; 0: none */
uint64_t history_last(const struct history *history);
size_t history_bytes(const struct history *history);
/* Sees to it that memory holds the ops from `seq` on, if need be from the source; blocks while it reads. False: they are too old, too large
 * together, or cannot be read. A source that failed is asked by history_op alone until it answers. */
bool history_reach(struct history *history, uint64_t seq);
/* NULL where not in memory. Borrowed until the next call that is not const. */
const struct history_entry *history_find(const struct history *history, uint64_t seq);
/* What history_op costs, in steps (work.h): nothing where the op is decoded, more where it is only in memory, most where it is not. */
uint64_t history_steps(const struct history *history, uint64_t seq);
/* The decoded op, from memory or the source; NULL where it cannot be had. Borrowed until the next call. */
const struct op *history_op(struct history *history, uint64_t seq);

#endif
