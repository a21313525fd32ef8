#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "base/mem.h"
#include "draft/history.h"
#include "wire/op_codec.h"

/* Canonical bytes of an op that only its seq tells apart. */
static char *bytes_of(uint64_t seq, size_t *len)
{
    struct buf out = BUF_EMPTY;
    buf_format(&out, "{\"seq\":%llu,\"at\":1,\"by\":\"p\",\"client\":\"c\",\"n\":%llu,\"changes\":[]}",
               (unsigned long long)seq, (unsigned long long)seq);
    *len = out.len;
    return buf_take(&out);
}

static void add(struct history *history, uint64_t seq, uint64_t durable)
{
    struct sha256 hash = {{(unsigned char)seq}};
    size_t len;
    char *bytes = bytes_of(seq, &len);
    history_add(history, seq, &hash, bytes, len, NULL, durable);
}

static int fetched;
static bool fetch_fails;

static enum status fetch(void *context, uint64_t seq, char **bytes, size_t *len, struct sha256 *hash)
{
    (void)context;
    fetched++;
    if (fetch_fails)
        return STATUS_IO;
    *bytes = bytes_of(seq, len);
    *hash = (struct sha256){{(unsigned char)seq}};
    return STATUS_OK;
}

static void test_an_empty_history_has_no_first_and_no_last(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    assert_int_equal(history_first(history), 0);
    assert_int_equal(history_last(history), 0);
    assert_null(history_find(history, 1));
    assert_null(history_op(history, 1));
    history_destroy(history);
}

static void test_ops_are_found_with_their_bytes_and_hash(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    for (uint64_t seq = 5; seq <= 200; seq++) /* starts anywhere, grows past its first size */
        add(history, seq, seq);
    assert_int_equal(history_first(history), 5);
    assert_int_equal(history_last(history), 200);
    for (uint64_t seq = 5; seq <= 200; seq++) {
        const struct history_entry *entry = history_find(history, seq);
        assert_int_equal(entry->seq, seq);
        assert_int_equal(entry->hash.bytes[0], (unsigned char)seq);
        assert_int_equal(history_op(history, seq)->seq, seq);
    }
    assert_null(history_find(history, 4));
    assert_null(history_find(history, 201));
    history_destroy(history);
}

static void test_the_last_10000_are_kept(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    for (uint64_t seq = 1; seq <= HISTORY_MIN_OPS + 7; seq++)
        add(history, seq, seq);
    assert_int_equal(history_first(history), 8);
    assert_int_equal(history_last(history) - history_first(history) + 1, HISTORY_MIN_OPS);
    assert_null(history_find(history, 7));
    size_t bytes = 0;
    for (uint64_t seq = 8; seq <= history_last(history); seq++)
        bytes += history_find(history, seq)->len;
    assert_int_equal(history_bytes(history), bytes);
    history_destroy(history);
}

static void test_what_is_not_durable_is_not_dropped(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    for (uint64_t seq = 1; seq <= HISTORY_MIN_OPS + 7; seq++)
        add(history, seq, 2);
    assert_int_equal(history_first(history), 3);
    add(history, HISTORY_MIN_OPS + 8, HISTORY_MIN_OPS);
    assert_int_equal(history_first(history), 9);
    history_destroy(history);
}

static void test_large_ops_are_dropped_earlier(void **state)
{
    struct sha256 hash = {{0}};
    const size_t large = HISTORY_MAX_BYTES / 4;
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    for (uint64_t seq = 1; seq <= 6; seq++)
        history_add(history, seq, &hash, mem_zero(1, large), large, NULL, seq);
    assert_int_equal(history_first(history), 3);
    assert_in_range(history_bytes(history), 1, HISTORY_MAX_BYTES);
    history_destroy(history);
}

static void test_the_latest_stay_decoded_and_no_others(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    for (uint64_t seq = 1; seq <= HISTORY_DECODED_OPS + 3; seq++) {
        struct sha256 hash = {{0}};
        struct op *op = mem_zero(1, sizeof *op);
        size_t len;
        char *bytes = bytes_of(seq, &len);
        op->seq = seq;
        history_add(history, seq, &hash, bytes, len, op, seq);
    }
    assert_null(history_find(history, 3)->op);
    assert_non_null(history_find(history, 4)->op);
    assert_int_equal(history_op(history, 3)->seq, 3); /* decoded again when somebody asks */
    assert_null(history_find(history, 3)->op);
    history_destroy(history);
}

static void test_older_ones_come_from_the_log_again(void **state)
{
    (void)state;
    fetched = 0;
    fetch_fails = false;
    struct history *history = history_create(op_decode, fetch, NULL, NULL);
    add(history, 50, 50);
    assert_int_equal(history_op(history, 50)->seq, 50);
    assert_int_equal(fetched, 0);
    assert_int_equal(history_op(history, 20)->seq, 20);
    assert_int_equal(history_op(history, 21)->seq, 21);
    assert_int_equal(fetched, 2);
    fetch_fails = true;
    assert_null(history_op(history, 22));
    history_destroy(history);
}

static void test_bytes_that_are_no_op_give_none(void **state)
{
    struct sha256 hash = {{0}};
    (void)state;
    struct history *history = history_create(op_decode, NULL, NULL, NULL);
    history_add(history, 1, &hash, mem_copy_string("{\"seq\":1"), 8, NULL, 1);
    assert_null(history_op(history, 1));
    history_destroy(history);
}

static void note_release(void *context)
{
    *(bool *)context = true;
}

static void test_the_context_is_released_at_the_end(void **state)
{
    bool released = false;
    (void)state;
    struct history *history = history_create(op_decode, fetch, &released, note_release);
    assert_false(released);
    history_destroy(history);
    assert_true(released);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_history_has_no_first_and_no_last),
        cmocka_unit_test(test_ops_are_found_with_their_bytes_and_hash),
        cmocka_unit_test(test_the_last_10000_are_kept),
        cmocka_unit_test(test_what_is_not_durable_is_not_dropped),
        cmocka_unit_test(test_large_ops_are_dropped_earlier),
        cmocka_unit_test(test_the_latest_stay_decoded_and_no_others),
        cmocka_unit_test(test_older_ones_come_from_the_log_again),
        cmocka_unit_test(test_bytes_that_are_no_op_give_none),
        cmocka_unit_test(test_the_context_is_released_at_the_end),
    };
    return cmocka_run_group_tests_name("draft/history", tests, NULL, NULL);
}
