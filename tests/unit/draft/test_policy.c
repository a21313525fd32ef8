#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* The table of protocol/operations.md "Roles", row by row, written down a second time: a letter for each of observer, delegation,
 * secretariat, chair, system. */
#include "draft/items.h"
#include "draft/policy.h"

static void assert_row(enum action action, enum item_status status, const char *row)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        enum permission found = policy_permission((enum role)role, action, status);
        char letter = found == ALLOWED ? 'y' : found == NEVER ? '-' : 'p';
        if (letter != row[role])
            fail_msg("action %d, status %s: a %s has '%c', not '%c'", action, item_status_name(status),
                     role_name((enum role)role), letter, row[role]);
    }
}

static void test_words_of_the_original(void **state)
{
    (void)state;
    assert_row(ACTION_TEXT, ITEM_OPEN, "-yyyy");
    assert_row(ACTION_TEXT, ITEM_REVIEW, "-pyyy");
    assert_row(ACTION_TEXT, ITEM_AGREED, "----y");
    assert_row(ACTION_TEXT, ITEM_APPROVED, "----y");
}

static void test_words_of_other_languages(void **state)
{
    (void)state;
    assert_row(ACTION_TRANSLATE, ITEM_OPEN, "-yyyy");
    assert_row(ACTION_TRANSLATE, ITEM_REVIEW, "-pyyy");
    assert_row(ACTION_TRANSLATE, ITEM_AGREED, "--yyy");
    assert_row(ACTION_TRANSLATE, ITEM_APPROVED, "----y");
}

static void test_structure(void **state)
{
    (void)state;
    assert_row(ACTION_STRUCTURE, ITEM_OPEN, "-yyyy");
    assert_row(ACTION_STRUCTURE, ITEM_REVIEW, "--yyy");
    assert_row(ACTION_STRUCTURE, ITEM_AGREED, "----y");
    assert_row(ACTION_STRUCTURE, ITEM_APPROVED, "----y");
}

static void test_what_a_move_carries_along(void **state)
{
    (void)state;
    assert_row(ACTION_CARRY, ITEM_OPEN, "-yyyy");
    assert_row(ACTION_CARRY, ITEM_REVIEW, "--yyy");
    assert_row(ACTION_CARRY, ITEM_AGREED, "--yyy");
    assert_row(ACTION_CARRY, ITEM_APPROVED, "--yyy");
}

static void test_status_and_draft(void **state)
{
    (void)state;
    for (int status = 0; status < ITEM_STATUS_COUNT; status++) {
        assert_row(ACTION_STATUS, (enum item_status)status, "---yy");
        assert_row(ACTION_DRAFT, (enum item_status)status, "--yyy");
    }
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
        cmocka_unit_test(test_words_of_the_original),
        cmocka_unit_test(test_words_of_other_languages),
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_what_a_move_carries_along),
        cmocka_unit_test(test_status_and_draft),
        cmocka_unit_test(test_never_is_forbidden_and_not_now_is_locked),
        cmocka_unit_test(test_a_proposal_is_locked_for_who_cannot_make_one),
        cmocka_unit_test(test_removed_items_below_do_not_lock_what_is_above),
    };
    return cmocka_run_group_tests_name("draft/policy", tests, NULL, NULL);
}
