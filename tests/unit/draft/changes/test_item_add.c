#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#define ADD(item, parent, after)                                                                             \
    "{'type':'item.add','item':'" item "','parent':" parent ",'after':" after ",'kind':'item'}"

static void test_an_item_comes_after_the_sibling_that_is_named(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION,
                    "[" ADD("x", "null", "null") "," ADD("y", "null", "'b'") "," ADD("z", "'b'", "'c'") "]"),
        STATUS_OK);
    assert_tree(&sitting, "x a=abcdef|ABCDEF b=ghi(c=jkl z) y d=mno");
    sitting_close(&sitting);
}

static void test_an_item_comes_with_its_first_words_and_kind(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION,
                                 "[{'type':'item.add','item':'x','parent':null,'after':'d','kind':'heading',"
                                 "'texts':{'en':[{'insert':'E'}],'es':{'ops':[{'insert':'S'}]}}}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno x#=S|E");
    sitting_close(&sitting);
}

static void test_an_id_is_taken_once_and_for_ever(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("a", "null", "null") "]"), STATUS_EXISTS);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'d'}]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("d", "null", "null") "]"), STATUS_EXISTS);
    sitting_close(&sitting);
}

static void test_a_parent_that_is_not_there_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("x", "'b'", "null") "]"), STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("x", "'c'", "null") "]"), STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("x", "'y'", "null") "]"), STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_a_removed_sibling_still_names_a_place(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("x", "null", "'b'") "]"), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b-=ghi(c=jkl) x d=mno");
    sitting_close(&sitting);
}

static void test_first_words_are_inserts_only_and_in_languages_of_the_draft(void **state)
{
    static const char *const texts[] = {
        "{'es':[{'retain':1}]}",
        "{'es':[{'delete':1}]}",
        "{'es':[{'insert':'x'},{'retain':2}]}",
        "{'es':[{'insert':'x','attributes':{'bold':null}}]}",
        "{'fr':[{'insert':'x'}]}",
    };
    (void)state;
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char change[250];
        snprintf(change, sizeof change,
                 "[{'type':'item.add','item':'x','parent':null,'after':null,'kind':'item','texts':%s}]",
                 texts[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change), STATUS_BAD_OP);
    }
    sitting_close(&sitting);
}

static void test_first_words_longer_than_a_text_are_refused(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct buf change = BUF_EMPTY;
    buf_text(&change, "[{'type':'item.add','item':'x','parent':null,'after':null,'kind':'item',"
                      "'texts':{'es':[{'insert':'");
    for (int i = 0; i < 40000; i++)
        buf_char(&change, 'x');
    buf_text(&change, "'},{'insert':'");
    for (int i = 0; i < 40000; i++)
        buf_char(&change, 'y');
    buf_text(&change, "','attributes':{'bold':true}}]}}]");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, change.bytes), STATUS_TOO_LARGE);
    buf_clear(&change);
    sitting_close(&sitting);
}

static void test_items_nest_eight_levels_deep(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    sitting_add_chain(&sitting, 8);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("n9", "'n8'", "null") "]"), STATUS_LIMIT);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("n9", "'n7'", "null") "]"), STATUS_OK);
    sitting_close(&sitting);
}

/* op 1 of a large import; the last of the items is one of those at the limit. */
static void test_a_draft_holds_5000_items_that_are_not_removed(void **state)
{
    (void)state;
    struct buf changes = BUF_EMPTY;
    buf_text(&changes, "[{'type':'draft.set','langs':['es']}");
    for (int i = 1; i <= DRAFT_MAX_ITEMS; i++)
        buf_format(&changes, ",{'type':'item.add','item':'i%d','parent':null,'after':null,'kind':'item'}", i);
    buf_char(&changes, ']');
    struct sitting sitting = sitting_open_with(changes.bytes);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ADD("x", "null", "null") "]"), STATUS_LIMIT);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'i7','new':'x','at':{}}]"),
        STATUS_LIMIT);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.remove','item':'i7'}," ADD("x", "null", "null") "]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.restore','item':'i7'}]"),
                     STATUS_LIMIT);
    buf_clear(&changes);
    sitting_close(&sitting);
}

static void test_a_delegation_adds_below_open_items_only(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'item.status','item':'b','status':'review'},"
                                 "{'type':'item.status','item':'d','status':'approved'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, "[" ADD("x", "'b'", "null") "]"), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[" ADD("x", "'b'", "null") "]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[" ADD("y", "'d'", "null") "]"), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, "[" ADD("y", "'c'", "null") "]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, "[" ADD("z", "null", "null") "]"),
                     STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_item_comes_after_the_sibling_that_is_named),
        cmocka_unit_test(test_an_item_comes_with_its_first_words_and_kind),
        cmocka_unit_test(test_an_id_is_taken_once_and_for_ever),
        cmocka_unit_test(test_a_parent_that_is_not_there_is_refused),
        cmocka_unit_test(test_a_removed_sibling_still_names_a_place),
        cmocka_unit_test(test_first_words_are_inserts_only_and_in_languages_of_the_draft),
        cmocka_unit_test(test_first_words_longer_than_a_text_are_refused),
        cmocka_unit_test(test_items_nest_eight_levels_deep),
        cmocka_unit_test(test_a_draft_holds_5000_items_that_are_not_removed),
        cmocka_unit_test(test_a_delegation_adds_below_open_items_only),
    };
    return cmocka_run_group_tests_name("draft/changes/item_add", tests, NULL, NULL);
}
