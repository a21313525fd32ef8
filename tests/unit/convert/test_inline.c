#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "convert/inline.h"

static void assert_parsed(const char *text, const char *json, const char *removed)
{
    struct delta words;
    struct buf taken = BUF_EMPTY;
    struct buf got = BUF_EMPTY;

    inline_parse(text, strlen(text), true, &words, &taken);
    delta_write_json(&got, &words);
    assert_string_equal(got.bytes, json);
    assert_string_equal(taken.bytes ? taken.bytes : "", removed);
    delta_clear(&words);
    buf_clear(&taken);
    buf_clear(&got);
}

static void test_pairs_of_signs_become_formatting(void **state)
{
    (void)state;
    assert_parsed("a **b** c",
                  "{\"ops\":[{\"insert\":\"a \"},{\"insert\":\"b\",\"attributes\":{\"bold\":true}},"
                  "{\"insert\":\" c\"}]}",
                  "****");
    assert_parsed("*a*", "{\"ops\":[{\"insert\":\"a\",\"attributes\":{\"italic\":true}}]}", "**");
    assert_parsed("<u>a</u>", "{\"ops\":[{\"insert\":\"a\",\"attributes\":{\"underline\":true}}]}",
                  "<u></u>");
    assert_parsed("***a***", "{\"ops\":[{\"insert\":\"a\",\"attributes\":{\"bold\":true,\"italic\":true}}]}",
                  "******");
}

static void test_signs_without_a_partner_stay_words(void **state)
{
    (void)state;
    assert_parsed("a ** b", "{\"ops\":[{\"insert\":\"a ** b\"}]}", "");
    assert_parsed("**a", "{\"ops\":[{\"insert\":\"**a\"}]}", "");
    assert_parsed("5 * 3 * 2", "{\"ops\":[{\"insert\":\"5 * 3 * 2\"}]}", "");
    assert_parsed("un_nombre_largo", "{\"ops\":[{\"insert\":\"un_nombre_largo\"}]}", "");
    assert_parsed("****", "{\"ops\":[{\"insert\":\"****\"}]}", "");
    assert_parsed("</u>a<u>", "{\"ops\":[{\"insert\":\"</u>a<u>\"}]}", "");
}

static void test_crossing_pairs_do_not_cross(void **state)
{
    (void)state;
    assert_parsed("**a <u>b** c</u>",
                  "{\"ops\":[{\"insert\":\"a <u>b\",\"attributes\":{\"bold\":true}},"
                  "{\"insert\":\" c</u>\"}]}",
                  "****");
}

static void test_links_keep_their_words_and_address(void **state)
{
    (void)state;
    assert_parsed("[a](https://b.c/d)",
                  "{\"ops\":[{\"insert\":\"a\",\"attributes\":{\"link\":\"https://b.c/d\"}}]}",
                  "[](https://b.c/d)");
    assert_parsed("[a](https://b.c/\\(d\\))",
                  "{\"ops\":[{\"insert\":\"a\",\"attributes\":{\"link\":\"https://b.c/(d)\"}}]}",
                  "[](https://b.c/\\(d\\))");
}

static void test_addresses_that_could_run_something_stay_words(void **state)
{
    (void)state;
    assert_parsed("[a](javascript:alert(1))", "{\"ops\":[{\"insert\":\"[a](javascript:alert(1))\"}]}", "");
    assert_parsed("[a](data:text/html,x)", "{\"ops\":[{\"insert\":\"[a](data:text/html,x)\"}]}", "");
    assert_parsed("[Canad\xc3\xa1: nuevo](sic)", "{\"ops\":[{\"insert\":\"[Canad\xc3\xa1: nuevo](sic)\"}]}",
                  "");
}

static void test_an_address_too_long_for_a_link_leaves_the_words(void **state)
{
    struct buf text = BUF_EMPTY;
    struct buf removed = BUF_EMPTY;
    struct delta words;

    (void)state;
    buf_text(&text, "[a](https://");
    for (int i = 0; i < 3000; i++)
        buf_char(&text, 'x');
    buf_char(&text, ')');
    inline_parse(text.bytes, text.len, true, &words, &removed);
    assert_int_equal(words.count, 1);
    assert_null(words.ops[0].attributes);
    assert_int_equal(words.len_bytes, 1);
    assert_int_equal(removed.len, text.len - 1);
    delta_clear(&words);
    buf_clear(&removed);
    buf_clear(&text);
}

static void test_escapes_make_signs_words(void **state)
{
    (void)state;
    assert_parsed("\\*a\\* \\\\ \\a", "{\"ops\":[{\"insert\":\"*a* \\\\ \\\\a\"}]}", "\\\\\\");
}

static void test_markdown_is_known_by_its_signs(void **state)
{
    static const char *const yes[] = {"# T", "a\n  ## b", "**a**",   "[a](http://b)",
                                      "\\*", "<u>a</u>",  "**A\nB**"};
    static const char *const no[] = {"#a",  "a # b",  "* a",  "2 ** 3", "** nota\n** otra",
                                     "a_b", "[a](b)", "1. a", "\\a"};

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(inline_is_markdown(yes[i], strlen(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(inline_is_markdown(no[i], strlen(no[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_of_signs_become_formatting),
        cmocka_unit_test(test_signs_without_a_partner_stay_words),
        cmocka_unit_test(test_crossing_pairs_do_not_cross),
        cmocka_unit_test(test_links_keep_their_words_and_address),
        cmocka_unit_test(test_addresses_that_could_run_something_stay_words),
        cmocka_unit_test(test_an_address_too_long_for_a_link_leaves_the_words),
        cmocka_unit_test(test_escapes_make_signs_words),
        cmocka_unit_test(test_markdown_is_known_by_its_signs),
    };

    return cmocka_run_group_tests_name("convert/inline", tests, NULL, NULL);
}
