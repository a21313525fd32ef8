#include "draft/history.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

struct history {
    history_decode decode;
    history_fetch fetch;
    void *context;
    void (*release)(void *);
    struct history_entry *ring;
    size_t capacity;      /* a power of two */
    uint64_t first, last; /* seqs held; first > last: none */
    size_t bytes;
    struct op older; /* the one that was asked for last */
};

static struct history_entry *slot(const struct history *history, uint64_t seq)
{
    return &history->ring[seq & (history->capacity - 1)];
}

struct history *history_create(history_decode decode, history_fetch fetch, void *context,
                               void (*release)(void *))
{
    struct history *history = mem_zero(1, sizeof *history);
    history->decode = decode;
    history->fetch = fetch;
    history->context = context;
    history->release = release;
    history->capacity = 64;
    history->ring = mem_zero(history->capacity, sizeof *history->ring);
    history->first = 1;
    return history;
}

static void drop_decoded(struct history_entry *entry)
{
    if (!entry->op)
        return;
    op_clear(entry->op);
    free(entry->op);
    entry->op = NULL;
}

static void drop(struct history *history, struct history_entry *entry)
{
    history->bytes -= entry->len;
    free(entry->bytes);
    drop_decoded(entry);
    *entry = (struct history_entry){0};
}

void history_destroy(struct history *history)
{
    if (!history)
        return;
    for (uint64_t seq = history->first; seq <= history->last; seq++)
        drop(history, slot(history, seq));
    op_clear(&history->older);
    if (history->release)
        history->release(history->context);
    free(history->ring);
    free(history);
}

static void grow(struct history *history)
{
    struct history old = *history;
    history->capacity *= 2;
    history->ring = mem_zero(history->capacity, sizeof *history->ring);
    for (uint64_t seq = old.first; seq <= old.last; seq++)
        *slot(history, seq) = *slot(&old, seq);
    free(old.ring);
}

static void trim(struct history *history, uint64_t durable)
{
    while (history->first < history->last && history->first <= durable &&
           (history->last - history->first >= HISTORY_MIN_OPS || history->bytes > HISTORY_MAX_BYTES))
        drop(history, slot(history, history->first++));
}

void history_add(struct history *history, uint64_t seq, const struct sha256 *hash, char *bytes, size_t len,
                 struct op *op, uint64_t durable)
{
    if (history->first > history->last)
        history->first = seq;
    else
        ALWAYS(seq == history->last + 1);
    if (seq - history->first >= history->capacity)
        grow(history);
    history->last = seq;
    *slot(history, seq) = (struct history_entry){seq, *hash, bytes, len, op};
    history->bytes += len;
    if (seq - history->first >= HISTORY_DECODED_OPS && seq - HISTORY_DECODED_OPS <= durable)
        drop_decoded(slot(history, seq - HISTORY_DECODED_OPS));
    trim(history, durable);
}

uint64_t history_first(const struct history *history)
{
    return history->first > history->last ? 0 : history->first;
}

uint64_t history_last(const struct history *history)
{
    return history->first > history->last ? 0 : history->last;
}

size_t history_bytes(const struct history *history)
{
    return history->bytes;
}

const struct history_entry *history_find(const struct history *history, uint64_t seq)
{
    return seq >= history->first && seq <= history->last ? slot(history, seq) : NULL;
}

static const struct op *decode_older(struct history *history, const char *bytes, size_t len)
{
    op_clear(&history->older);
    return history->decode(bytes, len, &history->older) == STATUS_OK ? &history->older : NULL;
}

static const struct op *fetch_older(struct history *history, uint64_t seq)
{
    char *bytes;
    size_t len;
    struct sha256 hash;
    if (!history->fetch || history->fetch(history->context, seq, &bytes, &len, &hash) != STATUS_OK)
        return NULL;
    const struct op *op = decode_older(history, bytes, len);
    free(bytes);
    return op;
}

const struct op *history_op(struct history *history, uint64_t seq)
{
    const struct history_entry *found = history_find(history, seq);
    if (!found)
        return fetch_older(history, seq);
    if (found->op)
        return found->op;
    if (history->last - seq >= HISTORY_DECODED_OPS)
        return decode_older(history, found->bytes, found->len);
    struct history_entry *entry = slot(history, seq);
    struct op *op = mem_zero(1, sizeof *op);
    if (history->decode(entry->bytes, entry->len, op) != STATUS_OK) {
        free(op);
        return NULL;
    }
    entry->op = op;
    return op;
}
