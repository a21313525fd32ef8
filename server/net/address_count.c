#include "net/address_count.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

size_t address_counts_open(const struct address_counts *counts, const char *normalised)
{
    char group[ADDRESS_MAX];
    address_group(normalised, group);
    const struct address_count *count = map_get(&counts->by_group, group);
    return count ? count->open : 0;
}

struct address_count *address_counts_enter(struct address_counts *counts, const char *normalised)
{
    char group[ADDRESS_MAX];
    address_group(normalised, group);
    struct address_count *count = map_get(&counts->by_group, group);
    if (!count) {
        count = mem_zero(1, sizeof *count);
        memcpy(count->group, group, sizeof group);
        map_put(&counts->by_group, count->group, count);
    }
    count->open++;
    return count;
}

void address_counts_leave(struct address_counts *counts, struct address_count *count)
{
    if (--count->open)
        return;
    map_remove(&counts->by_group, count->group);
    free(count);
}

void address_counts_clear(struct address_counts *counts)
{
    ALWAYS(counts->by_group.count == 0);
    map_clear(&counts->by_group);
}
