#include "record/strand.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

struct strand_chunk {
    uint32_t count;
    uint32_t live; /* units that are there */
    struct stretch *all;
    size_t capacity;
};

void strand_clear(struct strand *strand)
{
    for (size_t i = 0; i < strand->count; i++) {
        free(strand->chunks[i]->all);
        free(strand->chunks[i]);
    }
    free(strand->chunks);
    *strand = (struct strand){0};
}

static void add_chunk(struct strand *strand, size_t at)
{
    strand->chunks =
        mem_grow(strand->chunks, strand->count, &strand->capacity, sizeof(struct strand_chunk *));
    memmove(strand->chunks + at + 1, strand->chunks + at,
            (strand->count - at) * sizeof(struct strand_chunk *));
    strand->chunks[at] = mem_zero(1, sizeof **strand->chunks);
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
    return cursor->strand->chunks[cursor->chunk];
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
    struct strand_chunk *chunk = chunk_of(cursor);
    if (chunk->count < STRAND_CHUNK)
        return;
    add_chunk(cursor->strand, cursor->chunk + 1);
    struct strand_chunk *fresh = cursor->strand->chunks[cursor->chunk + 1];
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
    cursor.index = strand->chunks[cursor.chunk]->count;
    strand_insert(&cursor, stretch);
}

void strand_visit(const struct strand *strand, void (*visit)(void *context, const struct stretch *stretch),
                  void *context)
{
    for (size_t i = 0; i < strand->count; i++)
        for (uint32_t k = 0; k < strand->chunks[i]->count; k++)
            visit(context, &strand->chunks[i]->all[k]);
}

size_t strand_bytes(const struct strand *strand)
{
    size_t bytes = strand->capacity * sizeof *strand->chunks;
    for (size_t i = 0; i < strand->count; i++)
        bytes += sizeof *strand->chunks[i] + strand->chunks[i]->capacity * sizeof *strand->chunks[i]->all;
    return bytes;
}
