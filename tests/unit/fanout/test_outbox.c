#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

#include "fanout/outbox.h"
#include "support/fake_peer.h"

#define LIMIT 20

static struct fake_peer fake;
static struct outbox outbox;
static struct backlog backlog = {.max_bytes = SIZE_MAX};

static int set_up(void **state)
{
    (void)state;
    fake_peer_init(&fake, 0);
    outbox_init(&outbox, &fake.peer, &backlog, LIMIT);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    outbox_clear(&outbox);
    assert_int_equal(backlog.bytes, 0); /* whatever happened, nothing is counted that is not there */
    assert_null(backlog.first);
    fake_peer_clear(&fake);
    return 0;
}

static bool push(const char *text, uint64_t until)
{
    struct frame *frame = frame_copy(text, strlen(text));
    bool ok = outbox_push(&outbox, frame, until);
    frame_unref(frame); /* the outbox has a reference of its own, or none */
    return ok;
}

static void test_a_frame_goes_out_at_once_while_the_peer_is_ready(void **state)
{
    (void)state;
    fake.room = 2;
    assert_true(push("one", 1));
    assert_true(push("two", 2));
    assert_string_equal(fake.sent.bytes, "one two ");
    assert_int_equal(outbox.count, 0);
    assert_int_equal(outbox.delivered_seq, 2);
}

static void test_frames_wait_in_order_while_it_is_not(void **state)
{
    (void)state;
    assert_true(push("one", 1));
    assert_true(push("two", 0));
    assert_true(push("three", 5));
    assert_int_equal(outbox.bytes, 11);
    assert_int_equal(outbox.delivered_seq, 0);
    fake.room = 2;
    assert_false(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, "one two ");
    assert_int_equal(outbox.delivered_seq, 1); /* the second carried no op */
    fake.room = 5;
    assert_true(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, "one two three ");
    assert_int_equal(outbox.delivered_seq, 5);
    assert_int_equal(outbox.bytes, 0);
    assert_true(outbox_drain(&outbox));
}

static void test_nothing_overtakes_what_waits(void **state)
{
    (void)state;
    assert_true(push("one", 1));
    fake.room = 5;
    assert_true(push("two", 2));
    assert_string_equal(fake.sent.bytes, "");
    assert_true(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, "one two ");
}

static void test_over_its_limit_the_queue_is_dropped_as_a_whole(void **state)
{
    (void)state;
    fake.room = 1;
    assert_true(push("sent", 3));
    assert_true(push("0123456789", 4));
    assert_true(push("0123456789", 5)); /* just full */
    assert_false(push("x", 6));
    assert_int_equal(outbox.count, 0);
    assert_int_equal(outbox.bytes, 0);
    assert_int_equal(outbox.delivered_seq, 3);
    fake.room = 5;
    assert_true(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, "sent ");
}

static bool push_kept(const char *text, uint64_t until)
{
    struct frame *frame = frame_copy(text, strlen(text));
    bool ok = outbox_push_kept(&outbox, frame, until);
    frame_unref(frame);
    return ok;
}

static void test_the_newest_state_and_all_answers_outlive_the_queue(void **state)
{
    (void)state;
    assert_true(push_kept("old", 6));
    assert_true(push_kept("no1", 0));
    assert_true(push_kept("new", 7));
    assert_true(push("op", 8));
    assert_true(push_kept("no2", 0));
    assert_false(push("12345678", 9));
    assert_int_equal(outbox.count, 3);
    assert_int_equal(outbox.bytes, 9);
    assert_int_equal(outbox.delivered_seq, 7); /* the ops after it are had again from the log */
    assert_false(outbox.choked);
    fake.room = 5;
    assert_true(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, "no1 new no2 ");
}

static void test_an_answer_that_does_not_fit_any_more_takes_the_place_of_the_queue(void **state)
{
    (void)state;
    assert_true(push("0123456789", 1));
    assert_false(push_kept("0123456789012", 0));
    assert_false(outbox.choked);
    fake.room = 5;
    assert_true(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, "0123456789012 ");
    assert_int_equal(outbox.delivered_seq, 0);
}

static void test_who_asks_and_does_not_read_is_told_apart_and_costs_no_memory(void **state)
{
    (void)state;
    assert_true(push_kept("0123456789", 0));
    assert_true(push_kept("0123456789", 0)); /* just full */
    assert_false(outbox.choked);
    assert_false(push_kept("x", 0));
    assert_true(outbox.choked);
    for (int i = 0; i < 100; i++)
        (void)push_kept("0123456789012", 0);
    assert_true(outbox.bytes <= LIMIT);
}

static void test_one_frame_waits_however_long_it_is(void **state)
{
    (void)state;
    assert_true(push("longer than the whole limit", 1));
    assert_false(push("", 2) && push("x", 3));
    assert_int_equal(outbox.count, 0);
}

static void test_many_frames_wait_in_a_ring_that_grows(void **state)
{
    struct buf want = BUF_EMPTY;
    (void)state;
    outbox.max_bytes = 100000;
    for (int round = 0; round < 3; round++) { /* so that the ring has turned when it grows */
        for (int i = 0; i < 6; i++)
            assert_true(push("a", 1));
        fake.room = 5;
        outbox_drain(&outbox);
    }
    for (int i = 0; i < 3 * 6; i++)
        buf_text(&want, "a ");
    for (uint64_t i = 0; i < 300; i++) {
        char text[8];
        snprintf(text, sizeof text, "%d", (int)i);
        assert_true(push(text, 10 + i));
        buf_format(&want, "%d ", (int)i);
    }
    fake.room = FAKE_PEER_ALWAYS_READY;
    assert_true(outbox_drain(&outbox));
    assert_string_equal(fake.sent.bytes, want.bytes);
    assert_int_equal(outbox.delivered_seq, 309);
    buf_clear(&want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_frame_goes_out_at_once_while_the_peer_is_ready, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_frames_wait_in_order_while_it_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_overtakes_what_waits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_over_its_limit_the_queue_is_dropped_as_a_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_the_newest_state_and_all_answers_outlive_the_queue, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_an_answer_that_does_not_fit_any_more_takes_the_place_of_the_queue, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_who_asks_and_does_not_read_is_told_apart_and_costs_no_memory,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_frame_waits_however_long_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_frames_wait_in_a_ring_that_grows, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fanout/outbox", tests, NULL, NULL);
}
