#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#define MERGE(item, into) "[{'type':'item.merge','item':'" item "','into':'" into "'}]"

static void test_words_go_to_the_end_and_items_below_go_along(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, MERGE("b", "a")), STATUS_OK);
    assert_tree(&sitting, "a=abcdefghi|ABCDEF(c=jkl) b-= d=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, MERGE("c", "d")), STATUS_OK);
    assert_tree(&sitting, "a=abcdefghi|ABCDEF(c-=) b-= d=mnojkl");
    sitting_close(&sitting);
}

static void test_the_log_says_where_the_words_went(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'item.merge','item':'a','into':'d','at':{'es':99,'en':1}}]"),
                     STATUS_OK);
    char *want = double_quoted("{'type':'item.merge','item':'a','into':'d','at':{'es':3,'en':0}}");
    assert_string_equal(sitting_last_changes(&sitting), want);
    assert_tree(&sitting, "a-=| b=ghi(c=jkl) d=mnoabcdef|ABCDEF");
    free(want);
    sitting_close(&sitting);
}

static void test_words_in_a_language_begun_meanwhile_go_to_the_end_too(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("b", "a")),
                     STATUS_OK); /* b has no words in en */
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_DELEGATION, 1,
                         "[{'type':'text','item':'b','lang':'en','delta':{'ops':[{'insert':'GHI'}]}}]"),
        STATUS_OK);
    assert_tree(&sitting, "a=abcdefghi|ABCDEFGHI(c=jkl) b-= d=mno");
    sitting_close(&sitting);
}

static void test_an_item_merges_into_the_one_above_it_but_not_below(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, MERGE("b", "c")), STATUS_CYCLE);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, MERGE("b", "b")), STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, MERGE("c", "b")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghijkl(c-=) d=mno");
    sitting_close(&sitting);
}

static void test_both_items_must_be_there(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'d'}]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("d", "a")), STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("a", "d")), STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("a", "z")), STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_both_items_must_be_free_to_change(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'agreed'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("a", "d")), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("d", "a")), STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_a_text_that_would_be_too_long_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct buf change = BUF_EMPTY;
    buf_text(&change, "[{'type':'text','item':'d','lang':'en','delta':[{'insert':'");
    for (int i = 0; i < 65531; i++)
        buf_char(&change, 'x');
    buf_text(&change, "'}]}]");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change.bytes), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("d", "a")), STATUS_TOO_LARGE);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("a", "d")), STATUS_TOO_LARGE);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("d", "b")), STATUS_OK);
    buf_clear(&change);
    sitting_close(&sitting);
}

static void test_items_below_do_not_come_to_lie_deeper_than_eight_levels(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    sitting_add_chain(&sitting, 8);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("b", "n8")), STATUS_LIMIT);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("b", "n7")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, MERGE("a", "n8")), STATUS_OK);
    sitting_close(&sitting);
}

static void test_an_empty_text_leaves_the_other_unchanged(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.add','item':'x','parent':null,'after':null,'kind':'item',"
                                 "'texts':{'es':[]}},{'type':'item.merge','item':'x','into':'a'}]"),
                     STATUS_OK);
    struct buf snapshot = sitting_state(sitting.draft, &sitting.head);
    char *want = double_quoted("'changed':{'es':1,'en':1}"); /* as op 1 left it */
    assert_non_null(strstr(snapshot.bytes, want));
    free(want);
    buf_clear(&snapshot);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_go_to_the_end_and_items_below_go_along),
        cmocka_unit_test(test_the_log_says_where_the_words_went),
        cmocka_unit_test(test_words_in_a_language_begun_meanwhile_go_to_the_end_too),
        cmocka_unit_test(test_an_item_merges_into_the_one_above_it_but_not_below),
        cmocka_unit_test(test_both_items_must_be_there),
        cmocka_unit_test(test_both_items_must_be_free_to_change),
        cmocka_unit_test(test_a_text_that_would_be_too_long_is_refused),
        cmocka_unit_test(test_items_below_do_not_come_to_lie_deeper_than_eight_levels),
        cmocka_unit_test(test_an_empty_text_leaves_the_other_unchanged),
    };
    return cmocka_run_group_tests_name("draft/changes/item_merge", tests, NULL, NULL);
}
