#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "draft/caret.h"

/* Where a caret of es in item a is after the changes: "item anchor head". */
static const char *follow(uint32_t anchor, uint32_t head, bool own, const char *changes)
{
    static char found[ID_BYTES + 30];
    struct refusal refusal;
    struct caret caret = {.item = "a", .lang = "es", .anchor = anchor, .head = head};
    struct op op = {.seq = 2};
    assert_int_equal(sitting_changes(changes, &op.changes, &refusal), STATUS_OK);
    caret_follow(&caret, &op, own);
    op_clear(&op);
    snprintf(found, sizeof found, "%s %u %u", caret.item, caret.anchor, caret.head);
    return found;
}

static void test_a_caret_moves_with_the_words_around_it(void **state)
{
    (void)state;
    assert_string_equal(
        follow(2, 5, false, "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'xy'}]}]"), "a 4 7");
    assert_string_equal(
        follow(2, 5, false, "[{'type':'text','item':'a','lang':'es','delta':[{'retain':1},{'delete':3}]}]"),
        "a 1 2");
    assert_string_equal(
        follow(2, 5, false, "[{'type':'text','item':'a','lang':'es','delta':[{'retain':5},{'insert':'x'}]}]"),
        "a 2 5");
}

static void test_what_others_insert_at_a_caret_stays_to_its_right_and_ones_own_to_its_left(void **state)
{
    static const char insert[] =
        "[{'type':'text','item':'a','lang':'es','delta':[{'retain':2},{'insert':'x'}]}]";
    (void)state;
    assert_string_equal(follow(2, 2, false, insert), "a 2 2");
    assert_string_equal(follow(2, 2, true, insert), "a 3 3");
}

static void test_other_items_and_languages_leave_it(void **state)
{
    (void)state;
    assert_string_equal(follow(2, 5, false,
                               "[{'type':'text','item':'a','lang':'en','delta':[{'insert':'xy'}]},"
                               "{'type':'text','item':'b','lang':'es','delta':[{'insert':'xy'}]},"
                               "{'type':'item.split','item':'b','new':'x','at':{'es':0}},"
                               "{'type':'item.split','item':'a','new':'y','at':{'en':0}},"
                               "{'type':'item.merge','item':'b','into':'a','at':{'es':9}},"
                               "{'type':'item.remove','item':'a'}]"),
                        "a 2 5");
}

static void test_a_caret_behind_a_cut_goes_to_the_new_item(void **state)
{
    static const char split[] = "[{'type':'item.split','item':'a','new':'x','at':{'es':3}}]";
    (void)state;
    assert_string_equal(follow(5, 4, false, split), "x 2 1");
    assert_string_equal(follow(2, 4, false, split),
                        "x 0 1"); /* the head decides, the anchor goes as far as it can */
    assert_string_equal(follow(3, 3, false, split), "a 3 3");
    assert_string_equal(follow(3, 3, true, split), "x 0 0");
}

static void test_an_anchor_behind_a_cut_stops_at_it_when_the_head_stays(void **state)
{
    (void)state;
    assert_string_equal(follow(5, 1, false, "[{'type':'item.split','item':'a','new':'x','at':{'es':3}}]"),
                        "a 3 1");
}

static void test_a_caret_goes_along_when_its_item_is_merged(void **state)
{
    (void)state;
    assert_string_equal(
        follow(1, 2, false, "[{'type':'item.merge','item':'a','into':'b','at':{'es':7,'en':1}}]"), "b 8 9");
    assert_string_equal(follow(1, 2, false, "[{'type':'item.merge','item':'a','into':'b','at':{}}]"),
                        "b 1 2");
}

static void test_a_caret_follows_every_change_of_an_op(void **state)
{
    (void)state;
    assert_string_equal(follow(4, 4, false,
                               "[{'type':'item.split','item':'a','new':'x','at':{'es':3}},"
                               "{'type':'text','item':'x','lang':'es','delta':[{'insert':'!'}]},"
                               "{'type':'item.merge','item':'x','into':'b','at':{'es':10}}]"),
                        "b 12 12");
}

static void test_a_caret_that_is_nowhere_stays_nowhere(void **state)
{
    struct caret caret = {0};
    struct op op = {.seq = 2};
    struct refusal refusal;
    (void)state;
    assert_int_equal(
        sitting_changes("[{'type':'item.merge','item':'a','into':'b','at':{}}]", &op.changes, &refusal),
        STATUS_OK);
    caret_follow(&caret, &op, false);
    assert_string_equal(caret.item, "");
    op_clear(&op);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_caret_moves_with_the_words_around_it),
        cmocka_unit_test(test_what_others_insert_at_a_caret_stays_to_its_right_and_ones_own_to_its_left),
        cmocka_unit_test(test_other_items_and_languages_leave_it),
        cmocka_unit_test(test_a_caret_behind_a_cut_goes_to_the_new_item),
        cmocka_unit_test(test_an_anchor_behind_a_cut_stops_at_it_when_the_head_stays),
        cmocka_unit_test(test_a_caret_goes_along_when_its_item_is_merged),
        cmocka_unit_test(test_a_caret_follows_every_change_of_an_op),
        cmocka_unit_test(test_a_caret_that_is_nowhere_stays_nowhere),
    };
    return cmocka_run_group_tests_name("draft/caret", tests, NULL, NULL);
}
