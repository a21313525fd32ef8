#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/delta_words.h"

#define TEN         "0123456789"
#define HUNDRED     TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define COUNT(list) (sizeof(list) / sizeof *(list))

static enum status create_one(const char *key, enum attribute_type type, const char *string)
{
    struct attribute one = {key, type, string};
    struct attributes *set;
    enum status st = attributes_create(&one, 1, &set);
    assert_int_equal(set != NULL, st == STATUS_OK);
    attributes_unref(set);
    return st;
}

static void test_allowed_keys_take_true_and_null(void **state)
{
    (void)state;
    static const char *const keys[] = {"bold", "italic", "underline", "ins:a", "del:A-Z_9"};
    for (size_t i = 0; i < COUNT(keys); i++) {
        assert_int_equal(create_one(keys[i], ATTRIBUTE_TRUE, NULL), STATUS_OK);
        assert_int_equal(create_one(keys[i], ATTRIBUTE_NULL, NULL), STATUS_OK);
        assert_int_equal(create_one(keys[i], ATTRIBUTE_STRING, "x"), STATUS_BAD_OP);
    }
}

static void test_other_keys_are_refused(void **state)
{
    (void)state;
    static const char *const keys[] = {"",      "Bold", "color", "ins:",         "del:",  "ins:a b",
                                       "del:ñ", "ins",  "bold ", "ins:" HUNDRED, "sub:a", "linked"};
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_int_equal(create_one(keys[i], ATTRIBUTE_TRUE, NULL), STATUS_BAD_OP);
}

static void test_an_id_has_at_most_64_characters(void **state)
{
    (void)state;
    char key[4 + 65 + 1] = "ins:";
    memset(key + 4, 'x', 65);
    assert_int_equal(create_one(key, ATTRIBUTE_TRUE, NULL), STATUS_BAD_OP);
    key[4 + 64] = '\0';
    assert_int_equal(create_one(key, ATTRIBUTE_TRUE, NULL), STATUS_OK);
}

static void test_links_that_a_page_may_follow_are_taken(void **state)
{
    (void)state;
    static const char *const links[] = {
        "#delegations",        "http://example.org",   "https://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG", "mailto:a@example.org", "https://example.org/\xC3\xB1"};
    for (size_t i = 0; i < COUNT(links); i++)
        assert_int_equal(create_one("link", ATTRIBUTE_STRING, links[i]), STATUS_OK);
    assert_int_equal(create_one("link", ATTRIBUTE_NULL, NULL), STATUS_OK);
}

static void test_other_links_are_refused(void **state)
{
    (void)state;
    static const char *const links[] = {"",
                                        "#delegation",
                                        "#delegations ",
                                        "#Delegations",
                                        "javascript:alert(1)",
                                        "data:text/html,x",
                                        "ftp://example.org",
                                        "//example.org",
                                        "/local",
                                        "https:",
                                        "https://",
                                        "http:/x",
                                        "mailto:",
                                        " https://example.org",
                                        "https://example.org/a b",
                                        "https://example.org/\t",
                                        "https://example.org/\x7F",
                                        "https://example.org/\xC2\x85",
                                        "https://example.org/\xC2\xA0",
                                        "https://example.org/\xE2\x80\xA8",
                                        "https://example.org/\xFF"};
    for (size_t i = 0; i < COUNT(links); i++)
        assert_int_equal(create_one("link", ATTRIBUTE_STRING, links[i]), STATUS_BAD_OP);
    assert_int_equal(create_one("link", ATTRIBUTE_TRUE, NULL), STATUS_BAD_OP);
}

static void test_a_link_has_at_most_2048_bytes(void **state)
{
    (void)state;
    char *link = mem_alloc(2050);
    memset(link, 'x', 2049);
    link[2049] = '\0';
    memcpy(link, "https://", 8);
    assert_int_equal(create_one("link", ATTRIBUTE_STRING, link), STATUS_BAD_OP);
    link[2048] = '\0';
    assert_int_equal(create_one("link", ATTRIBUTE_STRING, link), STATUS_OK);
    free(link);
}

static void test_keys_come_out_sorted(void **state)
{
    (void)state;
    struct attributes *set =
        attributes_of("{'underline':true,'link':'mailto:a@b.c','bold':null,'ins:p':true}");
    assert_attributes(set, "{'bold':null,'ins:p':true,'link':'mailto:a@b.c','underline':true}");
    assert_int_equal(attributes_count(set), 4);
    assert_string_equal(attributes_at(set, 2).key, "link");
    attributes_unref(set);
}

static void test_a_key_that_stands_twice_is_refused(void **state)
{
    (void)state;
    struct attribute list[] = {
        {"bold", ATTRIBUTE_TRUE, NULL}, {"italic", ATTRIBUTE_TRUE, NULL}, {"bold", ATTRIBUTE_NULL, NULL}};
    struct attributes *set;
    assert_int_equal(attributes_create(list, 3, &set), STATUS_BAD_OP);
    assert_null(set);
}

static void test_no_attributes_are_the_null_set(void **state)
{
    (void)state;
    struct attributes *set;
    assert_int_equal(attributes_create(NULL, 0, &set), STATUS_OK);
    assert_null(set);
    assert_int_equal(attributes_count(NULL), 0);
    assert_null(attributes_get(NULL, "bold").key);
    assert_attributes(NULL, "{}");
}

static void test_sets_are_equal_by_keys_and_values(void **state)
{
    (void)state;
    static const char *const sets[] = {"{}",
                                       "{'bold':true}",
                                       "{'bold':null}",
                                       "{'bold':true,'italic':true}",
                                       "{'link':'mailto:a@b.c'}",
                                       "{'link':'mailto:d@b.c'}"};
    for (size_t i = 0; i < COUNT(sets); i++) {
        for (size_t j = 0; j < COUNT(sets); j++) {
            struct attributes *a = attributes_of(sets[i]);
            struct attributes *b = attributes_of(sets[j]);
            assert_int_equal(attributes_equal(a, b), i == j);
            attributes_unref(a);
            attributes_unref(b);
        }
    }
}

static void test_a_set_says_which_value_a_key_has(void **state)
{
    (void)state;
    struct attributes *set = attributes_of("{'bold':null,'link':'mailto:a@b.c'}");
    assert_int_equal(attributes_get(set, "bold").type, ATTRIBUTE_NULL);
    assert_string_equal(attributes_get(set, "link").string, "mailto:a@b.c");
    assert_null(attributes_get(set, "italic").key);
    assert_true(attributes_have_null(set));
    attributes_unref(set);
}

static void check_compose(const char *a, const char *b, bool keep_null, const char *want)
{
    struct attributes *first = attributes_of(a);
    struct attributes *second = attributes_of(b);
    struct attributes *result = attributes_compose(first, second, keep_null);
    assert_attributes(result, want);
    attributes_unref(first);
    attributes_unref(second);
    attributes_unref(result);
}

static void test_compose_lets_the_later_value_win(void **state)
{
    (void)state;
    check_compose("{'bold':true}", "{'italic':true}", false, "{'bold':true,'italic':true}");
    check_compose("{'link':'mailto:a@b.c'}", "{'link':'mailto:d@b.c'}", false, "{'link':'mailto:d@b.c'}");
    check_compose("{'bold':true}", "{}", false, "{'bold':true}");
}

static void test_compose_drops_what_a_null_removes_unless_it_is_kept(void **state)
{
    (void)state;
    check_compose("{'bold':true,'italic':true}", "{'bold':null}", false, "{'italic':true}");
    check_compose("{'bold':true,'italic':true}", "{'bold':null}", true, "{'bold':null,'italic':true}");
    check_compose("{}", "{'bold':null}", false, "{}");
    check_compose("{}", "{'bold':null}", true, "{'bold':null}");
}

static void test_compose_keeps_a_null_of_the_earlier_set(void **state)
{
    (void)state;
    check_compose("{'bold':null}", "{'italic':true}", false, "{'bold':null,'italic':true}");
}

static void check_transform(const char *a, const char *b, bool priority, const char *want)
{
    struct attributes *first = attributes_of(a);
    struct attributes *second = attributes_of(b);
    struct attributes *result = attributes_transform(first, second, priority);
    assert_attributes(result, want);
    attributes_unref(first);
    attributes_unref(second);
    attributes_unref(result);
}

static void test_transform_with_priority_drops_what_the_other_set(void **state)
{
    (void)state;
    check_transform("{'bold':true}", "{'bold':null,'italic':true}", true, "{'italic':true}");
    check_transform("{'bold':true}", "{'bold':null,'italic':true}", false, "{'bold':null,'italic':true}");
    check_transform("{}", "{'bold':null}", true, "{'bold':null}");
    check_transform("{'bold':true}", "{}", true, "{}");
}

static void check_invert(const char *change, const char *base, const char *want)
{
    struct attributes *first = attributes_of(change);
    struct attributes *second = attributes_of(base);
    struct attributes *result = attributes_invert(first, second);
    assert_attributes(result, want);
    attributes_unref(first);
    attributes_unref(second);
    attributes_unref(result);
}

static void test_invert_brings_back_what_was_there(void **state)
{
    (void)state;
    check_invert("{'bold':true}", "{}", "{'bold':null}");
    check_invert("{'bold':true}", "{'bold':true}", "{}");
    check_invert("{'bold':null}", "{'bold':true,'italic':true}", "{'bold':true}");
    check_invert("{'link':'mailto:a@b.c'}", "{'link':'mailto:d@b.c'}", "{'link':'mailto:d@b.c'}");
    check_invert("{}", "{'bold':true}", "{}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allowed_keys_take_true_and_null),
        cmocka_unit_test(test_other_keys_are_refused),
        cmocka_unit_test(test_an_id_has_at_most_64_characters),
        cmocka_unit_test(test_links_that_a_page_may_follow_are_taken),
        cmocka_unit_test(test_other_links_are_refused),
        cmocka_unit_test(test_a_link_has_at_most_2048_bytes),
        cmocka_unit_test(test_keys_come_out_sorted),
        cmocka_unit_test(test_a_key_that_stands_twice_is_refused),
        cmocka_unit_test(test_no_attributes_are_the_null_set),
        cmocka_unit_test(test_sets_are_equal_by_keys_and_values),
        cmocka_unit_test(test_a_set_says_which_value_a_key_has),
        cmocka_unit_test(test_compose_lets_the_later_value_win),
        cmocka_unit_test(test_compose_drops_what_a_null_removes_unless_it_is_kept),
        cmocka_unit_test(test_compose_keeps_a_null_of_the_earlier_set),
        cmocka_unit_test(test_transform_with_priority_drops_what_the_other_set),
        cmocka_unit_test(test_invert_brings_back_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
