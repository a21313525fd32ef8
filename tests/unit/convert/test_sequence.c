/* Markers without words: what is an item, and how deep, from the sequence alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "convert/outline.h"
#include "convert/sequence.h"

#define MAX_MARKERS 40

/* Markers with a blank between them, all at the same indentation. The answer: a digit each, '-' for words, 'H' for headings. */
static void assert_placed(const char *markers, const char *expected)
{
    struct candidate list[MAX_MARKERS];
    struct placement placed[MAX_MARKERS];
    struct buf got = BUF_EMPTY;
    size_t count = 0;

    memset(list, 0, sizeof list);
    while (*markers) {
        size_t len = strcspn(markers, " ");
        assert_true(count < MAX_MARKERS);
        assert_true(marker_parse(markers, len, &list[count++].marker));
        markers += len + (markers[len] == ' ');
    }
    for (size_t i = 0; i < count; i++)
        list[i].headline = true;
    sequence_place(list, count, 8, placed);
    for (size_t i = 0; i < count; i++) {
        if (placed[i].kind == PLACEMENT_ITEM)
            buf_signed(&got, placed[i].depth);
        else
            buf_char(&got, placed[i].kind == PLACEMENT_TEXT ? '-' : 'H');
    }
    assert_string_equal(got.bytes, expected);
    buf_clear(&got);
}

static void test_lists_nest_and_go_on(void **state)
{
    (void)state;
    assert_placed("1. a. b. 2. a. i. ii. b. 3.", "122123321");
}

static void test_i_is_what_its_neighbours_make_it(void **state)
{
    (void)state;
    assert_placed("1. a. b. c. d. e. f. g. h. i. j.", "12222222222");
    assert_placed("1. a. b. i. ii. iii. c. 2.", "12233321");
    assert_placed("1. a. b. c. d. e. f. g. h. i. ii. i. j.", "1222222223322");
    assert_placed("1. i. ii. iii. iv. v. 2.", "1222221");
}

static void test_v_goes_on_after_u_and_its_roman(void **state)
{
    (void)state;
    assert_placed("1. a. b. c. d. e. f. g. h. i. j. k. l. m. n. o. p. q. r. s. t. u. i. v. w.",
                  "1222222222222222222222322");
}

static void test_a_number_out_of_line_is_words(void **state)
{
    (void)state;
    assert_placed("1. 2. 2003. 3.", "11-1");
    assert_placed("1. 31. 2.", "1-1");
}

static void test_a_text_may_start_at_any_number(void **state)
{
    (void)state;
    assert_placed("30. 31. 32. 33.", "1111");
    assert_placed("30. 31. a) b) 32.", "11221");
}

static void test_capital_romans_are_headings_where_numbers_run_on(void **state)
{
    (void)state;
    assert_placed("I. 1. 2. II. 3. 4. III. 5.", "H11H11H1");
    assert_placed("I. 1. 2. II. 1. 2. III. 1.", "12212212");
}

static void test_another_stop_is_another_list(void **state)
{
    (void)state;
    assert_placed("1. 1) 2) 2. 1) 3.", "122121");
}

/* A number of a word processor: its list, its level there, and how it shows. */
struct shown {
    uint32_t list;
    int level;
    const char *number;
};

static void assert_shown_placed(const struct shown *shown, size_t count, const char *expected)
{
    struct candidate list[MAX_MARKERS];
    struct placement placed[MAX_MARKERS];

    memset(list, 0, sizeof list);
    for (size_t i = 0; i < count; i++) {
        assert_true(marker_parse(shown[i].number, strlen(shown[i].number), &list[i].marker));
        list[i].list = shown[i].list;
        list[i].level = shown[i].level;
    }
    sequence_place(list, count, 8, placed);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(placed[i].kind, PLACEMENT_ITEM);
        assert_int_equal(placed[i].depth, expected[i] - '0');
    }
    assert_int_equal(strlen(expected), count);
}

#define ASSERT_SHOWN(expected, ...)                                                                          \
    assert_shown_placed((const struct shown[]){__VA_ARGS__},                                                 \
                        sizeof(const struct shown[]){__VA_ARGS__} / sizeof(struct shown), expected)

static void test_a_list_that_begins_at_its_second_level(void **state)
{
    (void)state;
    /* nothing is above: its second level begins as the first does */
    ASSERT_SHOWN("1112", {1, 1, "a)"}, {1, 1, "b)"}, {1, 0, "1."}, {1, 1, "a)"});
    /* it is below another list, and its first level stands beside that */
    ASSERT_SHOWN("122122", {1, 0, "1."}, {2, 1, "a)"}, {2, 1, "b)"}, {2, 0, "2."}, {2, 1, "a)"},
                 {2, 1, "b)"});
    ASSERT_SHOWN("12121", {1, 0, "1."}, {2, 1, "a)"}, {1, 0, "2."}, {2, 1, "b)"}, {2, 0, "1."});
    ASSERT_SHOWN("12321", {1, 0, "1."}, {2, 1, "a)"}, {2, 2, "i)"}, {2, 1, "b)"}, {2, 0, "1."});
    /* below a typed number */
    ASSERT_SHOWN("12212", {0, 0, "1."}, {2, 1, "a)"}, {2, 1, "b)"}, {2, 0, "1."}, {2, 1, "a)"});
}

static void test_a_list_that_leaves_out_a_level(void **state)
{
    (void)state;
    ASSERT_SHOWN("12231", {1, 0, "1."}, {1, 2, "i)"}, {1, 1, "a)"}, {1, 2, "i)"}, {1, 0, "2."});
}

static void test_nothing_is_placed_nowhere(void **state)
{
    (void)state;
    sequence_place(NULL, 0, 8, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_nest_and_go_on),
        cmocka_unit_test(test_i_is_what_its_neighbours_make_it),
        cmocka_unit_test(test_v_goes_on_after_u_and_its_roman),
        cmocka_unit_test(test_a_number_out_of_line_is_words),
        cmocka_unit_test(test_a_text_may_start_at_any_number),
        cmocka_unit_test(test_capital_romans_are_headings_where_numbers_run_on),
        cmocka_unit_test(test_another_stop_is_another_list),
        cmocka_unit_test(test_a_list_that_begins_at_its_second_level),
        cmocka_unit_test(test_a_list_that_leaves_out_a_level),
        cmocka_unit_test(test_nothing_is_placed_nowhere),
    };

    return cmocka_run_group_tests_name("convert/sequence", tests, NULL, NULL);
}
