#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/database.h"
#include "store/integrity_pragma.h"
#include "store/why.h"

static char *temporary_name(const char *target)
{
    struct buf name = BUF_EMPTY;
    buf_format(&name, "%s.unfinished-%ld", target, (long)getpid());
    return buf_take(&name);
}

/* SQLite fills an empty file that is there, and would make one itself that everybody can read. */
static enum status make_empty(const char *path, struct buf *why)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        why_add(why, "%s cannot be written (%s); choose another place for the backup.", path,
                strerror(errno));
        return STATUS_IO;
    }
    close(fd);
    return STATUS_OK;
}

/* VACUUM INTO reads in one transaction beside the writers; copying page by page would start again at each commit. */
static enum status copy_into(const char *dir, const char *path, struct buf *why)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    enum status status = database_open(dir, DATABASE_WRITE, why, &db); /* VACUUM counts as a write */
    if (status != STATUS_OK)
        return status;
    status = database_prepare(db, "VACUUM INTO ?1", &statement);
    if (status == STATUS_OK) {
        database_bind_text(statement, 1, path);
        status = database_finish(statement);
    }
    if (status != STATUS_OK)
        why_add(why, "The copy failed (%s); check the room on the disk, or run plenaria verify.",
                sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return status;
}

static enum status check_copy(const char *path, struct buf *why)
{
    sqlite3 *db = NULL;
    enum status status = database_status(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL));
    if (status == STATUS_OK)
        status = integrity_pragma_run(db, why);
    else
        why_add(why, "The copy cannot be read back; check the disk.");
    sqlite3_close(db);
    return status;
}

static int sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int result = fd < 0 ? -1 : fsync(fd);
    if (fd >= 0)
        close(fd);
    return result;
}

static int sync_folder_of(const char *path)
{
    char *copy = mem_copy_string(path);
    int result = sync_path(dirname(copy));
    free(copy);
    return result;
}

/* A link never overwrites; file systems without links get a rename. */
static enum status give_name(const char *from, const char *target, struct buf *why)
{
    int failed = sync_path(from);
    if (!failed && link(from, target)) {
        if (errno == EEXIST) {
            why_add(why, "%s exists; choose a name that is free.", target);
            return STATUS_EXISTS;
        }
        failed = rename(from, target);
    }
    if (failed || sync_folder_of(target)) {
        why_add(why, "%s cannot be written (%s); check the disk.", target, strerror(errno));
        return STATUS_IO;
    }
    return STATUS_OK;
}

enum status backup_write(const char *dir, const char *target, struct buf *why)
{
    if (access(target, F_OK) == 0) {
        why_add(why, "%s exists; choose a name that is free.", target);
        return STATUS_EXISTS;
    }
    char *temporary = temporary_name(target);
    enum status status = make_empty(temporary, why);
    if (status == STATUS_OK) {
        status = copy_into(dir, temporary, why);
        if (status == STATUS_OK)
            status = check_copy(temporary, why);
        if (status == STATUS_OK)
            status = give_name(temporary, target, why);
        unlink(temporary);
    }
    free(temporary);
    return status;
}
