#include "postgres/log_purge.h"

#include <stdlib.h>

#include "postgres/pg_claim.h"
#include "postgres/pg_hosts.h"

#define PATIENCE_MS 60000 /* a long log */
#define TRIES       3

/* STATUS_CONFLICT: it was claimed after we had done so. */
static enum status erase(struct pg *pg, const struct lease *claimed)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_number(&values, claimed->log);
    pg_number(&values, claimed->epoch);
    enum status status =
        pg_query(pg,
                 "WITH gone AS (DELETE FROM logs WHERE id = $1 AND epoch = $2 AND owner = '' RETURNING id),"
                 " gone_ops AS (DELETE FROM ops USING gone WHERE log = gone.id),"
                 " gone_snapshots AS (DELETE FROM snapshots USING gone WHERE log = gone.id)"
                 " SELECT count(*) FROM gone",
                 &values, &rows);
    if (status == STATUS_UNKNOWN && pg_is_alive(pg))
        status = pg_barrier(pg);
    else if (status == STATUS_OK && !pg_get_number(rows, 0, 0))
        status = STATUS_CONFLICT;
    pg_rows_free(rows);
    return status;
}

/* Where there is no log any more, that may be on no standby yet. */
static enum status claim_and_erase(struct pg *pg, const char *draft, char **owner)
{
    struct lease claimed;
    enum status status = pg_claim(pg, "", draft, &claimed, owner);
    if (status != STATUS_OK)
        return status;
    return claimed.log ? erase(pg, &claimed) : pg_barrier(pg);
}

static void say(struct buf *why, enum status status, const struct pg *pg, const char *owner)
{
    if (!why || status == STATUS_OK)
        return;
    if (owner)
        buf_format(why,
                   "The server at %s has the draft open. It lets go of what is deleted within seconds: "
                   "do this again then.",
                   owner);
    else
        buf_format(why, "The log could not be taken out of the database; do this again. %s", pg_error(pg));
}

enum status log_purge(const char *address, const char *draft, struct buf *why)
{
    struct pg *pg = NULL;
    char *owner = NULL;
    enum status status = pg_open(address, why, &pg);
    if (status != STATUS_OK)
        return status;
    pg_set_patience(pg, PATIENCE_MS);
    status = STATUS_CONFLICT;
    for (int i = 0; status == STATUS_CONFLICT && i < TRIES; i++)
        status = claim_and_erase(pg, draft, &owner);
    say(why, status, pg, owner);
    free(owner);
    pg_close(pg);
    return status == STATUS_CONFLICT ? STATUS_STORAGE : status;
}
