/* Stored snapshots: a cache of the fold, so each carries a checksum of its own and may be thrown away. */
#ifndef STORE_SNAPSHOT_TABLE_H
#define STORE_SNAPSHOT_TABLE_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "store/keyframes.h"
#include "store/log_store.h"

/* Stores a snapshot in a transaction of its own and drops those that keyframes.h says. STATUS_NOT_FOUND, and nothing
 * stored, where the log has no op with this seq and head. */
enum status snapshot_table_put(sqlite3 *db, const char *draft,
                               const struct log_snapshot *snapshot) MUST_CHECK;

/* The seqs of the stored ones with seq <= max_seq, newest first, up to `room` of them. */
enum status snapshot_table_list(sqlite3 *db, const char *draft, uint64_t max_seq, uint64_t *seqs, size_t room,
                                size_t *count) MUST_CHECK;

/* Reads one. STATUS_CORRUPT where the checksum does not hold. On success the caller clears both bufs. */
enum status snapshot_table_get(sqlite3 *db, const char *draft, uint64_t seq,
                               struct log_snapshot *out) MUST_CHECK;

#endif
