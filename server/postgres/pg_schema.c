#include "postgres/pg_schema.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* This version writes SCHEMA; the oldest version that can read it is the one that wrote READABLE_FROM. A migration adds first, and takes away what is
 * no longer read one version later, so that nodes can be replaced one by one. */
#define SCHEMA        1
#define READABLE_FROM 1

#define TEXT_OF(number) #number
#define TEXT(number)    TEXT_OF(number)

/* logs: the id is random, as a sequence would be one more thing to restore; every update moves last_seq, so there is room for it on the page
 * (fillfactor). ops.epoch says for the audit which owner appended. nodes: an incarnation is a process, made at its start. */
static const char tables[] =
    "BEGIN; SELECT pg_advisory_xact_lock(7237952531);"
    "CREATE TABLE IF NOT EXISTS cluster(one int PRIMARY KEY CHECK (one = 1), schema bigint NOT NULL,"
    "  readable_from bigint NOT NULL);"
    "CREATE TABLE IF NOT EXISTS logs(id bigint PRIMARY KEY, draft text UNIQUE NOT NULL,"
    "  last_seq bigint NOT NULL, head bytea NOT NULL, bytes bigint NOT NULL, wake_at bigint NOT NULL DEFAULT "
    "0,"
    "  epoch bigint NOT NULL DEFAULT 0, owner text NOT NULL DEFAULT '') WITH (fillfactor = 50);"
    "CREATE INDEX IF NOT EXISTS logs_due ON logs(wake_at) WHERE wake_at > 0;"
    "CREATE TABLE IF NOT EXISTS ops(log bigint, seq bigint, epoch bigint NOT NULL, hash bytea NOT NULL,"
    "  bytes bytea NOT NULL, PRIMARY KEY(log, seq));"
    "CREATE TABLE IF NOT EXISTS snapshots(log bigint, seq bigint, head bytea NOT NULL, checksum bytea NOT "
    "NULL,"
    "  bytes bytea NOT NULL, clients bytea NOT NULL, PRIMARY KEY(log, seq));"
    "CREATE TABLE IF NOT EXISTS nodes(incarnation text PRIMARY KEY, node text NOT NULL, address text NOT "
    "NULL,"
    "  beat bigint NOT NULL, state text NOT NULL);"
    "CREATE TABLE IF NOT EXISTS people(seq bigint PRIMARY KEY, hash bytea NOT NULL, schema bigint NOT NULL,"
    "  whole bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), bytes bytea NOT NULL);"
    "ALTER TABLE cluster ADD COLUMN IF NOT EXISTS vkey text NOT NULL DEFAULT '';"
    "CREATE INDEX IF NOT EXISTS people_whole ON people(seq) WHERE whole = 1;"
    "INSERT INTO cluster VALUES(1, " TEXT(SCHEMA) ", " TEXT(READABLE_FROM) ") ON CONFLICT DO NOTHING;"
                                                                           "COMMIT";

enum status pg_schema_make(struct pg *pg, struct buf *why)
{
    struct pg_rows *rows = NULL;
    enum status status = pg_run(pg, tables);
    if (status == STATUS_OK)
        status = pg_query(pg, "SELECT schema, readable_from FROM cluster", NULL, &rows);
    if (status == STATUS_OK && pg_count(rows) && pg_get_number(rows, 0, 1) > SCHEMA) {
        status = STATUS_CONFLICT;
        if (why)
            buf_format(why,
                       "The database was written by a newer version (schema %" PRIu64 "); update this node.",
                       pg_get_number(rows, 0, 0));
    } else if (status != STATUS_OK && why) {
        buf_format(why, "The tables cannot be made: %s", pg_error(pg));
    }
    pg_rows_free(rows);
    return status;
}

/* The names in the brackets, or all of it where there are none. */
static size_t count_names(const char *names)
{
    const char *open = strchr(names, '(');
    size_t count = 1;
    for (const char *c = open ? open : names; *c; c++)
        count += *c == ',';
    return count;
}

bool pg_schema_names_are_safe(const char *names)
{
    names += strspn(names, " ");
    if (!*names || strchr(names, '*'))
        return false;
    if (strncasecmp(names, "ANY ", 4) == 0)
        return strtoul(names + 4, NULL, 10) >= count_names(names);
    return true;
}

enum status pg_schema_check_safety(struct pg *pg, struct buf *why)
{
    struct pg_rows *rows = NULL;
    enum status status = pg_query(pg,
                                  "SELECT current_setting('fsync'), current_setting('full_page_writes'),"
                                  " current_setting('synchronous_standby_names')",
                                  NULL, &rows);
    if (status == STATUS_OK && pg_count(rows)) {
        const char *names = pg_get_text(rows, 0, 2), *fault = NULL;
        if (strcmp(pg_get_text(rows, 0, 0), "on") != 0)
            fault = "fsync is off, so a power cut can lose what was acknowledged";
        else if (strcmp(pg_get_text(rows, 0, 1), "on") != 0)
            fault = "full_page_writes is off, so a power cut can damage what was acknowledged";
        else if (!pg_schema_names_are_safe(names))
            fault = *names
                        ? "synchronous_standby_names does not say whom a commit waits for (name the standby: "
                          "FIRST 1 (name))"
                        : "there is no synchronous standby (set synchronous_standby_names)";
        if (fault && why)
            buf_format(why,
                       "The database is not safe: %s. See docs/cluster.md, or set database_safety = any.",
                       fault);
        status = fault ? STATUS_STORAGE : STATUS_OK;
    }
    pg_rows_free(rows);
    return status;
}
