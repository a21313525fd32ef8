/* The op log on a disk that is full or fails: what is refused is not there, not now and not after a crash; what was
 * accepted is; and it goes on as soon as the disk does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/always.h"
#include "store/database.h"
#include "store/integrity.h"
#include "store/log_sqlite.h"
#include "support/fault_vfs.h"
#include "support/store_fixture.h"

static struct log_store *open_limited(const char *dir, uint64_t max_bytes)
{
    struct log_store *store = NULL;
    struct log_sqlite_options options = {.dir = dir, .max_bytes = max_bytes, .create = true};
    ALWAYS(log_sqlite_open(&options, NULL, &store) == STATUS_OK);
    return store;
}

static void assert_log(struct log_store *store, const char *expected)
{
    struct buf log = fixture_read(store, "d", 1, UINT64_MAX);
    assert_string_equal(log.bytes, expected);
    buf_clear(&log);
}

/* The files as a crash at this moment leaves them, read by a new process. */
static void assert_log_after_crash(const char *dir, const char *expected)
{
    char *copy = fixture_folder();
    fixture_copy_files(dir, copy);
    struct log_store *store = open_limited(copy, 0);
    assert_log(store, expected);
    store->ops->destroy(store);
    assert_int_equal(integrity_check(copy, NULL), STATUS_OK);
    fixture_remove(copy);
}

/* One append with the nth write or sync failing. Returns false where nothing was left to fail. */
static bool append_with_fault(enum fault_kind kind, int nth, bool for_ever, int code)
{
    char *dir = fixture_folder();
    struct log_store *store = open_limited(dir, 0);
    assert_int_equal(fixture_append(store, "d", 1, "before"), STATUS_OK);
    fault_vfs_fail(kind, nth, for_ever, code);
    enum status status = fixture_append(store, "d", 2, "attempt");
    bool hit = fault_vfs_refused() > 0;
    bool accepted = status == STATUS_OK;
    if (!for_ever || !hit)
        fault_vfs_heal();
    if (!accepted)
        assert_int_equal(status, STATUS_STORAGE);
    assert_log(store, accepted ? "1:before 2:attempt " : "1:before ");
    if (!for_ever || !hit) /* a disk that never works again does not let us clean up either */
        assert_log_after_crash(dir, accepted ? "1:before 2:attempt " : "1:before ");
    fault_vfs_heal();
    const char *expected = accepted ? "1:before 2:attempt 3:after " : "1:before 2:after ";
    assert_int_equal(fixture_append(store, "d", accepted ? 3 : 2, "after"), STATUS_OK);
    assert_log(store, expected);
    assert_log_after_crash(dir, expected);
    store->ops->destroy(store);
    assert_log_after_crash(dir, expected);
    fixture_remove(dir);
    return hit;
}

static void fail_every_one(enum fault_kind kind, bool for_ever, int code)
{
    int nth = 1;
    while (append_with_fault(kind, nth, for_ever, code))
        nth++;
    assert_true(nth > 1); /* an append writes and syncs at least once */
}

static void test_every_write_may_fail_once(void **state)
{
    (void)state;
    fail_every_one(FAULT_WRITE, false, SQLITE_IOERR_WRITE);
}

static void test_every_write_may_fail_for_ever(void **state)
{
    (void)state;
    fail_every_one(FAULT_WRITE, true, SQLITE_IOERR_WRITE);
}

static void test_every_sync_may_fail_once(void **state)
{
    (void)state;
    fail_every_one(FAULT_SYNC, false, SQLITE_IOERR_FSYNC);
}

static void test_every_sync_may_fail_for_ever(void **state)
{
    (void)state;
    fail_every_one(FAULT_SYNC, true, SQLITE_IOERR_FSYNC);
}

static void test_every_write_may_find_the_disk_full(void **state)
{
    (void)state;
    fail_every_one(FAULT_WRITE, false, SQLITE_FULL);
    fail_every_one(FAULT_WRITE, true, SQLITE_FULL);
}

static enum status fill(struct log_store *store, uint64_t *last_seq)
{
    char text[2001];
    enum status status;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (*last_seq = 0; *last_seq < 1000; ++*last_seq) {
        status = fixture_append(store, "d", *last_seq + 1, text);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void test_a_full_database_takes_changes_again_once_there_is_room(void **state)
{
    char *dir = fixture_folder();
    sqlite3 *other = NULL;
    uint64_t last_seq;
    (void)state;
    struct log_store *store = open_limited(dir, 480 * 1024);
    assert_int_equal(database_open(dir, DATABASE_WRITE, NULL, &other), STATUS_OK);
    assert_int_equal(database_run(other, "CREATE TABLE ballast AS SELECT zeroblob(65536)"), STATUS_OK);
    assert_int_equal(fill(store, &last_seq), STATUS_STORAGE);
    assert_in_range(last_seq, 10, 500);
    assert_int_equal(fixture_append(store, "d", last_seq + 1, "still full, but small enough to fit a page"),
                     STATUS_OK);
    last_seq++;
    assert_int_equal(fixture_last_seq(store, "d"), last_seq);
    assert_int_equal(database_run(other, "DROP TABLE ballast"), STATUS_OK);
    sqlite3_close(other);
    assert_int_equal(fixture_append(store, "d", last_seq + 1, "room"), STATUS_OK);
    store->ops->destroy(store);
    assert_int_equal(integrity_check(dir, NULL), STATUS_OK);
    fixture_remove(dir);
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

/* An author's second op may be queued before the refusal of the first is known. */
static void test_what_builds_on_a_refused_append_is_refused_for_want_of_storage(void **state)
{
    char *dir = fixture_folder();
    struct log_store *store = open_limited(dir, 0);
    struct log_op ops[] = {fixture_op(2, "a"), fixture_op(3, "b")};
    struct log_op next = fixture_op(4, "c");
    enum status status = STATUS_COUNT;
    (void)state;
    assert_int_equal(fixture_append(store, "d", 1, "x"), STATUS_OK);
    fault_vfs_fail(FAULT_WRITE, 1, false, SQLITE_FULL);
    store->ops->append(store, "d", 2, ops, 2, keep_status, &status);
    assert_int_equal(status, STATUS_STORAGE);
    store->ops->append(store, "d", 4, &next, 1, keep_status, &status);
    assert_int_equal(status, STATUS_STORAGE);
    assert_int_equal(fixture_append(store, "e", 1, "another draft"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 2, "again"), STATUS_OK);
    assert_log(store, "1:x 2:again ");
    fault_vfs_heal();
    store->ops->destroy(store);
    fixture_remove(dir);
}

static void test_a_snapshot_that_does_not_fit_leaves_the_log_alone(void **state)
{
    char *dir = fixture_folder();
    struct log_store *store = open_limited(dir, 0);
    struct log_snapshot got;
    (void)state;
    assert_int_equal(fixture_append(store, "d", 1, "x"), STATUS_OK);
    for (int code = 0; code < 2; code++) {
        fault_vfs_fail(FAULT_WRITE, 1, false, code ? SQLITE_FULL : SQLITE_IOERR_WRITE);
        fixture_put_snapshot(store, "d", 1, "x", "lost");
        assert_int_equal(fault_vfs_refused(), 1);
        assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_NOT_FOUND);
    }
    fault_vfs_heal();
    fixture_put_snapshot(store, "d", 1, "x", "kept");
    assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_OK);
    buf_clear(&got.bytes);
    buf_clear(&got.clients);
    assert_int_equal(fixture_append(store, "d", 2, "y"), STATUS_OK);
    store->ops->destroy(store);
    fixture_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_write_may_fail_once),
        cmocka_unit_test(test_every_write_may_fail_for_ever),
        cmocka_unit_test(test_every_sync_may_fail_once),
        cmocka_unit_test(test_every_sync_may_fail_for_ever),
        cmocka_unit_test(test_every_write_may_find_the_disk_full),
        cmocka_unit_test(test_a_full_database_takes_changes_again_once_there_is_room),
        cmocka_unit_test(test_what_builds_on_a_refused_append_is_refused_for_want_of_storage),
        cmocka_unit_test(test_a_snapshot_that_does_not_fit_leaves_the_log_alone),
    };
    fault_vfs_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
