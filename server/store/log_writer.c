#include "store/log_writer.h"

#include <stdlib.h>
#include <time.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/snapshot_table.h"

/* How far a draft's log goes: as stored, and within the transaction that is open. */
struct log_tail {
    char *draft;          /* the key in the map */
    uint64_t transaction; /* the one in which the next five were read */
    uint64_t log;         /* row id in `logs`; 0: no log yet */
    uint64_t last_seq;
    struct sha256 head;
    int64_t wake_at;
    uint64_t added_bytes;
    struct log_tail *next_touched;
    uint64_t
        refused_next; /* the seq that would follow the append refused last for want of storage; 0: none was */
};

struct log_writer {
    char *dir;
    uint64_t max_bytes;
    sqlite3 *db; /* NULL only while broken */
    bool broken; /* must recover first */
    sqlite3_stmt *find, *start, *insert, *move;
    struct map tails;
    uint64_t transaction; /* counts them */
    struct log_tail *touched;
};

/* The connection */

static enum status limit_size(struct log_writer *writer)
{
    struct buf sql = BUF_EMPTY;
    if (!writer->max_bytes)
        return STATUS_OK;
    buf_format(&sql, "PRAGMA max_page_count = %llu", (unsigned long long)(writer->max_bytes / 4096));
    enum status status = database_run(writer->db, sql.bytes);
    buf_clear(&sql);
    return status;
}

static enum status prepare_all(struct log_writer *writer)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        {&writer->find, "SELECT id, last_seq, head FROM logs WHERE draft = ?1"},
        {&writer->start, "INSERT INTO logs(draft, last_seq, head, bytes) VALUES(?1, 0, zeroblob(32), 0)"},
        {&writer->insert, "INSERT INTO ops(log, seq, hash, bytes) VALUES(?1, ?2, ?3, ?4)"},
        {&writer->move,
         "UPDATE logs SET last_seq = ?2, head = ?3, bytes = bytes + ?4, wake_at = ?5 WHERE id = ?1"},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof all / sizeof all[0]; i++)
        status = database_prepare(writer->db, all[i].sql, all[i].statement);
    return status;
}

static void close_connection(struct log_writer *writer)
{
    sqlite3_stmt **all[] = {&writer->find, &writer->start, &writer->insert, &writer->move};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        sqlite3_finalize(*all[i]);
        *all[i] = NULL;
    }
    sqlite3_close(writer->db);
    writer->db = NULL;
}

static enum status open_connection(struct log_writer *writer, bool create, struct buf *why)
{
    enum status status =
        database_open(writer->dir, create ? DATABASE_CREATE : DATABASE_WRITE, why, &writer->db);
    if (status == STATUS_OK)
        status = limit_size(writer);
    if (status == STATUS_OK)
        status = prepare_all(writer);
    if (status != STATUS_OK)
        close_connection(writer);
    return status;
}

/* When a sync fails, SQLite takes the transaction back in memory, yet its frames stand in the write-ahead log, and the
 * next recovery (of a start after a crash, or of the first connection to open) would find them whole and count them in.
 * Any small commit is written over them. It sets what is set already, for that is the smallest change there is. It must
 * happen on the connection that failed: closing that one first could bring the recovery about. */
static enum status overwrite_refused(struct log_writer *writer)
{
    struct buf sql = BUF_EMPTY;
    buf_format(&sql, "BEGIN IMMEDIATE; PRAGMA user_version = %d; COMMIT", migrations_latest());
    enum status status = database_run(writer->db, sql.bytes);
    if (status != STATUS_OK)
        database_rollback(writer->db);
    buf_clear(&sql);
    return status;
}

/* Makes a broken writer usable again, if the world allows. */
static enum status recover(struct log_writer *writer)
{
    enum status status = STATUS_OK;
    if (!writer->broken)
        return STATUS_OK;
    if (writer->db) {
        status = overwrite_refused(writer);
        if (status == STATUS_OK)
            close_connection(writer);
    }
    if (status == STATUS_OK)
        status = open_connection(writer, false, NULL);
    if (status != STATUS_OK)
        return status;
    writer->broken = false;
    diag(DIAG_WARNING, "the op log has a new connection and takes changes again");
    return STATUS_OK;
}

/* After an I/O error the connection is not trusted; for the other errors SQLite's rollback is enough. */
static void leave_failed(struct log_writer *writer, enum status status)
{
    database_rollback(writer->db);
    if (status != STATUS_IO)
        return;
    writer->broken = true;
    if (recover(writer) != STATUS_OK)
        diag(DIAG_ERROR, "the op log takes no changes until the disk works again");
}

enum status log_writer_open(const char *dir, uint64_t max_bytes, bool create, struct buf *why,
                            struct log_writer **out)
{
    struct log_writer *writer = mem_zero(1, sizeof *writer);
    writer->dir = mem_copy_string(dir);
    writer->max_bytes = max_bytes;
    enum status status = open_connection(writer, create, why);
    if (status != STATUS_OK) {
        free(writer->dir);
        free(writer);
        return status;
    }
    *out = writer;
    return STATUS_OK;
}

void log_writer_close(struct log_writer *writer)
{
    struct log_tail *tail;
    if (recover(writer) != STATUS_OK)
        diag(DIAG_ERROR,
             "changes that were refused last may come back at the next start: the disk does not let us "
             "take them out of the write-ahead log");
    /* a connection that has read nothing yet would find nothing to move */
    if (!writer->broken &&
        database_run(writer->db, "SELECT count(*) FROM logs WHERE id = 0; PRAGMA wal_checkpoint(TRUNCATE)") !=
            STATUS_OK)
        diag(DIAG_WARNING,
             "the write-ahead log could not be moved into the database; the next start will do it");
    close_connection(writer);
    for (size_t i = 0; (tail = map_next(&writer->tails, &i));) {
        free(tail->draft);
        free(tail);
    }
    map_clear(&writer->tails);
    free(writer->dir);
    free(writer);
}

/* Appending */

static struct log_tail *tail_of(struct log_writer *writer, const char *draft)
{
    struct log_tail *tail = map_get(&writer->tails, draft);
    if (tail)
        return tail;
    tail = mem_zero(1, sizeof *tail);
    tail->draft = mem_copy_string(draft);
    map_put(&writer->tails, tail->draft, tail);
    return tail;
}

/* Reads how far the log goes, once a transaction: another process may have appended between two. */
static enum status touch(struct log_writer *writer, struct log_tail *tail)
{
    bool row = false;
    if (tail->transaction == writer->transaction)
        return STATUS_OK;
    database_bind_text(writer->find, 1, tail->draft);
    enum status status = database_step(writer->find, &row);
    tail->log = row ? database_number(writer->find, 0) : 0;
    tail->last_seq = row ? database_number(writer->find, 1) : 0;
    if (!row || !database_hash(writer->find, 2, &tail->head))
        tail->head = (struct sha256){{0}};
    sqlite3_reset(writer->find);
    if (status != STATUS_OK)
        return status;
    tail->transaction = writer->transaction;
    tail->added_bytes = 0;
    tail->next_touched = writer->touched;
    writer->touched = tail;
    return STATUS_OK;
}

static enum status start_log(struct log_writer *writer, struct log_tail *tail)
{
    database_bind_text(writer->start, 1, tail->draft);
    enum status status = database_finish(writer->start);
    if (status == STATUS_OK)
        tail->log = (uint64_t)sqlite3_last_insert_rowid(writer->db);
    return status;
}

static enum status insert_op(struct log_writer *writer, struct log_tail *tail, const struct log_op *op)
{
    database_bind_number(writer->insert, 1, tail->log);
    database_bind_number(writer->insert, 2, op->seq);
    database_bind_hash(writer->insert, 3, &op->hash);
    database_bind_blob(writer->insert, 4, op->bytes, op->len);
    enum status status = database_finish(writer->insert);
    if (status != STATUS_OK)
        return status;
    tail->last_seq = op->seq;
    tail->head = op->hash;
    tail->wake_at = op->wake_at;
    tail->added_bytes += op->len;
    return STATUS_OK;
}

/* Adds one append to the transaction. It may refuse this append alone, in append->status; what it returns ends the whole
 * transaction. */
static enum status insert_append(struct log_writer *writer, struct log_append *append)
{
    struct log_tail *tail = tail_of(writer, append->draft);
    enum status status = touch(writer, tail);
    if (status != STATUS_OK)
        return status;
    if (append->first_seq == tail->refused_next) {
        tail->refused_next += append->count;
        append->status = STATUS_STORAGE;
        return STATUS_OK;
    }
    if (!log_append_fits(append->ops, tail->last_seq, &tail->head)) {
        append->status = STATUS_CONFLICT;
        return STATUS_OK;
    }
    if (!tail->log)
        status = start_log(writer, tail);
    for (size_t i = 0; status == STATUS_OK && i < append->count; i++)
        status = insert_op(writer, tail, &append->ops[i]);
    return status;
}

static enum status move_log(struct log_writer *writer, const struct log_tail *tail)
{
    if (!tail->added_bytes)
        return STATUS_OK; /* only refused appends touched it */
    database_bind_number(writer->move, 1, tail->log);
    database_bind_number(writer->move, 2, tail->last_seq);
    database_bind_hash(writer->move, 3, &tail->head);
    database_bind_number(writer->move, 4, tail->added_bytes);
    database_bind_number(writer->move, 5, (uint64_t)tail->wake_at);
    return database_finish(writer->move);
}

/* All appends that are not refused yet. `*culprit` is the one at which it failed, if it was at one. */
static enum status transact(struct log_writer *writer, struct log_append *list, struct log_append **culprit)
{
    writer->transaction++;
    writer->touched = NULL;
    *culprit = NULL;
    enum status status = database_run(writer->db, "BEGIN IMMEDIATE");
    for (struct log_append *append = list; status == STATUS_OK && append; append = append->next) {
        if (append->status == STATUS_OK)
            status = insert_append(writer, append);
        if (status != STATUS_OK)
            *culprit = append;
    }
    for (struct log_tail *tail = writer->touched; status == STATUS_OK && tail; tail = tail->next_touched)
        status = move_log(writer, tail);
    if (status == STATUS_OK)
        status = database_run(writer->db, "COMMIT");
    return status;
}

/* One damaged draft must not keep the others from being stored: where its rows contradict its log, or the pages that they
 * are on, the others are tried again without it. */
static bool exclude(struct log_writer *writer, struct log_append *culprit, enum status status)
{
    if (!culprit || (status != STATUS_CONFLICT && status != STATUS_CORRUPT))
        return false;
    diag(DIAG_ERROR, "the log of draft %s takes no changes (%s); run plenaria verify", culprit->draft,
         sqlite3_errmsg(writer->db));
    database_rollback(writer->db);
    culprit->status = status == STATUS_CONFLICT ? STATUS_CONFLICT : STATUS_STORAGE;
    return true;
}

static void refuse_all(struct log_writer *writer, struct log_append *list)
{
    for (struct log_append *append = list; append; append = append->next) {
        if (append->status != STATUS_OK)
            continue;
        append->status = STATUS_STORAGE;
        tail_of(writer, append->draft)->refused_next = append->first_seq + append->count;
    }
}

static void note_committed(struct log_writer *writer)
{
    for (struct log_tail *tail = writer->touched; tail; tail = tail->next_touched) {
        if (!tail->added_bytes)
            continue;
        tail->refused_next = 0;
    }
}

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void log_writer_commit(struct log_writer *writer, struct log_append *list)
{
    struct log_append *culprit = NULL;
    uint64_t start = now_us();
    enum status status = recover(writer);
    if (status == STATUS_OK) {
        do
            status = transact(writer, list, &culprit);
        while (exclude(writer, culprit, status));
        if (status != STATUS_OK) {
            diag(DIAG_ERROR, "appending to the op log failed: %s (SQLite %d)", sqlite3_errmsg(writer->db),
                 sqlite3_extended_errcode(writer->db));
            leave_failed(writer, status);
        }
    }
    if (status == STATUS_OK)
        note_committed(writer);
    else
        refuse_all(writer, list);
    list->commit_us = now_us() - start; /* of the whole group, said once */
}

/* As many pages as a large op needs are taken and given back in one transaction, so that a full disk, a full database and a broken disk all show. No log has the id 0. */
enum status log_writer_probe(struct log_writer *writer)
{
    enum status status = recover(writer);
    if (status != STATUS_OK)
        return status;
    status = database_run(
        writer->db, "BEGIN IMMEDIATE;"
                    "INSERT INTO ops(log, seq, hash, bytes) VALUES(0, 0, zeroblob(32), zeroblob(65536));"
                    "DELETE FROM ops WHERE log = 0;"
                    "COMMIT");
    if (status != STATUS_OK)
        leave_failed(writer, status);
    return status;
}

void log_writer_put_snapshot(struct log_writer *writer, const char *draft,
                             const struct log_snapshot *snapshot)
{
    if (recover(writer) != STATUS_OK)
        return;
    enum status status = snapshot_table_put(writer->db, draft, snapshot);
    if (status == STATUS_OK || status == STATUS_NOT_FOUND)
        return;
    diag(DIAG_WARNING, "the snapshot of draft %s at seq %llu was not stored (%s)", draft,
         (unsigned long long)snapshot->seq, status_code(status));
    leave_failed(writer, status);
}
