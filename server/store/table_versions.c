#include "store/table_versions.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "store/database.h"
#include "store/migrations.h"

struct table {
    char *name;
    char *sql; /* that makes it, as of `version` */
    uint64_t version;
};

struct table_versions {
    struct map tables;
};

static struct table *find_or_add(struct table_versions *versions, const char *name)
{
    struct table *table = map_get(&versions->tables, name);
    if (table)
        return table;
    table = mem_zero(1, sizeof *table);
    table->name = mem_copy_string(name);
    table->sql = mem_copy_string("");
    map_put(&versions->tables, table->name, table);
    return table;
}

static void note_table(struct table_versions *versions, const char *name, const char *sql, int version)
{
    struct table *table = find_or_add(versions, name);
    if (strcmp(table->sql, sql) == 0)
        return;
    free(table->sql);
    table->sql = mem_copy_string(sql);
    table->version = (uint64_t)version;
}

static enum status take_step(struct table_versions *versions, sqlite3 *db, int version)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = migrations_apply(db, version, NULL);
    if (status == STATUS_OK)
        status = database_prepare(db, "SELECT name, sql FROM sqlite_master WHERE type = 'table'", &statement);
    while (status == STATUS_OK && (status = database_step(statement, &row)) == STATUS_OK && row)
        note_table(versions, database_text(statement, 0), database_text(statement, 1), version);
    sqlite3_finalize(statement);
    return status;
}

enum status table_versions_make(struct table_versions **out)
{
    struct table_versions *versions = mem_zero(1, sizeof *versions);
    sqlite3 *db = NULL;
    enum status status = database_status(sqlite3_open(":memory:", &db));
    for (int version = 1; status == STATUS_OK && version <= migrations_latest(); version++)
        status = take_step(versions, db, version);
    sqlite3_close(db);
    if (status == STATUS_OK)
        *out = versions;
    else
        table_versions_free(versions);
    return status;
}

void table_versions_free(struct table_versions *versions)
{
    struct table *table;
    if (!versions)
        return;
    for (size_t i = 0; (table = map_next(&versions->tables, &i));) {
        free(table->name);
        free(table->sql);
        free(table);
    }
    map_clear(&versions->tables);
    free(versions);
}

static enum status raise(const struct table_versions *versions, sqlite3_changeset_iter *change,
                         uint64_t *version)
{
    const char *name = NULL;
    int columns, kind;
    enum status status = database_status(sqlite3changeset_op(change, &name, &columns, &kind, NULL));
    if (status != STATUS_OK)
        return status;
    const struct table *table = map_get(&versions->tables, name);
    if (!table)
        return STATUS_CORRUPT;
    if (table->version > *version)
        *version = table->version;
    return STATUS_OK;
}

enum status table_versions_oldest(const struct table_versions *versions, const void *changeset, int len,
                                  uint64_t *version)
{
    sqlite3_changeset_iter *change = NULL;
    int result = SQLITE_ROW;
    *version = 0;
    enum status status = database_status(sqlite3changeset_start(&change, len, (void *)(uintptr_t)changeset));
    while (status == STATUS_OK && (result = sqlite3changeset_next(change)) == SQLITE_ROW)
        status = raise(versions, change, version);
    if (status == STATUS_OK && result != SQLITE_DONE)
        status = STATUS_CORRUPT;
    (void)sqlite3changeset_finalize(change); /* says again what `next` has said */
    return status;
}
