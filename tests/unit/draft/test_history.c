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

/* A log that has every op, and counts how often it is asked. */
static struct {
    int readings;
    int ops;
    bool fails;
    bool ends_early;
    size_t padding; /* bytes of each op */
} log_read;

static enum status read_ops(void *context, uint64_t from, uint64_t to, history_take take, void *taker)
{
    bool more = true;
    (void)context;
    log_read.readings++;
    if (log_read.fails)
        return STATUS_IO;
    for (uint64_t seq = from; more && seq <= to - log_read.ends_early; seq++) {
        struct history_entry entry = {seq, {{(unsigned char)seq}}, NULL, 0, NULL};
        entry.bytes = log_read.padding ? mem_zero(1, log_read.padding) : bytes_of(seq, &entry.len);
        entry.len += log_read.padding;
        more = take(taker, &entry);
        free(entry.bytes);
        log_read.ops++;
    }
    return STATUS_OK;
}

static void note_release(void *context)
{
    if (context)
        *(bool *)context = true;
}

/* A history of some ops at the end of that log. */
static struct history *history_of(uint64_t first, uint64_t last)
{
    struct history *history =
        history_create(op_decode, (struct history_source){read_ops, note_release, NULL});
    memset(&log_read, 0, sizeof log_read);
    for (uint64_t seq = first; seq <= last; seq++)
        add(history, seq, seq);
    return history;
}

static void test_an_empty_history_has_no_first_and_no_last(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, (struct history_source){0});
    assert_int_equal(history_first(history), 0);
    assert_int_equal(history_last(history), 0);
    assert_null(history_find(history, 1));
    assert_null(history_op(history, 1));
    history_destroy(history);
}

static void test_ops_are_found_with_their_bytes_and_hash(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, (struct history_source){0});
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
    struct history *history = history_create(op_decode, (struct history_source){0});
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
    struct history *history = history_create(op_decode, (struct history_source){0});
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
    struct history *history = history_create(op_decode, (struct history_source){0});
    for (uint64_t seq = 1; seq <= 6; seq++)
        history_add(history, seq, &hash, mem_zero(1, large), large, NULL, seq);
    assert_int_equal(history_first(history), 3);
    assert_in_range(history_bytes(history), 1, HISTORY_MAX_BYTES);
    history_destroy(history);
}

static void test_the_latest_stay_decoded_and_no_others(void **state)
{
    (void)state;
    struct history *history = history_create(op_decode, (struct history_source){0});
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

static void assert_held(struct history *history, uint64_t first, uint64_t last)
{
    assert_int_equal(history_first(history), first);
    assert_int_equal(history_last(history), last);
    size_t bytes = 0;
    for (uint64_t seq = first; seq <= last; seq++) {
        const struct history_entry *entry = history_find(history, seq);
        assert_int_equal(entry->seq, seq);
        assert_int_equal(entry->hash.bytes[0], (unsigned char)seq);
        assert_int_equal(history_op(history, seq)->seq, seq);
        bytes += entry->len;
    }
    assert_int_equal(history_bytes(history), bytes);
}

static void test_older_ones_are_read_by_the_page_and_then_held(void **state)
{
    (void)state;
    struct history *history = history_of(5000, 5100);
    assert_int_equal(history_op(history, 5000)->seq, 5000);
    assert_int_equal(log_read.readings, 0);
    assert_int_equal(history_op(history, 4999)->seq, 4999);
    assert_held(history, 5000 - HISTORY_PAGE_OPS, 5100);
    assert_int_equal(history_op(history, 5000 - HISTORY_PAGE_OPS)->seq, 5000 - HISTORY_PAGE_OPS);
    assert_int_equal(log_read.readings, 1);
    assert_int_equal(history_op(history, 100)->seq, 100); /* farther than a page: all up to there */
    assert_int_equal(log_read.readings, 2);
    assert_held(history, 100, 5100);
    assert_true(history_reach(history, 1));
    assert_held(history, 1, 5100);
    assert_int_equal(log_read.ops, 4999);
    assert_false(history_reach(history, 0));
    assert_false(history_reach(history, 5101));
    history_destroy(history);
}

static void test_no_further_back_than_ops_may_be_based(void **state)
{
    (void)state;
    struct history *history = history_of(19990, 20000);
    assert_false(history_reach(history, 20000 - HISTORY_MIN_OPS));
    assert_int_equal(log_read.readings, 0);
    assert_true(history_reach(history, 20000 - HISTORY_MIN_OPS + 1));
    assert_held(history, 20000 - HISTORY_MIN_OPS + 1, 20000);
    add(history, 20001, 20001);
    assert_held(history, 20001 - HISTORY_MIN_OPS + 1, 20001);
    history_destroy(history);
}

static void test_what_cannot_be_read_leaves_what_is_held(void **state)
{
    (void)state;
    for (int cause = 0; cause < 2; cause++) {
        struct history *history = history_of(50, 60);
        log_read.fails = cause == 0;
        log_read.ends_early = cause == 1;
        assert_false(history_reach(history, 20));
        assert_held(history, 50, 60);
        log_read.fails = log_read.ends_early = false;
        assert_int_equal(history_op(history, 20)->seq, 20);
        assert_held(history, 50, 60);
        history_destroy(history);
    }
}

static void test_a_source_that_failed_is_asked_for_an_op_alone_before_pages_are_read_again(void **state)
{
    (void)state;
    struct history *history = history_of(50, 60);
    log_read.fails = true;
    assert_null(history_op(history, 20)); /* neither a page nor the op */
    assert_int_equal(log_read.readings, 2);
    assert_false(history_reach(history, 20));
    assert_int_equal(log_read.readings, 2);
    log_read.fails = false;
    assert_int_equal(history_op(history, 20)->seq, 20);
    assert_int_equal(history_op(history, 21)->seq, 21);
    assert_held(history, 1, 60);
    assert_int_equal(log_read.readings, 4);
    history_destroy(history);
}

static void test_what_is_too_large_is_read_one_by_one(void **state)
{
    (void)state;
    struct history *history = history_of(50, 60);
    log_read.padding = HISTORY_MAX_BYTES / 4;
    assert_false(history_reach(history, 20));
    assert_int_equal(log_read.ops, 4);
    assert_held(history, 50, 60);
    assert_false(history_reach(history, 20));
    assert_int_equal(log_read.readings, 1);
    log_read.padding = 0;
    assert_int_equal(history_op(history, 20)->seq, 20);
    assert_int_equal(history_op(history, 21)->seq, 21);
    assert_int_equal(log_read.readings, 3);
    log_read.fails = true;
    assert_null(history_op(history, 22));
    history_destroy(history);
}

static void test_bytes_that_are_no_op_give_none(void **state)
{
    struct sha256 hash = {{0}};
    (void)state;
    struct history *history = history_create(op_decode, (struct history_source){0});
    history_add(history, 1, &hash, mem_copy_string("{\"seq\":1"), 8, NULL, 1);
    assert_null(history_op(history, 1));
    history_destroy(history);
}

static void test_the_context_is_released_at_the_end(void **state)
{
    bool released = false;
    (void)state;
    struct history *history =
        history_create(op_decode, (struct history_source){read_ops, note_release, &released});
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
        cmocka_unit_test(test_older_ones_are_read_by_the_page_and_then_held),
        cmocka_unit_test(test_no_further_back_than_ops_may_be_based),
        cmocka_unit_test(test_what_cannot_be_read_leaves_what_is_held),
        cmocka_unit_test(test_a_source_that_failed_is_asked_for_an_op_alone_before_pages_are_read_again),
        cmocka_unit_test(test_what_is_too_large_is_read_one_by_one),
        cmocka_unit_test(test_bytes_that_are_no_op_give_none),
        cmocka_unit_test(test_the_context_is_released_at_the_end),
    };
    return cmocka_run_group_tests_name("draft/history", tests, NULL, NULL);
}
