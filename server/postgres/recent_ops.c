#include "postgres/recent_ops.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

/* Oldest first; there is room for twice as many as are kept, so that room is made seldom. */
struct tail {
    char *draft; /* the key */
    struct log_op ops[2 * RECENT_OPS];
    size_t count, bytes;
};

struct recent_ops {
    struct map tails;
};

struct recent_ops *recent_ops_create(void)
{
    return mem_zero(1, sizeof(struct recent_ops));
}

static void forget(struct tail *tail, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tail->bytes -= tail->ops[i].len;
        free((char *)(uintptr_t)tail->ops[i].bytes);
    }
    tail->count -= count;
    memmove(tail->ops, tail->ops + count, tail->count * sizeof *tail->ops);
}

static void free_tail(struct tail *tail)
{
    forget(tail, tail->count);
    free(tail->draft);
    free(tail);
}

void recent_ops_destroy(struct recent_ops *recent)
{
    struct tail *tail;
    for (size_t i = 0; (tail = map_next(&recent->tails, &i));)
        free_tail(tail);
    map_clear(&recent->tails);
    free(recent);
}

void recent_ops_drop(struct recent_ops *recent, const char *draft)
{
    struct tail *tail = map_remove(&recent->tails, draft);
    if (tail)
        free_tail(tail);
}

static struct tail *tail_of(struct recent_ops *recent, const char *draft)
{
    struct tail *tail = map_get(&recent->tails, draft);
    if (tail)
        return tail;
    tail = mem_zero(1, sizeof *tail);
    tail->draft = mem_copy_string(draft);
    map_put(&recent->tails, tail->draft, tail);
    return tail;
}

static void add_one(struct tail *tail, const struct log_op *op)
{
    if (tail->count && tail->ops[tail->count - 1].seq + 1 != op->seq)
        forget(tail, tail->count);
    if (tail->count == sizeof tail->ops / sizeof *tail->ops)
        forget(tail, RECENT_OPS);
    tail->ops[tail->count] = *op;
    tail->ops[tail->count++].bytes = mem_copy_bytes(op->bytes, op->len);
    tail->bytes += op->len;
    if (tail->bytes > RECENT_BYTES)
        forget(tail, (tail->count + 1) / 2);
}

void recent_ops_add(struct recent_ops *recent, const char *draft, const struct log_op *ops, size_t count)
{
    struct tail *tail = tail_of(recent, draft);
    for (size_t i = 0; i < count; i++)
        add_one(tail, &ops[i]);
}

/* As every op's hash tells what stands before it (wire/op_codec.h). */
static bool follows(const struct log_op *op, uint64_t seq, const struct sha256 *hash)
{
    struct sha256 chained = sha256_of(hash->bytes, sizeof hash->bytes, op->bytes, op->len);
    return op->seq == seq + 1 && memcmp(&chained, &op->hash, sizeof chained) == 0;
}

const struct log_op *recent_ops_after(struct recent_ops *recent, const char *draft, uint64_t seq,
                                      const struct sha256 *hash, size_t *count)
{
    const struct tail *tail = map_get(&recent->tails, draft);
    *count = 0;
    if (tail && tail->count && follows(&tail->ops[0], seq, hash)) {
        *count = tail->count;
        return tail->ops;
    }
    if (!tail || !tail->count || seq < tail->ops[0].seq || seq - tail->ops[0].seq >= tail->count)
        return NULL;
    size_t index = (size_t)(seq - tail->ops[0].seq);
    if (memcmp(&tail->ops[index].hash, hash, sizeof *hash) != 0)
        return NULL;
    *count = tail->count - index - 1;
    return tail->ops + index + 1;
}
