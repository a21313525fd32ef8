/* Making a draft ours, and letting it go.
 *
 * A claim raises the epoch. It goes through in the order of the log that standbys follow, so once it is acknowledged everything that was read after it
 * is durable, or shut out by the new epoch: also what a crash of the primary had made visible before its standby had it. */
#ifndef POSTGRES_PG_CLAIM_H
#define POSTGRES_PG_CLAIM_H

#include "base/status.h"
#include "postgres/lease_table.h"
#include "postgres/pg.h"

struct pg_claim {
    const char *draft;  /* borrowed; the rest is the answer */
    enum status status; /* STATUS_FENCED: a living server has it. STATUS_STORAGE, STATUS_UNKNOWN: ask again */
    struct lease lease; /* of STATUS_OK: what is ours now, `log` 0 where there is no log yet */
    char *owner;        /* of STATUS_FENCED: the address of that server; caller frees */
};

/* Several, by one commit; each has its own answer. `owner` is to be NULL before. Where PostgreSQL refuses them together, each is claimed alone, so that one does not spoil the others. A
 * draft that stands there twice is claimed once, with the same answer for both. */
void pg_claim_all(struct pg *pg, const char *incarnation, struct pg_claim *claims, size_t count);
/* One. */
enum status pg_claim(struct pg *pg, const char *incarnation, const char *draft, struct lease *out,
                     char **owner) MUST_CHECK;
enum status pg_release(struct pg *pg, const char *incarnation, const struct lease *lease) MUST_CHECK;

#endif
