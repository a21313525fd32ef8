/* Stored snapshots: a cache of the fold, so they are not waited for by the standby. As store/snapshot_table.h has it. */
#ifndef POSTGRES_PG_SNAPSHOTS_H
#define POSTGRES_PG_SNAPSHOTS_H

#include "base/status.h"
#include "postgres/pg.h"
#include "store/log_store.h"

/* STATUS_OK also where the log has no op with this seq and head, and so nothing was stored. */
enum status pg_snapshots_put(struct pg *pg, const char *draft,
                             const struct log_snapshot *snapshot) MUST_CHECK;
/* The newest up to max_seq whose checksum holds. On success the caller clears both bufs. STATUS_NOT_FOUND. */
enum status pg_snapshots_get(struct pg *pg, const char *draft, uint64_t max_seq,
                             struct log_snapshot *out) MUST_CHECK;

#endif
