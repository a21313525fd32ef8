#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "net/header_value.h"

static void assert_cookie(const char *cookies, const char *expected)
{
    char *value = header_cookie(cookies, "plenaria");
    if (expected)
        assert_string_equal(value, expected);
    else
        assert_null(value);
    free(value);
}

static void test_cookie_is_found_by_its_whole_name(void **state)
{
    (void)state;
    assert_cookie("plenaria=abc", "abc");
    assert_cookie("a=b; plenaria=abc; c=d", "abc");
    assert_cookie("a=b;plenaria=abc", "abc");
    assert_cookie("plenaria=\"abc\"", "abc");
    assert_cookie("plenaria=", "");
    assert_cookie("xplenaria=abc; plenariax=abc", NULL);
    assert_cookie("plenaria", NULL);
    assert_cookie("a=plenaria=abc", NULL);
    assert_cookie("", NULL);
    assert_cookie(NULL, NULL);
}

static void test_word_of_list_is_compared_whole_and_without_case(void **state)
{
    (void)state;
    assert_true(header_lists("keep-alive, Upgrade", "upgrade"));
    assert_true(header_lists("text/html;q=0.9 , text/plain", "text/html"));
    assert_false(header_lists("text/html5", "text/html"));
    assert_false(header_lists("", "text/html"));
    assert_false(header_lists(NULL, "text/html"));
}

static void test_gzip_is_accepted_unless_weighted_zero(void **state)
{
    (void)state;
    assert_true(header_accepts_gzip("deflate, gzip"));
    assert_true(header_accepts_gzip("gzip;q=0.001"));
    assert_true(header_accepts_gzip("*"));
    assert_false(header_accepts_gzip("*, gzip;q=0"));
    assert_false(header_accepts_gzip("gzip; q=0.000"));
    assert_false(header_accepts_gzip("br"));
    assert_false(header_accepts_gzip(NULL));
}

static void test_etag_is_compared_weakly(void **state)
{
    (void)state;
    assert_true(header_matches_etag("\"abc\"", "\"abc\""));
    assert_true(header_matches_etag("\"x\", W/\"abc\"", "\"abc\""));
    assert_true(header_matches_etag("*", "\"abc\""));
    assert_false(header_matches_etag("\"abcd\"", "\"abc\""));
    assert_false(header_matches_etag("abc", "\"abc\""));
    assert_false(header_matches_etag(NULL, "\"abc\""));
}

static void test_length_is_digits_alone(void **state)
{
    (void)state;
    uint64_t len = 7;
    assert_true(header_length("0", &len));
    assert_int_equal(len, 0);
    assert_true(header_length("123456789012345", &len));
    assert_true(len == 123456789012345);
    assert_false(header_length("", &len));
    assert_false(header_length("+5", &len));
    assert_false(header_length("-5", &len));
    assert_false(header_length("5,5", &len));
    assert_false(header_length("5 ", &len));
    assert_false(header_length("0x10", &len));
    assert_false(header_length("9999999999999999", &len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cookie_is_found_by_its_whole_name),
        cmocka_unit_test(test_word_of_list_is_compared_whole_and_without_case),
        cmocka_unit_test(test_gzip_is_accepted_unless_weighted_zero),
        cmocka_unit_test(test_etag_is_compared_weakly),
        cmocka_unit_test(test_length_is_digits_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
