#include "store/log_reader.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "store/database.h"
#include "store/snapshot_table.h"

enum { IDLE_KEPT = 4, PAGE_OPS = 512 };

struct connection {
    sqlite3 *db;
    sqlite3_stmt *find; /* draft -> id, last_seq, head, bytes */
    sqlite3_stmt *page; /* log, from, to, limit -> seq, hash, bytes */
};

struct log_reader {
    char *dir;
    pthread_mutex_t mutex; /* over the rest */
    struct connection *idle[IDLE_KEPT];
    size_t idle_count;
};

struct log_reader *log_reader_create(const char *dir)
{
    struct log_reader *reader = mem_zero(1, sizeof *reader);
    reader->dir = mem_copy_string(dir);
    pthread_mutex_init(&reader->mutex, NULL);
    return reader;
}

static void close_connection(struct connection *connection)
{
    sqlite3_finalize(connection->find);
    sqlite3_finalize(connection->page);
    sqlite3_close(connection->db);
    free(connection);
}

void log_reader_destroy(struct log_reader *reader)
{
    for (size_t i = 0; i < reader->idle_count; i++)
        close_connection(reader->idle[i]);
    pthread_mutex_destroy(&reader->mutex);
    free(reader->dir);
    free(reader);
}

static enum status open_connection(const char *dir, struct connection **out)
{
    struct buf why = BUF_EMPTY;
    struct connection *connection = mem_zero(1, sizeof *connection);
    enum status status = database_open(dir, DATABASE_READ, &why, &connection->db);
    if (status == STATUS_OK)
        status = database_prepare(
            connection->db, "SELECT id, last_seq, head, bytes FROM logs WHERE draft = ?1", &connection->find);
    if (status == STATUS_OK)
        status = database_prepare(connection->db,
                                  "SELECT seq, hash, bytes FROM ops WHERE log = ?1 AND seq BETWEEN ?2 AND ?3"
                                  " ORDER BY seq LIMIT ?4",
                                  &connection->page);
    if (status == STATUS_OK) {
        *out = connection;
    } else {
        diag(DIAG_ERROR, "the op log cannot be read: %s", why.len ? why.bytes : status_message(status));
        close_connection(connection);
    }
    buf_clear(&why);
    return status;
}

static enum status take(struct log_reader *reader, struct connection **out)
{
    struct connection *connection = NULL;
    pthread_mutex_lock(&reader->mutex);
    if (reader->idle_count)
        connection = reader->idle[--reader->idle_count];
    pthread_mutex_unlock(&reader->mutex);
    if (!connection)
        return open_connection(reader->dir, out);
    *out = connection;
    return STATUS_OK;
}

/* A connection that has met an I/O error is not trusted again. */
static void give_back(struct log_reader *reader, struct connection *connection, enum status status)
{
    pthread_mutex_lock(&reader->mutex);
    if (status != STATUS_IO && reader->idle_count < IDLE_KEPT) {
        reader->idle[reader->idle_count++] = connection;
        connection = NULL;
    }
    pthread_mutex_unlock(&reader->mutex);
    if (connection)
        close_connection(connection);
}

/* `*log` is 0 where the draft has no log. */
static enum status find(struct connection *connection, const char *draft, uint64_t *log,
                        struct log_summary *out)
{
    bool row = false;
    *log = 0;
    *out = (struct log_summary){0};
    database_bind_text(connection->find, 1, draft);
    enum status status = database_step(connection->find, &row);
    if (status == STATUS_OK && row) {
        *log = database_number(connection->find, 0);
        out->last_seq = database_number(connection->find, 1);
        out->bytes = database_number(connection->find, 3);
        if (!database_hash(connection->find, 2, &out->head))
            status = STATUS_CORRUPT;
    }
    sqlite3_reset(connection->find);
    return status;
}

/* Hands on the ops from `*next` to `last`, at most a page of them, and moves `*next` on. */
static enum status read_page(sqlite3_stmt *page, uint64_t log, uint64_t *next, uint64_t last,
                             log_read_cb each, void *context, bool *stopped)
{
    enum status status = STATUS_OK;
    bool row = false;
    uint64_t first = *next;
    database_bind_number(page, 1, log);
    database_bind_number(page, 2, first);
    database_bind_number(page, 3, last);
    database_bind_number(page, 4, PAGE_OPS);
    while (!*stopped && (status = database_step(page, &row)) == STATUS_OK && row) {
        struct log_op op = {.seq = database_number(page, 0),
                            .bytes = sqlite3_column_blob(page, 2),
                            .len = (size_t)sqlite3_column_bytes(page, 2)};
        if (op.seq != *next || !op.bytes || !database_hash(page, 1, &op.hash)) {
            status = STATUS_CORRUPT;
            break;
        }
        ++*next;
        *stopped = !each(context, &op);
    }
    if (status == STATUS_OK && *next == first)
        status = STATUS_CORRUPT; /* the log says that there are more */
    sqlite3_reset(page);
    return status;
}

enum status log_reader_read(struct log_reader *reader, const char *draft, uint64_t from_seq, uint64_t to_seq,
                            log_read_cb each, void *context)
{
    struct connection *connection;
    struct log_summary summary;
    uint64_t log;
    uint64_t next = from_seq ? from_seq : 1;
    bool stopped = false;
    enum status status = take(reader, &connection);
    if (status != STATUS_OK)
        return status;
    status = find(connection, draft, &log, &summary);
    uint64_t last = to_seq < summary.last_seq ? to_seq : summary.last_seq;
    while (status == STATUS_OK && !stopped && next <= last)
        status = read_page(connection->page, log, &next, last, each, context, &stopped);
    if (status == STATUS_CORRUPT)
        diag(DIAG_ERROR, "the log of draft %s is damaged at seq %llu", draft, (unsigned long long)next);
    give_back(reader, connection, status);
    return status;
}

enum status log_reader_summary(struct log_reader *reader, const char *draft, struct log_summary *out)
{
    struct connection *connection;
    uint64_t log;
    enum status status = take(reader, &connection);
    if (status != STATUS_OK)
        return status;
    status = find(connection, draft, &log, out);
    give_back(reader, connection, status);
    return status;
}

enum status log_reader_due(struct log_reader *reader, int64_t until, size_t limit, log_wake_cb each,
                           void *context)
{
    struct connection *connection;
    sqlite3_stmt *soonest = NULL;
    bool row = false;
    enum status status = take(reader, &connection);
    if (status != STATUS_OK)
        return status;
    status = database_prepare(connection->db,
                              "SELECT draft, wake_at FROM logs WHERE wake_at > 0 AND wake_at <= ?1"
                              " ORDER BY wake_at LIMIT ?2",
                              &soonest);
    if (status == STATUS_OK) {
        database_bind_time(soonest, 1, until);
        database_bind_number(soonest, 2, limit);
    }
    while (status == STATUS_OK && (status = database_step(soonest, &row)) == STATUS_OK && row)
        each(context, database_text(soonest, 0), (int64_t)database_number(soonest, 1));
    sqlite3_finalize(soonest);
    give_back(reader, connection, status);
    return status;
}

static enum status newest_good(sqlite3 *db, const char *draft, uint64_t max_seq, struct log_snapshot *out)
{
    uint64_t seqs[SNAPSHOTS_NEWEST]; /* where one is damaged, the next ones are not far */
    size_t count;
    enum status status = snapshot_table_list(db, draft, max_seq, seqs, SNAPSHOTS_NEWEST, &count);
    if (status == STATUS_CORRUPT) {
        diag(DIAG_WARNING, "the snapshots of draft %s are damaged; using the log", draft);
        return STATUS_NOT_FOUND;
    }
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        status = snapshot_table_get(db, draft, seqs[i], out);
        if (status == STATUS_CORRUPT)
            diag(DIAG_WARNING,
                 "the snapshot of draft %s at seq %llu is damaged; using an older one or the log", draft,
                 (unsigned long long)seqs[i]);
        else if (status != STATUS_NOT_FOUND) /* which it is if a newer one has just pushed it out */
            return status;
    }
    return STATUS_NOT_FOUND;
}

enum status log_reader_snapshot(struct log_reader *reader, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out)
{
    struct connection *connection;
    *out = (struct log_snapshot){0};
    enum status status = take(reader, &connection);
    if (status != STATUS_OK)
        return status;
    status = newest_good(connection->db, draft, max_seq, out);
    if (status != STATUS_OK)
        *out = (struct log_snapshot){0};
    give_back(reader, connection, status);
    return status;
}
