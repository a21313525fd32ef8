#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "draft/numbering.h"

static const char *label(int depth, uint32_t count)
{
    static char text[NUMBERING_LABEL_BYTES];

    numbering_label(depth, count, text);
    return text;
}

static void test_each_depth_has_its_own_style(void **state)
{
    static const char *const expected[] = {"3.", "c.", "iii.", "3)", "c)", "iii)", "3.", "c."};

    (void)state;
    for (int depth = 1; depth <= DRAFT_MAX_DEPTH; depth++)
        assert_string_equal(label(depth, 3), expected[depth - 1]);
}

static void test_letters_go_on_after_z_with_two(void **state)
{
    (void)state;
    assert_string_equal(label(2, 1), "a.");
    assert_string_equal(label(2, 26), "z.");
    assert_string_equal(label(2, 27), "aa.");
    assert_string_equal(label(2, 28), "ab.");
    assert_string_equal(label(2, 52), "az.");
    assert_string_equal(label(2, 53), "ba.");
    assert_string_equal(label(2, 702), "zz.");
    assert_string_equal(label(2, 703), "aaa.");
    assert_string_equal(label(2, 5000), "gjh.");
}

static void test_romans_are_written_the_regular_way(void **state)
{
    (void)state;
    assert_string_equal(label(3, 4), "iv.");
    assert_string_equal(label(3, 9), "ix.");
    assert_string_equal(label(3, 14), "xiv.");
    assert_string_equal(label(3, 49), "xlix.");
    assert_string_equal(label(3, 1994), "mcmxciv.");
    assert_string_equal(label(3, 4888), "mmmmdccclxxxviii.");
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

static void test_the_deepest_path_fits(void **state)
{
    struct numbering numbering = NUMBERING_START;

    (void)state;
    for (int depth = 1; depth <= DRAFT_MAX_DEPTH; depth++) {
        for (int count = 0; count < 4888; count++)
            numbering_next(&numbering, depth, KIND_ITEM);
    }
    assert_string_equal(numbering.path, "4888.gez.mmmmdccclxxxviii.4888.gez.mmmmdccclxxxviii.4888.gez");
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
        cmocka_unit_test(test_letters_go_on_after_z_with_two),
        cmocka_unit_test(test_romans_are_written_the_regular_way),
        cmocka_unit_test(test_headings_and_paragraphs_do_not_restart_the_letters),
        cmocka_unit_test(test_children_of_another_parent_start_anew),
        cmocka_unit_test(test_children_of_a_heading_do_not_take_the_number_before_it),
        cmocka_unit_test(test_the_deepest_path_fits),
        cmocka_unit_test(test_a_proposed_item_is_called_after_the_one_before_it),
        cmocka_unit_test(test_what_is_below_a_proposed_item_has_its_name_in_the_path),
    };

    return cmocka_run_group_tests_name("draft/numbering", tests, NULL, NULL);
}
