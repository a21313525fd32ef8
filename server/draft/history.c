#include "draft/history.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

#define READ_STEPS            100000 /* of a page, or of an op alone */
#define DECODE_STEPS_PER_BYTE 2

struct history {
    history_decode decode;
    struct history_source source;
    struct history_entry *ring;
    size_t capacity;      /* a power of two */
    uint64_t first, last; /* seqs held; first > last: none */
    size_t bytes;
    bool closed;     /* nothing is taken back into memory any more: it was too much, or is corrupt */
    bool failing;    /* the source could not read: no page is asked for until it has given an op alone */
    struct op older; /* the one that was asked for last */
};

static struct history_entry *slot(const struct history *history, uint64_t seq)
{
    return &history->ring[seq & (history->capacity - 1)];
}

struct history *history_create(history_decode decode, struct history_source source)
{
    struct history *history = mem_zero(1, sizeof *history);
    history->decode = decode;
    history->source = source;
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
    if (history->source.release)
        history->source.release(history->source.context);
    free(history->ring);
    free(history);
}

/* Room for the ops from `first` to `last`. */
static void make_room(struct history *history, uint64_t first, uint64_t last)
{
    struct history old = *history;
    if (last - first < history->capacity)
        return;
    while (last - first >= history->capacity)
        history->capacity *= 2;
    history->ring = mem_zero(history->capacity, sizeof *history->ring);
    for (uint64_t seq = old.first; seq <= old.last; seq++)
        *slot(history, seq) = *slot(&old, seq);
    free(old.ring);
}

static void trim(struct history *history, uint64_t durable)
{
    while (history->first < history->last && history->first <= durable &&
           (history->last - history->first >= HISTORY_MIN_OPS || history->bytes > HISTORY_MAX_BYTES)) {
        history->closed |= history->bytes > HISTORY_MAX_BYTES;
        drop(history, slot(history, history->first++));
    }
}

void history_add(struct history *history, uint64_t seq, const struct sha256 *hash, char *bytes, size_t len,
                 struct op *op, uint64_t durable)
{
    if (history->first > history->last)
        history->first = seq;
    else
        ALWAYS(seq == history->last + 1);
    make_room(history, history->first, seq);
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

/* ---- older ops ---- */

/* How far a reading of older ops, into the slots below the first one, has come. */
struct filling {
    struct history *history;
    uint64_t next;
};

static bool fill(void *context, const struct history_entry *entry)
{
    struct filling *filling = context;
    struct history *history = filling->history;
    if (history->bytes + entry->len > HISTORY_MAX_BYTES)
        return false;
    *slot(history, filling->next++) = (struct history_entry){
        entry->seq, entry->hash, mem_copy_bytes(entry->bytes, entry->len), entry->len, NULL};
    history->bytes += entry->len;
    return true;
}

/* Reads a page at least, so that whoever needs one op after the other does not read each by itself. */
static uint64_t where_to_begin(const struct history *history, uint64_t seq)
{
    uint64_t oldest = history->last >= HISTORY_MIN_OPS ? history->last - HISTORY_MIN_OPS + 1 : 1;
    uint64_t page = history->first - oldest > HISTORY_PAGE_OPS ? history->first - HISTORY_PAGE_OPS : oldest;
    return seq < page ? seq : page;
}

static bool read_back(struct history *history, uint64_t from)
{
    struct filling filling = {history, from};
    make_room(history, from, history->last);
    enum status status =
        history->source.read(history->source.context, from, history->first - 1, fill, &filling);
    if (status == STATUS_OK && filling.next == history->first) {
        history->first = from;
        return true;
    }
    while (filling.next > from)
        drop(history, slot(history, --filling.next));
    history->closed = status == STATUS_OK || status == STATUS_CORRUPT;
    history->failing = !history->closed;
    return false;
}

bool history_reach(struct history *history, uint64_t seq)
{
    if (seq >= history->first)
        return seq <= history->last;
    if (!seq || !history->source.read || history->closed || history->failing ||
        history->first > history->last || history->last - seq >= HISTORY_MIN_OPS)
        return false;
    return read_back(history, where_to_begin(history, seq));
}

static bool decode_older(void *context, const struct history_entry *entry)
{
    struct history *history = context;
    op_clear(&history->older);
    if (history->decode(entry->bytes, entry->len, &history->older) != STATUS_OK)
        history->older = (struct op){0};
    return true;
}

/* `seq` of an op that is read is never 0. */
static const struct op *older(const struct history *history, uint64_t seq)
{
    return history->older.seq == seq ? &history->older : NULL;
}

static const struct op *fetch_older(struct history *history, uint64_t seq)
{
    op_clear(&history->older);
    history->older = (struct op){0};
    if (!history->source.read ||
        history->source.read(history->source.context, seq, seq, decode_older, history) != STATUS_OK)
        return NULL;
    history->failing = false;
    return older(history, seq);
}

uint64_t history_steps(const struct history *history, uint64_t seq)
{
    const struct history_entry *entry = history_find(history, seq);
    if (!entry)
        return READ_STEPS;
    return entry->op ? 0 : entry->len * DECODE_STEPS_PER_BYTE;
}

const struct op *history_op(struct history *history, uint64_t seq)
{
    if (!history_reach(history, seq))
        return fetch_older(history, seq);
    struct history_entry *entry = slot(history, seq);
    if (entry->op)
        return entry->op;
    if (history->last - seq >= HISTORY_DECODED_OPS) {
        (void)decode_older(history, entry);
        return older(history, seq);
    }
    struct op *op = mem_zero(1, sizeof *op);
    if (history->decode(entry->bytes, entry->len, op) != STATUS_OK) {
        free(op);
        return NULL;
    }
    entry->op = op;
    return op;
}
