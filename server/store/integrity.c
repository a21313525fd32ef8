#include "store/integrity.h"

#include "store/database.h"
#include "store/integrity_pragma.h"
#include "store/snapshot_table.h"

enum status integrity_check(const char *dir, struct buf *why)
{
    sqlite3 *db = NULL;
    enum status status = database_open(dir, DATABASE_READ, why, &db);
    if (status != STATUS_OK)
        return status;
    status = integrity_pragma_run(db, why);
    sqlite3_close(db);
    return status;
}

enum status integrity_each_log(const char *dir, bool (*each)(void *context, const char *draft), void *context)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    bool row = false, more = true;
    enum status status = database_open(dir, DATABASE_READ, NULL, &db);
    if (status != STATUS_OK)
        return status;
    status = database_prepare(db, "SELECT draft FROM logs ORDER BY draft", &statement);
    while (status == STATUS_OK && more && (status = database_step(statement, &row)) == STATUS_OK && row)
        more = each(context, database_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return status;
}

/* Whether one snapshot holds; its contents are of no interest here. */
static enum status check_snapshot(sqlite3 *db, const char *draft, uint64_t seq, bool *intact)
{
    struct log_snapshot snapshot;
    enum status status = snapshot_table_get(db, draft, seq, &snapshot);
    *intact = status == STATUS_OK;
    if (status == STATUS_OK) {
        buf_clear(&snapshot.bytes);
        buf_clear(&snapshot.clients);
    }
    return status == STATUS_CORRUPT ? STATUS_OK : status;
}

enum status integrity_each_snapshot(const char *dir, const char *draft,
                                    bool (*each)(void *context, uint64_t seq, bool intact), void *context)
{
    sqlite3 *db = NULL;
    uint64_t seqs[SNAPSHOTS_KEPT];
    size_t count = 0;
    bool more = true, intact;
    enum status status = database_open(dir, DATABASE_READ, NULL, &db);
    if (status != STATUS_OK)
        return status;
    status = snapshot_table_list(db, draft, UINT64_MAX, seqs, SNAPSHOTS_KEPT, &count);
    for (size_t i = 0; status == STATUS_OK && more && i < count; i++) {
        status = check_snapshot(db, draft, seqs[i], &intact);
        if (status == STATUS_OK)
            more = each(context, seqs[i], intact);
        else if (status == STATUS_NOT_FOUND)
            status = STATUS_OK; /* a newer one has just pushed it out */
    }
    sqlite3_close(db);
    return status;
}
