/* How many connections each address group has open. */
#ifndef NET_ADDRESS_COUNT_H
#define NET_ADDRESS_COUNT_H

#include <stddef.h>

#include "base/map.h"
#include "net/address.h"

struct address_count {
    size_t open;
    char group[ADDRESS_MAX];
};

struct address_counts {
    struct map by_group;
};

size_t address_counts_open(const struct address_counts *counts, const char *normalised);
/* Counts one more; give the result back to address_counts_leave. */
struct address_count *address_counts_enter(struct address_counts *counts, const char *normalised);
void address_counts_leave(struct address_counts *counts, struct address_count *count);
void address_counts_clear(struct address_counts *counts); /* when all have left */

#endif
