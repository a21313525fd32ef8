#include "load/older_ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "load/log_chain.h"

struct older_ops {
    struct log_store *log;
    char draft[ID_BYTES];
    uint64_t edge;
    struct sha256 before_edge;
};

/* One reading, from an op earlier than asked for, with which the chain begins. */
struct reading {
    uint64_t from;
    struct log_chain chain;
    struct sha256 before; /* hash of the op before `from`; all zero where that is the first */
    history_take take;
    void *taker;
    bool broken;
    bool enough; /* the taker wants no more, so the chain ends before the edge */
};

static bool read_op(void *context, const struct log_op *op)
{
    struct reading *reading = context;
    if (!log_chain_follow(&reading->chain, op)) {
        reading->broken = true;
        return false;
    }
    if (op->seq < reading->from) {
        reading->before = op->hash;
        return true;
    }
    struct history_entry entry = {op->seq, op->hash, (char *)op->bytes, op->len, NULL};
    reading->enough = !reading->take(reading->taker, &entry);
    return !reading->enough;
}

static enum status read_range(void *context, uint64_t from, uint64_t to, history_take take, void *taker)
{
    struct older_ops *older = context;
    struct reading reading = {.from = from, .take = take, .taker = taker, .chain.known = from == 1};
    enum status status =
        older->log->ops->read(older->log, older->draft, from > 1 ? from - 1 : 1, to, read_op, &reading);
    const bool to_edge = status == STATUS_OK && to + 1 == older->edge && !reading.enough;
    if (to_edge)
        reading.broken |= memcmp(&reading.chain.hash, &older->before_edge, sizeof older->before_edge) != 0;
    if (reading.broken) {
        diag(DIAG_ERROR, "draft %s: the ops from %llu to %llu do not match their hashes", older->draft,
             (unsigned long long)from, (unsigned long long)to);
        return STATUS_CORRUPT;
    }
    if (to_edge)
        older_ops_set_edge(older, from, &reading.before);
    return status;
}

struct older_ops *older_ops_create(struct log_store *log, const char *draft)
{
    struct older_ops *older = mem_zero(1, sizeof *older);
    older->log = log;
    snprintf(older->draft, sizeof older->draft, "%s", draft);
    return older;
}

struct history_source older_ops_source(struct older_ops *older)
{
    return (struct history_source){read_range, free, older};
}

void older_ops_set_edge(struct older_ops *older, uint64_t edge, const struct sha256 *before)
{
    older->edge = edge;
    older->before_edge = *before;
}
