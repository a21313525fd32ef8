#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "text/text.h"

static void test_words_go_where_the_delta_says(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'text','item':'a','lang':'es','delta':{'ops':[{'retain':1},"
                                 "{'insert':'ñ'},{'delete':4}]}}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=añf|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_a_text_that_nobody_wrote_yet_starts_empty(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION,
                    "[{'type':'text','item':'d','lang':'en','delta':[{'retain':1},{'insert':'x'}]}]"),
        STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'text','item':'d','lang':'en','delta':[{'insert':'MNO'}]}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno|MNO");
    sitting_close(&sitting);
}

static void test_what_does_not_fit_the_text_is_refused(void **state)
{
    static const char *const deltas[] = {
        "[{'retain':7},{'insert':'x'}]", /* past the end */
        "[{'retain':6},{'delete':1}]",   /* the same */
        "[{'retain':9}]",                /* a retain at the end says how long the text has to be */
        "[{'retain':7,'attributes':{'bold':true}}]",
    };
    (void)state;
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < sizeof deltas / sizeof *deltas; i++) {
        char change[200];
        snprintf(change, sizeof change, "[{'type':'text','item':'a','lang':'es','delta':%s}]", deltas[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change), STATUS_BAD_OP);
        assert_string_equal(sitting.refusal.item, "a");
    }
    sitting_close(&sitting);
}

static void test_a_change_cannot_cut_a_surrogate_pair(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'d','lang':'es','delta':[{'insert':'😀'}]}]"),
                     STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'text','item':'d','lang':'es','delta':[{'delete':1}]}]"),
        STATUS_BAD_OP);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'text','item':'d','lang':'es','delta':[{'retain':1},{'insert':'x'}]}]"),
        STATUS_BAD_OP);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'text','item':'d','lang':'es','delta':[{'delete':2}]}]"),
        STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_a_text_holds_65536_units_and_no_more(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct buf change = BUF_EMPTY;
    buf_text(&change, "[{'type':'text','item':'d','lang':'en','delta':[{'insert':'");
    for (int i = 0; i < TEXT_MAX_U16; i++)
        buf_char(&change, 'x');
    buf_text(&change, "'}]}]");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change.bytes), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'d','lang':'en','delta':[{'insert':'y'}]}]"),
                     STATUS_TOO_LARGE);
    buf_clear(&change);
    sitting_close(&sitting);
}

static void test_only_languages_of_the_draft_have_words(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'a','lang':'fr','delta':[{'insert':'x'}]}]"),
                     STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_words_of_an_item_that_is_not_there_are_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    static const char *const gone[] = {"b", "c", "nowhere"}; /* removed, below what is removed, never there */
    for (size_t i = 0; i < 3; i++) {
        char change[200];
        snprintf(change, sizeof change, "[{'type':'text','item':'%s','lang':'es','delta':[{'insert':'x'}]}]",
                 gone[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change), STATUS_NO_ITEM);
    }
    sitting_close(&sitting);
}

static void test_a_retain_at_the_end_is_not_logged(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'text','item':'d','lang':'es','delta':[{'insert':'x'},{'retain':3}]}]"),
        STATUS_OK);
    char *want = double_quoted("{'type':'text','item':'d','lang':'es','delta':{'ops':[{'insert':'x'}]}}");
    assert_string_equal(sitting_last_changes(&sitting), want);
    free(want);
    sitting_close(&sitting);
}

static void test_an_op_has_one_text_change_for_each_item_and_language(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'1'}]},"
                                 "{'type':'text','item':'b','lang':'es','delta':[{'insert':'2'}]},"
                                 "{'type':'text','item':'a','lang':'es','delta':[{'insert':'3'}]}]"),
                     STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'1'}]},"
                                 "{'type':'text','item':'a','lang':'en','delta':[{'insert':'2'}]},"
                                 "{'type':'text','item':'b','lang':'es','delta':[{'insert':'3'}]}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=1abcdef|2ABCDEF b=3ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_go_where_the_delta_says),
        cmocka_unit_test(test_a_text_that_nobody_wrote_yet_starts_empty),
        cmocka_unit_test(test_what_does_not_fit_the_text_is_refused),
        cmocka_unit_test(test_a_change_cannot_cut_a_surrogate_pair),
        cmocka_unit_test(test_a_text_holds_65536_units_and_no_more),
        cmocka_unit_test(test_only_languages_of_the_draft_have_words),
        cmocka_unit_test(test_words_of_an_item_that_is_not_there_are_refused),
        cmocka_unit_test(test_a_retain_at_the_end_is_not_logged),
        cmocka_unit_test(test_an_op_has_one_text_change_for_each_item_and_language),
    };
    return cmocka_run_group_tests_name("draft/changes/text", tests, NULL, NULL);
}
