/* The drafts that this process owns, and how far their logs are durable. The writer's thread changes it; any thread may ask how far it may read. */
#ifndef POSTGRES_LEASE_TABLE_H
#define POSTGRES_LEASE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/sha256.h"

/* Of one draft. Where `owned` is false it is nobody's: a tool, or whoever has just made the log, may append until somebody claims it. */
struct lease {
    char *draft; /* the key in the table */
    uint64_t log;
    uint64_t epoch;
    bool owned;
    uint64_t last_seq; /* durable, and so is its head */
    struct sha256 head;
    uint64_t sent_seq; /* the same with what is being committed; the writer's alone */
    struct sha256 sent_head;
    uint64_t
        refused_next; /* the seq that would follow the append refused last for want of storage; 0: none was */
};

struct lease_table;

struct lease_table *lease_table_create(void);
void lease_table_destroy(struct lease_table *table);

/* For the writer's thread. */
struct lease *lease_table_find(struct lease_table *table, const char *draft); /* NULL where there is none */
/* Takes over what is given but for the draft, which it copies; what was there before goes. */
struct lease *lease_table_put(struct lease_table *table, const char *draft, const struct lease *lease);
void lease_table_move(struct lease_table *table, struct lease *lease, uint64_t seq,
                      const struct sha256 *head);
void lease_table_drop(struct lease_table *table, const char *draft);
struct lease *lease_table_next(struct lease_table *table, size_t *position); /* as map_next */

/* For any thread: whether the draft is ours, and then up to where it may be read. */
bool lease_table_durable(struct lease_table *table, const char *draft, uint64_t *seq, struct sha256 *head);

#endif
