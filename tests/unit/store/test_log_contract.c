/* What log_store.h promises, of every implementation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "base/diag.h"
#include "store/log_memory.h"
#include "store/log_sqlite.h"
#include "support/postgres_place.h"
#include "support/store_fixture.h"
#ifdef PLENARIA_POSTGRES
#include "postgres/log_postgres.h"
#endif

struct fixture {
    char *dir; /* NULL: in memory */
    struct log_store *store;
};

static int open_memory(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->store = log_memory_create();
    *state = fixture;
    return 0;
}

static int open_sqlite(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->dir = fixture_folder();
    struct log_sqlite_options options = {.dir = fixture->dir, .create = true};
    ALWAYS(log_sqlite_open(&options, NULL, &fixture->store) == STATUS_OK);
    *state = fixture;
    return 0;
}

static struct postgres_place postgres;

static int open_postgres(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    *state = fixture;
#ifdef PLENARIA_POSTGRES
    if (!postgres.dir)
        return 0;
    struct log_postgres_options options = {.address = postgres.address, .incarnation = "me", .strict = true};
    postgres_place_empty(&postgres);
    ALWAYS(log_postgres_open(&options, NULL, &fixture->store) == STATUS_OK);
#endif
    return 0;
}

/* One pair for all tests. Without PostgreSQL's server, or without libpq at build time, its tests are skipped. */
static int start_postgres(void **state)
{
    (void)state;
#ifdef PLENARIA_POSTGRES
    (void)postgres_place_start(&postgres);
#endif
    return 0;
}

static int stop_postgres(void **state)
{
    (void)state;
    postgres_place_stop(&postgres);
    return 0;
}

static int close_store(void **state)
{
    struct fixture *fixture = *state;
    if (fixture->store)
        fixture->store->ops->destroy(fixture->store);
    if (fixture->dir)
        fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

static struct log_store *store_of(void **state)
{
    struct log_store *store = ((struct fixture *)*state)->store;
    if (!store)
        skip();
    return store;
}

static void assert_log(struct log_store *store, const char *draft, uint64_t from, uint64_t to,
                       const char *expected)
{
    struct buf got = fixture_read(store, draft, from, to);
    assert_string_equal(got.bytes, expected);
    buf_clear(&got);
}

static void test_appended_ops_are_read_back_in_order(void **state)
{
    struct log_store *store = store_of(state);
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 2, "two"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 3, "three"), STATUS_OK);
    assert_log(store, "d", 1, UINT64_MAX, "1:one 2:two 3:three ");
}

static void note_wake(void *context, const char *draft, int64_t at)
{
    buf_format(context, "%s:%d ", draft, (int)at);
}

static void assert_due(struct log_store *store, int64_t until, size_t limit, const char *expected)
{
    struct buf got = BUF_EMPTY;
    buf_text(&got, "");
    assert_int_equal(store->ops->due(store, until, limit, note_wake, &got), STATUS_OK);
    assert_string_equal(got.bytes, expected);
    buf_clear(&got);
}

static void note_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static void append_with_wake(struct log_store *store, const char *draft, uint64_t seq, int64_t wake_at)
{
    enum status status = STATUS_COUNT;
    struct log_op op = fixture_op(seq, "op");
    op.wake_at = wake_at;
    store->ops->append(store, draft, seq, &op, 1, note_status, &status);
    assert_int_equal(status, STATUS_OK);
}

static void test_a_draft_is_woken_when_its_last_op_says(void **state)
{
    struct log_store *store = store_of(state);
    append_with_wake(store, "d", 1, 0);
    append_with_wake(store, "e", 1, 500);
    append_with_wake(store, "f", 1, 600);
    append_with_wake(store, "f", 2, 0);
    append_with_wake(store, "e", 2, 700);
    assert_due(store, 10000, 9, "e:700 ");
}

static void test_what_is_due_comes_soonest_first_and_no_more_than_asked_for(void **state)
{
    struct log_store *store = store_of(state);
    append_with_wake(store, "d", 1, 300);
    append_with_wake(store, "e", 1, 100);
    append_with_wake(store, "f", 1, 200);
    append_with_wake(store, "g", 1, 400);
    assert_due(store, 99, 9, "");
    assert_due(store, 300, 9, "e:100 f:200 d:300 ");
    assert_due(store, 10000, 2, "e:100 f:200 ");
}

static void note_claim(void *context, enum status status, const char *owner)
{
    assert_null(owner);
    *(enum status *)context = status;
}

static enum status claim(struct log_store *store, const char *draft)
{
    enum status status = STATUS_COUNT;
    store->ops->claim(store, draft, note_claim, &status);
    return status;
}

static void test_a_draft_is_claimed_before_it_has_a_log_and_claimed_again(void **state)
{
    struct log_store *store = store_of(state);
    assert_int_equal(claim(store, "d"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    assert_int_equal(claim(store, "d"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 2, "two"), STATUS_OK);
    store->ops->release(store, "d");
    store->ops->release(store, "nobody");
    assert_int_equal(claim(store, "d"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 3, "three"), STATUS_OK);
    assert_log(store, "d", 1, 9, "1:one 2:two 3:three ");
}

static void test_a_range_is_read_with_both_ends(void **state)
{
    struct log_store *store = store_of(state);
    static const char *const texts[] = {"a", "b", "c", "d"};
    for (uint64_t seq = 1; seq <= 4; seq++)
        assert_int_equal(fixture_append(store, "d", seq, texts[seq - 1]), STATUS_OK);
    assert_log(store, "d", 2, 3, "2:b 3:c ");
    assert_log(store, "d", 0, 1, "1:a ");
    assert_log(store, "d", 4, 99, "4:d ");
    assert_log(store, "d", 5, 99, "");
    assert_log(store, "d", 3, 2, "");
}

static void test_a_draft_without_a_log_reads_as_nothing(void **state)
{
    struct log_summary summary;
    assert_log(store_of(state), "nobody", 1, UINT64_MAX, "");
    assert_int_equal(store_of(state)->ops->summary(store_of(state), "nobody", &summary), STATUS_OK);
    assert_int_equal(summary.last_seq, 0);
    assert_int_equal(summary.bytes, 0);
}

static void test_a_seq_that_is_taken_is_a_conflict(void **state)
{
    struct log_store *store = store_of(state);
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 1, "again"), STATUS_CONFLICT);
    assert_log(store, "d", 1, 9, "1:one ");
}

static void test_a_seq_that_leaves_a_gap_is_a_conflict(void **state)
{
    struct log_store *store = store_of(state);
    assert_int_equal(fixture_append(store, "d", 2, "two"), STATUS_CONFLICT);
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 3, "three"), STATUS_CONFLICT);
    assert_log(store, "d", 1, 9, "1:one ");
}

static void test_an_op_that_goes_on_from_another_end_is_a_conflict(void **state)
{
    struct log_store *store = store_of(state);
    enum status status = STATUS_COUNT;
    const struct log_op one = fixture_op(1, "one"), another = fixture_op(1, "another");
    struct log_op two = fixture_op(2, "two");
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    two.before = another.hash;
    store->ops->append(store, "d", 2, &two, 1, note_status, &status);
    assert_int_equal(status, STATUS_CONFLICT);
    assert_log(store, "d", 1, 9, "1:one ");
    two.before = one.hash;
    store->ops->append(store, "d", 2, &two, 1, note_status, &status);
    assert_int_equal(status, STATUS_OK);
    assert_log(store, "d", 1, 9, "1:one 2:two ");
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static void test_several_ops_are_appended_as_one(void **state)
{
    struct log_store *store = store_of(state);
    enum status status = STATUS_COUNT;
    struct log_op ops[] = {fixture_op(1, "a"), fixture_op(2, "b"), fixture_op(3, "c")};
    store->ops->append(store, "d", 1, ops, 3, keep_status, &status);
    assert_int_equal(status, STATUS_OK);
    assert_log(store, "d", 1, 9, "1:a 2:b 3:c ");
    store->ops->append(store, "d", 1, ops, 3, keep_status, &status);
    assert_int_equal(status, STATUS_CONFLICT);
    assert_log(store, "d", 1, 9, "1:a 2:b 3:c ");
}

static void test_drafts_do_not_mix(void **state)
{
    struct log_store *store = store_of(state);
    assert_int_equal(fixture_append(store, "left", 1, "l"), STATUS_OK);
    assert_int_equal(fixture_append(store, "right", 1, "r"), STATUS_OK);
    assert_int_equal(fixture_append(store, "left", 2, "m"), STATUS_OK);
    assert_log(store, "left", 1, 9, "1:l 2:m ");
    assert_log(store, "right", 1, 9, "1:r ");
}

static void test_the_summary_tells_last_seq_head_and_size(void **state)
{
    struct log_store *store = store_of(state);
    struct log_summary summary;
    assert_int_equal(fixture_append(store, "d", 1, "one"), STATUS_OK);
    assert_int_equal(fixture_append(store, "d", 2, "second"), STATUS_OK);
    assert_int_equal(store->ops->summary(store, "d", &summary), STATUS_OK);
    assert_int_equal(summary.last_seq, 2);
    assert_int_equal(summary.bytes, strlen("one") + strlen("second"));
    struct sha256 head = fixture_op(2, "second").hash;
    assert_memory_equal(summary.head.bytes, head.bytes, SHA256_BYTES);
}

static bool stop_at_two(void *context, const struct log_op *op)
{
    ++*(int *)context;
    return op->seq < 2;
}

static void test_a_reader_can_stop(void **state)
{
    struct log_store *store = store_of(state);
    int calls = 0;
    for (uint64_t seq = 1; seq <= 5; seq++)
        assert_int_equal(fixture_append(store, "d", seq, "x"), STATUS_OK);
    assert_int_equal(store->ops->read(store, "d", 1, 5, stop_at_two, &calls), STATUS_OK);
    assert_int_equal(calls, 2);
}

static bool count_in_order(void *context, const struct log_op *op)
{
    uint64_t *last = context;
    assert_int_equal(op->seq, *last + 1);
    *last = op->seq;
    return true;
}

static void test_a_long_log_is_read_across_pages(void **state)
{
    struct log_store *store = store_of(state);
    enum status status = STATUS_COUNT;
    uint64_t last = 0;
    enum { COUNT = 2000 };
    struct log_op *ops = calloc(COUNT, sizeof *ops);
    for (uint64_t i = 0; i < COUNT; i++)
        ops[i] = fixture_op(i + 1, "x");
    store->ops->append(store, "d", 1, ops, COUNT, keep_status, &status);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(store->ops->read(store, "d", 1, UINT64_MAX, count_in_order, &last), STATUS_OK);
    assert_int_equal(last, COUNT);
    free(ops);
}

static void assert_snapshot(struct log_store *store, uint64_t max_seq, uint64_t seq, const char *contents)
{
    struct log_snapshot got;
    assert_int_equal(store->ops->get_snapshot(store, "d", max_seq, &got), STATUS_OK);
    assert_int_equal(got.seq, seq);
    assert_string_equal(got.bytes.bytes, contents);
    assert_string_equal(got.clients.bytes, "clients");
    buf_clear(&got.bytes);
    buf_clear(&got.clients);
}

static void append_five(struct log_store *store)
{
    for (uint64_t seq = 1; seq <= 5; seq++)
        assert_int_equal(fixture_append(store, "d", seq, "x"), STATUS_OK);
}

static void test_the_newest_snapshot_up_to_a_seq_is_found(void **state)
{
    struct log_store *store = store_of(state);
    struct log_snapshot got;
    append_five(store);
    fixture_put_snapshot(store, "d", 2, "x", "at two");
    fixture_put_snapshot(store, "d", 4, "x", "at four");
    assert_snapshot(store, UINT64_MAX, 4, "at four");
    assert_snapshot(store, 4, 4, "at four");
    assert_snapshot(store, 3, 2, "at two");
    assert_int_equal(store->ops->get_snapshot(store, "d", 1, &got), STATUS_NOT_FOUND);
    assert_int_equal(store->ops->get_snapshot(store, "nobody", 9, &got), STATUS_NOT_FOUND);
}

static void test_a_snapshot_beyond_the_log_is_dropped(void **state)
{
    struct log_store *store = store_of(state);
    struct log_snapshot got;
    append_five(store);
    fixture_put_snapshot(store, "d", 6, "x", "too far");
    fixture_put_snapshot(store, "nobody", 1, "x", "no log");
    assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_NOT_FOUND);
    assert_int_equal(store->ops->get_snapshot(store, "nobody", 9, &got), STATUS_NOT_FOUND);
}

static void test_a_snapshot_of_another_history_is_dropped(void **state)
{
    struct log_store *store = store_of(state);
    struct log_snapshot got;
    append_five(store);
    fixture_put_snapshot(store, "d", 3, "not what was appended", "fork");
    assert_int_equal(store->ops->get_snapshot(store, "d", 9, &got), STATUS_NOT_FOUND);
}

static void test_older_snapshots_are_kept_for_the_past(void **state)
{
    struct log_store *store = store_of(state);
    append_five(store);
    for (uint64_t seq = 1; seq <= 5; seq++)
        fixture_put_snapshot(store, "d", seq, "x", "s");
    for (uint64_t seq = 1; seq <= 5; seq++)
        assert_snapshot(store, seq, seq, "s");
}

static void test_a_snapshot_stored_again_replaces_the_first(void **state)
{
    struct log_store *store = store_of(state);
    append_five(store);
    fixture_put_snapshot(store, "d", 2, "x", "old");
    fixture_put_snapshot(store, "d", 2, "x", "new");
    assert_snapshot(store, 9, 2, "new");
}

#define IN(store, test)                                                                                      \
    {                                                                                                        \
#test " (" #store ")", test, open_##store, close_store, NULL                                         \
    }
#define OF_ALL(test) IN(memory, test), IN(sqlite, test), IN(postgres, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_ALL(test_appended_ops_are_read_back_in_order),
        OF_ALL(test_a_draft_is_woken_when_its_last_op_says),
        OF_ALL(test_what_is_due_comes_soonest_first_and_no_more_than_asked_for),
        OF_ALL(test_a_draft_is_claimed_before_it_has_a_log_and_claimed_again),
        OF_ALL(test_a_range_is_read_with_both_ends),
        OF_ALL(test_a_draft_without_a_log_reads_as_nothing),
        OF_ALL(test_a_seq_that_is_taken_is_a_conflict),
        OF_ALL(test_a_seq_that_leaves_a_gap_is_a_conflict),
        OF_ALL(test_an_op_that_goes_on_from_another_end_is_a_conflict),
        OF_ALL(test_several_ops_are_appended_as_one),
        OF_ALL(test_drafts_do_not_mix),
        OF_ALL(test_the_summary_tells_last_seq_head_and_size),
        OF_ALL(test_a_reader_can_stop),
        OF_ALL(test_a_long_log_is_read_across_pages),
        OF_ALL(test_the_newest_snapshot_up_to_a_seq_is_found),
        OF_ALL(test_a_snapshot_beyond_the_log_is_dropped),
        OF_ALL(test_a_snapshot_of_another_history_is_dropped),
        OF_ALL(test_older_snapshots_are_kept_for_the_past),
        OF_ALL(test_a_snapshot_stored_again_replaces_the_first),
    };
    return cmocka_run_group_tests(tests, start_postgres, stop_postgres);
}
