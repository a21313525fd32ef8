#include "store/snapshot_table.h"

#include <string.h>

#include "store/database.h"
#include "store/snapshot_sum.h"

#define LOG_OF_DRAFT "(SELECT id FROM logs WHERE draft = ?1)"

static enum status check_log_reaches(sqlite3 *db, const char *draft, const struct log_snapshot *snapshot)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(
        db, "SELECT 1 FROM ops WHERE log = " LOG_OF_DRAFT " AND seq = ?2 AND hash = ?3", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, snapshot->seq);
        database_bind_hash(statement, 3, &snapshot->head);
        status = database_step(statement, &row);
    }
    if (status == STATUS_OK && !row)
        status = STATUS_NOT_FOUND;
    sqlite3_finalize(statement);
    return status;
}

static enum status insert(sqlite3 *db, const char *draft, const struct log_snapshot *snapshot)
{
    sqlite3_stmt *statement = NULL;
    struct sha256 sum = snapshot_sum(snapshot->seq, &snapshot->head, snapshot->bytes.bytes,
                                     snapshot->bytes.len, snapshot->clients.bytes, snapshot->clients.len);
    /* replace: the one that is there may be damaged */
    enum status status =
        database_prepare(db,
                         "INSERT OR REPLACE INTO snapshots(log, seq, head, checksum, bytes, clients)"
                         " VALUES(" LOG_OF_DRAFT ", ?2, ?3, ?4, ?5, ?6)",
                         &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, snapshot->seq);
        database_bind_hash(statement, 3, &snapshot->head);
        database_bind_hash(statement, 4, &sum);
        database_bind_blob(statement, 5, snapshot->bytes.bytes, snapshot->bytes.len);
        database_bind_blob(statement, 6, snapshot->clients.bytes, snapshot->clients.len);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status list_with_sizes(sqlite3 *db, const char *draft, struct keyframe *all, size_t *count)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(db,
                                          "SELECT seq, length(bytes) + length(clients) FROM snapshots"
                                          " WHERE log = " LOG_OF_DRAFT " ORDER BY seq DESC LIMIT ?2",
                                          &statement);
    *count = 0;
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, SNAPSHOTS_KEPT + 1);
        while ((status = database_step(statement, &row)) == STATUS_OK && row)
            all[(*count)++] = (struct keyframe){database_number(statement, 0), database_number(statement, 1)};
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status drop(sqlite3 *db, const char *draft, uint64_t seq)
{
    sqlite3_stmt *statement = NULL;
    enum status status =
        database_prepare(db, "DELETE FROM snapshots WHERE log = " LOG_OF_DRAFT " AND seq = ?2", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, seq);
        status = database_finish(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status thin_out(sqlite3 *db, const char *draft)
{
    struct keyframe all[SNAPSHOTS_KEPT + 1];
    size_t count, index;
    enum status status = list_with_sizes(db, draft, all, &count);
    while (status == STATUS_OK && (index = keyframes_drop(all, count)) < count) {
        status = drop(db, draft, all[index].seq);
        memmove(all + index, all + index + 1, (--count - index) * sizeof *all);
    }
    return status;
}

enum status snapshot_table_put(sqlite3 *db, const char *draft, const struct log_snapshot *snapshot)
{
    enum status status = database_run(db, "BEGIN IMMEDIATE");
    if (status == STATUS_OK)
        status = check_log_reaches(db, draft, snapshot);
    if (status == STATUS_OK)
        status = insert(db, draft, snapshot);
    if (status == STATUS_OK)
        status = thin_out(db, draft);
    if (status == STATUS_OK)
        status = database_run(db, "COMMIT");
    if (status != STATUS_OK)
        database_rollback(db);
    return status;
}

enum status snapshot_table_list(sqlite3 *db, const char *draft, uint64_t max_seq, uint64_t *seqs, size_t room,
                                size_t *count)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(
        db, "SELECT seq FROM snapshots WHERE log = " LOG_OF_DRAFT " AND seq <= ?2 ORDER BY seq DESC LIMIT ?3",
        &statement);
    *count = 0;
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, max_seq < INT64_MAX ? max_seq : INT64_MAX);
        database_bind_number(statement, 3, room);
        while ((status = database_step(statement, &row)) == STATUS_OK && row)
            seqs[(*count)++] = database_number(statement, 0);
    }
    sqlite3_finalize(statement);
    return status;
}

/* The row as it stands, checked against its checksum. */
static enum status read_row(sqlite3_stmt *statement, struct log_snapshot *out)
{
    struct sha256 stored;
    if (!database_hash(statement, 0, &out->head) || !database_hash(statement, 1, &stored))
        return STATUS_CORRUPT;
    const void *bytes = sqlite3_column_blob(statement, 2);
    const void *clients = sqlite3_column_blob(statement, 3);
    size_t bytes_len = (size_t)sqlite3_column_bytes(statement, 2);
    size_t clients_len = (size_t)sqlite3_column_bytes(statement, 3);
    struct sha256 computed = snapshot_sum(out->seq, &out->head, bytes, bytes_len, clients, clients_len);
    if (memcmp(computed.bytes, stored.bytes, SHA256_BYTES) != 0)
        return STATUS_CORRUPT;
    buf_add(&out->bytes, bytes, bytes_len);
    buf_add(&out->clients, clients, clients_len);
    return STATUS_OK;
}

enum status snapshot_table_get(sqlite3 *db, const char *draft, uint64_t seq, struct log_snapshot *out)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *out = (struct log_snapshot){.seq = seq};
    enum status status = database_prepare(db,
                                          "SELECT head, checksum, bytes, clients FROM snapshots"
                                          " WHERE log = " LOG_OF_DRAFT " AND seq = ?2",
                                          &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, draft);
        database_bind_number(statement, 2, seq);
        status = database_step(statement, &row);
    }
    if (status == STATUS_OK)
        status = row ? read_row(statement, out) : STATUS_NOT_FOUND;
    sqlite3_finalize(statement);
    return status;
}
