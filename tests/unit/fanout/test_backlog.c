/* fanout/backlog and the frames in it: what waits counts once, and who has taken nothing for longest is first in line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fanout/outbox.h"
#include "support/fake_peer.h"

#define READERS 3

static struct fake_peer fakes[READERS];
static struct outbox outboxes[READERS];
static struct backlog backlog;
static int complaints;

static void complain(void *context)
{
    (void)context;
    complaints++;
}

static int set_up(void **state)
{
    (void)state;
    backlog = (struct backlog){.max_bytes = 100000, .over = complain};
    complaints = 0;
    for (int i = 0; i < READERS; i++) {
        fake_peer_init(&fakes[i], 0);
        outbox_init(&outboxes[i], &fakes[i].peer, &backlog, 1u << 20);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < READERS; i++) {
        outbox_clear(&outboxes[i]);
        fake_peer_clear(&fakes[i]);
    }
    assert_int_equal(backlog.bytes, 0);
    assert_null(backlog.first);
    return 0;
}

static struct frame *of(const char *text)
{
    return frame_copy(text, strlen(text));
}

static struct frame *around(const char *before, struct frame *inner, const char *after)
{
    struct buf bytes = BUF_EMPTY;
    buf_text(&bytes, before);
    buf_text(&bytes, after);
    return frame_around(&bytes, strlen(before), inner);
}

static void test_a_frame_around_another_reads_as_one_message(void **state)
{
    (void)state;
    struct frame *inner = of("inner"), *frame = around("<", inner, ">>");
    struct buf whole = BUF_EMPTY;
    size_t len;
    frame_unref(inner);
    frame_add_to(frame, &whole);
    assert_string_equal(whole.bytes, "<inner>>");
    assert_int_equal(frame_len(frame), 8);
    assert_memory_equal(frame_span(frame, 0, &len), "<", 1);
    assert_int_equal(len, 1);
    assert_memory_equal(frame_span(frame, 2, &len), "nner", 4);
    assert_int_equal(len, 4);
    assert_memory_equal(frame_span(frame, 7, &len), ">", 1);
    assert_int_equal(len, 1);
    buf_clear(&whole);
    frame_unref(frame);
}

static void test_what_all_wait_for_counts_once(void **state)
{
    (void)state;
    static char large[50000];
    struct frame *inner = frame_copy(large, sizeof large);
    for (int i = 0; i < READERS; i++) {
        struct frame *frame = around("head", inner, "");
        assert_true(outbox_push_kept(&outboxes[i], frame, 1));
        frame_unref(frame);
    }
    frame_unref(inner);
    assert_true(backlog.bytes > sizeof large && backlog.bytes < sizeof large + READERS * 200);
    assert_int_equal(complaints, 0);
    outbox_clear(&outboxes[0]);
    outbox_clear(&outboxes[1]);
    assert_true(backlog.bytes > sizeof large);
}

static void test_what_is_half_sent_counts(void **state)
{
    (void)state;
    static char large[50000];
    struct frame *frame = frame_copy(large, sizeof large);
    fakes[0].room = 1; /* it takes this one and is not ready behind it */
    assert_true(outbox_push(&outboxes[0], frame, 1));
    frame_unref(frame);
    assert_true(backlog.bytes > sizeof large);
    fakes[0].room = 1;
    assert_true(outbox_drain(&outboxes[0]));
    assert_int_equal(backlog.bytes, 0);
}

static void test_who_has_taken_nothing_for_longest_is_first(void **state)
{
    (void)state;
    struct frame *frame = of("words");
    for (int i = 0; i < READERS; i++) {
        outbox_push(&outboxes[i], frame, 1);
        outbox_push(&outboxes[i], frame, 2);
    }
    frame_unref(frame);
    assert_ptr_equal(outbox_of_place(backlog.first), &outboxes[0]);
    fakes[0].room = 1;
    assert_false(outbox_drain(&outboxes[0])); /* one of two */
    assert_ptr_equal(outbox_of_place(backlog.first), &outboxes[1]);
    assert_ptr_equal(outbox_of_place(backlog.last), &outboxes[0]);
}

static void test_the_owner_is_told_when_it_is_too_much(void **state)
{
    (void)state;
    static char large[60000];
    for (int i = 0; i < 2; i++) {
        struct frame *frame = frame_copy(large, sizeof large);
        outbox_push(&outboxes[i], frame, 1);
        frame_unref(frame);
    }
    assert_int_equal(complaints, 1);
    assert_true(backlog_is_over(&backlog));
    outbox_clear(outbox_of_place(backlog.first));
    assert_false(backlog_is_over(&backlog));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_frame_around_another_reads_as_one_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_all_wait_for_counts_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_half_sent_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_who_has_taken_nothing_for_longest_is_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_owner_is_told_when_it_is_too_much, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
