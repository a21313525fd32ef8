#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

static void test_the_chair_sets_a_status_in_either_direction(void **state)
{
    static const char *const steps[][2] = {{"review", "?"}, {"approved", "!"}, {"open", ""}, {"agreed", "+"}};
    (void)state;
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < 4; i++) {
        char change[200], tree[200];
        snprintf(change, sizeof change, "[{'type':'item.status','item':'d','status':'%s'}]", steps[i][0]);
        snprintf(tree, sizeof tree, "a=abcdef|ABCDEF b=ghi(c=jkl) d%s=mno", steps[i][1]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change), STATUS_OK);
        assert_tree(&sitting, tree);
    }
    sitting_close(&sitting);
}

static void test_nobody_else_does(void **state)
{
    static const enum role roles[] = {ROLE_OBSERVER, ROLE_DELEGATION, ROLE_SECRETARIAT};
    (void)state;
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(
            sitting_ask(&sitting, roles[i], "[{'type':'item.status','item':'d','status':'review'}]"),
            STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

static void test_below_takes_along_what_is_there_and_nothing_else(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.add','item':'x','parent':'c','after':null,'kind':'item'},"
                                 "{'type':'item.add','item':'y','parent':'b','after':'c','kind':'item'},"
                                 "{'type':'item.remove','item':'c'},"
                                 "{'type':'item.status','item':'b','status':'agreed','below':true}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b+=ghi(c-=jkl(x) y+) d=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'b','status':'open'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c-=jkl(x) y+) d=mno");
    sitting_close(&sitting);
}

static void test_only_what_is_there_has_a_status_to_set(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'c','status':'review'}]"),
        STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_what_arrives_after_the_lock_is_locked_whatever_its_base(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'approved'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_SECRETARIAT, 1,
                                      "[{'type':'text','item':'d','lang':'es','delta':[{'insert':'x'}]}]"),
                     STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_a_kind_is_set_where_structure_may_be_changed(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION, "[{'type':'item.kind','item':'b','kind':'heading'}]"),
        STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION, "[{'type':'item.kind','item':'d','kind':'paragraph'}]"),
        STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b#=ghi(c=jkl) d%=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, "[{'type':'item.kind','item':'b','kind':'item'}]"),
                     STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.kind','item':'z','kind':'item'}]"),
                     STATUS_NO_ITEM);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'c','status':'review'}]"),
        STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION, "[{'type':'item.kind','item':'b','kind':'item'}]"),
        STATUS_LOCKED);
    sitting_close(&sitting);
}

static void assert_snapshot_says(struct sitting *sitting, const char *words)
{
    struct buf snapshot = sitting_state(sitting->draft, &sitting->head);
    char *want = double_quoted(words);
    assert_non_null(strstr(snapshot.bytes, want));
    free(want);
    buf_clear(&snapshot);
}

static void test_aligned_means_as_the_original_stood_at_that_op(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, "[{'type':'item.align','item':'a','lang':'en'}]"),
                     STATUS_OK);
    assert_snapshot_says(&sitting, "'changed':{'es':1,'en':1},'aligned':{'en':2}");
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'x'}]}]"),
                     STATUS_OK);
    assert_snapshot_says(&sitting, "'changed':{'es':3,'en':1},'aligned':{'en':2}");
    sitting_close(&sitting);
}

static void test_only_a_translation_can_be_aligned(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.align','item':'a','lang':'es'}]"),
                     STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.align','item':'a','lang':'fr'}]"),
                     STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, "[{'type':'item.align','item':'a','lang':'en'}]"),
                     STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

static void test_an_agreed_item_can_still_be_translated(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'agreed'}]"),
        STATUS_OK);
    static const char english[] = "[{'type':'text','item':'a','lang':'en','delta':[{'insert':'x'}]},"
                                  "{'type':'item.align','item':'a','lang':'en'}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, english), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, english), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT,
                                 "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'x'}]}]"),
                     STATUS_LOCKED);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_chair_sets_a_status_in_either_direction),
        cmocka_unit_test(test_nobody_else_does),
        cmocka_unit_test(test_below_takes_along_what_is_there_and_nothing_else),
        cmocka_unit_test(test_only_what_is_there_has_a_status_to_set),
        cmocka_unit_test(test_what_arrives_after_the_lock_is_locked_whatever_its_base),
        cmocka_unit_test(test_a_kind_is_set_where_structure_may_be_changed),
        cmocka_unit_test(test_aligned_means_as_the_original_stood_at_that_op),
        cmocka_unit_test(test_only_a_translation_can_be_aligned),
        cmocka_unit_test(test_an_agreed_item_can_still_be_translated),
    };
    return cmocka_run_group_tests_name("draft/changes/item_status", tests, NULL, NULL);
}
