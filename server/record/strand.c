#include "record/strand.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

void strand_clear(struct strand *strand)
{
    for (size_t i = 0; i < strand->count; i++) {
        free(strand->chunks[i].all);
    }
    free(strand->chunks);
    *strand = (struct strand){0};
}

static void add_chunk(struct strand *strand, size_t at)
{
    strand->chunks = mem_grow(strand->chunks, strand->count, &strand->capacity, sizeof *strand->chunks);
    memmove(strand->chunks + at + 1, strand->chunks + at, (strand->count - at) * sizeof *strand->chunks);
    strand->chunks[at] = (struct strand_chunk){0};
    strand->count++;
}

struct strand_cursor strand_start(struct strand *strand)
{
    if (!strand->count)
        add_chunk(strand, 0);
    return (struct strand_cursor){.strand = strand};
}

static struct strand_chunk *chunk_of(const struct strand_cursor *cursor)
{
    return &cursor->strand->chunks[cursor->chunk];
}

static uint32_t live_units(const struct stretch *stretch)
{
    return stretch->went ? 0 : stretch->len;
}

static void next_chunk(struct strand_cursor *cursor)
{
    cursor->chunk++;
    cursor->index = cursor->offset = 0;
}

static bool is_last_chunk(const struct strand_cursor *cursor)
{
    return cursor->chunk + 1 >= cursor->strand->count;
}

/* Stops right behind the last unit that it passes, so the cursor is in front of the tombstones that
 * follow. */
void strand_pass(struct strand_cursor *cursor, uint32_t units)
{
    while (units) {
        const struct strand_chunk *chunk = chunk_of(cursor);
        if (!cursor->index && !cursor->offset && chunk->live < units) {
            units -= chunk->live;
            ALWAYS(!is_last_chunk(cursor));
            next_chunk(cursor);
            continue;
        }
        if (cursor->index == chunk->count) {
            ALWAYS(!is_last_chunk(cursor));
            next_chunk(cursor);
            continue;
        }
        uint32_t left = live_units(&chunk->all[cursor->index]);
        left -= left ? cursor->offset : 0;
        if (left > units) {
            cursor->offset += units;
            return;
        }
        units -= left;
        cursor->index++;
        cursor->offset = 0;
    }
}

/* The second half of a full chunk becomes one of its own. */
static void make_room(struct strand_cursor *cursor)
{
    if (chunk_of(cursor)->count < STRAND_CHUNK)
        return;
    add_chunk(cursor->strand, cursor->chunk + 1);
    struct strand_chunk *chunk = chunk_of(cursor), *fresh = chunk + 1;
    fresh->count = STRAND_CHUNK / 2;
    fresh->capacity = STRAND_CHUNK;
    fresh->all = mem_alloc(STRAND_CHUNK * sizeof *fresh->all);
    chunk->count -= fresh->count;
    memcpy(fresh->all, chunk->all + chunk->count, fresh->count * sizeof *fresh->all);
    for (uint32_t i = 0; i < fresh->count; i++)
        fresh->live += live_units(&fresh->all[i]);
    chunk->live -= fresh->live;
    if (cursor->index >= chunk->count) {
        cursor->index -= chunk->count;
        cursor->chunk++;
    }
}

/* A text that was written once has one stretch; there are thousands of those. */
static void grow_chunk(struct strand_chunk *chunk)
{
    chunk->capacity = chunk->capacity ? chunk->capacity * 2 : 2;
    chunk->capacity = chunk->capacity < STRAND_CHUNK ? chunk->capacity : STRAND_CHUNK;
    chunk->all = mem_resize(chunk->all, chunk->capacity * sizeof *chunk->all);
}

static void put(struct strand_cursor *cursor, const struct stretch *stretch)
{
    make_room(cursor);
    struct strand_chunk *chunk = chunk_of(cursor);
    if (chunk->count == chunk->capacity)
        grow_chunk(chunk);
    memmove(chunk->all + cursor->index + 1, chunk->all + cursor->index,
            (chunk->count - cursor->index) * sizeof *chunk->all);
    chunk->all[cursor->index] = *stretch;
    chunk->count++;
    cursor->strand->stretches++;
}

/* The stretch at the cursor, which is there, becomes two; the cursor is where it was, in front of the second. */
static void cut(struct strand_cursor *cursor)
{
    if (!cursor->offset)
        return;
    make_room(cursor); /* while each chunk's living units are still what it says */
    struct stretch *first = &chunk_of(cursor)->all[cursor->index], second = *first;
    uint32_t offset = cursor->offset;
    first->len = offset;
    second.at += offset;
    second.len -= offset;
    cursor->index++;
    cursor->offset = 0;
    put(cursor, &second);
}

void strand_insert(struct strand_cursor *cursor, const struct stretch *stretch)
{
    cut(cursor);
    put(cursor, stretch);
    chunk_of(cursor)->live += stretch->len;
    cursor->strand->live += stretch->len;
    cursor->index++;
}

static void skip_gone(struct strand_cursor *cursor)
{
    for (;;) {
        const struct strand_chunk *chunk = chunk_of(cursor);
        while (cursor->index < chunk->count && chunk->all[cursor->index].went)
            cursor->index++;
        if (cursor->index < chunk->count)
            return;
        ALWAYS(!is_last_chunk(cursor));
        next_chunk(cursor);
        while (!chunk_of(cursor)->live && !is_last_chunk(cursor))
            next_chunk(cursor);
    }
}

struct stretch *strand_take(struct strand_cursor *cursor, uint32_t most)
{
    if (!cursor->offset)
        skip_gone(cursor);
    cut(cursor);
    if (chunk_of(cursor)->all[cursor->index].len > most) {
        cursor->offset = most;
        cut(cursor);
        cursor->index--;
    }
    return &chunk_of(cursor)->all[cursor->index++];
}

struct stretch *strand_drop(struct strand_cursor *cursor, uint32_t most, uint32_t seq, bool moved)
{
    struct stretch *gone = strand_take(cursor, most);
    gone->went = seq;
    gone->moved = moved;
    chunk_of(cursor)->live -= gone->len;
    cursor->strand->live -= gone->len;
    return gone;
}

void strand_append(struct strand *strand, const struct stretch *stretch)
{
    struct strand_cursor cursor = strand_start(strand);
    cursor.chunk = strand->count - 1;
    cursor.index = strand->chunks[cursor.chunk].count;
    strand_insert(&cursor, stretch);
}

void strand_visit(const struct strand *strand, void (*visit)(void *context, const struct stretch *stretch),
                  void *context)
{
    for (size_t i = 0; i < strand->count; i++)
        for (uint32_t k = 0; k < strand->chunks[i].count; k++)
            visit(context, &strand->chunks[i].all[k]);
}

size_t strand_bytes(const struct strand *strand)
{
    size_t bytes = strand->capacity * sizeof *strand->chunks;
    for (size_t i = 0; i < strand->count; i++)
        bytes += strand->chunks[i].capacity * sizeof *strand->chunks[i].all;
    return bytes;
}

/* ---- as bytes ---- */

#define CAME_ELSEWHERE 1u /* it was not written where it is */
#define WENT           2u
#define MOVED          4u
#define UNDER          8u
#define STRUCK         16u

/* A chunk that is read back has room for what is typed next. */
#define CHUNK_READ (STRAND_CHUNK * 2 / 3)

struct packing {
    struct buf *out;
    uint32_t at, written; /* where the next letters and the next op are looked for */
};

static void pack_stretch(void *context, const struct stretch *stretch)
{
    struct packing *packing = context;
    struct buf *out = packing->out;
    buf_char(out, (char)((stretch->came != stretch->written ? CAME_ELSEWHERE : 0) |
                         (stretch->went ? WENT : 0) | (stretch->moved ? MOVED : 0) |
                         (stretch->under ? UNDER : 0) | (stretch->struck ? STRUCK : 0)));
    packed_number(out, stretch->len);
    packed_signed(out, (int64_t)stretch->at - packing->at);
    packed_signed(out, (int64_t)stretch->written - packing->written);
    if (stretch->came != stretch->written)
        packed_number(out, stretch->came - stretch->written);
    if (stretch->went)
        packed_number(out, stretch->went - stretch->came);
    if (stretch->under)
        packed_number(out, stretch->under);
    if (stretch->struck)
        packed_number(out, stretch->struck);
    packing->at = stretch->at + stretch->len;
    packing->written = stretch->written;
}

void strand_pack(const struct strand *strand, struct buf *out)
{
    struct packing packing = {out, 0, 0};
    packed_number(out, strand->stretches);
    strand_visit(strand, pack_stretch, &packing);
}

/* The number that stands `by` from another, from `least` to `most`. */
static uint32_t number_near(struct packed *in, uint32_t from, int64_t by, uint32_t least, uint32_t most)
{
    int64_t number = by > INT32_MAX * INT64_C(2) || by < INT32_MIN * INT64_C(2) ? -1 : (int64_t)from + by;
    if (number < (int64_t)least || number > (int64_t)most)
        in->broken = true;
    return in->broken ? 0 : (uint32_t)number;
}

static struct stretch unpack_stretch(struct packed *in, const struct strand_bounds *bounds, uint32_t at,
                                     uint32_t written)
{
    struct stretch stretch = {0};
    uint64_t flags = packed_take(in, 2 * STRUCK - 1);
    stretch.len = (uint32_t)packed_take(in, bounds->units);
    stretch.at = number_near(in, at, packed_take_signed(in), 0, bounds->units - stretch.len);
    stretch.written = number_near(in, written, packed_take_signed(in), 1, bounds->seq);
    stretch.came = stretch.written;
    if (flags & CAME_ELSEWHERE)
        stretch.came += (uint32_t)packed_take(in, bounds->seq - stretch.written);
    if (flags & WENT)
        stretch.went = stretch.came + (uint32_t)packed_take(in, bounds->seq - stretch.came);
    if (flags & UNDER)
        stretch.under = (uint32_t)packed_take(in, bounds->sets);
    if (flags & STRUCK)
        stretch.struck = (uint32_t)packed_take(in, bounds->sets);
    stretch.moved = flags & MOVED;
    return stretch;
}

void strand_unpack(struct strand *strand, struct packed *in, const struct strand_bounds *bounds)
{
    uint32_t at = 0, written = 0;
    for (size_t left = packed_take_count(in); left && !in->broken; left--) {
        struct stretch stretch = unpack_stretch(in, bounds, at, written);
        if (in->broken)
            return;
        if (!strand->count || strand->chunks[strand->count - 1].count == CHUNK_READ)
            add_chunk(strand, strand->count);
        struct strand_chunk *chunk = &strand->chunks[strand->count - 1];
        if (chunk->count == chunk->capacity)
            grow_chunk(chunk);
        chunk->all[chunk->count++] = stretch;
        chunk->live += live_units(&stretch);
        strand->live += live_units(&stretch);
        strand->stretches++;
        at = stretch.at + stretch.len;
        written = stretch.written;
    }
}
