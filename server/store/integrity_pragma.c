#include "store/integrity_pragma.h"

#include <string.h>

#include "store/database.h"
#include "store/why.h"

static enum status check_pages(sqlite3 *db, struct buf *why)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(db, "PRAGMA integrity_check(1)", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, &row);
    const char *finding = row ? database_text(statement, 0) : NULL;
    if (status == STATUS_OK && (!finding || strcmp(finding, "ok") != 0)) {
        why_add(why, "The database is damaged: %s; restore a backup.", finding ? finding : "no answer");
        status = STATUS_CORRUPT;
    } else if (status != STATUS_OK) {
        why_add(why, "The database cannot be checked (%s); restore a backup.", sqlite3_errmsg(db));
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status check_references(sqlite3 *db, struct buf *why)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(db, "PRAGMA foreign_key_check", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, &row);
    if (status == STATUS_OK && row) {
        why_add(why, "The database is damaged: a row of %s refers to nothing; restore a backup.",
                database_text(statement, 0));
        status = STATUS_CORRUPT;
    } else if (status != STATUS_OK) {
        why_add(why, "The database cannot be checked (%s); restore a backup.", sqlite3_errmsg(db));
    }
    sqlite3_finalize(statement);
    return status;
}

enum status integrity_pragma_run(sqlite3 *db, struct buf *why)
{
    enum status status = check_pages(db, why);
    return status == STATUS_OK ? check_references(db, why) : status;
}
