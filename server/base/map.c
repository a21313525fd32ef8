#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* FNV-1a with a final mix. Where the program lies in memory is the seed, other in every process, so that nobody can prepare ids
 * that collide. */
static uint64_t hash_key(const char *key)
{
    static const char place;
    uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)(uintptr_t)&place;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    hash ^= hash >> 32;
    return hash * UINT64_C(0x9E3779B97F4A7C15) >> 16;
}

static size_t find_slot(const struct map *map, const char *key)
{
    size_t mask = map->capacity - 1;
    size_t at = hash_key(key) & mask;
    while (map->slots[at].key && strcmp(map->slots[at].key, key) != 0)
        at = (at + 1) & mask;
    return at;
}

void *map_get(const struct map *map, const char *key)
{
    return map->count ? map->slots[find_slot(map, key)].value : NULL;
}

static void grow(struct map *map)
{
    struct map old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : 16;
    map->slots = mem_zero(map->capacity, sizeof *map->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].key)
            map->slots[find_slot(map, old.slots[i].key)] = old.slots[i];
    free(old.slots);
}

void map_put(struct map *map, const char *key, void *value)
{
    if (map->count * 4 >= map->capacity * 3)
        grow(map);
    struct map_slot *slot = &map->slots[find_slot(map, key)];
    if (!slot->key)
        map->count++;
    *slot = (struct map_slot){key, value};
}

/* Closes the hole by moving back the entries whose probe would have passed it. */
void *map_remove(struct map *map, const char *key)
{
    if (!map->count)
        return NULL;
    size_t mask = map->capacity - 1;
    size_t hole = find_slot(map, key);
    if (!map->slots[hole].key)
        return NULL;
    void *value = map->slots[hole].value;
    for (size_t at = (hole + 1) & mask; map->slots[at].key; at = (at + 1) & mask) {
        size_t home = hash_key(map->slots[at].key) & mask;
        if (((at - home) & mask) < ((at - hole) & mask))
            continue;
        map->slots[hole] = map->slots[at];
        hole = at;
    }
    map->slots[hole] = (struct map_slot){NULL, NULL};
    map->count--;
    return value;
}

void *map_next(const struct map *map, size_t *position)
{
    while (*position < map->capacity) {
        const struct map_slot *slot = &map->slots[(*position)++];
        if (slot->key)
            return slot->value;
    }
    return NULL;
}

void map_clear(struct map *map)
{
    free(map->slots);
    *map = (struct map){NULL, 0, 0};
}
