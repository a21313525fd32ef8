#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/log_memory.h"
#include "support/store_fixture.h"

static int open_stepwise(void **state)
{
    *state = log_memory_create();
    log_memory_set_stepwise(*state, true);
    return 0;
}

static int close_store(void **state)
{
    struct log_store *store = *state;
    store->ops->destroy(store);
    return 0;
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static void start(struct log_store *store, uint64_t seq, enum status *status)
{
    struct log_op op = fixture_op(seq, "x");
    *status = STATUS_COUNT;
    store->ops->append(store, "d", seq, &op, 1, keep_status, status);
}

static void test_nothing_is_seen_before_its_step(void **state)
{
    enum status first, second;
    start(*state, 1, &first);
    start(*state, 2, &second);
    assert_int_equal(log_memory_pending(*state), 2);
    assert_int_equal(fixture_last_seq(*state, "d"), 0);
    assert_true(log_memory_step(*state));
    assert_int_equal(first, STATUS_OK);
    assert_int_equal(second, STATUS_COUNT);
    assert_int_equal(fixture_last_seq(*state, "d"), 1);
    assert_true(log_memory_step(*state));
    assert_int_equal(second, STATUS_OK);
    assert_false(log_memory_step(*state));
}

static void test_a_failure_takes_along_what_builds_on_it(void **state)
{
    enum status first, second, third;
    log_memory_fail_next(*state, STATUS_STORAGE);
    start(*state, 1, &first);
    start(*state, 2, &second);
    start(*state, 3, &third);
    log_memory_set_stepwise(*state, false);
    assert_int_equal(first, STATUS_STORAGE);
    assert_int_equal(second, STATUS_STORAGE);
    assert_int_equal(third, STATUS_STORAGE);
    start(*state, 1, &first);
    assert_int_equal(first, STATUS_OK);
    start(*state, 2, &second);
    assert_int_equal(second, STATUS_OK);
}

static void test_a_crash_drops_what_waits_and_keeps_what_completed(void **state)
{
    enum status first, second;
    start(*state, 1, &first);
    assert_true(log_memory_step(*state));
    start(*state, 2, &second);
    log_memory_crash(*state);
    assert_int_equal(second, STATUS_COUNT);
    assert_int_equal(log_memory_pending(*state), 0);
    assert_int_equal(fixture_last_seq(*state, "d"), 1);
}

static void test_a_snapshot_waits_for_the_appends_before_it(void **state)
{
    struct log_snapshot got;
    struct log_store *store = *state;
    enum status first;
    start(store, 1, &first);
    fixture_put_snapshot(store, "d", 1, "x", "s");
    assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_NOT_FOUND);
    assert_true(log_memory_step(store));
    assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_OK);
    buf_clear(&got.bytes);
    buf_clear(&got.clients);
}

static void test_damaged_snapshots_are_not_given(void **state)
{
    struct log_snapshot got;
    struct log_store *store = *state;
    log_memory_set_stepwise(store, false);
    assert_int_equal(fixture_append(store, "d", 1, "x"), STATUS_OK);
    fixture_put_snapshot(store, "d", 1, "x", "s");
    log_memory_damage_snapshots(store, "d");
    assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_is_seen_before_its_step, open_stepwise, close_store),
        cmocka_unit_test_setup_teardown(test_a_failure_takes_along_what_builds_on_it, open_stepwise,
                                        close_store),
        cmocka_unit_test_setup_teardown(test_a_crash_drops_what_waits_and_keeps_what_completed, open_stepwise,
                                        close_store),
        cmocka_unit_test_setup_teardown(test_a_snapshot_waits_for_the_appends_before_it, open_stepwise,
                                        close_store),
        cmocka_unit_test_setup_teardown(test_damaged_snapshots_are_not_given, open_stepwise, close_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
