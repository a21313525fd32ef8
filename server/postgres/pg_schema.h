/* The tables of a cluster, and whether a database is one that a promise of durability can rest on. */
#ifndef POSTGRES_PG_SCHEMA_H
#define POSTGRES_PG_SCHEMA_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg.h"

/* Makes the tables where they are absent. STATUS_CONFLICT: a newer version has written them, and this one cannot read that. STATUS_STORAGE,
 * STATUS_UNKNOWN. */
enum status pg_schema_make(struct pg *pg, struct buf *why) MUST_CHECK;

/* STATUS_STORAGE where an acknowledged commit could be lost: `fsync` or `full_page_writes` is off; no synchronous standby is named, or any one of
 * several may answer, so that an old primary that does not know of its successor could go on acknowledging. `why` gets a sentence. */
enum status pg_schema_check_safety(struct pg *pg, struct buf *why) MUST_CHECK;

/* Whether `synchronous_standby_names` names whom a commit waits for, so that a standby that was promoted stops its old primary. */
bool pg_schema_names_are_safe(const char *names);

#endif
