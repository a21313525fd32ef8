/* A few statements of a connection that are asked so often that preparing them each time costs more than running them. */
#ifndef STORE_STATEMENT_CACHE_H
#define STORE_STATEMENT_CACHE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/status.h"

enum { STATEMENTS_KEPT = 8 };

/* Zeroed, it is empty. */
struct statement_cache {
    struct {
        const char *sql; /* the literal itself: it is known by its address */
        sqlite3_stmt *statement;
        bool taken;
    } kept[STATEMENTS_KEPT];
};

/* A statement without bindings, for a string literal; to be given back, also where this failed and gave NULL. */
enum status statement_cache_take(struct statement_cache *cache, sqlite3 *db, const char *sql,
                                 sqlite3_stmt **out) MUST_CHECK;
void statement_cache_give(struct statement_cache *cache, sqlite3_stmt *statement); /* takes; NULL is fine */
void statement_cache_clear(struct statement_cache *cache); /* before the connection is closed */

#endif
