#include "record/proposal_sets.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

void proposal_sets_clear(struct proposal_sets *sets)
{
    for (size_t i = 0; i < sets->count; i++) {
        free(sets->all[i].key);
        free(sets->all[i].members);
    }
    free(sets->all);
    map_clear(&sets->by_key);
    *sets = (struct proposal_sets){0};
}

size_t proposal_sets_count(const struct proposal_sets *sets, uint32_t set)
{
    return set ? sets->all[set - 1].count : 0;
}

uint32_t proposal_sets_member(const struct proposal_sets *sets, uint32_t set, size_t index)
{
    return sets->all[set - 1].members[index];
}

/* The number of the set with these members; takes them. */
static uint32_t number_of(struct proposal_sets *sets, uint32_t *members, size_t count)
{
    struct buf key = BUF_EMPTY;
    for (size_t i = 0; i < count; i++)
        buf_format(&key, "%u,", members[i]);
    uintptr_t known = count ? (uintptr_t)map_get(&sets->by_key, key.bytes) : 0;
    if (known || !count) {
        buf_clear(&key);
        free(members);
        return (uint32_t)known;
    }
    sets->all = mem_grow(sets->all, sets->count, &sets->capacity, sizeof *sets->all);
    struct proposal_set *fresh = &sets->all[sets->count++];
    *fresh = (struct proposal_set){buf_take(&key), count, members};
    map_put(&sets->by_key, fresh->key, (void *)(uintptr_t)sets->count);
    return (uint32_t)sets->count;
}

uint32_t proposal_sets_without(struct proposal_sets *sets, uint32_t set, uint32_t proposal)
{
    size_t count = proposal_sets_count(sets, set), kept = 0;
    uint32_t *members = mem_alloc((count + 1) * sizeof *members);
    for (size_t i = 0; i < count; i++)
        if (proposal_sets_member(sets, set, i) != proposal)
            members[kept++] = proposal_sets_member(sets, set, i);
    return number_of(sets, members, kept);
}

uint32_t proposal_sets_with(struct proposal_sets *sets, uint32_t set, uint32_t proposal)
{
    size_t count = proposal_sets_count(sets, set), at = 0, smaller = 0;
    while (smaller < count && proposal_sets_member(sets, set, smaller) < proposal)
        smaller++;
    if (smaller < count && proposal_sets_member(sets, set, smaller) == proposal)
        return set;
    uint32_t *members = mem_alloc((count + 1) * sizeof *members);
    for (; at < smaller; at++)
        members[at] = proposal_sets_member(sets, set, at);
    members[at] = proposal;
    for (; at < count; at++)
        members[at + 1] = proposal_sets_member(sets, set, at);
    return number_of(sets, members, count + 1);
}

void proposal_sets_pack(const struct proposal_sets *sets, struct buf *out)
{
    packed_number(out, sets->count);
    for (size_t i = 0; i < sets->count; i++) {
        packed_number(out, sets->all[i].count);
        for (size_t k = 0; k < sets->all[i].count; k++)
            packed_number(out, sets->all[i].members[k]);
    }
}

void proposal_sets_unpack(struct proposal_sets *sets, struct packed *in, size_t proposals)
{
    for (size_t left = packed_take_count(in); left && !in->broken; left--) {
        size_t count = packed_take_count(in), before = sets->count;
        uint32_t *members = mem_alloc((count + 1) * sizeof *members);
        for (size_t k = 0; k < count; k++)
            members[k] = (uint32_t)packed_take(in, proposals ? proposals - 1 : 0);
        if (number_of(sets, members, count) != before + 1)
            in->broken = true; /* it was there, or is empty */
    }
}
