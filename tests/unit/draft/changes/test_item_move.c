#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#define MOVE(item, parent, after)                                                                            \
    "{'type':'item.move','item':'" item "','parent':" parent ",'after':" after "}"

static enum status move(struct sitting *sitting, const char *change)
{
    char list[200];
    snprintf(list, sizeof list, "[%s]", change);
    return sitting_ask(sitting, ROLE_SECRETARIAT, list);
}

static void test_everything_below_is_carried_along(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(move(&sitting, MOVE("b", "'d'", "null")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF d=mno(b=ghi(c=jkl))");
    assert_int_equal(move(&sitting, MOVE("c", "null", "null")), STATUS_OK);
    assert_tree(&sitting, "c=jkl a=abcdef|ABCDEF d=mno(b=ghi)");
    sitting_close(&sitting);
}

static void test_each_place_among_the_siblings_can_be_reached(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(move(&sitting, MOVE("d", "null", "null")), STATUS_OK);
    assert_tree(&sitting, "d=mno a=abcdef|ABCDEF b=ghi(c=jkl)");
    assert_int_equal(move(&sitting, MOVE("d", "null", "'a'")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF d=mno b=ghi(c=jkl)");
    assert_int_equal(move(&sitting, MOVE("a", "null", "'b'")), STATUS_OK);
    assert_tree(&sitting, "d=mno b=ghi(c=jkl) a=abcdef|ABCDEF");
    sitting_close(&sitting);
}

static void test_moving_to_where_it_is_changes_nothing(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(move(&sitting, MOVE("a", "null", "null")), STATUS_OK);
    assert_int_equal(move(&sitting, MOVE("b", "null", "'a'")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_nothing_moves_below_itself(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(move(&sitting, MOVE("b", "'c'", "null")), STATUS_CYCLE);
    assert_int_equal(move(&sitting, MOVE("b", "'b'", "null")), STATUS_CYCLE);
    assert_int_equal(move(&sitting, MOVE("b", "'b'", "'c'")), STATUS_CYCLE);
    sitting_close(&sitting);
}

static void test_nothing_comes_after_itself(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(move(&sitting, MOVE("b", "null", "'b'")), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_what_is_not_there_neither_moves_nor_takes_in(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    assert_int_equal(move(&sitting, MOVE("b", "null", "null")), STATUS_NO_ITEM);
    assert_int_equal(move(&sitting, MOVE("c", "null", "null")), STATUS_NO_ITEM);
    assert_int_equal(move(&sitting, MOVE("a", "'b'", "null")), STATUS_NO_ITEM);
    assert_int_equal(move(&sitting, MOVE("a", "null", "'nowhere'")), STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_what_is_moved_is_not_too_high_for_its_place(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    sitting_add_chain(&sitting, 7);
    assert_int_equal(move(&sitting, MOVE("b", "'n7'", "null")), STATUS_LIMIT); /* c would be the ninth */
    assert_int_equal(move(&sitting, MOVE("b", "'n6'", "null")), STATUS_OK);
    sitting_close(&sitting);
}

static void test_the_secretariat_carries_locked_items_between_open_parents(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'c','status':'approved'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, "[" MOVE("b", "'a'", "null") "]"), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[" MOVE("b", "'a'", "null") "]"), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF(b=ghi(c!=jkl)) d=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[" MOVE("d", "'c'", "null") "]"),
                     STATUS_LOCKED);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'b','status':'agreed'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[" MOVE("c", "null", "null") "]"),
                     STATUS_LOCKED);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_below_is_carried_along),
        cmocka_unit_test(test_each_place_among_the_siblings_can_be_reached),
        cmocka_unit_test(test_moving_to_where_it_is_changes_nothing),
        cmocka_unit_test(test_nothing_moves_below_itself),
        cmocka_unit_test(test_nothing_comes_after_itself),
        cmocka_unit_test(test_what_is_not_there_neither_moves_nor_takes_in),
        cmocka_unit_test(test_what_is_moved_is_not_too_high_for_its_place),
        cmocka_unit_test(test_the_secretariat_carries_locked_items_between_open_parents),
    };
    return cmocka_run_group_tests_name("draft/changes/item_move", tests, NULL, NULL);
}
