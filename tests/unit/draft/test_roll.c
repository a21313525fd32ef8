#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/participants.h"
#include "draft/roll.h"
#include "support/sitting.h"

/* Lists of the delegations present, within words: item a reads "abcdef" and, behind that, a roll in each language. */

#define CA                         sitting_delegation("CA")
#define TEXT(lang, delta)          "{'type':'text','item':'a','lang':'" lang "','delta':{'ops':" delta "}}"
#define ROLL(words)                "{'insert':'" words "','attributes':{'link':'#delegations'}}"
#define STATUS(to)                 "[{'type':'item.status','item':'a','status':'" to "'}]"
#define OK(sitting, role, changes) assert_int_equal(sitting_ask(sitting, role, changes), STATUS_OK)
#define BOTH                                                                                                 \
    "[" TEXT("es", "[{'retain':6}," ROLL("MX") "]") "," TEXT("en", "[{'retain':6}," ROLL("MX") "]") "]"

static const char *words_of(void *context, const char *lang)
{
    return strcmp(lang, "es") == 0 ? context : "Belize and Mexico";
}

/* What is asked of the server; true where it had something to do. */
static bool renew(struct sitting *sitting, const char *spanish)
{
    struct submission submission = {
        .by = SYSTEM_ID, .client = SYSTEM_ID, .base = draft_seq(sitting->draft), .at = 7000};
    roll_renew(sitting->draft, words_of, (void *)spanish, &submission.changes);
    if (!submission.changes.count)
        return false;
    submission.n = clients_acked(sitting->draft, SYSTEM_ID) + 1;
    assert_int_equal(sitting_submit(sitting, &submission), SUBMIT_ACCEPTED);
    return true;
}

static struct sitting open_with_roll(void)
{
    struct sitting sitting = sitting_open();
    OK(&sitting, ROLE_CHAIR, BOTH);
    return sitting;
}

static void test_says_the_words_of_each_language_once(void **state)
{
    (void)state;
    struct sitting sitting = open_with_roll();
    assert_true(roll_is_in(sitting.draft));
    assert_true(renew(&sitting, "Belice y México"));
    assert_tree(&sitting, "a=abcdefBelice y México|ABCDEFBelize and Mexico b=ghi(c=jkl) d=mno");
    assert_false(renew(&sitting, "Belice y México"));
    assert_true(renew(&sitting, "Cuba"));
    assert_tree(&sitting, "a=abcdefCuba|ABCDEFBelize and Mexico b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_a_draft_without_one_has_nothing_to_do(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_false(roll_is_in(sitting.draft));
    assert_false(renew(&sitting, "Cuba"));
    sitting_close(&sitting);
}

static void test_words_around_stay_and_several_follow(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    OK(&sitting, ROLE_DELEGATION,
       "[" TEXT("es",
                "[" ROLL("X") ",{'retain':3}," ROLL("una lista larga") ",{'retain':3}," ROLL("Y") "]") "]");
    assert_true(renew(&sitting, "Cuba"));
    assert_tree(&sitting, "a=CubaabcCubadefCuba|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_formats_of_the_first_words_stay(void **state)
{
    (void)state;
    struct sitting sitting = open_with_roll();
    OK(&sitting, ROLE_CHAIR, "[" TEXT("es", "[{'retain':6},{'retain':1,'attributes':{'bold':true}}]") "]");
    assert_true(renew(&sitting, "Cuba"));
    assert_non_null(strstr(sitting_snapshot_from(&sitting, "\"items\":"),
                           "{\"insert\":\"Cuba\",\"attributes\":{\"bold\":true,\"link\":\"#delegations\"}}"));
    sitting_close(&sitting);
}

static void test_stays_as_it_is_once_agreed_and_follows_when_reopened(void **state)
{
    (void)state;
    static const char *const settled[] = {STATUS("agreed"), STATUS("approved")};
    for (size_t i = 0; i < 2; i++) {
        struct sitting sitting = open_with_roll();
        OK(&sitting, ROLE_CHAIR, settled[i]);
        assert_false(renew(&sitting, "Cuba"));
        OK(&sitting, ROLE_CHAIR, STATUS("review"));
        assert_true(renew(&sitting, "Cuba"));
        sitting_close(&sitting);
    }
}

static void test_stays_as_it_is_in_a_removed_item_and_in_an_adopted_draft(void **state)
{
    (void)state;
    struct sitting sitting = open_with_roll();
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'a'}]");
    assert_true(roll_is_in(sitting.draft));
    assert_false(renew(&sitting, "Cuba"));
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.restore','item':'a'}]");
    assert_true(renew(&sitting, "Cuba"));
    OK(&sitting, ROLE_CHAIR,
       "[{'type':'item.status','item':'a','status':'approved'},{'type':'item.status','item':'b','status':'"
       "approved','below':true},"
       "{'type':'item.status','item':'d','status':'approved'},{'type':'draft.adopt'}]");
    assert_false(renew(&sitting, "Belice"));
    sitting_close(&sitting);
}

static void test_waits_while_an_open_proposal_marks_a_part(void **state)
{
    (void)state;
    static const char *const decisions[] = {"[{'type':'proposal.reject','proposal':'q'}]",
                                            "[{'type':'proposal.accept','proposal':'q'}]"};
    for (size_t i = 0; i < 2; i++) {
        struct sitting sitting = open_with_roll();
        OK(&sitting, ROLE_CHAIR, STATUS("review"));
        assert_int_equal(
            sitting_ask_as(&sitting, CA, 5000,
                           "[{'type':'proposal.add','proposal':'q','item':'a'}," TEXT(
                               "es", "[{'retain':7},{'retain':1,'attributes':{'del:q':true}}]") "]"),
            STATUS_OK);
        assert_true(renew(&sitting, "Cuba")); /* the other language alone */
        assert_tree(&sitting, "a?=abcdefMX|ABCDEFBelize and Mexico b=ghi(c=jkl) d=mno");
        OK(&sitting, ROLE_CHAIR, decisions[i]);
        assert_true(renew(&sitting, "Cuba"));
        assert_tree(&sitting, "a?=abcdefCuba|ABCDEFBelize and Mexico b=ghi(c=jkl) d=mno");
        sitting_close(&sitting);
    }
}

static void test_waits_in_an_item_that_is_only_proposed(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000,
                                    "[{'type':'proposal.add','proposal':'q','item':'n','act':'add'},"
                                    "{'type':'item.add','item':'n','parent':null,'after':'d','kind':'item',"
                                    "'texts':{'es':{'ops':[" ROLL("MX") "]}}}]"),
                     STATUS_OK);
    assert_true(roll_is_in(sitting.draft));
    assert_false(renew(&sitting, "Cuba"));
    OK(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]");
    assert_true(renew(&sitting, "Cuba"));
    sitting_close(&sitting);
}

static void test_waits_while_silence_is_asked_for(void **state)
{
    (void)state;
    struct sitting sitting = open_with_roll();
    OK(&sitting, ROLE_CHAIR,
       "[{'type':'consult.open','item':'a','delegations':['CA'],'until':9000000000000,'silence':true}]");
    assert_false(renew(&sitting, "Cuba"));
    OK(&sitting, ROLE_CHAIR, "[{'type':'consult.close','item':'a'}]");
    assert_true(renew(&sitting, "Cuba"));
    sitting_close(&sitting);
}

/* "aligned" of item a, as the snapshot has it. */
static bool matches(const struct sitting *sitting)
{
    char changed[32];
    const char *of = strstr(sitting_snapshot_from(sitting, "\"items\":"), "\"changed\":{\"es\":");
    assert_non_null(of);
    snprintf(changed, sizeof changed, "\"aligned\":{\"en\":%d}", atoi(of + strlen("\"changed\":{\"es\":")));
    return strstr(of, changed) != NULL;
}

static void test_a_translation_that_matched_matches_still(void **state)
{
    (void)state;
    struct sitting sitting = open_with_roll();
    assert_true(renew(&sitting, "Cuba"));
    assert_false(matches(&sitting));
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.align','item':'a','lang':'en'}]");
    OK(&sitting, ROLE_CHAIR, "[" TEXT("en", "[{'retain':6},{'delete':3},{'retain':14}]") "]");
    assert_true(renew(&sitting, "Belice"));
    assert_true(matches(&sitting));
    sitting_close(&sitting);
}

static void test_an_op_that_brings_one_is_known_by_its_link(void **state)
{
    (void)state;
    static const struct {
        const char *changes;
        bool comes;
    } cases[] = {
        {"[" TEXT("es", "[" ROLL("MX") "]") "]", true},
        {"[" TEXT("es", "[{'retain':2,'attributes':{'link':'#delegations'}}]") "]", true},
        {"[{'type':'item.add','item':'n','parent':null,'after':null,'kind':'item','texts':{'es':{'ops':"
         "[" ROLL("MX") "]}}}]",
         true},
        {"[" TEXT("es", "[{'insert':'#delegations'}]") "]", false},
        {"[" TEXT("es", "[{'retain':2,'attributes':{'link':'#item:b'}}]") "]", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct op op = {0};
        struct refusal refusal = {0};
        assert_int_equal(sitting_changes(cases[i].changes, &op.changes, &refusal), STATUS_OK);
        assert_int_equal(roll_comes_with(&op), cases[i].comes);
        op_clear(&op);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_says_the_words_of_each_language_once),
        cmocka_unit_test(test_a_draft_without_one_has_nothing_to_do),
        cmocka_unit_test(test_words_around_stay_and_several_follow),
        cmocka_unit_test(test_formats_of_the_first_words_stay),
        cmocka_unit_test(test_stays_as_it_is_once_agreed_and_follows_when_reopened),
        cmocka_unit_test(test_stays_as_it_is_in_a_removed_item_and_in_an_adopted_draft),
        cmocka_unit_test(test_waits_while_an_open_proposal_marks_a_part),
        cmocka_unit_test(test_waits_in_an_item_that_is_only_proposed),
        cmocka_unit_test(test_waits_while_silence_is_asked_for),
        cmocka_unit_test(test_a_translation_that_matched_matches_still),
        cmocka_unit_test(test_an_op_that_brings_one_is_known_by_its_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
