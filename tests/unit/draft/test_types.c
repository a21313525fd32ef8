#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "draft/types.h"

static void test_ids_are_short_and_plain(void **state)
{
    (void)state;
    assert_true(id_valid("a"));
    assert_true(id_valid("Az09_-"));
    assert_true(id_valid("0123456789012345678901234567890123456789012345678901234567890123"));
    assert_false(id_valid("01234567890123456789012345678901234567890123456789012345678901234"));
    assert_false(id_valid(""));
    assert_false(id_valid("a b"));
    assert_false(id_valid("a/b"));
    assert_false(id_valid("ñ"));
    assert_false(id_valid("a\n"));
}

static void test_languages_have_the_shape_of_bcp_47_tags(void **state)
{
    static const char *const good[] = {"es",      "fil",    "pt-BR",          "zh-Hant-TW",
                                       "sr-Latn", "es-419", "en-GB-oxendict", "sl-rozaj-biske-1994"};
    static const char *const bad[] = {"",
                                      "e",
                                      "e-x",
                                      "es-",
                                      "-es",
                                      "es--MX",
                                      "e1",
                                      "es_MX",
                                      "es MX",
                                      "123",
                                      "es-abcdefghi",
                                      "ñu",
                                      "abcdefghi",
                                      "es-abcdefgh-abcdefgh-abcdefgh-abcdefgh"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(lang_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (lang_valid(bad[i]))
            fail_msg("\"%s\" was taken for a language", bad[i]);
}

static void test_names_are_those_of_the_wire(void **state)
{
    enum role role;
    enum item_kind kind;
    enum item_status status;
    enum position_value position;
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_true(role_from_name(role_name((enum role)i), &role));
        assert_int_equal(role, i);
    }
    for (int i = 0; i < KIND_COUNT; i++) {
        assert_true(item_kind_from_name(item_kind_name((enum item_kind)i), &kind));
        assert_int_equal(kind, i);
    }
    for (int i = 0; i < ITEM_STATUS_COUNT; i++) {
        assert_true(item_status_from_name(item_status_name((enum item_status)i), &status));
        assert_int_equal(status, i);
    }
    for (int i = POSITION_SUPPORT; i < POSITION_COUNT; i++) {
        assert_true(position_from_name(position_name((enum position_value)i), &position));
        assert_int_equal(position, i);
    }
}

static void test_nobody_can_call_themselves_the_system(void **state)
{
    enum role role;
    (void)state;
    assert_false(role_from_name("system", &role));
    assert_false(role_from_name("Chair", &role));
    assert_false(role_from_name("", &role));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_are_short_and_plain),
        cmocka_unit_test(test_languages_have_the_shape_of_bcp_47_tags),
        cmocka_unit_test(test_names_are_those_of_the_wire),
        cmocka_unit_test(test_nobody_can_call_themselves_the_system),
    };
    return cmocka_run_group_tests_name("draft/types", tests, NULL, NULL);
}
