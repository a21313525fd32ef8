#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "convert/decode.h"
#include "convert/normalise.h"
#include "text/utf.h"

static void assert_normalised(const char *text, const char *expected)
{
    struct buf out = BUF_EMPTY;

    normalise_text(text, strlen(text), &out);
    assert_string_equal(out.bytes ? out.bytes : "", expected);
    buf_clear(&out);
}

static void assert_decoded(const char *bytes, size_t len, const char *expected)
{
    struct buf out = BUF_EMPTY;

    decode_text(bytes, len, &out);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.bytes, expected, out.len);
    buf_clear(&out);
}

static void test_every_line_end_is_one_line_end(void **state)
{
    (void)state;
    assert_normalised("a\r\nb\rc\nd\xe2\x80\xa9"
                      "e\x0b"
                      "f\r\r\ng",
                      "a\nb\nc\nd\ne\nf\n\ng");
}

static void test_a_second_blank_of_the_notation_of_brackets_belongs_to_the_words(void **state)
{
    (void)state;
    assert_normalised("a  b [MX:   c  d  \xe2\x86\x92  e] :  f", "a b [MX:  c d  \xe2\x86\x92  e] : f");
}

static void test_blanks_shrink_but_not_at_the_start_of_a_line(void **state)
{
    (void)state;
    assert_normalised("  a  b\t c \n\t d\xc2\xa0\xe2\x80\xaf"
                      "e  ",
                      "  a b c\n     d e");
}

static void test_page_breaks_stay(void **state)
{
    (void)state;
    assert_normalised("a \f b", "a\f b");
}

static void test_what_does_not_print_goes(void **state)
{
    (void)state;
    assert_normalised("\xef\xbb\xbf"
                      "a\x01\x7f\xc2\x9f\xc2\xad"
                      "b\xe2\x80\x8b",
                      "ab");
    assert_normalised("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
                      "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb");
}

static void test_marks_of_direction_go_and_what_a_script_needs_stays(void **state)
{
    (void)state;
    assert_normalised("a\u202e b\u2066c\u200f\u2060", "a bc");
    assert_normalised("\u0645\u06cc\u200c\u0634\u0648\u062f", "\u0645\u06cc\u200c\u0634\u0648\u062f");
    assert_normalised("a\u200cb\u200dc", "abc");
}

static void test_utf8_is_taken_as_it_is(void **state)
{
    (void)state;
    assert_decoded("ma\xc3\xb1"
                   "ana",
                   7,
                   "ma\xc3\xb1"
                   "ana");
    assert_decoded("", 0, "");
}

static void test_other_bytes_are_windows_1252(void **state)
{
    (void)state;
    assert_decoded("\x93ma\xf1"
                   "ana\x94 \x80",
                   10,
                   "\xe2\x80\x9cma\xc3\xb1"
                   "ana\xe2\x80\x9d \xe2\x82\xac");
    assert_decoded("\x81", 1, "\xef\xbf\xbd");
}

static void test_the_mark_of_utf8_goes(void **state)
{
    (void)state;
    assert_decoded("\xef\xbb\xbf"
                   "a",
                   4, "a");
    assert_decoded("\xef\xbb\xbf", 3, "");
}

static void test_utf16_is_known_by_its_mark(void **state)
{
    (void)state;
    assert_decoded("\xff\xfe\xf1\0", 4, "\xc3\xb1");
    assert_decoded("\xfe\xff\0\xf1", 4, "\xc3\xb1");
    assert_decoded("\xfe\xff\xd8\x3c\xdf\x0e", 6, "\xf0\x9f\x8c\x8e");
    assert_decoded("\xfe\xff\xd8\x3c\0a", 6,
                   "\xef\xbf\xbd"
                   "a"); /* half a pair */
    assert_decoded("\xfe\xff\0", 3, "\xef\xbf\xbd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_line_end_is_one_line_end),
        cmocka_unit_test(test_a_second_blank_of_the_notation_of_brackets_belongs_to_the_words),
        cmocka_unit_test(test_blanks_shrink_but_not_at_the_start_of_a_line),
        cmocka_unit_test(test_page_breaks_stay),
        cmocka_unit_test(test_what_does_not_print_goes),
        cmocka_unit_test(test_marks_of_direction_go_and_what_a_script_needs_stays),
        cmocka_unit_test(test_utf8_is_taken_as_it_is),
        cmocka_unit_test(test_other_bytes_are_windows_1252),
        cmocka_unit_test(test_the_mark_of_utf8_goes),
        cmocka_unit_test(test_utf16_is_known_by_its_mark),
    };

    return cmocka_run_group_tests_name("convert/normalise", tests, NULL, NULL);
}
