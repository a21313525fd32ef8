#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "draft/numbering.h"

static const char *count_in(enum numbering_format format, uint32_t count)
{
    static char text[NUMBERING_BARE_BYTES];

    numbering_write_count(format, count, text);
    return text;
}

static void test_each_depth_has_its_own_style(void **state)
{
    static const char *const expected[] = {"3.", "c.", "iii.", "3)", "c)", "iii)", "3.", "c."};
    struct numbering numbering = NUMBERING_START;

    (void)state;
    for (int depth = 1; depth <= DRAFT_MAX_DEPTH; depth++) {
        for (int i = 0; i < 3; i++)
            numbering_next(&numbering, depth, KIND_ITEM);
        assert_string_equal(numbering.label, expected[depth - 1]);
    }
}

static void test_letters_go_on_after_z_with_two_of_a_kind(void **state)
{
    (void)state;
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 1), "a");
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 26), "z");
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 27), "aa");
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 28), "bb");
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 52), "zz");
    assert_string_equal(count_in(NUMBERING_UPPER_LETTER, 53), "AAA");
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 260), "zzzzzzzzzz");
    assert_string_equal(count_in(NUMBERING_LOWER_LETTER, 261), "261");
}

static void test_romans_are_written_the_regular_way(void **state)
{
    (void)state;
    assert_string_equal(count_in(NUMBERING_LOWER_ROMAN, 4), "iv");
    assert_string_equal(count_in(NUMBERING_LOWER_ROMAN, 9), "ix");
    assert_string_equal(count_in(NUMBERING_UPPER_ROMAN, 14), "XIV");
    assert_string_equal(count_in(NUMBERING_LOWER_ROMAN, 49), "xlix");
    assert_string_equal(count_in(NUMBERING_UPPER_ROMAN, 1994), "MCMXCIV");
    assert_string_equal(count_in(NUMBERING_LOWER_ROMAN, 4888), "mmmmdccclxxxviii");
    assert_string_equal(count_in(NUMBERING_LOWER_ROMAN, 5001), "5001");
}

/* One character a depth, '1' and on for items, and in capitals for what has no number: H heading, P paragraph. */
static void walk(const char *tree, char *labels, char *paths)
{
    struct numbering numbering = NUMBERING_START;

    labels[0] = paths[0] = '\0';
    for (; *tree; tree += 2) {
        enum item_kind kind = tree[1] == 'H' ? KIND_HEADING : tree[1] == 'P' ? KIND_PARAGRAPH : KIND_ITEM;
        bool numbered = numbering_next(&numbering, tree[0] - '0', kind);
        assert_int_equal(numbered, kind == KIND_ITEM);
        strcat(strcat(labels, numbered ? numbering.label : "-"), " ");
        strcat(strcat(paths, numbered ? numbering.path : "-"), " ");
    }
}

static void test_headings_and_paragraphs_do_not_restart_the_letters(void **state)
{
    char labels[200];
    char paths[200];

    (void)state;
    walk("1I2H2I2I2H2I2P2I1I2I", labels, paths);
    assert_string_equal(labels, "1. - a. b. - c. - d. 2. a. ");
    assert_string_equal(paths, "1 - 1.a 1.b - 1.c - 1.d 2 2.a ");
}

static void test_children_of_another_parent_start_anew(void **state)
{
    char labels[200];
    char paths[200];

    (void)state;
    walk("1I2I3I3I2I3I1I2I3I", labels, paths);
    assert_string_equal(labels, "1. a. i. ii. b. i. 2. a. i. ");
    assert_string_equal(paths, "1 1.a 1.a.i 1.a.ii 1.b 1.b.i 2 2.a 2.a.i ");
}

static void test_children_of_a_heading_do_not_take_the_number_before_it(void **state)
{
    char labels[200];
    char paths[200];

    (void)state;
    walk("1I2I1H2I2I1I2I", labels, paths);
    assert_string_equal(labels, "1. a. - a. b. 2. a. ");
    assert_string_equal(paths, "1 1.a - a b 2 2.a ");
}

static void test_the_longest_path_fits(void **state)
{
    struct numbering_scheme scheme = *numbering_preset(NUMBERING_CONFERENCE);
    struct numbering numbering;

    (void)state;
    for (int i = 0; i < DRAFT_MAX_DEPTH; i++) {
        struct numbering_affixes *affixes = &scheme.levels[i].affixes;
        scheme.levels[i].format = NUMBERING_LOWER_ROMAN;
        scheme.levels[i].start = 4888;
        scheme.levels[i].chain = i == DRAFT_MAX_DEPTH - 1;
        affixes->after[0] = '\0';
        for (int c = 0; c < NUMBERING_AFFIX_MAX_U16; c++) {
            strcat(affixes->before, "\xe2\x82\xac");
            strcat(affixes->after, "\xe2\x82\xac");
        }
    }
    numbering_start(&numbering, &scheme, "es");
    for (int depth = 1; depth <= DRAFT_MAX_DEPTH; depth++)
        assert_true(numbering_take(
            &numbering, &(struct numbering_entry){.depth = depth, .name = "mmmmdccclxxxviii quater"}));
    assert_int_equal(strlen(numbering.path), 120 + 7 * 24 + 23);
    scheme.levels[DRAFT_MAX_DEPTH - 1].chain = false;
    assert_true(numbering_next(&numbering, DRAFT_MAX_DEPTH, KIND_ITEM));
    assert_int_equal(strlen(numbering.path), 7 * (120 + 23 + 1) + 120 + 16);
}

/* Walks a tree as walk does; in a scheme and a language, labels or paths. */
static void expect(const struct numbering_scheme *scheme, const char *lang, const char *tree,
                   const char *labels, const char *paths)
{
    struct numbering numbering;
    char found[400] = "", on_path[400] = "";

    numbering_start(&numbering, scheme, lang);
    for (; *tree; tree += 2) {
        enum item_kind kind = tree[1] == 'H' ? KIND_HEADING : tree[1] == 'P' ? KIND_PARAGRAPH : KIND_ITEM;
        bool numbered = numbering_next(&numbering, tree[0] - '0', kind);
        strcat(strcat(found, numbered ? numbering.label : "-"), "|");
        strcat(strcat(on_path, numbered ? numbering.path : "-"), "|");
    }
    assert_string_equal(found, labels);
    assert_string_equal(on_path, paths);
}

static void test_each_preset_numbers_as_its_readers_expect(void **state)
{
    (void)state;
    expect(numbering_preset(NUMBERING_UN_RESOLUTION), "en", "1P1P1I2I2I3I1I", "-|-|1.|(a)|(b)|(i)|2.|",
           "-|-|1|1.a|1.b|1.b.i|2|");
    expect(numbering_preset(NUMBERING_UN_RESOLUTION), "es-MX", "1P1P1I2I2I3I1I", "-|-|1.|a)|b)|i)|2.|",
           "-|-|1|1.a|1.b|1.b.i|2|");
    expect(numbering_preset(NUMBERING_PP_OP), "en", "1H1P1P1I2I1I1P", "-|PP1|PP2|OP1|(a)|OP2|-|",
           "-|PP1|PP2|OP1|OP1.a|OP2|-|");
    expect(numbering_preset(NUMBERING_DECIMALS), "es", "1I2I2I3I1I2I", "1.|1.1|1.2|1.2.1|2.|2.1|",
           "1|1.1|1.2|1.2.1|2|2.1|");
    expect(numbering_preset(NUMBERING_ARTICLES), "es", "1H2I3I2I1H2I3I",
           "-|Art\xc3\xad"
           "culo 1.|1.|Art\xc3\xad"
           "culo 2.|-|Art\xc3\xad"
           "culo 3.|1.|",
           "-|Art\xc3\xad"
           "culo 1|Art\xc3\xad"
           "culo 1.1|Art\xc3\xad"
           "culo 2|-|Art\xc3\xad"
           "culo 3|Art\xc3\xad"
           "culo 3.1|");
    expect(numbering_preset(NUMBERING_EU), "en", "1P1P1H2H3I4I3I1H2I1P",
           "(1)|(2)|-|-|Article 1|1.|Article 2|-|Article 3|-|",
           "1|2|-|-|Article 1|Article 1.1|Article 2|-|Article 3|-|");
}

static void test_headings_restart_a_level_where_the_scheme_says_so(void **state)
{
    struct numbering_scheme scheme = *numbering_preset(NUMBERING_CONFERENCE);

    (void)state;
    scheme.levels[0].restart = true;
    scheme.levels[1].start = 3;
    expect(&scheme, NULL, "1I2I2I2H2I1I1H1I", "1.|c.|d.|-|e.|2.|-|1.|", "1|1.c|1.d|-|1.e|2|-|1|");
}

static void test_an_item_starts_its_list_anew_and_a_name_does_not_count(void **state)
{
    static const struct numbering_entry entries[] = {
        {.depth = 1},
        {.depth = 1, .start = 30},
        {.depth = 1, .name = "30 bis"},
        {.depth = 2},
        {.depth = 1},
        {.depth = 1, .proposed = true},
        {.depth = 1},
    };
    static const char *const paths[] = {"1", "30", "30 bis", "30 bis.a", "31", "31 bis", "32"};
    struct numbering numbering = NUMBERING_START;

    (void)state;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        assert_true(numbering_take(&numbering, &entries[i]));
        assert_string_equal(numbering.path, paths[i]);
    }
}

static void test_a_dot_in_front_makes_the_numbers_of_the_imo(void **state)
{
    struct numbering_scheme scheme = *numbering_preset(NUMBERING_DECIMALS);

    (void)state;
    scheme.levels[2] =
        (struct numbering_level){.format = NUMBERING_DECIMAL, .start = 1, .affixes = {"", ".", ""}};
    expect(&scheme, "en", "1I2I3I3I2I", "1.|1.1|.1|.2|1.2|", "1|1.1|1.1.1|1.1.2|1.2|");
}

static void test_a_proposed_item_is_called_after_the_one_before_it(void **state)
{
    static const char *const labels[] = {"0 bis.", "1.", "1 bis.", "1 ter.", "1 quater.", "1 5.", "2."};
    static const bool proposed[] = {true, false, true, true, true, true, false};
    struct numbering numbering = NUMBERING_START;
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        assert_true((proposed[i] ? numbering_propose : numbering_next)(&numbering, 1, KIND_ITEM));
        assert_string_equal(numbering.label, labels[i]);
    }
    assert_true(numbering_next(&numbering, 2, KIND_ITEM));
    assert_true(numbering_propose(&numbering, 2, KIND_ITEM));
    assert_string_equal(numbering.label, "a bis.");
    assert_false(numbering_propose(&numbering, 2, KIND_HEADING));
}

static void test_what_is_below_a_proposed_item_has_its_name_in_the_path(void **state)
{
    struct numbering numbering = NUMBERING_START;
    (void)state;
    assert_true(numbering_propose(&numbering, 1, KIND_ITEM)); /* in front of the first: it counts nothing */
    assert_string_equal(numbering.path, "0 bis");
    assert_true(numbering_next(&numbering, 2, KIND_ITEM));
    assert_string_equal(numbering.label, "a.");
    assert_string_equal(numbering.path, "0 bis.a");
    assert_true(numbering_next(&numbering, 1, KIND_ITEM));
    assert_true(numbering_propose(&numbering, 2, KIND_ITEM));
    assert_string_equal(numbering.path, "1.0 bis");
    assert_true(numbering_next(&numbering, 3, KIND_ITEM));
    assert_string_equal(numbering.path, "1.0 bis.i");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_depth_has_its_own_style),
        cmocka_unit_test(test_letters_go_on_after_z_with_two_of_a_kind),
        cmocka_unit_test(test_romans_are_written_the_regular_way),
        cmocka_unit_test(test_headings_and_paragraphs_do_not_restart_the_letters),
        cmocka_unit_test(test_children_of_another_parent_start_anew),
        cmocka_unit_test(test_children_of_a_heading_do_not_take_the_number_before_it),
        cmocka_unit_test(test_the_longest_path_fits),
        cmocka_unit_test(test_each_preset_numbers_as_its_readers_expect),
        cmocka_unit_test(test_headings_restart_a_level_where_the_scheme_says_so),
        cmocka_unit_test(test_an_item_starts_its_list_anew_and_a_name_does_not_count),
        cmocka_unit_test(test_a_dot_in_front_makes_the_numbers_of_the_imo),
        cmocka_unit_test(test_a_proposed_item_is_called_after_the_one_before_it),
        cmocka_unit_test(test_what_is_below_a_proposed_item_has_its_name_in_the_path),
    };

    return cmocka_run_group_tests_name("draft/numbering", tests, NULL, NULL);
}
