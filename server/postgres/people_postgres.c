#include "postgres/people_postgres.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "postgres/pg.h"
#include "postgres/pg_schema.h"

/* How long a statement may take: some of them run on the loop. */
#define PATIENCE_MS 1500
#define ENTRIES     200 /* that are read at once */

struct journal {
    struct people_journal base;
    struct pg_hosts *hosts;
    struct pg *pg;
    bool turn;
};

static struct journal *of(struct people_journal *journal)
{
    return (struct journal *)journal; /* base comes first */
}

static enum status connect_if_needed(struct journal *journal, struct buf *why)
{
    if (pg_look(journal->pg))
        return STATUS_OK;
    pg_close(journal->pg);
    journal->pg = NULL;
    enum status status = pg_hosts_open(journal->hosts, why, &journal->pg);
    if (status == STATUS_OK)
        pg_set_patience(journal->pg, PATIENCE_MS);
    return status;
}

/* After an answer that did not come: it must not be taken for that of the next statement. */
static enum status heed(struct journal *journal, enum status status)
{
    if (status == STATUS_UNKNOWN) {
        pg_close(journal->pg);
        journal->pg = NULL;
        journal->turn = false;
    }
    return status;
}

static void leave(struct people_journal *base)
{
    struct journal *journal = of(base);
    if (journal->turn && heed(journal, pg_run(journal->pg, "ROLLBACK")) != STATUS_OK)
        diag(DIAG_WARNING, "the turn to write about people ends with the connection");
    journal->turn = false;
}

static enum status take(struct people_journal *base)
{
    struct journal *journal = of(base);
    enum status status = connect_if_needed(journal, NULL);
    if (status != STATUS_OK)
        return status;
    journal->turn = true;
    status = heed(journal, pg_run(journal->pg, "BEGIN; SET LOCAL lock_timeout = '1s';"
                                               "SELECT pg_advisory_xact_lock(7237952532)"));
    if (status != STATUS_OK)
        leave(base);
    return status;
}

static enum status last(struct people_journal *base, uint64_t *seq, struct sha256 *hash)
{
    struct journal *journal = of(base);
    struct pg_rows *rows = NULL;
    enum status status =
        heed(journal,
             pg_query(journal->pg, "SELECT seq, hash FROM people ORDER BY seq DESC LIMIT 1", NULL, &rows));
    *seq = 0;
    *hash = (struct sha256){{0}};
    if (status == STATUS_OK && pg_count(rows)) {
        *seq = pg_get_number(rows, 0, 0);
        if (!pg_get_hash(rows, 0, 1, hash))
            status = STATUS_CORRUPT;
    }
    pg_rows_free(rows);
    return status;
}

static enum status add(struct people_journal *base, const struct people_entry *entry)
{
    struct journal *journal = of(base);
    struct pg_values values = {.count = 0};
    pg_number(&values, entry->seq);
    pg_hash(&values, &entry->hash);
    pg_number(&values, entry->schema);
    pg_number(&values, entry->whole);
    pg_blob(&values, entry->bytes, entry->len);
    enum status status = heed(
        journal, pg_query(journal->pg,
                          "INSERT INTO people(seq, hash, schema, whole, bytes) VALUES($1, $2, $3, $4, $5)",
                          &values, NULL));
    if (status == STATUS_OK)
        status = heed(journal, pg_run(journal->pg, "COMMIT"));
    if (status == STATUS_OK)
        journal->turn = false;
    else
        leave(base);
    return status;
}

/* ---- reading ---- */

/* Without the bytes of the entry that the caller has: asked for several times a second, they may be those of a list of a hundred people. Where it is not there any more: from the
 * newest whole one. */
static const char first_sql[] =
    "SELECT seq, hash, schema, whole, CASE WHEN seq = $1 THEN '' ELSE bytes END FROM people WHERE seq >="
    " coalesce((SELECT seq FROM people WHERE seq = $1), (SELECT max(seq) FROM people WHERE whole = 1), 0)"
    " ORDER BY seq LIMIT $2";
static const char further_sql[] =
    "SELECT seq, hash, schema, whole, bytes FROM people WHERE seq >= $1 ORDER BY seq LIMIT $2";

static bool give(const struct pg_rows *rows, size_t row, people_entry_cb each, void *context, bool *good)
{
    struct people_entry entry = {.seq = pg_get_number(rows, row, 0),
                                 .schema = pg_get_number(rows, row, 2),
                                 .whole = pg_get_number(rows, row, 3) != 0};
    *good = pg_get_hash(rows, row, 1, &entry.hash);
    entry.bytes = pg_get_blob(rows, row, 4, &entry.len);
    return *good && each(context, &entry);
}

/* `known`: what the caller has already. */
static enum status read_some(struct journal *journal, const char *sql, uint64_t known, uint64_t *next,
                             bool *more, people_entry_cb each, void *context)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    bool good = true;
    pg_number(&values, *next);
    pg_number(&values, ENTRIES);
    enum status status = heed(journal, pg_query(journal->pg, sql, &values, &rows));
    size_t count = status == STATUS_OK ? pg_count(rows) : 0;
    /* What was read may be on no standby yet: PostgreSQL shows a commit whose wait was cancelled. Our own commit in this turn comes behind it. */
    if (count && !journal->turn && pg_get_number(rows, count - 1, 0) > known)
        status = heed(journal, pg_barrier(journal->pg));
    if (status != STATUS_OK)
        count = 0;
    *more = count == ENTRIES;
    for (size_t i = 0; i < count; i++) {
        *next = pg_get_number(rows, i, 0) + 1;
        if (!give(rows, i, each, context, &good)) {
            *more = false;
            break;
        }
    }
    pg_rows_free(rows);
    return good ? status : STATUS_CORRUPT;
}

static enum status read(struct people_journal *base, uint64_t from, people_entry_cb each, void *context)
{
    struct journal *journal = of(base);
    const char *sql = first_sql;
    uint64_t next = from;
    bool more = true;
    enum status status = connect_if_needed(journal, NULL);
    while (status == STATUS_OK && more) {
        status = read_some(journal, sql, from, &next, &more, each, context);
        sql = further_sql;
    }
    return status;
}

static enum status drop_before(struct people_journal *base, uint64_t seq)
{
    struct journal *journal = of(base);
    struct pg_values values = {.count = 0};
    pg_number(&values, seq);
    return heed(journal, pg_query(journal->pg, "DELETE FROM people WHERE seq < $1", &values, NULL));
}

static void destroy(struct people_journal *base)
{
    struct journal *journal = of(base);
    pg_close(journal->pg);
    pg_hosts_release(journal->hosts);
    free(journal);
}

static const struct people_journal_ops ops = {take, last, add, leave, read, drop_before, destroy};

enum status people_postgres_open(struct pg_hosts *hosts, struct buf *why, struct people_journal **out)
{
    struct journal *journal = mem_zero(1, sizeof *journal);
    journal->base.ops = &ops;
    journal->hosts = pg_hosts_share(hosts);
    enum status status = connect_if_needed(journal, why);
    if (status == STATUS_OK)
        status = pg_schema_make(journal->pg, why);
    if (status == STATUS_OK)
        *out = &journal->base;
    else
        destroy(&journal->base);
    return status;
}
