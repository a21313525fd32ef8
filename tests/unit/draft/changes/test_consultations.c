#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/consultations.h"
#include "support/sitting.h"

/* protocol/negotiation.md "Positions" and "Consultations". The clock is an argument: nothing here waits. */

static const struct participant nobody = {(char[]){"nobody"}, ROLE_DELEGATION, (char[]){"N."}, NULL, false};

#define CA    sitting_delegation("CA")
#define CR    sitting_delegation("CR")
#define CHAIR sitting_person(ROLE_CHAIR)

static struct sitting open_consultation(const char *more)
{
    struct sitting sitting = sitting_open();
    char changes[300];
    snprintf(changes, sizeof changes,
             "[{'type':'item.status','item':'a','status':'review'},{'type':'consult.open','item':'a',"
             "'delegations':['CA','CR'],'until':9000%s}]",
             more);
    assert_int_equal(sitting_ask_as(&sitting, CHAIR, 5000, changes), STATUS_OK);
    return sitting;
}

/* As the server does when a time has come. */
static enum status close_due(struct sitting *sitting, int64_t now)
{
    struct submission submission = {.by = SYSTEM_ID, .client = "system", .n = 2, .at = now};
    submission.base = draft_seq(sitting->draft);
    consultations_due(sitting->draft, now, &submission.changes);
    if (!submission.changes.count)
        return STATUS_NOT_FOUND;
    return sitting_submit(sitting, &submission) == SUBMIT_ACCEPTED ? STATUS_OK : sitting->refusal.status;
}

static void assert_consultation(const struct sitting *sitting, const char *state)
{
    char wanted[60];
    snprintf(wanted, sizeof wanted, "\"state\":\"%s\"", state);
    if (!strstr(sitting_snapshot_from(sitting, "\"consultations\":"), wanted))
        fail_msg("%s is not %s", sitting_snapshot_from(sitting, "\"consultations\":"), state);
}

static void test_silence_that_was_kept_is_agreement(void **state)
{
    (void)state;
    struct sitting sitting = open_consultation(",'silence':true");
    assert_int_equal(consultations_next_end(sitting.draft), 9000);
    assert_int_equal(close_due(&sitting, 8999), STATUS_NOT_FOUND);
    assert_int_equal(close_due(&sitting, 9000), STATUS_OK);
    assert_tree(&sitting, "a+=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    assert_consultation(&sitting, "kept");
    assert_int_equal(consultations_next_end(sitting.draft), 0);
    assert_non_null(strstr(sitting_last(&sitting), "\"by\":\"system\""));
    sitting_close(&sitting);
}

static void test_an_objection_by_one_of_those_asked_breaks_the_silence(void **state)
{
    (void)state;
    struct sitting sitting = open_consultation(",'silence':true");
    assert_int_equal(sitting_ask_as(&sitting, sitting_person(ROLE_DELEGATION), 6000,
                                    "[{'type':'position.set','item':'a','position':'object'}]"),
                     STATUS_OK); /* MX was not asked */
    assert_consultation(&sitting, "open");
    assert_int_equal(sitting_ask_as(&sitting, CA, 6000,
                                    "[{'type':'position.set','item':'a','position':'object','note':'No.'}]"),
                     STATUS_OK);
    assert_consultation(&sitting, "broken");
    assert_string_equal(sitting_last_changes(&sitting),
                        "{\"type\":\"position.set\",\"item\":\"a\",\"position\":\"object\",\"note\":\"No.\"},"
                        "{\"type\":\"consult.close\",\"item\":\"a\",\"state\":\"broken\"},{\"type\":\"item."
                        "status\",\"item\":\"a\","
                        "\"status\":\"review\"}");
    sitting_close(&sitting);
}

static void test_without_silence_the_time_ends_it_and_nothing_follows(void **state)
{
    (void)state;
    struct sitting sitting = open_consultation("");
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 6000, "[{'type':'position.set','item':'a','position':'object'}]"),
        STATUS_OK);
    assert_int_equal(close_due(&sitting, 20000), STATUS_OK);
    assert_consultation(&sitting, "expired");
    assert_tree(&sitting, "a?=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_brackets_that_came_meanwhile_break_the_silence(void **state)
{
    (void)state;
    struct sitting sitting = open_consultation(",'silence':true");
    assert_int_equal(
        sitting_ask_as(&sitting, CR, 6000, "[{'type':'proposal.add','proposal':'q','item':'a'}]"), STATUS_OK);
    assert_int_equal(close_due(&sitting, 9001), STATUS_OK);
    assert_consultation(&sitting, "broken");
    assert_tree(&sitting, "a?=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_the_chair_closes_early_and_nothing_follows(void **state)
{
    (void)state;
    struct sitting sitting = open_consultation(",'silence':true");
    assert_int_equal(sitting_ask_as(&sitting, CHAIR, 6000, "[{'type':'consult.close','item':'a'}]"),
                     STATUS_OK);
    assert_consultation(&sitting, "closed");
    assert_tree(&sitting, "a?=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    assert_int_equal(sitting_ask_as(&sitting, CHAIR, 6000, "[{'type':'consult.close','item':'a'}]"),
                     STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_what_cannot_be_sent_home_is_refused(void **state)
{
    static const struct {
        enum role role;
        const char *changes;
        enum status status;
    } cases[] = {
        {ROLE_DELEGATION, "[{'type':'consult.open','item':'b','delegations':['CA'],'until':9000}]",
         STATUS_FORBIDDEN},
        {ROLE_CHAIR, "[{'type':'consult.open','item':'b','delegations':['CA'],'until':1}]", STATUS_BAD_OP},
        {ROLE_CHAIR, "[{'type':'consult.open','item':'b','delegations':[],'until':9000}]", STATUS_BAD_OP},
        {ROLE_CHAIR, "[{'type':'consult.open','item':'a','delegations':['CA'],'until':9000}]", STATUS_EXISTS},
        {ROLE_CHAIR, "[{'type':'consult.open','item':'x','delegations':['CA'],'until':9000}]",
         STATUS_NO_ITEM},
        {ROLE_CHAIR,
         "[{'type':'item.status','item':'b','status':'agreed'},{'type':'consult.open','item':'b',"
         "'delegations':['CA'],'until':9000}]",
         STATUS_LOCKED},
        {ROLE_CHAIR,
         "[{'type':'proposal.add','proposal':'q','item':'b'},{'type':'consult.open','item':'b',"
         "'delegations':['CA'],'until':9000,'silence':true}]",
         STATUS_LOCKED},
        {ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'agreed'}]", STATUS_LOCKED},
    };
    (void)state;
    struct sitting sitting = open_consultation("");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (sitting_ask(&sitting, cases[i].role, cases[i].changes) != cases[i].status)
            fail_msg("%s: %s", cases[i].changes, sitting.refusal.message);
    sitting_close(&sitting);
}

static void test_positions_are_those_of_delegations(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    static const char set[] = "[{'type':'position.set','item':'a','position':'reserve','note':'ad ref'}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, set), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, set), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, set), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask_as(&sitting, &nobody, 1, set), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask_as(&sitting, CA, 6000, set), STATUS_OK);
    assert_non_null(
        strstr(sitting_snapshot_from(&sitting, "\"positions\":"),
               "[{\"item\":\"a\",\"delegation\":\"CA\",\"position\":\"reserve\",\"note\":\"ad ref\","
               "\"by\":\"canada\",\"seq\":2,\"at\":6000}]"));
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 7000, "[{'type':'position.set','item':'a','position':null}]"),
        STATUS_OK);
    assert_non_null(strstr(sitting_snapshot_from(&sitting, "\"positions\":"), "\"position\":null"));
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_silence_that_was_kept_is_agreement),
        CASE(test_an_objection_by_one_of_those_asked_breaks_the_silence),
        CASE(test_without_silence_the_time_ends_it_and_nothing_follows),
        CASE(test_brackets_that_came_meanwhile_break_the_silence),
        CASE(test_the_chair_closes_early_and_nothing_follows),
        CASE(test_what_cannot_be_sent_home_is_refused),
        CASE(test_positions_are_those_of_delegations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
