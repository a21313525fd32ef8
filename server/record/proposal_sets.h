/* Sets of proposals, each kept once and known by a number, so that a stretch of words says in four bytes which proposals it carries. 0 is
 * the empty set. Proposals are numbers too: those that the weave gave them. */
#ifndef RECORD_PROPOSAL_SETS_H
#define RECORD_PROPOSAL_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "record/packed.h"

struct proposal_set {
    char *key;
    size_t count;
    uint32_t *members; /* ascending */
};

struct proposal_sets {
    struct proposal_set *all; /* all[n - 1] is set n */
    size_t count;
    size_t capacity;
    struct map by_key; /* key -> number, as a pointer */
};

void proposal_sets_clear(struct proposal_sets *sets);
uint32_t proposal_sets_with(struct proposal_sets *sets, uint32_t set, uint32_t proposal);
uint32_t proposal_sets_without(struct proposal_sets *sets, uint32_t set, uint32_t proposal);
size_t proposal_sets_count(const struct proposal_sets *sets, uint32_t set);
uint32_t proposal_sets_member(const struct proposal_sets *sets, uint32_t set, size_t index);

void proposal_sets_pack(const struct proposal_sets *sets, struct buf *out);
/* Into an empty one, of proposals below `proposals`; caller clears, also where it is broken. */
void proposal_sets_unpack(struct proposal_sets *sets, struct packed *in, size_t proposals);

#endif
