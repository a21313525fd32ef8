#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "text/unseen.h"

static uint32_t in_name(const char *words)
{
    return unseen_in_name(words, strlen(words));
}

static uint32_t in_words(const char *words)
{
    return unseen_in_words(words, strlen(words), false);
}

static void what_turns_words_around_has_no_place(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        uint32_t found;
    } cases[] = {
        {"acepta \u202eon\u202c", 0x202E},
        {"\u2067a\u2069", 0x2067},
        {"a\u200fb", 0x200F},
        {"a\u200eb", 0x200E},
        {"\u061ca", 0x61C},
        {"a\u2066b", 0x2066},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(in_words(cases[i].words), cases[i].found);
        assert_int_equal(in_name(cases[i].words), cases[i].found);
    }
}

static void what_nobody_sees_has_no_place(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "M\u200bX", "M\u00adX", "\ufeffMX", "M\u2060X", "M\u3164X",       "M\U000e0041X",
        "M\ufe0fX", "M\u034fX", "M\u200dX", "M\u200cX", "a\u200d\u200db", "\u0645\u200c\u200c\u06cc"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_not_equal(in_words(cases[i]), 0);
}

static void scripts_have_what_they_need_in_words(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "\u0645\u06cc\u200c\u0634\u0648\u062f",               /* Persian */
        "\u0915\u094d\u200d\u0937",                           /* Hindi */
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",             /* a doctor */
        "\u2764\ufe0f 1\ufe0f\u20e3",                         /* a heart, a key */
        "\U0001f3f4\U000e0067\U000e0062\U000e007f",           /* a flag of tags */
        "Exhortar a las Partes: \u00ab\u00f1and\u00fa\u00bb", /* nothing of the kind */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(in_words(cases[i]), 0);
    assert_int_equal(in_name(cases[5]), 0);
    assert_int_equal(in_name(cases[0]), 0x200C); /* no name has any */
}

static void a_joiner_may_be_typed_by_itself_where_the_language_has_them(void **state)
{
    (void)state;
    assert_int_equal(unseen_in_words("\u200c", 3, true), 0);
    assert_int_equal(unseen_in_words("\u200c", 3, false), 0x200C);
    assert_int_equal(unseen_in_words("\u202e", 3, true), 0x202E);
    static const char *const with[] = {"fa", "ar-EG", "hi", "ckb"}, *const without[] = {"es", "en-GB", "f",
                                                                                        "", "farsi"};
    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        assert_true(unseen_joins(with[i]));
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        assert_false(unseen_joins(without[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_turns_words_around_has_no_place),
        cmocka_unit_test(what_nobody_sees_has_no_place),
        cmocka_unit_test(scripts_have_what_they_need_in_words),
        cmocka_unit_test(a_joiner_may_be_typed_by_itself_where_the_language_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
