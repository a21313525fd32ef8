/* PostgreSQL as this folder uses it: a connection with deadlines of our own, statements, and what a commit is worth. The only file that sees
 * libpq. Everything here blocks, so it is for threads that may wait, and one thread at a time uses a connection.
 *
 *   struct pg_values values = {0};
 *   pg_text(&values, draft);
 *   status = pg_query(pg, "SELECT id, last_seq FROM logs WHERE draft = $1", &values, &rows);
 *   if (status == STATUS_OK && pg_count(rows))
 *       last_seq = pg_get_number(rows, 0, 1);
 *   pg_rows_free(rows);
 *
 * What a statement that changes something can come to:
 * - STATUS_OK: it is durable here and on the synchronous standby.
 * - STATUS_STORAGE: PostgreSQL refused it; nothing of it is stored.
 * - STATUS_UNKNOWN: no answer came in time, the connection is gone, or the commit came back with a warning, which is what PostgreSQL gives when it
 *   stopped waiting for its standby: the row is there, and visible, and may be gone after a failover. */
#ifndef POSTGRES_PG_H
#define POSTGRES_PG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/status.h"

struct pg;
struct pg_rows;

enum { PG_VALUES_MAX = 10, PG_PATIENCE_MS = 10000 };

/* Parameters of a statement; texts, blobs and hashes are borrowed until it has been sent. */
struct pg_values {
    const char *values[PG_VALUES_MAX];
    int lengths[PG_VALUES_MAX];
    int formats[PG_VALUES_MAX];
    char numbers[PG_VALUES_MAX][24];
    int count;
};

void pg_number(struct pg_values *values, uint64_t number);
void pg_time(struct pg_values *values, int64_t milliseconds);
void pg_text(struct pg_values *values, const char *text);
void pg_blob(struct pg_values *values, const void *bytes, size_t len);
void pg_hash(struct pg_values *values, const struct sha256 *hash);

/* How many hosts the address names; 0: it is malformed, with a sentence in `why`, which may be NULL. */
size_t pg_host_count(const char *address, struct buf *why);
/* Appends HOST:PORT of the one at `index`. */
void pg_host_name(const char *address, size_t index, struct buf *out);
/* Connects to this host of the address, if it takes changes, within a deadline. Which one: see pg_hosts.h. STATUS_USAGE: the address is malformed.
 * STATUS_STORAGE: it does not answer, or let us in. `why` gets a sentence, behind what is there; it may be NULL. */
enum status pg_open_host(const char *address, size_t index, struct buf *why, struct pg **out) MUST_CHECK;

/* Which host is used, as whoever decides that shares it with the connections. */
struct pg_choice {
    atomic_uint
        number; /* counts up with each other host: a connection of a number before is lost, within a moment */
    atomic_bool doubted; /* an answer did not come in time, or a commit was not waited for */
};
/* From now on the connection is lost where the choice is not that of this number any more. Borrowed until pg_close. */
void pg_follow(struct pg *pg, struct pg_choice *choice, unsigned number);
void pg_close(struct pg *pg); /* takes; NULL is fine */
bool pg_is_alive(const struct pg *pg);
/* The same after a look at what has come meanwhile: that the other side hung up is known before something is asked whose outcome would be unknown.
 * Does not wait. */
bool pg_look(struct pg *pg);
/* What PostgreSQL said last. Borrowed until the next statement. */
const char *pg_error(const struct pg *pg);

/* How long the next statements may take, ms; at first PG_PATIENCE_MS. */
void pg_set_patience(struct pg *pg, uint64_t ms);
/* Before another try: lets some time pass. */
void pg_pause(uint64_t ms);

/* Several statements, without parameters and results. */
enum status pg_run(struct pg *pg, const char *sql) MUST_CHECK;
/* One statement. `rows` may be NULL where nobody looks; else free it, also after a failure. */
enum status pg_query(struct pg *pg, const char *sql, const struct pg_values *values,
                     struct pg_rows **rows) MUST_CHECK;
/* Names a statement for pg_group_add. */
enum status pg_prepare(struct pg *pg, const char *name, const char *sql, int values) MUST_CHECK;
/* A commit of nothing: what was committed before is durable if this is (STATUS_OK), as the log that standbys follow has one order. */
enum status pg_barrier(struct pg *pg) MUST_CHECK;

/* A group: BEGIN, prepared statements, COMMIT, sent as one, answered as one. pg_group_commit calls back for each statement, in order, with how many
 * rows it touched, and only then says what became of the whole. */
typedef void (*pg_touched_cb)(void *context, size_t index, uint64_t rows);
enum status pg_group_begin(struct pg *pg) MUST_CHECK;
enum status pg_group_add(struct pg *pg, const char *name, const struct pg_values *values) MUST_CHECK;
enum status pg_group_commit(struct pg *pg, pg_touched_cb touched, void *context) MUST_CHECK;

size_t pg_count(const struct pg_rows *rows);
uint64_t pg_get_number(const struct pg_rows *rows, size_t row, int column); /* of an int8 */
const char *pg_get_text(const struct pg_rows *rows, size_t row, int column);
const void *pg_get_blob(const struct pg_rows *rows, size_t row, int column, size_t *len);
bool pg_get_hash(const struct pg_rows *rows, size_t row, int column,
                 struct sha256 *out) MUST_CHECK; /* false: not 32 bytes */
void pg_rows_free(struct pg_rows *rows);         /* NULL is fine */

#endif
