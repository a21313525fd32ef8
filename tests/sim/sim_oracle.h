/* Reads the log as it grows, by itself, and holds what must be true of it: seqs without gaps, the hash chain, one op for each n of a
 * replica, approved words that stay, and the rules of a negotiation (sim_rules.h). It keeps the fold, so that everybody else's state can be compared with it. */
#ifndef SIM_ORACLE_H
#define SIM_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "draft/draft.h"
#include "sim_json.h"
#include "store/log_store.h"

struct sim_entry {
    struct sim_slice bytes; /* of the op; owned */
    struct sha256 head;
    struct sha256 snapshot; /* hash of the canonical snapshot after this op */
};

struct sim_oracle {
    struct log_store *log;
    const char *draft_id;
    struct draft *draft;
    struct sim_entry *entries; /* [seq - 1] */
    size_t count, capacity;
    bool adopted;
};

void sim_oracle_init(struct sim_oracle *oracle, struct log_store *log,
                     const char *draft_id); /* borrows both */
void sim_oracle_clear(struct sim_oracle *oracle);
/* Takes in what has become durable since. */
void sim_oracle_follow(struct sim_oracle *oracle);
const struct sim_entry *sim_oracle_at(const struct sim_oracle *oracle, uint64_t seq); /* NULL: not durable */

/* The hash of the canonical snapshot, and of what goes with it for the server alone (which counts n). */
struct sha256 sim_snapshot_hash(const struct draft *draft, const struct sha256 *head);
struct sha256 sim_clients_hash(const struct draft *draft);
bool sim_hash_equal(const struct sha256 *a, const struct sha256 *b);

#endif
