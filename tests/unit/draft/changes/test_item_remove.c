#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#define REMOVE(item)  "[{'type':'item.remove','item':'" item "'}]"
#define RESTORE(item) "[{'type':'item.restore','item':'" item "'}]"

static void test_what_is_removed_keeps_its_place_and_comes_back_with_all_below(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("b")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b-=ghi(c=jkl) d=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, RESTORE("b")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_an_item_cannot_be_removed_twice(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("b")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("b")), STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("c")), STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_the_last_item_that_is_there_stays(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("a")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("d")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("b")), STATUS_BAD_OP); /* c would go too */
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("c")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("b")), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_restoring_what_is_there_does_nothing(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, RESTORE("c")), STATUS_OK);
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_nothing_comes_back_below_what_is_removed(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("c")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, REMOVE("b")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, RESTORE("c")), STATUS_NO_ITEM);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, RESTORE("nowhere")), STATUS_NO_ITEM);
    sitting_close(&sitting);
}

static void test_locked_items_below_keep_an_item_from_being_removed(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'c','status':'agreed'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, REMOVE("b")), STATUS_LOCKED);
    assert_string_equal(sitting.refusal.item, "c");
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, REMOVE("d")), STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

/* Tombstones do not count for the height of what is moved, so it is here that they must. */
static void test_nothing_comes_back_deeper_than_eight_levels(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, REMOVE("c")), STATUS_OK);
    sitting_add_chain(&sitting, 7);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.move','item':'b','parent':'n7','after':null}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, RESTORE("c")), STATUS_LIMIT);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.move','item':'b','parent':'n6','after':null}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, RESTORE("c")), STATUS_OK);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_removed_keeps_its_place_and_comes_back_with_all_below),
        cmocka_unit_test(test_an_item_cannot_be_removed_twice),
        cmocka_unit_test(test_the_last_item_that_is_there_stays),
        cmocka_unit_test(test_restoring_what_is_there_does_nothing),
        cmocka_unit_test(test_nothing_comes_back_below_what_is_removed),
        cmocka_unit_test(test_locked_items_below_keep_an_item_from_being_removed),
        cmocka_unit_test(test_nothing_comes_back_deeper_than_eight_levels),
    };
    return cmocka_run_group_tests_name("draft/changes/item_remove", tests, NULL, NULL);
}
