#include "postgres/cluster_key.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "postgres/pg.h"

static enum status read_key(struct pg *pg, char **vkey)
{
    struct pg_rows *rows = NULL;
    enum status status = pg_query(pg, "SELECT vkey FROM cluster FOR UPDATE", NULL, &rows);
    if (status == STATUS_OK)
        *vkey = mem_copy_string(pg_count(rows) ? pg_get_text(rows, 0, 0) : "");
    pg_rows_free(rows);
    return status;
}

static enum status write_key(struct pg *pg, const char *vkey)
{
    struct pg_values values = {.count = 0};
    pg_text(&values, vkey);
    return pg_query(pg, "UPDATE cluster SET vkey = $1", &values, NULL);
}

/* Within a transaction, which ends with the connection where this fails. */
static enum status agree(struct pg *pg, const char *vkey, bool (*was_ours)(void *, const char *),
                         void *context, struct buf *why)
{
    char *theirs = NULL;
    enum status status = read_key(pg, &theirs);
    if (status == STATUS_OK && *theirs && strcmp(theirs, vkey) != 0 && !was_ours(context, theirs)) {
        buf_text(why, "This server would sign with another key than its cluster; copy checkpoint.key and "
                      "checkpoint.keys from the data folder of another server.");
        status = STATUS_CONFLICT;
    }
    if (status == STATUS_OK && strcmp(theirs, vkey) != 0)
        status = write_key(pg, vkey);
    free(theirs);
    return status == STATUS_OK ? pg_run(pg, "COMMIT") : status;
}

enum status cluster_key_agree(struct pg_hosts *hosts, const char *vkey,
                              bool (*was_ours)(void *context, const char *vkey), void *context,
                              struct buf *why)
{
    struct pg *pg = NULL;
    enum status status = pg_hosts_open(hosts, why, &pg);
    if (status == STATUS_OK)
        status = pg_run(pg, "BEGIN; SET LOCAL lock_timeout = '5s'");
    if (status == STATUS_OK)
        status = agree(pg, vkey, was_ours, context, why);
    if (status != STATUS_OK && !why->len)
        buf_format(why, "The cluster's key cannot be read: %s", pg_error(pg));
    pg_close(pg);
    return status;
}
