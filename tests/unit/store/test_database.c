#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "store/data_folder.h"
#include "store/database.h"
#include "store/migrations.h"
#include "support/store_fixture.h"

static int make_folder(void **state)
{
    *state = fixture_folder();
    return 0;
}

static int remove_folder(void **state)
{
    fixture_remove(*state);
    return 0;
}

static uint64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    assert_int_equal(database_prepare(db, sql, &statement), STATUS_OK);
    assert_int_equal(database_step(statement, &row), STATUS_OK);
    uint64_t answer = row ? database_number(statement, 0) : 0;
    sqlite3_finalize(statement);
    return answer;
}

static sqlite3 *open_folder(const char *dir, enum database_access access)
{
    sqlite3 *db = NULL;
    assert_int_equal(database_open(dir, access, NULL, &db), STATUS_OK);
    return db;
}

static void test_a_connection_syncs_every_commit(void **state)
{
    sqlite3 *db = open_folder(*state, DATABASE_CREATE);
    assert_int_equal(ask(db, "PRAGMA synchronous"), 2);
    assert_int_equal(ask(db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(ask(db, "PRAGMA wal_autocheckpoint"), 4000);
    assert_int_equal(ask(db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
    sqlite3_close(db);
}

static void test_the_database_is_its_owners_alone(void **state)
{
    struct stat found;
    char *path = data_folder_database(*state);
    sqlite3_close(open_folder(*state, DATABASE_CREATE));
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    free(path);
}

static void test_a_folder_without_data_is_not_found(void **state)
{
    struct buf why = BUF_EMPTY;
    sqlite3 *db = NULL;
    assert_int_equal(database_open(*state, DATABASE_WRITE, &why, &db), STATUS_NOT_FOUND);
    assert_non_null(strstr(why.bytes, "There is no data in"));
    buf_clear(&why);
}

static void test_a_reading_connection_refuses_writes(void **state)
{
    sqlite3_close(open_folder(*state, DATABASE_CREATE));
    sqlite3 *db = open_folder(*state, DATABASE_READ);
    assert_int_not_equal(database_run(db, "INSERT INTO drafts VALUES('d', 0)"), STATUS_OK);
    assert_int_equal(ask(db, "SELECT count(*) FROM drafts"), 0);
    sqlite3_close(db);
}

static void test_something_else_in_its_place_is_corrupt(void **state)
{
    struct buf why = BUF_EMPTY;
    sqlite3 *db = NULL;
    char *path = data_folder_database(*state);
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 1000; i++)
        fputs("this is not a database\n", file);
    fclose(file);
    assert_int_equal(database_open(*state, DATABASE_WRITE, &why, &db), STATUS_CORRUPT);
    assert_int_not_equal(why.len, 0);
    buf_clear(&why);
    free(path);
}

static void test_an_older_schema_takes_the_steps_it_lacks(void **state)
{
    char *path = data_folder_database(*state);
    for (int version = 0; version < migrations_latest(); version++) {
        sqlite3 *db = NULL;
        remove(path);
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(migrations_apply(db, version, NULL), STATUS_OK);
        assert_int_equal(ask(db, "PRAGMA user_version"), version);
        if (version >= 1)
            assert_int_equal(
                database_run(
                    db, "INSERT INTO logs(id, draft, last_seq, head, bytes) VALUES(1, 'd', 5, x'00', 9)"),
                STATUS_OK);
        sqlite3_close(db);
        db = open_folder(*state, DATABASE_WRITE);
        assert_int_equal(ask(db, "PRAGMA user_version"), migrations_latest());
        assert_int_equal(ask(db, "SELECT count(*) FROM invitations"), 0);
        assert_int_equal(ask(db, "SELECT count(*) FROM logs"), version >= 1);
        sqlite3_close(db);
    }
    free(path);
}

static void test_a_newer_schema_is_refused_and_says_so(void **state)
{
    struct buf why = BUF_EMPTY;
    sqlite3 *db = open_folder(*state, DATABASE_CREATE);
    assert_int_equal(database_run(db, "PRAGMA user_version = 999"), STATUS_OK);
    sqlite3_close(db);
    assert_int_equal(database_open(*state, DATABASE_WRITE, &why, &db), STATUS_CONFLICT);
    assert_non_null(strstr(why.bytes, "newer plenaria (schema 999"));
    buf_clear(&why);
}

static void test_a_step_that_fails_leaves_the_old_schema(void **state)
{
    sqlite3 *db = NULL;
    char *path = data_folder_database(*state);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(database_run(db, "CREATE TABLE snapshots(other)"), STATUS_OK); /* in the way of step 1 */
    assert_int_not_equal(migrations_apply(db, migrations_latest(), NULL), STATUS_OK);
    assert_int_equal(ask(db, "PRAGMA user_version"), 0);
    assert_int_equal(ask(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('logs', 'ops')"), 0);
    sqlite3_close(db);
    free(path);
}

static void test_the_second_lock_is_refused_until_the_first_is_gone(void **state)
{
    struct data_folder_lock *first = NULL, *second = NULL;
    struct buf why = BUF_EMPTY;
    assert_int_equal(data_folder_lock(*state, NULL, &first), STATUS_OK);
    assert_int_equal(data_folder_lock(*state, &why, &second), STATUS_CONFLICT);
    assert_non_null(strstr(why.bytes, "A server runs on"));
    data_folder_unlock(first);
    assert_int_equal(data_folder_lock(*state, NULL, &second), STATUS_OK);
    data_folder_unlock(second);
    buf_clear(&why);
}

static void test_a_file_in_place_of_the_folder_is_said(void **state)
{
    struct data_folder_lock *lock = NULL;
    struct buf why = BUF_EMPTY;
    sqlite3_close(open_folder(*state, DATABASE_CREATE));
    char *path = data_folder_database(*state);
    assert_int_equal(data_folder_lock(path, &why, &lock), STATUS_IO);
    assert_non_null(strstr(why.bytes, "in the way"));
    buf_clear(&why);
    free(path);
}

static void test_the_folder_is_measured(void **state)
{
    struct data_folder_sizes sizes;
    data_folder_measure(*state, &sizes);
    assert_int_equal(sizes.database_bytes, 0);
    sqlite3 *db = open_folder(*state, DATABASE_CREATE);
    data_folder_measure(*state, &sizes);
    assert_true(sizes.database_bytes + sizes.wal_bytes > 4096);
    sqlite3_close(db);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_a_connection_syncs_every_commit),
        IN_FOLDER(test_the_database_is_its_owners_alone),
        IN_FOLDER(test_a_folder_without_data_is_not_found),
        IN_FOLDER(test_a_reading_connection_refuses_writes),
        IN_FOLDER(test_something_else_in_its_place_is_corrupt),
        IN_FOLDER(test_an_older_schema_takes_the_steps_it_lacks),
        IN_FOLDER(test_a_newer_schema_is_refused_and_says_so),
        IN_FOLDER(test_a_step_that_fails_leaves_the_old_schema),
        IN_FOLDER(test_the_second_lock_is_refused_until_the_first_is_gone),
        IN_FOLDER(test_a_file_in_place_of_the_folder_is_said),
        IN_FOLDER(test_the_folder_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
