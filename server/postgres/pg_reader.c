#include "postgres/pg_reader.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "postgres/pg_snapshots.h"

enum { IDLE_KEPT = 4, PAGE_OPS = 128 };

struct pg_reader {
    struct pg_hosts *hosts;
    char *incarnation;
    struct lease_table *leases;
    pthread_mutex_t mutex; /* over the rest */
    struct pg *idle[IDLE_KEPT];
    size_t idle_count;
};

struct pg_reader *pg_reader_create(struct pg_hosts *hosts, const char *incarnation,
                                   struct lease_table *leases)
{
    struct pg_reader *reader = mem_zero(1, sizeof *reader);
    reader->hosts = pg_hosts_share(hosts);
    reader->incarnation = mem_copy_string(incarnation);
    reader->leases = leases;
    pthread_mutex_init(&reader->mutex, NULL);
    return reader;
}

void pg_reader_destroy(struct pg_reader *reader)
{
    for (size_t i = 0; i < reader->idle_count; i++)
        pg_close(reader->idle[i]);
    pthread_mutex_destroy(&reader->mutex);
    pg_hosts_release(reader->hosts);
    free(reader->incarnation);
    free(reader);
}

static struct pg *take_idle(struct pg_reader *reader)
{
    struct pg *pg = NULL;
    pthread_mutex_lock(&reader->mutex);
    if (reader->idle_count)
        pg = reader->idle[--reader->idle_count];
    pthread_mutex_unlock(&reader->mutex);
    return pg;
}

/* One that has ended meanwhile, or leads to a host that is not used any more, is of no use. */
static enum status take(struct pg_reader *reader, struct pg **out)
{
    struct buf why = BUF_EMPTY;
    while ((*out = take_idle(reader)) && !pg_look(*out))
        pg_close(*out);
    if (*out)
        return STATUS_OK;
    enum status status = pg_hosts_open(reader->hosts, &why, out);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "the op log cannot be read: %s",
             why.len ? why.bytes : "the database does not answer");
    buf_clear(&why);
    return status == STATUS_OK ? STATUS_OK : STATUS_IO;
}

/* A connection on which something went wrong is not used again. Returns what the caller is told. */
static enum status give_back(struct pg_reader *reader, struct pg *pg, enum status status)
{
    bool failed = status == STATUS_UNKNOWN || status == STATUS_STORAGE;
    if (failed)
        diag(DIAG_ERROR, "the op log cannot be read: %s", pg_error(pg));
    pthread_mutex_lock(&reader->mutex);
    if (!failed && pg_is_alive(pg) && reader->idle_count < IDLE_KEPT) {
        reader->idle[reader->idle_count++] = pg;
        pg = NULL;
    }
    pthread_mutex_unlock(&reader->mutex);
    pg_close(pg);
    return failed ? STATUS_IO : status;
}

struct tail {
    uint64_t log; /* 0: none */
    struct log_summary summary;
};

/* As this database has it. The sum of bytes is of all that is there, which may be a little more. */
static enum status look(struct pg *pg, const char *draft, struct tail *out)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    *out = (struct tail){0};
    pg_text(&values, draft);
    enum status status =
        pg_query(pg, "SELECT id, last_seq, head, bytes FROM logs WHERE draft = $1", &values, &rows);
    if (status == STATUS_OK && pg_count(rows)) {
        out->log = pg_get_number(rows, 0, 0);
        out->summary.last_seq = pg_get_number(rows, 0, 1);
        out->summary.bytes = pg_get_number(rows, 0, 3);
        if (!pg_get_hash(rows, 0, 2, &out->summary.head))
            status = STATUS_CORRUPT;
    }
    pg_rows_free(rows);
    return status;
}

static enum status find(struct pg_reader *reader, struct pg *pg, const char *draft, struct tail *out)
{
    enum status status = look(pg, draft, out);
    if (status == STATUS_OK && out->log &&
        !lease_table_durable(reader->leases, draft, &out->summary.last_seq, &out->summary.head))
        status = pg_barrier(pg);
    return status;
}

/* Why an op is not there. STATUS_CORRUPT: its log says that it is. STATUS_STORAGE: this database has not got so far, as one that is behind what it had acknowledged, or does not have the
 * log any more. */
static enum status why_missing(struct pg *pg, const char *draft, uint64_t seq)
{
    struct tail tail;
    enum status status = look(pg, draft, &tail);
    if (status != STATUS_OK)
        return status;
    return tail.summary.last_seq >= seq ? STATUS_CORRUPT : STATUS_STORAGE;
}

/* Hands on the ops from `*next` to `last`, at most a page of them, and moves `*next` on. STATUS_NOT_FOUND: there are none. */
static enum status read_page(struct pg *pg, uint64_t log, uint64_t *next, uint64_t last, log_read_cb each,
                             void *context, bool *stopped)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_number(&values, log);
    pg_number(&values, *next);
    pg_number(&values, last);
    pg_number(&values, PAGE_OPS);
    enum status status = pg_query(
        pg, "SELECT seq, hash, bytes FROM ops WHERE log = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq LIMIT $4",
        &values, &rows);
    size_t count = status == STATUS_OK ? pg_count(rows) : 0;
    if (status == STATUS_OK && !count)
        status = STATUS_NOT_FOUND;
    for (size_t i = 0; status == STATUS_OK && !*stopped && i < count; i++) {
        struct log_op op = {.seq = pg_get_number(rows, i, 0)};
        op.bytes = pg_get_blob(rows, i, 2, &op.len);
        if (op.seq != *next || !op.len || !pg_get_hash(rows, i, 1, &op.hash)) {
            status = STATUS_CORRUPT;
            break;
        }
        ++*next;
        *stopped = !each(context, &op);
    }
    pg_rows_free(rows);
    return status;
}

enum status pg_reader_read(struct pg_reader *reader, const char *draft, uint64_t from_seq, uint64_t to_seq,
                           log_read_cb each, void *context)
{
    struct pg *pg;
    struct tail tail;
    uint64_t next = from_seq ? from_seq : 1;
    bool stopped = false;
    enum status status = take(reader, &pg);
    if (status != STATUS_OK)
        return status;
    status = find(reader, pg, draft, &tail);
    uint64_t last = to_seq < tail.summary.last_seq ? to_seq : tail.summary.last_seq;
    while (status == STATUS_OK && !stopped && next <= last)
        status = read_page(pg, tail.log, &next, last, each, context, &stopped);
    if (status == STATUS_NOT_FOUND)
        status = why_missing(pg, draft, next);
    if (status == STATUS_CORRUPT)
        diag(DIAG_ERROR, "the log of draft %s is damaged at seq %" PRIu64, draft, next);
    return give_back(reader, pg, status);
}

enum status pg_reader_summary(struct pg_reader *reader, const char *draft, struct log_summary *out)
{
    struct pg *pg;
    struct tail tail = {0};
    enum status status = take(reader, &pg);
    if (status == STATUS_OK)
        status = give_back(reader, pg, find(reader, pg, draft, &tail));
    *out = tail.summary;
    return status;
}

/* Of nobody's drafts the server with the least incarnation takes care: one is enough, and where it dies another is the least. */
enum status pg_reader_due(struct pg_reader *reader, int64_t until, size_t limit, log_wake_cb each,
                          void *context)
{
    struct pg *pg;
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    enum status status = take(reader, &pg);
    if (status != STATUS_OK)
        return status;
    pg_time(&values, until);
    pg_text(&values, reader->incarnation);
    pg_number(&values, limit);
    status =
        pg_query(pg,
                 "SELECT draft, wake_at FROM logs l WHERE wake_at > 0 AND wake_at <= $1 AND (owner = $2 OR ("
                 " $2 = coalesce((SELECT min(incarnation) FROM nodes WHERE state = 'up'), $2) AND"
                 " NOT EXISTS (SELECT 1 FROM nodes n WHERE n.incarnation = l.owner AND n.state <> 'dead')))"
                 " ORDER BY wake_at LIMIT $3",
                 &values, &rows);
    for (size_t i = 0; status == STATUS_OK && i < pg_count(rows); i++)
        each(context, pg_get_text(rows, i, 0), (int64_t)pg_get_number(rows, i, 1));
    pg_rows_free(rows);
    return give_back(reader, pg, status);
}

enum status pg_reader_snapshot(struct pg_reader *reader, const char *draft, uint64_t max_seq,
                               struct log_snapshot *out)
{
    struct pg *pg;
    *out = (struct log_snapshot){0};
    enum status status = take(reader, &pg);
    return status == STATUS_OK ? give_back(reader, pg, pg_snapshots_get(pg, draft, max_seq, out)) : status;
}

enum status pg_reader_drafts(struct pg_reader *reader, bool (*each)(void *context, const char *draft),
                             void *context)
{
    struct pg *pg;
    struct pg_rows *rows = NULL;
    enum status status = take(reader, &pg);
    if (status != STATUS_OK)
        return status;
    status = pg_query(pg, "SELECT draft FROM logs WHERE last_seq > 0 ORDER BY draft", NULL, &rows);
    bool goes_on = true;
    for (size_t i = 0; status == STATUS_OK && goes_on && i < pg_count(rows); i++)
        goes_on = each(context, pg_get_text(rows, i, 0));
    pg_rows_free(rows);
    return give_back(reader, pg, status);
}

enum status pg_reader_owner(struct pg_reader *reader, const char *draft, char **out)
{
    struct pg *pg;
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    *out = NULL;
    enum status status = take(reader, &pg);
    if (status != STATUS_OK)
        return status;
    pg_text(&values, draft);
    pg_text(&values, reader->incarnation);
    status =
        pg_query(pg,
                 "SELECT coalesce(n.address, '') FROM logs l LEFT JOIN nodes n ON n.incarnation = l.owner"
                 " AND n.state <> 'dead' WHERE l.draft = $1 AND l.owner <> $2",
                 &values, &rows);
    if (status == STATUS_OK && pg_count(rows))
        *out = mem_copy_string(pg_get_text(rows, 0, 0));
    pg_rows_free(rows);
    return give_back(reader, pg, status);
}
