#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "support/choices.h"
#include "support/json_same.h"

#include "wire/json.h"

#define MANY 1000

static struct json_doc *parse(const char *text)
{
    return json_parse(text, strlen(text), MANY);
}

static void assert_refused(const char *text)
{
    struct json_doc *doc = parse(text);
    if (doc)
        fail_msg("this was taken: %s", text);
}

static void assert_taken(const char *text)
{
    struct json_doc *doc = parse(text);
    if (!doc)
        fail_msg("this was refused: %s", text);
    json_free(doc);
}

static void test_what_is_not_json_is_refused(void **state)
{
    static const char *const texts[] = {
        "",    " ",  "{", "[1,]", "{\"a\":}",  "{a:1}",       "nul",      "'a'", "[1] x", "{}{}",
        "\"a", "[1", "]", "NaN",  "[\"\\x\"]", "[\"\\u12\"]", "Infinity", "-",   "[-]"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_refused(texts[i]);
    assert_taken(" {\"a\":[1,true,null,\"x\"]} \r\n\t");
}

static void test_a_nul_is_refused_in_either_spelling(void **state)
{
    (void)state;
    assert_null(json_parse("{\"a\":\"b\0c\"}", 11, MANY));
    assert_null(json_parse("{}\0", 3, MANY));
    assert_null(json_parse("{\"a\":\"b\\\0c\"}", 12, MANY));
    assert_refused("{\"a\":\"b\\u0000c\"}");
    assert_refused("{\"b\\u0000c\":1}");
    assert_taken("{\"a\":\"b\\\\u0000c\"}"); /* a backslash, then letters */
    assert_refused("{\"a\":\"b\\u00zzc\"}"); /* no digits, which would be read as NUL */
    assert_refused("{\"a\":\"b\\u12\"}");
    assert_refused("{\"a\":\"b\\u\"}");
    assert_taken("{\"a\":\"b\\u00e9\\u00E9c\"}");
}

static void test_nothing_is_nested_deeper_than_32(void **state)
{
    char text[80];
    (void)state;
    for (size_t depth = JSON_MAX_DEPTH; depth <= JSON_MAX_DEPTH + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        text[2 * depth] = '\0';
        struct json_doc *doc = parse(text);
        assert_int_equal(doc != NULL, depth == JSON_MAX_DEPTH);
        json_free(doc);
    }
    assert_taken("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\",\"\\\"[[\"]");
}

static void test_too_many_values_are_refused(void **state)
{
    struct buf text = BUF_EMPTY;
    (void)state;
    buf_text(&text, "[0"); /* the array is one, too */
    for (int i = 0; i < 9; i++)
        buf_text(&text, ",0");
    buf_char(&text, ']');
    struct json_doc *doc = json_parse(text.bytes, text.len, 11);
    assert_non_null(doc);
    json_free(doc);
    assert_null(json_parse(text.bytes, text.len, 10));
    assert_null(json_parse("[[],[],[]]", 10, 4));
    buf_clear(&text);
}

static void test_bytes_that_are_not_utf_8_are_refused(void **state)
{
    (void)state;
    assert_refused("\"\xff\"");
    assert_refused("\"\xc3\"");
    assert_refused("\"\xed\xa0\x80\"");     /* a surrogate */
    assert_refused("\"\xc0\xaf\"");         /* overlong */
    assert_refused("\"\xf4\x90\x80\x80\""); /* above U+10FFFF */
    assert_taken("\"ñ\xf0\x9f\x98\x80\"");
}

static void test_lone_surrogates_are_refused_and_pairs_are_one_character(void **state)
{
    (void)state;
    assert_refused("[\"\\ud83d\"]");
    assert_refused("[\"\\ude00\"]");
    assert_refused("[\"\\ude00\\ud83d\"]");
    assert_refused("[\"\\ud83dx\"]");
    assert_refused("[\"\\ud83d\\u0041\"]");
    struct json_doc *doc = parse("\"\\ud83d\\ude00\"");
    assert_string_equal(json_string(json_root(doc)), "😀");
    json_free(doc);
}

static void test_numbers_that_are_not_finite_are_refused(void **state)
{
    (void)state;
    assert_refused("1e999");
    assert_refused("{\"a\":[{\"b\":-1e999}]}");
    assert_taken("1e300");
}

static bool whole(const char *text, int64_t *out)
{
    struct json_doc *doc = parse(text);
    assert_non_null(doc);
    bool ok = json_signed(json_root(doc), out);
    json_free(doc);
    return ok;
}

static void test_integers_are_whole_and_below_2_to_the_53(void **state)
{
    int64_t number;
    (void)state;
    assert_true(whole("9007199254740991", &number));
    assert_int_equal(number, JSON_MAX_INTEGER);
    assert_true(whole("-9007199254740991", &number));
    assert_int_equal(number, -JSON_MAX_INTEGER);
    assert_true(whole("1e3", &number));
    assert_int_equal(number, 1000);
    assert_true(whole("0", &number));
    assert_false(whole("9007199254740992", &number));
    assert_false(whole("9007199254740993", &number));
    assert_false(whole("-9007199254740992", &number));
    assert_false(whole("1.5", &number));
    assert_false(whole("1e300", &number));
    assert_false(whole("\"1\"", &number));
    assert_false(whole("true", &number));
    assert_false(whole("null", &number));
}

static void test_an_integer_of_a_member_is_not_negative(void **state)
{
    uint64_t number = 7;
    (void)state;
    struct json_doc *doc = parse("{\"a\":-1,\"b\":12,\"c\":\"12\"}");
    assert_false(json_get_integer(json_root(doc), "a", &number));
    assert_false(json_get_integer(json_root(doc), "c", &number));
    assert_false(json_get_integer(json_root(doc), "d", &number));
    assert_true(json_get_integer(json_root(doc), "b", &number));
    assert_int_equal(number, 12);
    json_free(doc);
}

static void test_members_are_found_by_their_exact_name(void **state)
{
    bool yes;
    (void)state;
    struct json_doc *doc = parse("{\"n\":\"one\",\"N\":\"two\",\"o\":{},\"l\":[],\"z\":null,\"f\":false}");
    const struct json *root = json_root(doc);
    assert_string_equal(json_get_string(root, "n"), "one");
    assert_string_equal(json_get_string(root, "N"), "two");
    assert_null(json_get_string(root, "o"));
    assert_null(json_get(root, "absent"));
    assert_null(json_get(json_get(root, "l"), "n"));
    assert_null(json_get(NULL, "n"));
    assert_true(json_is_object(json_get(root, "o")));
    assert_true(json_is_array(json_get(root, "l")));
    assert_true(json_is_null(json_get(root, "z")));
    assert_false(json_is_null(json_get(root, "absent")));
    assert_true(json_bool(json_get(root, "f"), &yes));
    assert_false(yes);
    assert_false(json_bool(json_get(root, "z"), &yes));
    assert_false(json_bool(NULL, &yes));
    json_free(doc);
}

static void test_children_come_in_order(void **state)
{
    struct buf names = BUF_EMPTY;
    (void)state;
    struct json_doc *doc = parse("{\"b\":1,\"a\":2,\"c\":3}");
    for (const struct json *child = json_first(json_root(doc)); child; child = json_after(child))
        buf_text(&names, json_name(child));
    assert_string_equal(names.bytes, "bac");
    assert_int_equal(json_count(json_root(doc)), 3);
    assert_int_equal(json_count(NULL), 0);
    buf_clear(&names);
    json_free(doc);
}

/* Whatever json_parse takes is read the same as JSON of ours. */
static void assert_read_alike(const char *bytes, size_t len)
{
    struct json_doc *doc = json_parse(bytes, len, MANY), *ours = json_parse_ours(bytes, len);
    if (doc && (!ours || !json_same(json_root(doc), json_root(ours))))
        fail_msg("this was read otherwise: %.*s", (int)len, bytes);
    json_free(doc);
    json_free(ours);
}

static void test_json_of_ours_is_read_as_any_other(void **state)
{
    static const char *const texts[] = {"{}",
                                        "[]",
                                        "{\"a\":[]}",
                                        "[{},[],\"\",0,-1,true,false,null]",
                                        "[999999999999999,9007199254740991,-999999999999999,1e3,1.5,-0]",
                                        "\"\\\"\\\\\\n\\r\\t\\u0001\\u001f\"",
                                        "\"\\u00e9\\ud83d\\ude00\\/\\b\"",
                                        "{\"a\\nb\":1,\"a\":2,\"a\":3}",
                                        " [ 1 , 2 ] ",
                                        "[01]",
                                        "[-]",
                                        "12"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t len = 0; len <= strlen(texts[i]); len++)
            assert_read_alike(texts[i], len);
}

static void test_json_of_ours_stays_while_more_is_read(void **state)
{
    static const char first[] = "{\"a\":\"one\"}", second[] = "{\"a\":\"two\"}",
                      third[] = "{\"a\":\"three\"}";
    (void)state;
    struct json_doc *one = json_parse_ours(first, strlen(first));
    struct json_doc *two = json_parse_ours(second, strlen(second));
    json_free(two);
    struct json_doc *three = json_parse_ours(third, strlen(third));
    assert_string_equal(json_get_string(json_root(one), "a"), "one");
    assert_string_equal(json_get_string(json_root(three), "a"), "three");
    json_free(one);
    assert_string_equal(json_get_string(json_root(three), "a"), "three");
    json_free(three);
}

static void write_random(struct buf *out, struct choices *choices, uint32_t depth)
{
    static const char *const words[] = {"", "a", "ñ 😀", "\"\\", "\n\r\t\x01\x1f", "C\\u0041"};
    uint32_t kind = choices_below(choices, depth ? 6 : 4);
    if (kind == 0)
        buf_text(out, choices_one_in(choices, 2) ? "null" : "true");
    else if (kind == 1)
        buf_signed(out, (int64_t)choices_below(choices, 1000) - 500);
    else if (kind < 4)
        json_write_string(out, words[choices_below(choices, 6)]);
    else {
        buf_char(out, kind == 4 ? '[' : '{');
        for (uint32_t left = choices_below(choices, 4); left; left--) {
            json_write_comma(out);
            if (kind == 5)
                json_write_string(out, words[choices_below(choices, 6)]);
            if (kind == 5)
                buf_char(out, ':');
            write_random(out, choices, depth - 1);
        }
        buf_char(out, kind == 4 ? ']' : '}');
    }
}

static void test_random_json_of_ours_is_read_as_any_other_also_damaged(void **state)
{
    struct choices choices = choices_seeded();
    (void)state;
    for (unsigned i = 0; i < 2000; i++) {
        struct buf text = BUF_EMPTY;
        write_random(&text, &choices, 4);
        assert_taken(text.bytes);
        assert_read_alike(text.bytes, text.len);
        text.bytes[choices_below(&choices, (uint32_t)text.len)] =
            "{}[],:\"\\0u1 "[choices_below(&choices, 12)];
        assert_read_alike(text.bytes, text.len);
        buf_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_json_is_refused),
        cmocka_unit_test(test_a_nul_is_refused_in_either_spelling),
        cmocka_unit_test(test_nothing_is_nested_deeper_than_32),
        cmocka_unit_test(test_too_many_values_are_refused),
        cmocka_unit_test(test_bytes_that_are_not_utf_8_are_refused),
        cmocka_unit_test(test_lone_surrogates_are_refused_and_pairs_are_one_character),
        cmocka_unit_test(test_numbers_that_are_not_finite_are_refused),
        cmocka_unit_test(test_integers_are_whole_and_below_2_to_the_53),
        cmocka_unit_test(test_an_integer_of_a_member_is_not_negative),
        cmocka_unit_test(test_members_are_found_by_their_exact_name),
        cmocka_unit_test(test_children_come_in_order),
        cmocka_unit_test(test_json_of_ours_is_read_as_any_other),
        cmocka_unit_test(test_json_of_ours_stays_while_more_is_read),
        cmocka_unit_test(test_random_json_of_ours_is_read_as_any_other_also_damaged),
    };
    return cmocka_run_group_tests_name("wire/json", tests, NULL, NULL);
}
