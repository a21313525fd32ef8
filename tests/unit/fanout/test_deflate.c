/* What was deflated comes back, and nothing else does, within its bound. */
#include <stdlib.h>
#include <string.h>

#include "fanout/deflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define LONG ((size_t)300000)

static struct buf deflated(const char *bytes, size_t len)
{
    struct buf out = BUF_EMPTY;
    deflate_add(&out, bytes, len, true);
    return out;
}

static void test_what_was_deflated_comes_back(void **state)
{
    (void)state;
    char *bytes = malloc(LONG);
    static const size_t lens[] = {0, 1, 100, 16384, 16385, 65536, LONG};
    for (size_t i = 0; i < LONG; i++)
        bytes[i] = (char)(i * i >> 7);
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        struct buf small = deflated(bytes, lens[i]), back = BUF_EMPTY;
        assert_true(deflate_undo(&back, small.bytes, small.len, LONG + 1));
        assert_int_equal(back.len, lens[i]);
        assert_true(!lens[i] || memcmp(back.bytes, bytes, lens[i]) == 0);
        buf_clear(&small);
        buf_clear(&back);
    }
    free(bytes);
}

static void test_no_more_is_made_than_may_be(void **state)
{
    (void)state;
    char *bytes = calloc(1, LONG);
    struct buf small = deflated(bytes, LONG), back = BUF_EMPTY;
    assert_true(small.len < LONG / 100);
    assert_false(deflate_undo(&back, small.bytes, small.len, 70000));
    assert_true(back.len <= 70000);
    buf_clear(&back);
    buf_clear(&small);
    free(bytes);
}

static void test_what_is_no_whole_stream_is_refused(void **state)
{
    (void)state;
    static const char words[] = "La Conferencia decide, la Conferencia invita, la Conferencia pide.";
    struct buf small = deflated(words, sizeof words), back = BUF_EMPTY;
    for (size_t len = 0; len < small.len; len++) {
        assert_false(deflate_undo(&back, small.bytes, len, LONG));
        buf_clear(&back);
    }
    buf_char(&small, 'x');
    assert_false(deflate_undo(&back, small.bytes, small.len, LONG));
    assert_false(deflate_undo(&back, "\xff\xff\xff", 3, LONG));
    buf_clear(&back);
    buf_clear(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_deflated_comes_back),
        cmocka_unit_test(test_no_more_is_made_than_may_be),
        cmocka_unit_test(test_what_is_no_whole_stream_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
