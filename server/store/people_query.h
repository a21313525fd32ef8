/* One statement on the people database. `types` says what each parameter is: t a text or NULL, n a number or a time (an int64_t), h a hash
 * (a const struct sha256 *). */
#ifndef STORE_PEOPLE_QUERY_H
#define STORE_PEOPLE_QUERY_H

#include "store/people_database.h"

/* Whoever asks finalizes the statement, in any case. */
enum status people_query(struct people *people, sqlite3_stmt **statement, const char *sql, const char *types,
                         ...) MUST_CHECK;
/* The next row; ends the statement where there is none, or where it could not be prepared. */
bool people_next_row(sqlite3_stmt *statement, enum status *status);
/* Runs a statement without rows; `*changed` (may be NULL): how many rows it changed. */
enum status people_run(struct people *people, int *changed, const char *sql, const char *types,
                       ...) MUST_CHECK;
/* Whether the query has a row. */
enum status people_ask(struct people *people, bool *yes, const char *sql, const char *types, ...) MUST_CHECK;

#endif
