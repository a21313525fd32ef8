#include "record/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void names_clear(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->all[i]);
    free(names->all);
    map_clear(&names->by_name);
    *names = (struct names){0};
}

uint32_t names_find(const struct names *names, const char *name)
{
    uintptr_t known = (uintptr_t)map_get(&names->by_name, name);
    return known ? (uint32_t)(known - 1) : NAME_UNKNOWN;
}

uint32_t names_number(struct names *names, const char *name)
{
    uint32_t known = names_find(names, name);
    if (known != NAME_UNKNOWN)
        return known;
    names->all = mem_grow(names->all, names->count, &names->capacity, sizeof *names->all);
    names->all[names->count++] = mem_copy_string(name);
    map_put(&names->by_name, names->all[names->count - 1], (void *)(uintptr_t)names->count);
    return (uint32_t)names->count - 1;
}

const char *names_at(const struct names *names, uint32_t number)
{
    return names->all[number];
}

void names_pack(const struct names *names, struct buf *out)
{
    packed_number(out, names->count);
    for (size_t i = 0; i < names->count; i++)
        packed_bytes(out, names->all[i], strlen(names->all[i]));
}

void names_unpack(struct names *names, struct packed *in)
{
    for (size_t count = packed_take_count(in); count && !in->broken; count--) {
        size_t len, before = names->count;
        const char *bytes = packed_take_bytes(in, &len);
        char *name = mem_copy_bytes(bytes, len);
        if (names_number(names, name) != before)
            in->broken = true; /* it was there */
        free(name);
    }
}
