#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "convert/marker.h"

static struct marker parse(const char *line)
{
    struct marker marker;

    assert_true(marker_parse(line, strlen(line), &marker));
    return marker;
}

static bool is_marker(const char *line)
{
    struct marker marker;

    return marker_parse(line, strlen(line), &marker);
}

static bool reads_as(const char *line, enum marker_style style, uint32_t value)
{
    struct marker marker = parse(line);

    for (size_t i = 0; i < marker.count; i++) {
        if (marker.readings[i].style == style && marker.readings[i].value == value)
            return true;
    }
    return false;
}

static void test_numbers_are_read_with_every_kind_of_stop(void **state)
{
    static const char *const lines[] = {"12. Words",         "12) Words", "(12) Words",    "12.- Words",
                                        "12\xc2\xba. Words", "12.-Words", "**12.** Words", "12.Words"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(reads_as(lines[i], MARKER_DECIMAL, 12));
        assert_string_equal(lines[i] + parse(lines[i]).len_bytes, "Words");
    }
}

static void test_a_letter_may_also_be_a_roman_numeral(void **state)
{
    (void)state;
    assert_true(reads_as("i. x", MARKER_LETTER, 9) && reads_as("i. x", MARKER_ROMAN, 1));
    assert_true(reads_as("v) x", MARKER_LETTER, 22) && reads_as("v) x", MARKER_ROMAN, 5));
    assert_true(reads_as("(x) x", MARKER_LETTER, 24) && reads_as("(x) x", MARKER_ROMAN, 10));
    assert_true(reads_as("I. x", MARKER_UPPER_LETTER, 9) && reads_as("I. x", MARKER_UPPER_ROMAN, 1));
    assert_int_equal(parse("h. x").count, 1);
    assert_int_equal(parse("ii. x").readings[parse("ii. x").count - 1].style, MARKER_ROMAN);
}

static void test_after_z_letters_come_in_twos_of_either_kind(void **state)
{
    (void)state;
    assert_true(reads_as("aa. x", MARKER_LETTER, 27));
    assert_true(reads_as("ab. x", MARKER_LETTER, 28));
    assert_true(reads_as("bb. x", MARKER_LETTER, 28));
}

static void test_irregular_romans_are_none(void **state)
{
    (void)state;
    assert_false(is_marker("iiii. x"));
    assert_false(is_marker("vv. x") && reads_as("vv. x", MARKER_ROMAN, 10));
    assert_false(is_marker("ixi. x"));
    assert_false(is_marker("xxl. x"));
    assert_true(reads_as("xlviii. x", MARKER_ROMAN, 48));
}

static void test_a_dash_may_stand_before_the_letter(void **state)
{
    (void)state;
    assert_true(reads_as("- a. x", MARKER_LETTER, 1));
    assert_true(reads_as("\xe2\x80\x93 3) x", MARKER_DECIMAL, 3));
    assert_int_equal(parse("- a. x").len_bytes, 5);
}

static void test_bullets_are_told_apart_by_their_kind(void **state)
{
    (void)state;
    assert_int_equal(parse("- x").stop, '-');
    assert_int_equal(parse("\xe2\x80\x94 x").stop, '-');
    assert_int_equal(parse("\xe2\x80\xa2x").stop, 0x2022);
    assert_int_equal(parse("\xef\x82\xb7 x").stop, 0x2022); /* left behind by a symbol font */
    assert_true(parse("-").alone);
    assert_false(is_marker("-x"));
    assert_false(is_marker("*x*"));
}

static void test_insertions_are_noted(void **state)
{
    (void)state;
    assert_true(parse("7 bis. x").extra);
    assert_false(is_marker("7ter x")); /* without a stop or a series it is words */
    assert_true(parse("OP7ter x").extra);
    assert_int_equal(parse("OP7 x").series, SERIES_OPERATIVE);
    assert_int_equal(parse("PP4bis alt. x").series, SERIES_PREAMBLE);
    assert_false(parse("7. biscuits").extra);
}

static void test_words_and_figures_are_no_markers(void **state)
{
    static const char *const lines[] = {"2003 fue", "31 de mayo",   "El. x",  "no. x", "p.ej. x",
                                        "a.C.",     "1.5 millones", "10,000", "",      "A favor",
                                        "12345. x", "()",           "OPEC",   "0. x"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_false(is_marker(lines[i]));
}

static void test_a_bracket_or_a_quotation_mark_in_front_stays_with_the_words(void **state)
{
    (void)state;
    struct marker marker = parse("[2. Texto.]");
    assert_int_equal(marker.lead, 1);
    assert_string_equal("[2. Texto.]" + marker.len_bytes, "Texto.]");
    assert_true(reads_as("\xe2\x80\x9c"
                         "30. Nos comprometemos",
                         MARKER_DECIMAL, 30));
    assert_true(reads_as("[(b) texto]", MARKER_LETTER, 2));
    assert_false(is_marker("[12]"));
    assert_false(is_marker("[sic] x"));
}

static void test_decimals_ordinals_and_articles(void **state)
{
    (void)state;
    assert_true(reads_as("1.2 Capacitar", MARKER_DECIMAL, 2));
    assert_int_equal(parse("1.2.7. Capacitar").above, 2);
    assert_int_equal(parse("1.2.7. Capacitar").stop, MARKER_CHAIN + 3);
    assert_true(reads_as("SEGUNDO.- Se agradece", MARKER_DECIMAL, 2));
    assert_true(reads_as("Tercera.- Vigencia", MARKER_DECIMAL, 3));
    assert_true(
        reads_as("Segundo. Se agradece", MARKER_DECIMAL, 2)); /* the sequence says whether it is one */
    assert_true(parse("Segundo. Se agradece").spoken);
    assert_false(is_marker("Segundo. se agradece"));
    assert_false(is_marker("Segundo punto"));
    assert_true(reads_as("Terceiro. Agradecer", MARKER_DECIMAL, 3));
    assert_true(reads_as("1\xc2\xba Criar", MARKER_DECIMAL, 1));
    assert_false(is_marker("1\xc2\xba de junio"));
    assert_true(reads_as("Art\xc3\xad"
                         "culo 4.- Objeto",
                         MARKER_DECIMAL, 4));
    assert_int_equal(parse("Article 4. Scope").series, SERIES_ARTICLE);
    assert_false(is_marker("Art\xc3\xad"
                           "culo 4 del tratado"));
}

static void assert_named(const char *marker, const char *want)
{
    char name[MARKER_NAME_BYTES];
    marker_name(marker, name);
    assert_string_equal(name, want);
}

static void test_an_extra_number_has_a_name(void **state)
{
    (void)state;
    assert_named("1 bis. ", "1 bis");
    assert_named("PP2bis ", "2 bis");
    assert_named("OP3 alt 2 ", "3 alt 2");
    assert_named("4ter) ", "4 ter");
    assert_named("\xc3\xb1) ", "\xc3\xb1");
    assert_named("4. ", "");
    assert_named("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_read_with_every_kind_of_stop),
        cmocka_unit_test(test_a_letter_may_also_be_a_roman_numeral),
        cmocka_unit_test(test_after_z_letters_come_in_twos_of_either_kind),
        cmocka_unit_test(test_irregular_romans_are_none),
        cmocka_unit_test(test_a_dash_may_stand_before_the_letter),
        cmocka_unit_test(test_bullets_are_told_apart_by_their_kind),
        cmocka_unit_test(test_insertions_are_noted),
        cmocka_unit_test(test_words_and_figures_are_no_markers),
        cmocka_unit_test(test_a_bracket_or_a_quotation_mark_in_front_stays_with_the_words),
        cmocka_unit_test(test_decimals_ordinals_and_articles),
        cmocka_unit_test(test_an_extra_number_has_a_name),
    };

    return cmocka_run_group_tests_name("convert/marker", tests, NULL, NULL);
}
