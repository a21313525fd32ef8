/* SQLite as this module uses it: opening a connection the one right way, and statements without repetition. The only
 * users are the files of store/; nobody else sees sqlite3.h.
 *
 * Write-ahead log, synced at every commit: a commit that has returned survives a power cut. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/status.h"

enum database_access {
    DATABASE_READ,  /* must be there; writes are refused */
    DATABASE_WRITE, /* must be there */
    DATABASE_CREATE /* folder and database are made where absent */
};

/* Opens DIR/plenaria.db and brings its schema up to date. A connection is used by one thread at a time. `why` as in
 * data_folder.h. STATUS_NOT_FOUND, STATUS_IO, STATUS_CORRUPT; STATUS_CONFLICT: written by a newer version. Close with
 * sqlite3_close, after finalizing its statements. */
enum status database_open(const char *dir, enum database_access access, struct buf *why,
                          sqlite3 **out) MUST_CHECK;

/* A result code of SQLite as a status: STATUS_STORAGE for no room or no turn to write, STATUS_CORRUPT, STATUS_CONFLICT for a constraint, else
 * STATUS_IO. */
enum status database_status(int result);

/* Runs SQL without parameters or results. */
enum status database_run(sqlite3 *db, const char *sql) MUST_CHECK;
/* For statements that are kept: finalize with sqlite3_finalize. */
enum status database_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out) MUST_CHECK;
/* One step: `*row` says whether there is a row to read. */
enum status database_step(sqlite3_stmt *statement, bool *row) MUST_CHECK;
/* Steps a statement that gives no rows, and resets it. */
enum status database_finish(sqlite3_stmt *statement) MUST_CHECK;
/* Ends the transaction that is open, if one is: some errors have ended it already. */
void database_rollback(sqlite3 *db);

/* Binding; texts, blobs and hashes are borrowed until the statement is reset. Parameters count from 1. */
void database_bind_text(sqlite3_stmt *statement, int parameter, const char *text); /* NULL binds NULL */
void database_bind_blob(sqlite3_stmt *statement, int parameter, const void *bytes, size_t len);
void database_bind_number(sqlite3_stmt *statement, int parameter, uint64_t number);
void database_bind_time(sqlite3_stmt *statement, int parameter, int64_t milliseconds); /* of any sign */
void database_bind_hash(sqlite3_stmt *statement, int parameter, const struct sha256 *hash);

/* Columns count from 0. Texts are borrowed until the next step and never NULL, except for an SQL NULL. */
const char *database_text(sqlite3_stmt *statement, int column);
uint64_t database_number(sqlite3_stmt *statement, int column);
bool database_hash(sqlite3_stmt *statement, int column,
                   struct sha256 *out) MUST_CHECK; /* false: not 32 bytes */

#endif
