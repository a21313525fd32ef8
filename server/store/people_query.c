#include "store/people_query.h"

#include <stdarg.h>

static enum status prepare(struct people *people, sqlite3_stmt **statement, const char *sql,
                           const char *types, va_list values)
{
    enum status status = database_prepare(people_database(people), sql, statement);
    for (int i = 0; status == STATUS_OK && types[i]; i++) {
        if (types[i] == 't')
            database_bind_text(*statement, i + 1, va_arg(values, const char *));
        else if (types[i] == 'h')
            database_bind_hash(*statement, i + 1, va_arg(values, const struct sha256 *));
        else
            database_bind_time(*statement, i + 1, va_arg(values, int64_t));
    }
    return status;
}

enum status people_query(struct people *people, sqlite3_stmt **statement, const char *sql, const char *types,
                         ...)
{
    va_list values;
    *statement = NULL;
    va_start(values, types);
    enum status status = prepare(people, statement, sql, types, values);
    va_end(values);
    return status;
}

bool people_next_row(sqlite3_stmt *statement, enum status *status)
{
    bool row = false;
    if (*status == STATUS_OK)
        *status = database_step(statement, &row);
    return row;
}

enum status people_run(struct people *people, int *changed, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = NULL;
    va_list values;
    va_start(values, types);
    enum status status = prepare(people, &statement, sql, types, values);
    va_end(values);
    if (status == STATUS_OK)
        status = database_finish(statement);
    if (changed)
        *changed = status == STATUS_OK ? sqlite3_changes(people_database(people)) : 0;
    sqlite3_finalize(statement);
    return status;
}

enum status people_ask(struct people *people, bool *yes, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = NULL;
    va_list values;
    *yes = false;
    va_start(values, types);
    enum status status = prepare(people, &statement, sql, types, values);
    va_end(values);
    if (status == STATUS_OK)
        status = database_step(statement, yes);
    sqlite3_finalize(statement);
    return status;
}
