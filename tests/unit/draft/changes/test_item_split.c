#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

static void test_the_new_item_takes_the_words_from_the_cut_on_and_the_items_below(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'item.split','item':'a','new':'x','at':{'es':2,'en':4}},"
                                 "{'type':'item.split','item':'b','new':'y','at':{'es':1}}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=ab|ABCD x=cdef|EF b=g y=hi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_a_language_that_is_not_named_stays_whole(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION, "[{'type':'item.split','item':'a','new':'x','at':{'es':2}}]"),
        STATUS_OK);
    assert_tree(&sitting, "a=ab|ABCDEF x=cdef b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_a_cut_at_either_end_leaves_an_empty_side(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'item.split','item':'a','new':'x','at':{'es':0,'en':6}},"
                                 "{'type':'item.split','item':'d','new':'y','at':{'en':0}}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=|ABCDEF x=abcdef| b=ghi(c=jkl) d=mno| y|");
    sitting_close(&sitting);
}

static void test_kind_and_status_go_on_in_the_new_item(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.kind','item':'d','kind':'paragraph'},"
                                 "{'type':'item.status','item':'d','status':'review'},"
                                 "{'type':'item.split','item':'d','new':'x','at':{'es':1}}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d%?=m x%?=no");
    sitting_close(&sitting);
}

static void test_a_cut_outside_the_text_is_refused(void **state)
{
    static const char *const cuts[] = {"{'es':7}", "{'en':7}", "{'fr':0}", "{'es':1,'en':99}"};
    (void)state;
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char change[200];
        snprintf(change, sizeof change, "[{'type':'item.split','item':'a','new':'x','at':%s}]", cuts[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change), STATUS_BAD_OP);
    }
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'d','new':'x','at':{'en':1}}]"),
        STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_a_cut_inside_a_character_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'d','lang':'es','delta':[{'insert':'😀'}]}]"),
                     STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'d','new':'x','at':{'es':1}}]"),
        STATUS_BAD_OP);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'d','new':'x','at':{'es':2}}]"),
        STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=😀 x=mno");
    sitting_close(&sitting);
}

static void test_the_new_id_must_be_free(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'a','new':'a','at':{}}]"),
        STATUS_EXISTS);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'a','new':'c','at':{}}]"),
        STATUS_EXISTS);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'z','new':'x','at':{}}]"),
        STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_formatting_stays_with_its_words(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'text','item':'d','lang':'es',"
                                 "'delta':[{'retain':2,'attributes':{'bold':true}}]},"
                                 "{'type':'item.split','item':'d','new':'x','at':{'es':1}},"
                                 "{'type':'item.merge','item':'x','into':'a'}]"),
                     STATUS_OK);
    struct buf snapshot = sitting_state(sitting.draft, &sitting.head);
    char *want = double_quoted("'es':{'ops':[{'insert':'abcdef'},{'insert':'n','attributes':{'bold':true}},"
                               "{'insert':'o'}]}");
    assert_non_null(strstr(snapshot.bytes, want));
    free(want);
    buf_clear(&snapshot);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_new_item_takes_the_words_from_the_cut_on_and_the_items_below),
        cmocka_unit_test(test_a_language_that_is_not_named_stays_whole),
        cmocka_unit_test(test_a_cut_at_either_end_leaves_an_empty_side),
        cmocka_unit_test(test_kind_and_status_go_on_in_the_new_item),
        cmocka_unit_test(test_a_cut_outside_the_text_is_refused),
        cmocka_unit_test(test_a_cut_inside_a_character_is_refused),
        cmocka_unit_test(test_the_new_id_must_be_free),
        cmocka_unit_test(test_formatting_stays_with_its_words),
    };
    return cmocka_run_group_tests_name("draft/changes/item_split", tests, NULL, NULL);
}
