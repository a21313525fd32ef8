#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/naive_transform.h"
#include "support/sitting.h"

/* What becomes of changes that were made without knowing of others. The pairs are written as what was applied, what comes in, and
 * what it must become; where the words matter, whole ops go through a draft and the tree says what came of them. */
#include "base/mem.h"
#include "wire/change_codec.h"

static struct change_list changes_of(const char *list)
{
    struct change_list out = {0};
    struct refusal refusal;
    assert_int_equal(sitting_changes(list, &out, &refusal), STATUS_OK);
    return out;
}

static void assert_moved(const char *applied, const char *incoming, const char *want)
{
    struct change_list over = changes_of(applied), list = changes_of(incoming), expected = changes_of(want);
    struct buf found = BUF_EMPTY, text = BUF_EMPTY;
    plain_transform_over(&list, &over);
    changes_write_json(&found, &list);
    changes_write_json(&text, &expected);
    assert_string_equal(found.bytes, text.bytes);
    buf_clear(&found);
    buf_clear(&text);
    change_list_clear(&over);
    change_list_clear(&list);
    change_list_clear(&expected);
}

#define TEXT(item, ops)        "{'type':'text','item':'" item "','lang':'es','delta':[" ops "]}"
#define SPLIT(item, fresh, at) "{'type':'item.split','item':'" item "','new':'" fresh "','at':" at "}"
#define MERGE(item, into, at)  "{'type':'item.merge','item':'" item "','into':'" into "','at':" at "}"
#define ADD(item, parent, after)                                                                             \
    "{'type':'item.add','item':'" item "','parent':" parent ",'after':" after ",'kind':'item'}"
#define MOVE(item, parent, after)                                                                            \
    "{'type':'item.move','item':'" item "','parent':" parent ",'after':" after "}"

/* ---- text over text ---- */

static void test_the_insert_that_was_ordered_first_comes_first(void **state)
{
    (void)state;
    assert_moved("[" TEXT("a", "{'retain':2},{'insert':'xx'}") "]",
                 "[" TEXT("a", "{'retain':2},{'insert':'y'}") "]",
                 "[" TEXT("a", "{'retain':4},{'insert':'y'}") "]");
}

static void test_what_both_delete_is_deleted_once(void **state)
{
    (void)state;
    assert_moved("[" TEXT("a", "{'delete':2}") "]", "[" TEXT("a", "{'retain':1},{'delete':2}") "]",
                 "[" TEXT("a", "{'delete':1}") "]");
}

static void test_other_items_and_other_languages_do_not_matter(void **state)
{
    static const char incoming[] = "[" TEXT("a", "{'retain':2},{'insert':'y'}") "]";
    (void)state;
    assert_moved("[" TEXT("b", "{'insert':'x'}") "]", incoming, incoming);
    assert_moved("[{'type':'text','item':'a','lang':'en','delta':[{'insert':'x'}]}]", incoming, incoming);
    assert_moved(
        "[{'type':'item.remove','item':'a'},{'type':'item.kind','item':'a','kind':'heading'},"
        "{'type':'item.status','item':'a','status':'agreed'},{'type':'item.align','item':'a','lang':'es'},"
        "{'type':'draft.set','langs':['es']}," MOVE("a", "'b'", "null") "]",
        incoming, incoming);
}

/* ---- text over split ---- */

static void test_words_before_the_cut_stay_and_those_behind_it_go(void **state)
{
    (void)state;
    static const char split[] = "[" SPLIT("a", "x", "{'es':3}") "]";
    assert_moved(split, "[" TEXT("a", "{'retain':2},{'insert':'y'}") "]",
                 "[" TEXT("a", "{'retain':2},{'insert':'y'}") "]");
    assert_moved(split, "[" TEXT("a", "{'retain':5},{'insert':'y'}") "]",
                 "[" TEXT("x", "{'retain':2},{'insert':'y'}") "]");
}

static void test_what_is_inserted_exactly_at_the_cut_goes_left(void **state)
{
    (void)state;
    assert_moved("[" SPLIT("a", "x", "{'es':3}") "]", "[" TEXT("a", "{'retain':3},{'insert':'y'}") "]",
                 "[" TEXT("a", "{'retain':3},{'insert':'y'}") "]");
}

static void test_a_change_across_the_cut_becomes_two(void **state)
{
    (void)state;
    assert_moved("[" SPLIT("a", "x", "{'es':3}") "]",
                 "[" TEXT("a", "{'retain':2},{'delete':2},{'retain':1,'attributes':{'bold':true}}") "]",
                 "[" TEXT("a", "{'retain':2},{'delete':1}") "," TEXT(
                     "x", "{'delete':1},{'retain':1,'attributes':{'bold':true}}") "]");
}

static void test_a_language_that_was_not_split_stays_left(void **state)
{
    static const char incoming[] = "[" TEXT("a", "{'retain':5},{'insert':'y'}") "]";
    (void)state;
    assert_moved("[" SPLIT("a", "x", "{'en':3}") "]", incoming, incoming);
    assert_moved("[" SPLIT("b", "x", "{'es':3}") "]", incoming, incoming);
}

static void test_a_change_that_does_nothing_stays_one_change(void **state)
{
    (void)state;
    assert_moved("[" SPLIT("a", "x", "{'es':3}") "]", "[" TEXT("a", "") "]", "[" TEXT("a", "") "]");
}

/* ---- text over merge ---- */

static void test_words_of_a_merged_item_land_behind_those_of_the_other(void **state)
{
    (void)state;
    assert_moved("[" MERGE("b", "a", "{'es':6}") "]",
                 "[" TEXT("b", "{'retain':1},{'insert':'y'},{'delete':1}") "]",
                 "[" TEXT("a", "{'retain':7},{'insert':'y'},{'delete':1}") "]");
}

static void test_a_merge_that_found_no_words_puts_them_at_the_start(void **state)
{
    (void)state;
    assert_moved("[" MERGE("b", "a", "{}") "]", "[" TEXT("b", "{'insert':'y'}") "]",
                 "[" TEXT("a", "{'insert':'y'}") "]");
}

static void test_words_of_the_item_merged_into_stay_where_they_are(void **state)
{
    static const char incoming[] = "[" TEXT("a", "{'retain':6},{'insert':'y'}") "]";
    (void)state;
    assert_moved("[" MERGE("b", "a", "{'es':6}") "]", incoming, incoming);
}

static void test_two_texts_of_one_op_that_meet_in_one_item_become_one(void **state)
{
    (void)state;
    assert_moved("[" MERGE("b", "a", "{'es':6}") "]",
                 "[" TEXT("a", "{'insert':'xx'}") "," TEXT("b", "{'retain':1},{'insert':'y'}") "]",
                 "[" TEXT("a", "{'insert':'xx'},{'retain':7},{'insert':'y'}") "]");
}

/* ---- split over each ---- */

static void test_a_cut_moves_with_the_words(void **state)
{
    (void)state;
    static const char split[] = "[" SPLIT("a", "x", "{'es':3,'en':2}") "]";
    assert_moved("[" TEXT("a", "{'insert':'yy'}") "]", split, "[" SPLIT("a", "x", "{'es':5,'en':2}") "]");
    assert_moved("[" TEXT("a", "{'retain':3},{'insert':'yy'}") "]", split, /* exactly there: goes left */
                 "[" SPLIT("a", "x", "{'es':5,'en':2}") "]");
    assert_moved("[" TEXT("a", "{'retain':1},{'delete':4}") "]", split,
                 "[" SPLIT("a", "x", "{'es':1,'en':2}") "]");
    assert_moved("[" TEXT("b", "{'insert':'yy'}") "]", split, split);
}

static void test_a_second_cut_falls_into_one_of_the_two_parts(void **state)
{
    (void)state;
    static const char first[] = "[" SPLIT("a", "x", "{'es':3}") "]";
    assert_moved(first, "[" SPLIT("a", "y", "{'es':1}") "]", "[" SPLIT("a", "y", "{'es':1}") "]");
    assert_moved(first, "[" SPLIT("a", "y", "{'es':5}") "]", "[" SPLIT("x", "y", "{'es':2}") "]");
    assert_moved(first, "[" SPLIT("a", "y", "{'es':3}") "]", "[" SPLIT("a", "y", "{'es':3}") "]");
}

static void test_a_cut_that_would_fall_into_the_other_part_moves_to_the_border(void **state)
{
    (void)state;
    static const char first[] = "[" SPLIT("a", "x", "{'es':3,'en':3}") "]";
    assert_moved(first, "[" SPLIT("a", "y", "{'es':5,'en':1}") "]",
                 "[" SPLIT("x", "y", "{'es':2,'en':0}") "]");
    assert_moved(first, "[" SPLIT("a", "y", "{'es':1,'en':5}") "]",
                 "[" SPLIT("a", "y", "{'es':1,'en':3}") "]");
    assert_moved("[" SPLIT("a", "x", "{'es':3}") "]", "[" SPLIT("a", "y", "{'es':5,'en':4}") "]",
                 "[" SPLIT("x", "y", "{'es':2,'en':0}") "]");
}

static void test_a_cut_of_a_merged_item_is_made_where_its_words_are_now(void **state)
{
    (void)state;
    assert_moved("[" MERGE("b", "a", "{'es':6}") "]", "[" SPLIT("b", "x", "{'es':1,'en':0}") "]",
                 "[" SPLIT("a", "x", "{'es':7,'en':0}") "]");
    assert_moved("[" MERGE("b", "a", "{'es':6}") "]", "[" SPLIT("a", "x", "{'es':1}") "]",
                 "[" SPLIT("a", "x", "{'es':1}") "]");
}

/* ---- merge over each ---- */

static void test_the_length_that_a_merge_carries_follows_the_words(void **state)
{
    (void)state;
    assert_moved("[" TEXT("a", "{'insert':'yy'},{'delete':1}") "]", "[" MERGE("b", "a", "{'es':6}") "]",
                 "[" MERGE("b", "a", "{'es':7}") "]");
    assert_moved("[" TEXT("b", "{'insert':'yy'}") "]", "[" MERGE("b", "a", "{'es':6}") "]",
                 "[" MERGE("b", "a", "{'es':6}") "]");
}

static void test_a_merge_into_an_item_that_was_split_goes_to_the_end_of_its_new_part(void **state)
{
    (void)state;
    assert_moved("[" SPLIT("a", "x", "{'es':2}") "]", "[" MERGE("b", "a", "{'es':6,'en':4}") "]",
                 "[" MERGE("b", "x", "{'es':4,'en':0}") "]");
    assert_moved("[" SPLIT("b", "x", "{'es':2}") "]", "[" MERGE("b", "a", "{'es':6}") "]",
                 "[" MERGE("b", "a", "{'es':6}") "]");
}

static void test_a_merge_into_a_merged_item_goes_where_that_went(void **state)
{
    (void)state;
    assert_moved("[" MERGE("a", "d", "{'es':3}") "]", "[" MERGE("b", "a", "{'es':6,'en':1}") "]",
                 "[" MERGE("b", "d", "{'es':9,'en':1}") "]");
}

/* ---- places over split and merge ---- */

static void test_what_is_put_below_a_split_or_merged_item_goes_where_its_children_went(void **state)
{
    (void)state;
    assert_moved("[" SPLIT("b", "x", "{'es':2}") "]",
                 "[" ADD("y", "'b'", "'c'") "," MOVE("d", "'b'", "null") "]",
                 "[" ADD("y", "'x'", "'c'") "," MOVE("d", "'x'", "null") "]");
    assert_moved("[" MERGE("b", "a", "{}") "]", "[" ADD("y", "'b'", "'c'") "," MOVE("d", "'b'", "null") "]",
                 "[" ADD("y", "'a'", "'c'") "," MOVE("d", "'a'", "null") "]");
    assert_moved("[" SPLIT("b", "x", "{'es':2}") "]", "[" ADD("y", "null", "'b'") "]",
                 "[" ADD("y", "null", "'b'") "]");
}

/* ---- several changes over several ---- */

static void test_each_change_of_an_op_is_moved_over_each_of_the_other(void **state)
{
    (void)state;
    assert_moved(
        "[" TEXT("a", "{'insert':'1'}") "," SPLIT("a", "x", "{'es':3}") "," TEXT("x", "{'insert':'2'}") "]",
        "[" TEXT("a", "{'retain':5},{'insert':'y'}") "," TEXT("b", "{'insert':'z'}") "]",
        "[" TEXT("x", "{'retain':4},{'insert':'y'}") "," TEXT("b", "{'insert':'z'}") "]");
}

/* The incoming op splits and goes on in its own new part; the applied one wrote behind the cut. */
static void test_words_written_behind_a_cut_of_the_same_op_are_moved_in_its_new_part(void **state)
{
    (void)state;
    assert_moved("[" TEXT("a", "{'retain':4},{'insert':'yy'}") "]",
                 "[" SPLIT("a", "x", "{'es':3}") "," TEXT("x", "{'retain':2},{'insert':'z'}") "]",
                 "[" SPLIT("a", "x", "{'es':3}") "," TEXT("x", "{'retain':4},{'insert':'z'}") "]");
}

static void test_words_written_after_a_merge_of_the_same_op_are_moved_with_it(void **state)
{
    (void)state;
    assert_moved("[" TEXT("b", "{'insert':'yy'}") "]",
                 "[" MERGE("b", "a", "{'es':6}") "," TEXT("a", "{'retain':9},{'insert':'z'}") "]",
                 "[" MERGE("b", "a", "{'es':6}") "," TEXT("a", "{'retain':11},{'insert':'z'}") "]");
}

static void test_words_on_both_sides_of_a_split_that_is_merged_again_stay_where_they_were(void **state)
{
    static const char incoming[] = "[" TEXT("a", "{'insert':'AB'},{'retain':5},{'insert':'z'}") "]";
    (void)state;
    assert_moved("[" SPLIT("a", "x", "{'es':3}") "," MERGE("x", "a", "{'es':3}") "]", incoming, incoming);
}

/* ---- through a draft ---- */

static void assert_both(const char *first, const char *second, const char *tree)
{
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, first), STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_SECRETARIAT, 1, second), STATUS_OK);
    assert_tree(&sitting, tree);
    sitting_close(&sitting);
}

static void test_two_splits_of_one_item_give_three(void **state)
{
    (void)state;
    assert_both("[" SPLIT("a", "x", "{'es':2,'en':2}") "]", "[" SPLIT("a", "y", "{'es':4,'en':4}") "]",
                "a=ab|AB x=cd|CD y=ef|EF b=ghi(c=jkl) d=mno");
    assert_both("[" SPLIT("a", "x", "{'es':4}") "]", "[" SPLIT("a", "y", "{'es':2}") "]",
                "a=ab|ABCDEF y=cd x=ef b=ghi(c=jkl) d=mno");
    assert_both("[" SPLIT("a", "x", "{'es':4}") "]", "[" SPLIT("a", "y", "{'es':4}") "]",
                "a=abcd|ABCDEF y= x=ef b=ghi(c=jkl) d=mno");
    assert_both("[" SPLIT("b", "x", "{'es':1}") "]", "[" SPLIT("b", "y", "{'es':2}") "]",
                "a=abcdef|ABCDEF b=g x=h y=i(c=jkl) d=mno");
}

static void test_two_merges_of_a_chain_lose_no_word(void **state)
{
    (void)state;
    assert_both("[" MERGE("a", "d", "{}") "]", "[" MERGE("b", "a", "{}") "]",
                "a-=| b-= d=mnoabcdefghi|ABCDEF(c=jkl)");
    assert_both("[" MERGE("b", "a", "{}") "]", "[" MERGE("a", "d", "{}") "]",
                "a-=| b-= d=mnoabcdefghi|ABCDEF(c=jkl)");
}

static void test_a_late_op_with_several_changes_meets_one_with_several(void **state)
{
    (void)state;
    assert_both("[" SPLIT("a", "x", "{'es':3}") "," TEXT("x", "{'insert':'1'}") "," MERGE("d", "x", "{}") "]",
                "[" TEXT("a", "{'retain':4},{'delete':2},{'insert':'2'}") "," TEXT(
                    "d", "{'retain':3},{'insert':'3'}") "," SPLIT("b", "y", "{'es':1}") "]",
                "a=abc|ABCDEF x=1d2mno3 b=g y=hi(c=jkl) d-=");
}

static void test_a_late_op_is_moved_over_every_op_since_its_base(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" TEXT("a", "{'insert':'123'}") "]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" SPLIT("a", "x", "{'es':5}") "]"), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" MERGE("x", "d", "{}") "]"), STATUS_OK);
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_SECRETARIAT, 1, "[" TEXT("a", "{'retain':3},{'insert':'!'}") "]"),
        STATUS_OK);
    assert_tree(&sitting, "a=123ab|ABCDEF x-= b=ghi(c=jkl) d=mnoc!def");
    sitting_close(&sitting);
}

static void test_words_for_an_item_that_was_moved_apply_and_for_a_removed_one_do_not(void **state)
{
    (void)state;
    assert_both("[" MOVE("b", "'a'", "null") "]", "[" TEXT("c", "{'insert':'!'}") "]",
                "a=abcdef|ABCDEF(b=ghi(c=!jkl)) d=mno");
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_SECRETARIAT, 1, "[" TEXT("c", "{'insert':'!'}") "]"),
                     STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_of_two_moves_into_each_other_the_second_is_a_cycle(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" MOVE("b", "'d'", "null") "]"), STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_SECRETARIAT, 1, "[" MOVE("d", "'c'", "null") "]"),
                     STATUS_CYCLE);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_insert_that_was_ordered_first_comes_first),
        cmocka_unit_test(test_what_both_delete_is_deleted_once),
        cmocka_unit_test(test_other_items_and_other_languages_do_not_matter),
        cmocka_unit_test(test_words_before_the_cut_stay_and_those_behind_it_go),
        cmocka_unit_test(test_what_is_inserted_exactly_at_the_cut_goes_left),
        cmocka_unit_test(test_a_change_across_the_cut_becomes_two),
        cmocka_unit_test(test_a_language_that_was_not_split_stays_left),
        cmocka_unit_test(test_a_change_that_does_nothing_stays_one_change),
        cmocka_unit_test(test_words_of_a_merged_item_land_behind_those_of_the_other),
        cmocka_unit_test(test_a_merge_that_found_no_words_puts_them_at_the_start),
        cmocka_unit_test(test_words_of_the_item_merged_into_stay_where_they_are),
        cmocka_unit_test(test_two_texts_of_one_op_that_meet_in_one_item_become_one),
        cmocka_unit_test(test_a_cut_moves_with_the_words),
        cmocka_unit_test(test_a_second_cut_falls_into_one_of_the_two_parts),
        cmocka_unit_test(test_a_cut_that_would_fall_into_the_other_part_moves_to_the_border),
        cmocka_unit_test(test_a_cut_of_a_merged_item_is_made_where_its_words_are_now),
        cmocka_unit_test(test_the_length_that_a_merge_carries_follows_the_words),
        cmocka_unit_test(test_a_merge_into_an_item_that_was_split_goes_to_the_end_of_its_new_part),
        cmocka_unit_test(test_a_merge_into_a_merged_item_goes_where_that_went),
        cmocka_unit_test(test_what_is_put_below_a_split_or_merged_item_goes_where_its_children_went),
        cmocka_unit_test(test_each_change_of_an_op_is_moved_over_each_of_the_other),
        cmocka_unit_test(test_words_written_behind_a_cut_of_the_same_op_are_moved_in_its_new_part),
        cmocka_unit_test(test_words_written_after_a_merge_of_the_same_op_are_moved_with_it),
        cmocka_unit_test(test_words_on_both_sides_of_a_split_that_is_merged_again_stay_where_they_were),
        cmocka_unit_test(test_two_splits_of_one_item_give_three),
        cmocka_unit_test(test_two_merges_of_a_chain_lose_no_word),
        cmocka_unit_test(test_a_late_op_with_several_changes_meets_one_with_several),
        cmocka_unit_test(test_a_late_op_is_moved_over_every_op_since_its_base),
        cmocka_unit_test(test_words_for_an_item_that_was_moved_apply_and_for_a_removed_one_do_not),
        cmocka_unit_test(test_of_two_moves_into_each_other_the_second_is_a_cycle),
    };
    return cmocka_run_group_tests_name("draft/transform", tests, NULL, NULL);
}
