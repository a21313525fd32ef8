#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fanout/frame.h"
#include "support/inflated.h"

static const char words[] = "Instar a las delegaciones a enviar sus datos. ";

static struct buf text_of(size_t len)
{
    struct buf text = BUF_EMPTY;
    while (text.len < len)
        buf_text(&text, words);
    return text;
}

static void assert_inflates_to(struct frame *small, struct frame *plain)
{
    struct buf expected = BUF_EMPTY, deflated = BUF_EMPTY;
    frame_add_to(plain, &expected);
    frame_add_to(small, &deflated);
    struct buf text = inflated(deflated.bytes, deflated.len);
    assert_true(frame_is_deflated(small));
    assert_true(frame_len(small) < frame_len(plain) / 4);
    assert_int_equal(text.len, expected.len);
    assert_memory_equal(text.bytes, expected.bytes, text.len);
    buf_clear(&text);
    buf_clear(&expected);
    buf_clear(&deflated);
}

static void test_a_frame_is_deflated_once_and_inflates_to_what_it_says(void **state)
{
    (void)state;
    for (size_t len = 500; len < 3000000; len *= 7) {
        struct buf text = text_of(len);
        struct frame *frame = frame_take(&text), *small = frame_small(frame);
        assert_ptr_equal(frame_small(frame), small);
        assert_ptr_equal(frame_small(small), small);
        assert_false(frame_is_deflated(frame));
        assert_inflates_to(small, frame);
        frame_unref(frame);
    }
}

static void test_what_would_not_be_smaller_stays_as_it_is(void **state)
{
    (void)state;
    struct frame *frame = frame_copy(words, strlen(words)), *noise = frame_create(4096);
    uint32_t number = 1;
    for (size_t i = 0; i < 4096; i++)
        frame_bytes(noise)[i] = (char)((number = number * 1664525u + 1013904223u) >> 24);
    assert_ptr_equal(frame_small(frame), frame);
    assert_ptr_equal(frame_small(noise), noise);
    frame_unref(frame);
    frame_unref(noise);
}

static void test_what_is_inside_of_several_is_deflated_once(void **state)
{
    (void)state;
    struct buf text = text_of(100000);
    struct frame *inner = frame_take(&text), *small[2];
    for (int i = 0; i < 2; i++) {
        struct buf around = BUF_EMPTY;
        buf_format(&around, "{\"you\":%d,\"snapshot\":}", i);
        struct frame *frame = frame_around(&around, around.len - 1, inner);
        small[i] = frame_ref(frame_small(frame));
        assert_inflates_to(small[i], frame);
        frame_unref(frame);
    }
    size_t alone = frame_wait(small[0]), besides = frame_wait(small[1]);
    assert_true(alone > 4 * besides); /* most of it is shared, and counts once */
    assert_int_equal(frame_wait_end(small[0]) + frame_wait_end(small[1]), alone + besides);
    frame_unref(small[0]);
    frame_unref(small[1]);
    frame_unref(inner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_frame_is_deflated_once_and_inflates_to_what_it_says),
        cmocka_unit_test(test_what_would_not_be_smaller_stays_as_it_is),
        cmocka_unit_test(test_what_is_inside_of_several_is_deflated_once),
    };
    return cmocka_run_group_tests_name("fanout/frame", tests, NULL, NULL);
}
