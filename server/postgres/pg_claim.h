/* Making a draft ours, and letting it go.
 *
 * A claim raises the epoch. It goes through in the order of the log that standbys follow, so once it is acknowledged everything that was read after it
 * is durable, or shut out by the new epoch: also what a crash of the primary had made visible before its standby had it. */
#ifndef POSTGRES_PG_CLAIM_H
#define POSTGRES_PG_CLAIM_H

#include "base/status.h"
#include "postgres/lease_table.h"
#include "postgres/pg.h"

/* STATUS_OK with what is ours now, `log` 0 where there is no log yet. STATUS_FENCED with the address of the server that has it; caller frees.
 * STATUS_STORAGE, STATUS_UNKNOWN: ask again. */
enum status pg_claim(struct pg *pg, const char *incarnation, const char *draft, struct lease *out,
                     char **owner) MUST_CHECK;
enum status pg_release(struct pg *pg, const char *incarnation, const struct lease *lease) MUST_CHECK;

#endif
