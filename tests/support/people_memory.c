#include "support/people_memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

struct people_memory {
    struct people_entry *entries; /* their bytes are ours */
    size_t count, capacity;
    bool turn;
    enum status next;
    bool stored;
};

struct view {
    struct people_journal base;
    struct people_memory *memory;
    bool turn;
};

static struct view *of(struct people_journal *journal)
{
    return (struct view *)journal;
}

static void leave(struct people_journal *base)
{
    struct view *view = of(base);
    ALWAYS(view->turn);
    view->turn = view->memory->turn = false;
}

static enum status take(struct people_journal *base)
{
    struct view *view = of(base);
    if (view->memory->turn)
        return STATUS_STORAGE;
    view->turn = view->memory->turn = true;
    return STATUS_OK;
}

static enum status last(struct people_journal *base, uint64_t *seq, struct sha256 *hash)
{
    const struct people_memory *memory = of(base)->memory;
    ALWAYS(of(base)->turn);
    *seq = people_memory_last(memory);
    *hash = memory->count ? memory->entries[memory->count - 1].hash : (struct sha256){{0}};
    return STATUS_OK;
}

static void keep(struct people_memory *memory, const struct people_entry *entry)
{
    ALWAYS(entry->seq == people_memory_last(memory) + 1);
    memory->entries = mem_grow(memory->entries, memory->count, &memory->capacity, sizeof *memory->entries);
    memory->entries[memory->count] = *entry;
    memory->entries[memory->count++].bytes = mem_copy_bytes(entry->bytes, entry->len);
}

static enum status add(struct people_journal *base, const struct people_entry *entry)
{
    struct people_memory *memory = of(base)->memory;
    enum status status = memory->next;
    if (status == STATUS_OK || memory->stored)
        keep(memory, entry);
    memory->next = STATUS_OK;
    memory->stored = false;
    leave(base);
    return status;
}

static size_t find(const struct people_memory *memory, uint64_t seq)
{
    size_t whole = memory->count;
    for (size_t i = 0; i < memory->count; i++) {
        if (memory->entries[i].seq == seq)
            return i;
        if (memory->entries[i].whole)
            whole = i;
    }
    return whole;
}

static enum status read(struct people_journal *base, uint64_t from, people_entry_cb each, void *context)
{
    const struct people_memory *memory = of(base)->memory;
    for (size_t i = find(memory, from); i < memory->count; i++) {
        struct people_entry entry = memory->entries[i];
        if (entry.seq == from) /* whoever asks has it */
            entry.len = 0;
        if (!each(context, &entry))
            break;
    }
    return STATUS_OK;
}

static enum status drop_before(struct people_journal *base, uint64_t seq)
{
    struct people_memory *memory = of(base)->memory;
    size_t dropped = 0;
    while (dropped < memory->count && memory->entries[dropped].seq < seq)
        free((void *)(uintptr_t)memory->entries[dropped++].bytes);
    memory->count -= dropped;
    memmove(memory->entries, memory->entries + dropped, memory->count * sizeof *memory->entries);
    return STATUS_OK;
}

static void destroy(struct people_journal *base)
{
    free(base);
}

static const struct people_journal_ops ops = {take, last, add, leave, read, drop_before, destroy};

struct people_memory *people_memory_create(void)
{
    struct people_memory *memory = mem_zero(1, sizeof *memory);
    memory->next = STATUS_OK;
    return memory;
}

void people_memory_destroy(struct people_memory *memory)
{
    people_memory_lose(memory, memory->count);
    free(memory->entries);
    free(memory);
}

struct people_journal *people_memory_journal(struct people_memory *memory)
{
    struct view *view = mem_zero(1, sizeof *view);
    view->base.ops = &ops;
    view->memory = memory;
    return &view->base;
}

void people_memory_fail_next(struct people_memory *memory, enum status status, bool stored)
{
    memory->next = status;
    memory->stored = stored;
}

void people_memory_lose(struct people_memory *memory, size_t entries)
{
    for (; entries; entries--)
        free((void *)(uintptr_t)memory->entries[--memory->count].bytes);
}

size_t people_memory_count(const struct people_memory *memory)
{
    return memory->count;
}

uint64_t people_memory_last(const struct people_memory *memory)
{
    return memory->count ? memory->entries[memory->count - 1].seq : 0;
}
