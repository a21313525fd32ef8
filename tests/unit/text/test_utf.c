#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf.h"

#define EMOJI "\xF0\x9F\x98\x80"

static void test_well_formed_characters_of_every_length_are_valid(void **state)
{
    (void)state;
    const char *text = "a\xC3\xB1\xE4\xB8\xAD" EMOJI "\xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80";
    assert_true(utf_valid(text, strlen(text)));
    assert_true(utf_valid("", 0));
}

static void test_ill_formed_bytes_are_not_valid(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\x80",                 /* continuation alone */
        "\xC3",                 /* cut short */
        "\xE4\xB8",             /* cut short */
        "\xF0\x9F\x98",         /* cut short */
        "\xC3(",                /* no continuation */
        "\xC0\x80",             /* overlong */
        "\xC1\xBF",             /* overlong */
        "\xE0\x9F\xBF",         /* overlong */
        "\xF0\x8F\xBF\xBF",     /* overlong */
        "\xED\xA0\x80",         /* surrogate */
        "\xED\xBF\xBF",         /* surrogate */
        "\xF4\x90\x80\x80",     /* above U+10FFFF */
        "\xF8\x88\x80\x80\x80", /* five bytes */
        "\xFF",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(utf_valid(wrong[i], strlen(wrong[i])));
}

static void test_a_text_holds_no_controls_and_no_line_separators(void **state)
{
    (void)state;
    static const char *const wrong[] = {"\t",       "\n",       "\r",           "\x1F",        "\x7F",
                                        "\xC2\x80", "\xC2\x9F", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_true(utf_valid(wrong[i], strlen(wrong[i])));
        assert_false(utf_valid_text(wrong[i], strlen(wrong[i])));
    }
    assert_false(utf_valid_text("\0", 1));
    const char *fine = " \xC2\xA0\xC2\xAD\xE2\x80\x8D\xE2\x80\x93" EMOJI;
    assert_true(utf_valid_text(fine, strlen(fine)));
}

static void test_only_characters_of_four_bytes_count_two_units(void **state)
{
    (void)state;
    assert_int_equal(utf_len_u16("", 0), 0);
    assert_int_equal(utf_len_u16("a\xC3\xB1\xE4\xB8\xAD" EMOJI, 10), 5);
}

static void test_bytes_of_units_count_whole_characters(void **state)
{
    (void)state;
    const char *text = "a\xC3\xB1" EMOJI "z";
    static const size_t bytes[] = {0, 1, 3, 7, 7, 8, 8};
    for (uint32_t units = 0; units < 7; units++) {
        bool cut;
        assert_int_equal(utf_bytes_of(text, strlen(text), units, &cut), bytes[units]);
        assert_int_equal(cut, units == 3);
    }
}

static void test_bytes_of_units_is_right_behind_a_run_of_ascii(void **state)
{
    (void)state;
    const char *text = "0123456789abcdef\xC3\xB1" EMOJI "0123456789";
    bool cut;
    assert_int_equal(utf_bytes_of(text, strlen(text), 17, &cut), 18);
    assert_int_equal(utf_bytes_of(text, strlen(text), 19, &cut), 22);
    assert_false(cut);
    assert_int_equal(utf_bytes_of(text, strlen(text), 28, NULL), 31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well_formed_characters_of_every_length_are_valid),
        cmocka_unit_test(test_ill_formed_bytes_are_not_valid),
        cmocka_unit_test(test_a_text_holds_no_controls_and_no_line_separators),
        cmocka_unit_test(test_only_characters_of_four_bytes_count_two_units),
        cmocka_unit_test(test_bytes_of_units_count_whole_characters),
        cmocka_unit_test(test_bytes_of_units_is_right_behind_a_run_of_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
