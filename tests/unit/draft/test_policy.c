#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* What the table of rights leads to. Its cells are in protocol/vectors/policy.json, which test_vectors.c reads. */
#include "draft/items.h"
#include "draft/policy.h"

#define LATER "{'type':'consult.open','item':'a','delegations':['Chile'],'until':1}"

static void test_nobody_asks_whether_the_server_may(void **state)
{
    struct sitting sitting = sitting_open();
    (void)state;
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'agreed'}]"),
        STATUS_OK);
    const char *words = "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'x'}]}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, words), STATUS_LOCKED);
    assert_int_equal(sitting_serve(&sitting, words), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" LATER "]"), STATUS_LOCKED);
    assert_int_equal(sitting_serve(&sitting, "[" LATER "]"), STATUS_OK);
    sitting_close(&sitting);
}

static void test_what_the_server_does_has_to_fit_too(void **state)
{
    struct sitting sitting = sitting_open();
    (void)state;
    assert_int_equal(sitting_serve(&sitting, "[" LATER "," LATER "]"), STATUS_EXISTS);
    assert_int_equal(sitting_serve(&sitting, "[{'type':'item.kind','item':'none','kind':'item'}]"),
                     STATUS_NO_ITEM);
    assert_int_equal(sitting_serve(&sitting, "[{'type':'item.move','item':'b','parent':'c','after':null}]"),
                     STATUS_CYCLE);
    sitting_close(&sitting);
}

static void test_never_is_forbidden_and_not_now_is_locked(void **state)
{
    struct refusal refusal;
    struct item item = {.id = "a", .status = ITEM_AGREED};
    (void)state;
    assert_int_equal(policy_check_item(sitting_person(ROLE_OBSERVER), ACTION_TEXT, &item, NULL, &refusal),
                     STATUS_FORBIDDEN);
    assert_int_equal(policy_check_item(sitting_person(ROLE_CHAIR), ACTION_TEXT, &item, NULL, &refusal),
                     STATUS_LOCKED);
    assert_string_equal(refusal.item, "a");
    assert_int_equal(policy_check_item(sitting_person(ROLE_CHAIR), ACTION_TRANSLATE, &item, NULL, &refusal),
                     STATUS_OK);
    assert_int_equal(policy_check_role(sitting_person(ROLE_SECRETARIAT), ACTION_STATUS, &refusal),
                     STATUS_FORBIDDEN);
    assert_int_equal(policy_check_role(sitting_person(ROLE_SECRETARIAT), ACTION_DRAFT, &refusal), STATUS_OK);
}

static void test_a_proposal_is_locked_for_who_cannot_make_one(void **state)
{
    struct refusal refusal;
    struct item item = {.id = "a", .status = ITEM_REVIEW};
    enum permission permission;
    const struct participant *who = sitting_person(ROLE_DELEGATION);
    (void)state;
    assert_int_equal(policy_check_item(who, ACTION_TEXT, &item, NULL, &refusal), STATUS_LOCKED);
    assert_int_equal(policy_check_item(who, ACTION_TEXT, &item, &permission, &refusal), STATUS_OK);
    assert_int_equal(permission, AS_PROPOSAL);
    assert_int_equal(policy_check_item(who, ACTION_STRUCTURE, &item, &permission, &refusal), STATUS_LOCKED);
}

static void test_removed_items_below_do_not_lock_what_is_above(void **state)
{
    struct refusal refusal;
    (void)state;
    struct draft *draft = draft_create("d");
    struct item *a = item_create(draft, "a", KIND_ITEM, NULL, NULL);
    struct item *b = item_create(draft, "b", KIND_ITEM, a, NULL);
    struct item *c = item_create(draft, "c", KIND_ITEM, b, NULL);
    item_set_status(draft, c, ITEM_APPROVED);
    assert_int_equal(policy_check_below(sitting_person(ROLE_CHAIR), ACTION_STRUCTURE, a, &refusal),
                     STATUS_LOCKED);
    assert_string_equal(refusal.item, "c");
    item_set_removed(draft, b, true);
    assert_int_equal(policy_check_below(sitting_person(ROLE_CHAIR), ACTION_STRUCTURE, a, &refusal),
                     STATUS_OK);
    draft_destroy(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody_asks_whether_the_server_may),
        cmocka_unit_test(test_what_the_server_does_has_to_fit_too),
        cmocka_unit_test(test_never_is_forbidden_and_not_now_is_locked),
        cmocka_unit_test(test_a_proposal_is_locked_for_who_cannot_make_one),
        cmocka_unit_test(test_removed_items_below_do_not_lock_what_is_above),
    };
    return cmocka_run_group_tests_name("draft/policy", tests, NULL, NULL);
}
