#include "store/statement_cache.h"

#include "store/database.h"

enum status statement_cache_take(struct statement_cache *cache, sqlite3 *db, const char *sql,
                                 sqlite3_stmt **out)
{
    int free_place = -1;
    *out = NULL;
    for (int i = 0; i < STATEMENTS_KEPT; i++) {
        if (cache->kept[i].sql == sql && !cache->kept[i].taken) {
            cache->kept[i].taken = true;
            *out = cache->kept[i].statement;
            return STATUS_OK;
        }
        if (!cache->kept[i].sql)
            free_place = i;
    }
    enum status status = database_prepare(db, sql, out);
    if (status == STATUS_OK && free_place >= 0) {
        cache->kept[free_place].sql = sql;
        cache->kept[free_place].statement = *out;
        cache->kept[free_place].taken = true;
    }
    return status;
}

void statement_cache_give(struct statement_cache *cache, sqlite3_stmt *statement)
{
    for (int i = 0; statement && i < STATEMENTS_KEPT; i++)
        if (cache->kept[i].statement == statement) {
            sqlite3_reset(statement); /* what it had read is let go */
            sqlite3_clear_bindings(statement);
            cache->kept[i].taken = false;
            return;
        }
    sqlite3_finalize(statement);
}

void statement_cache_clear(struct statement_cache *cache)
{
    for (int i = 0; i < STATEMENTS_KEPT; i++)
        sqlite3_finalize(cache->kept[i].statement);
    *cache = (struct statement_cache){0};
}
