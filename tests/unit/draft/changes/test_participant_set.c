#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "draft/participants.h"

#define HELLO "[{'type':'text','item':'d','lang':'es','delta':[{'insert':'x'}]}]"

static bool introduced(const struct sitting *sitting)
{
    return strstr(sitting_last(sitting), "participant.set") != NULL;
}

static void test_a_first_op_says_who_its_author_is(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_null(participants_find(sitting.draft, "delegation"));
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, HELLO), STATUS_OK);
    char *want = double_quoted("'changes':[{'type':'participant.set','participant':{'id':'delegation',"
                               "'role':'delegation','name':'Diego','delegation':'MX'}},{'type':'text'");
    assert_non_null(strstr(sitting_last(&sitting), want));
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, HELLO), STATUS_OK);
    assert_false(introduced(&sitting));
    free(want);
    sitting_close(&sitting);
}

static enum status ask_as(struct sitting *sitting, const struct participant *who)
{
    struct submission submission = {.who = who,
                                    .client = "tab",
                                    .n = clients_acked(sitting->draft, "tab") + 1,
                                    .base = draft_seq(sitting->draft)};
    assert_int_equal(sitting_changes(HELLO, &submission.changes, &sitting->refusal), STATUS_OK);
    return sitting_submit(sitting, &submission) == SUBMIT_ACCEPTED ? STATUS_OK : sitting->refusal.status;
}

static void test_and_so_does_the_next_when_anything_about_them_has_changed(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct participant who = {(char[]){"p1"}, ROLE_DELEGATION, (char[]){"Ana"}, (char[]){"MX"}, false};
    assert_int_equal(ask_as(&sitting, &who), STATUS_OK);
    assert_true(introduced(&sitting));
    who.name = (char[]){"Ana B."};
    assert_int_equal(ask_as(&sitting, &who), STATUS_OK);
    assert_true(introduced(&sitting));
    who.delegation = NULL;
    who.role = ROLE_SECRETARIAT;
    assert_int_equal(ask_as(&sitting, &who), STATUS_OK);
    assert_true(introduced(&sitting));
    assert_int_equal(ask_as(&sitting, &who), STATUS_OK);
    assert_false(introduced(&sitting));
    assert_string_equal(participants_find(sitting.draft, "p1")->name, "Ana B.");
    sitting_close(&sitting);
}

static void test_a_refused_op_introduces_nobody(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct participant who = {(char[]){"p1"}, ROLE_DELEGATION, (char[]){"Ana"}, (char[]){"MX"}, false};
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'agreed'}]"),
        STATUS_OK);
    assert_int_equal(ask_as(&sitting, &who), STATUS_LOCKED);
    assert_null(participants_find(sitting.draft, "p1"));
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'open'}]"),
                     STATUS_OK);
    assert_int_equal(ask_as(&sitting, &who), STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'d','status':'agreed'}]"),
        STATUS_OK);
    who.name = (char[]){"Berta"};
    assert_int_equal(ask_as(&sitting, &who), STATUS_LOCKED);
    assert_string_equal(participants_find(sitting.draft, "p1")->name, "Ana");
    sitting_close(&sitting);
}

static void test_nobody_but_the_server_says_who_somebody_is(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(
            &sitting, ROLE_CHAIR,
            "[{'type':'participant.set','participant':{'id':'chair','role':'chair','name':'Other'}}]"),
        STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_first_op_says_who_its_author_is),
        cmocka_unit_test(test_and_so_does_the_next_when_anything_about_them_has_changed),
        cmocka_unit_test(test_a_refused_op_introduces_nobody),
        cmocka_unit_test(test_nobody_but_the_server_says_who_somebody_is),
    };
    return cmocka_run_group_tests_name("draft/changes/participant_set", tests, NULL, NULL);
}
