#include "record/names.h"

#include <stdlib.h>

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
