#include "store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/always.h"
#include "store/data_folder.h"
#include "store/migrations.h"
#include "store/why.h"

enum { WAIT_MS = 5000 };

enum status database_status(int result)
{
    switch (result & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return STATUS_OK;
    case SQLITE_FULL:
    case SQLITE_BUSY: /* after WAIT_MS */
        return STATUS_STORAGE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return STATUS_CORRUPT;
    case SQLITE_CONSTRAINT:
        return STATUS_CONFLICT;
    default:
        return STATUS_IO;
    }
}

/* Another connection is writing: look again every millisecond. SQLite's own handler waits ever longer, and beside a
 * writer that commits one group after the other it would hardly ever come at the right moment. */
static int wait_for_turn(void *unused, int tries)
{
    (void)unused;
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    return tries < WAIT_MS;
}

/* SQLite would make the file readable by everybody. A file that is there must not be opened here: closing it would end the
 * locks that this process holds on it through SQLite, and another process could then take the log away under us. */
static enum status make_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? STATUS_OK : STATUS_IO;
    close(fd);
    return STATUS_OK;
}

static enum status prepare_file(const char *dir, const char *path, enum database_access access,
                                struct buf *why)
{
    enum status status = STATUS_OK;
    if (access == DATABASE_CREATE)
        status = data_folder_make(dir, why);
    if (status != STATUS_OK)
        return status;
    if (access == DATABASE_CREATE && make_file(path) != STATUS_OK) {
        why_add(why, "%s cannot be opened (%s); check who owns the data folder.", path, strerror(errno));
        return STATUS_IO;
    }
    if (euidaccess(path, R_OK | W_OK) == 0)
        return STATUS_OK;
    if (errno == ENOENT || errno == ENOTDIR) {
        why_add(why, "There is no data in %s; check the name of the data folder or import a draft.", dir);
        return STATUS_NOT_FOUND;
    }
    why_add(why, "%s cannot be opened (%s); check who owns it.", path, strerror(errno));
    return STATUS_IO;
}

/* The first connection ever changes the file to the write-ahead log; two at once are told to try again. */
static enum status use_write_ahead_log(sqlite3 *db)
{
    int result = SQLITE_BUSY;
    for (int tries = 0; (result & 0xff) == SQLITE_BUSY && wait_for_turn(NULL, tries); tries++)
        result = sqlite3_exec(db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
    return database_status(result);
}

static enum status set_up(sqlite3 *db, enum database_access access, struct buf *why)
{
    sqlite3_busy_handler(db, wait_for_turn, NULL);
    sqlite3_extended_result_codes(db, 1);
    enum status status = use_write_ahead_log(db);
    if (status == STATUS_OK)
        /* what is deleted is overwritten in pages that are written anyway; free pages are when a draft is purged (deletion.c) */
        status =
            database_run(db, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;"
                             "PRAGMA foreign_keys=ON; PRAGMA secure_delete=FAST; PRAGMA temp_store=MEMORY");
    if (status != STATUS_OK) {
        why_add(why, "The database cannot be used (%s); check the disk, or restore a backup.",
                sqlite3_errmsg(db));
        return status;
    }
    status = migrations_apply(db, migrations_latest(), why);
    if (status == STATUS_OK && access == DATABASE_READ)
        status = database_run(db, "PRAGMA query_only=ON");
    return status;
}

enum status database_open(const char *dir, enum database_access access, struct buf *why, sqlite3 **out)
{
    sqlite3 *db = NULL;
    char *path = data_folder_database(dir);
    enum status status = prepare_file(dir, path, access, why);
    if (status != STATUS_OK)
        goto done;
    status = database_status(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
    if (status != STATUS_OK)
        why_add(why, "%s cannot be opened (%s); check the disk.", path,
                db ? sqlite3_errmsg(db) : "no memory");
    else
        status = set_up(db, access, why);
    if (status != STATUS_OK)
        sqlite3_close(db);
    else
        *out = db;
done:
    free(path);
    return status;
}

enum status database_run(sqlite3 *db, const char *sql)
{
    return database_status(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

enum status database_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out)
{
    return database_status(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL));
}

enum status database_step(sqlite3_stmt *statement, bool *row)
{
    int result = sqlite3_step(statement);
    *row = result == SQLITE_ROW;
    return database_status(result);
}

enum status database_finish(sqlite3_stmt *statement)
{
    enum status status = database_status(sqlite3_step(statement));
    sqlite3_reset(statement);
    return status;
}

void database_rollback(sqlite3 *db)
{
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}

void database_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
    ALWAYS(sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC) == SQLITE_OK);
}

void database_bind_blob(sqlite3_stmt *statement, int parameter, const void *bytes, size_t len)
{
    /* no pointer would bind NULL, but nothing is a value too */
    ALWAYS(sqlite3_bind_blob64(statement, parameter, len ? bytes : "", len, SQLITE_STATIC) == SQLITE_OK);
}

void database_bind_number(sqlite3_stmt *statement, int parameter, uint64_t number)
{
    ALWAYS(number <= INT64_MAX);
    ALWAYS(sqlite3_bind_int64(statement, parameter, (sqlite3_int64)number) == SQLITE_OK);
}

void database_bind_time(sqlite3_stmt *statement, int parameter, int64_t milliseconds)
{
    ALWAYS(sqlite3_bind_int64(statement, parameter, milliseconds) == SQLITE_OK);
}

void database_bind_hash(sqlite3_stmt *statement, int parameter, const struct sha256 *hash)
{
    database_bind_blob(statement, parameter, hash->bytes, SHA256_BYTES);
}

const char *database_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

uint64_t database_number(sqlite3_stmt *statement, int column)
{
    return (uint64_t)sqlite3_column_int64(statement, column);
}

bool database_hash(sqlite3_stmt *statement, int column, struct sha256 *out)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    if (!bytes || sqlite3_column_bytes(statement, column) != SHA256_BYTES)
        return false;
    memcpy(out->bytes, bytes, SHA256_BYTES);
    return true;
}
