#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/always.h"
#include "store/backup.h"
#include "store/data_folder.h"
#include "store/database.h"
#include "store/integrity.h"
#include "store/log_sqlite.h"
#include "store/people.h"
#include "support/store_fixture.h"

static char *source, *target_folder, *target;

static struct log_store *open_store(const char *dir, bool create)
{
    struct log_store *store = NULL;
    struct log_sqlite_options options = {.dir = dir, .create = create};
    ALWAYS(log_sqlite_open(&options, NULL, &store) == STATUS_OK);
    return store;
}

static int make_folders(void **state)
{
    (void)state;
    source = fixture_folder();
    target_folder = fixture_folder();
    target = data_folder_database(target_folder); /* so that the copy's folder can be opened as it is */
    return 0;
}

static int remove_folders(void **state)
{
    (void)state;
    free(target);
    fixture_remove(source);
    fixture_remove(target_folder);
    return 0;
}

static int files_in(const char *dir)
{
    int count = 0;
    DIR *listing = opendir(dir);
    while (readdir(listing))
        count++;
    closedir(listing);
    return count - 2; /* . and .. */
}

static void test_a_backup_opens_as_a_data_folder(void **state)
{
    struct people *people = NULL;
    struct stat found;
    (void)state;
    struct log_store *store = open_store(source, true);
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    assert_int_equal(people_open(source, false, NULL, &people), STATUS_OK);
    assert_int_equal(people_add_draft(people, "d", 1), STATUS_OK);
    people_close(people);
    assert_int_equal(backup_write(source, target, NULL), STATUS_OK);
    assert_int_equal(files_in(target_folder), 1);
    assert_int_equal(stat(target, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    store->ops->destroy(store);
    store = open_store(target_folder, false);
    struct buf log = fixture_read(store, "d", 1, 9);
    assert_string_equal(log.bytes, "1:one ");
    buf_clear(&log);
    assert_int_equal(fixture_append(store, "d", 2, "goes on"), STATUS_OK);
    store->ops->destroy(store);
    assert_int_equal(people_open(target_folder, false, NULL, &people), STATUS_OK);
    assert_int_equal(people_draft_exists(people, "d"), STATUS_OK);
    people_close(people);
}

static atomic_bool enough;
static atomic_ullong written;

static void *append_until_enough(void *context)
{
    struct log_store *store = open_store(context, false);
    while (!enough)
        ALWAYS(fixture_append(store, "d", ++written, "while copying") == STATUS_OK);
    store->ops->destroy(store);
    return NULL;
}

static void test_a_backup_made_while_writing_is_whole(void **state)
{
    pthread_t thread;
    (void)state;
    enough = false;
    written = 0;
    struct log_store *store = open_store(source, true);
    assert_int_equal(pthread_create(&thread, NULL, append_until_enough, source), 0);
    while (written < 20)
        usleep(1000);
    uint64_t before = written - 1; /* the last may be on its way */
    assert_int_equal(backup_write(source, target, NULL), STATUS_OK);
    uint64_t after = written;
    enough = true;
    pthread_join(thread, NULL);
    store->ops->destroy(store);
    store = open_store(target_folder, false);
    assert_in_range(fixture_last_seq(store, "d"), before, after);
    struct buf log = fixture_read(store, "d", 1, UINT64_MAX);
    assert_null(strchr(log.bytes, '!'));
    buf_clear(&log);
    store->ops->destroy(store);
    assert_int_equal(integrity_check(target_folder, NULL), STATUS_OK);
}

static void test_an_existing_file_is_never_overwritten(void **state)
{
    struct buf why = BUF_EMPTY;
    struct stat found;
    (void)state;
    struct log_store *store = open_store(source, true);
    store->ops->destroy(store);
    close(open(target, O_WRONLY | O_CREAT, 0600));
    assert_int_equal(backup_write(source, target, &why), STATUS_EXISTS);
    assert_non_null(strstr(why.bytes, "exists; choose a name that is free"));
    assert_int_equal(stat(target, &found), 0);
    assert_int_equal(found.st_size, 0);
    assert_int_equal(files_in(target_folder), 1);
    buf_clear(&why);
}

static void test_a_folder_without_data_gives_no_backup(void **state)
{
    struct buf why = BUF_EMPTY;
    (void)state;
    assert_int_equal(backup_write(source, target, &why), STATUS_NOT_FOUND);
    assert_non_null(strstr(why.bytes, "There is no data in"));
    assert_int_equal(files_in(target_folder), 0);
    buf_clear(&why);
}

static void test_a_place_that_cannot_be_written_is_said(void **state)
{
    struct buf why = BUF_EMPTY, path = BUF_EMPTY;
    (void)state;
    struct log_store *store = open_store(source, true);
    store->ops->destroy(store);
    buf_format(&path, "%s/no/such/folder", target_folder);
    assert_int_equal(backup_write(source, path.bytes, &why), STATUS_IO);
    assert_non_null(strstr(why.bytes, "choose another place"));
    buf_clear(&why);
    buf_clear(&path);
}

/* Scribbles over pages in the middle of the file: of the table, for a copy makes the indexes anew. */
static void damage(const char *path)
{
    char rubbish[10 * 4096];
    int fd = open(path, O_WRONLY);
    memset(rubbish, 0xa5, sizeof rubbish);
    assert_int_equal(pwrite(fd, rubbish, sizeof rubbish, 20 * 4096), sizeof rubbish);
    close(fd);
}

static void test_damage_is_found_and_not_copied(void **state)
{
    struct buf why = BUF_EMPTY;
    char text[3000];
    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct log_store *store = open_store(source, true);
    for (uint64_t seq = 1; seq <= 40; seq++)
        assert_int_equal(fixture_append(store, "d", seq, text), STATUS_OK);
    store->ops->destroy(store);
    assert_int_equal(integrity_check(source, NULL), STATUS_OK);
    char *path = data_folder_database(source);
    damage(path);
    free(path);
    assert_int_equal(integrity_check(source, &why), STATUS_CORRUPT);
    assert_non_null(strstr(why.bytes, "is damaged"));
    assert_int_equal(backup_write(source, target, NULL), STATUS_CORRUPT);
    assert_int_equal(files_in(target_folder), 0);
    buf_clear(&why);
}

static void test_a_row_that_refers_to_nothing_is_found(void **state)
{
    struct buf why = BUF_EMPTY;
    sqlite3 *db = NULL;
    (void)state;
    assert_int_equal(database_open(source, DATABASE_CREATE, NULL, &db), STATUS_OK);
    assert_int_equal(
        database_run(db, "PRAGMA foreign_keys=OFF;"
                         "INSERT INTO cookie_seats(cookie, invitation, at) VALUES(x'00', 'nobody', 0)"),
        STATUS_OK);
    sqlite3_close(db);
    assert_int_equal(integrity_check(source, &why), STATUS_CORRUPT);
    assert_non_null(strstr(why.bytes, "cookie_seats refers to nothing"));
    buf_clear(&why);
}

#define IN_FOLDERS(test) cmocka_unit_test_setup_teardown(test, make_folders, remove_folders)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDERS(test_a_backup_opens_as_a_data_folder),
        IN_FOLDERS(test_a_backup_made_while_writing_is_whole),
        IN_FOLDERS(test_an_existing_file_is_never_overwritten),
        IN_FOLDERS(test_a_folder_without_data_gives_no_backup),
        IN_FOLDERS(test_a_place_that_cannot_be_written_is_said),
        IN_FOLDERS(test_damage_is_found_and_not_copied),
        IN_FOLDERS(test_a_row_that_refers_to_nothing_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
