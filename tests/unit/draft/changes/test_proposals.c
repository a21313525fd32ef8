#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* protocol/negotiation.md "Proposals": what a delegation may do in an item under review, whatever its client sends, and what decisions
 * add to an op. Item a is under review and holds "abcdef". */

static const struct participant colleague = {(char[]){"colleague"}, ROLE_DELEGATION, (char[]){"Chloé"},
                                             (char[]){"CA"}, false};

#define CA sitting_delegation("CA")
#define CR sitting_delegation("CR")
#define MX sitting_person(ROLE_DELEGATION)

static struct sitting open_review(void)
{
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'review'}]"),
        STATUS_OK);
    return sitting;
}

static enum status ask(struct sitting *sitting, const struct participant *who, const char *changes)
{
    return sitting_ask_as(sitting, who, 5000, changes);
}

#define ADD(id)     "{'type':'proposal.add','proposal':'" id "','item':'a'}"
#define TEXT(delta) "{'type':'text','item':'a','lang':'es','delta':" delta "}"

/* "ab[CA: XY]cdef" with "ef" struck by CA. */
static struct sitting open_amended(void)
{
    struct sitting sitting = open_review();
    assert_int_equal(ask(&sitting, CA,
                         "[" ADD("q") "," TEXT("[{'retain':2},{'insert':'XY','attributes':{'ins:q':true}},"
                                               "{'retain':2},{'retain':2,'attributes':{'del:q':true}}]") "]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    return sitting;
}

static void test_what_a_delegation_may_not_do_to_the_words_is_refused(void **state)
{
    static const struct {
        const char *changes;
        enum status status;
    } cases[] = {
        {"[" TEXT("[{'insert':'x'}]") "]", STATUS_LOCKED},
        {"[" TEXT("[{'delete':1}]") "]", STATUS_LOCKED},
        {"[" TEXT("[{'retain':1,'attributes':{'bold':true}}]") "]", STATUS_LOCKED},
        {"[" TEXT("[{'insert':'x','attributes':{'ins:nobody':true}}]") "]", STATUS_BAD_OP},
        {"[" TEXT("[{'insert':'x','attributes':{'ins:q':true}}]") "]", STATUS_LOCKED},
        {"[" TEXT("[{'retain':3},{'insert':'x','attributes':{'ins:q':true}}]") "]", STATUS_LOCKED},
        {"[" TEXT("[{'retain':2},{'delete':1}]") "]", STATUS_LOCKED},
        {"[" TEXT("[{'retain':2},{'retain':1,'attributes':{'ins:q':null}}]") "]", STATUS_FORBIDDEN},
        {"[" TEXT("[{'retain':6},{'retain':2,'attributes':{'del:q':null}}]") "]", STATUS_FORBIDDEN},
        {"[" TEXT("[{'retain':1,'attributes':{'del:q':true}}]") "]", STATUS_FORBIDDEN},
        {"[" TEXT("[{'retain':1,'attributes':{'del:nobody':true}}]") "]", STATUS_BAD_OP},
        {"[" ADD("r") "," TEXT("[{'insert':'x','attributes':{'ins:r':true,'del:r':true}}]") "]",
         STATUS_LOCKED},
        {"[" ADD("r") "," TEXT("[{'insert':'x','attributes':{'ins:r':true,'ins:q':true}}]") "]",
         STATUS_LOCKED},
        {"[" ADD("r") "," TEXT("[{'retain':1,'attributes':{'del:r':true,'bold':true}}]") "]", STATUS_LOCKED},
        {"[" ADD("r") "," TEXT("[{'insert':'x','attributes':{'ins:r':true}},{'delete':1}]") "]",
         STATUS_LOCKED},
        {"[" ADD("q") "]", STATUS_EXISTS},
        {"[{'type':'proposal.withdraw','proposal':'q'}]", STATUS_FORBIDDEN},
        {"[{'type':'proposal.file','proposal':'q'}]", STATUS_FORBIDDEN},
        {"[{'type':'proposal.accept','proposal':'q'}]", STATUS_FORBIDDEN},
        {"[{'type':'proposal.support','proposal':'nobody','support':true}]", STATUS_BAD_OP},
        {"[{'type':'proposal.add','proposal':'r','item':'nowhere'}]", STATUS_NO_ITEM},
        {"[{'type':'proposal.add','proposal':'r','item':'n','act':'add'}]", STATUS_BAD_OP},
        {"[{'type':'item.add','item':'n','parent':'a','after':null,'kind':'item'}]", STATUS_LOCKED},
    };
    (void)state;
    struct sitting sitting = open_amended();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ask(&sitting, MX, cases[i].changes) != cases[i].status)
            fail_msg("%s: %s", cases[i].changes, sitting.refusal.message);
    sitting_close(&sitting);
}

static void test_what_a_delegation_may_do_is_done(void **state)
{
    static const char *const cases[] = {
        "[" ADD("r") "," TEXT("[{'insert':'x','attributes':{'ins:r':true,'bold':true}}]") "]",
        "[" TEXT("[{'retain':1},{'insert':'y','attributes':{'ins:r':true}}]") "]",
        "[" TEXT("[{'delete':1}]") "]",
        "[" TEXT("[{'delete':1},{'retain':1,'attributes':{'del:r':true}}]") "]",
        "[" TEXT("[{'retain':1,'attributes':{'del:r':null}}]") "]",
        /* inside what CA proposes, and striking part of it */
        "[" TEXT("[{'retain':3},{'insert':'z','attributes':{'ins:q':true,'ins:r':true}},"
                 "{'retain':1,'attributes':{'del:r':true}}]") "]",
        "[{'type':'proposal.support','proposal':'q','support':true}]",
        "[{'type':'proposal.file','proposal':'r','note':'Two\\nlines.'}]",
        "[{'type':'proposal.withdraw','proposal':'r'}]",
    };
    (void)state;
    struct sitting sitting = open_amended();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ask(&sitting, MX, cases[i]) != STATUS_OK)
            fail_msg("%s: %s", cases[i], sitting.refusal.message);
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_own_words_that_others_amended_are_not_deleted(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(ask(&sitting, CR,
                         "[" ADD("r") "," TEXT("[{'retain':3},{'insert':'z','attributes':"
                                               "{'ins:q':true,'ins:r':true}}]") "]"),
                     STATUS_OK);
    assert_int_equal(ask(&sitting, CA, "[" TEXT("[{'retain':2},{'delete':3}]") "]"), STATUS_LOCKED);
    assert_int_equal(ask(&sitting, CA, "[" TEXT("[{'retain':2},{'delete':1},{'retain':1},{'delete':1}]") "]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abzcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_own_words_inside_somebody_elses_are_deleted(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(ask(&sitting, CR,
                         "[" ADD("r") "," TEXT("[{'retain':3},{'insert':'uvw','attributes':"
                                               "{'ins:q':true,'ins:r':true}}]") "]"),
                     STATUS_OK);
    assert_int_equal(ask(&sitting, CR, "[" TEXT("[{'retain':4},{'delete':1}]") "]"), STATUS_OK);
    assert_int_equal(ask(&sitting, CR, "[" TEXT("[{'retain':3},{'delete':2}]") "]"), STATUS_OK);
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_an_item_that_is_proposed_withdrawn_and_refused_in_one_op_leaves_no_trace(void **state)
{
    (void)state;
    struct sitting sitting = open_review();
    assert_int_equal(ask(&sitting, MX,
                         "[{'type':'proposal.add','proposal':'p','item':'x','act':'add'},"
                         "{'type':'item.add','item':'x','parent':null,'after':'a','kind':'item'},"
                         "{'type':'proposal.withdraw','proposal':'p'},"
                         "{'type':'text','item':'nowhere','lang':'es','delta':[{'insert':'x'}]}]"),
                     STATUS_NO_ITEM);
    assert_tree(&sitting, "a?=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    assert_int_equal(ask(&sitting, MX,
                         "[{'type':'proposal.add','proposal':'p','item':'x','act':'add'},"
                         "{'type':'item.add','item':'x','parent':null,'after':'a','kind':'item'}]"),
                     STATUS_OK);
    sitting_close(&sitting);
}

static void test_a_filed_proposal_marks_no_further_words(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(ask(&sitting, CA, "[{'type':'proposal.file','proposal':'q','note':'Puebla'}]"),
                     STATUS_OK);
    assert_int_equal(ask(&sitting, CA, "[" TEXT("[{'insert':'x','attributes':{'ins:q':true}}]") "]"),
                     STATUS_LOCKED);
    assert_int_equal(ask(&sitting, CA, "[" TEXT("[{'retain':2},{'delete':1}]") "]"), STATUS_LOCKED);
    assert_int_equal(ask(&sitting, CA, "[" TEXT("[{'retain':1,'attributes':{'del:q':true}}]") "]"),
                     STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_accepting_keeps_what_was_inserted_and_drops_what_was_struck(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abXYcd|ABCDEF b=ghi(c=jkl) d=mno");
    assert_string_equal(
        sitting_last_changes(&sitting),
        "{\"type\":\"proposal.accept\",\"proposal\":\"q\"},{\"type\":\"text\",\"item\":\"a\","
        "\"lang\":\"es\",\"delta\":{\"ops\":[{\"retain\":2},{\"retain\":2,\"attributes\":"
        "{\"ins:q\":null}},{\"retain\":2},{\"delete\":2}]},\"undo\":{\"ops\":[{\"retain\":2},{"
        "\"retain\":2,\"attributes\":{\"ins:q\":true}},{\"retain\":2},{\"insert\":\"ef\",\"attributes\":{"
        "\"del:q\":true}}]}}");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]"),
                     STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_rejecting_and_withdrawing_give_the_words_back(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'q'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
    sitting = open_amended();
    assert_int_equal(ask(&sitting, CA, "[{'type':'proposal.withdraw','proposal':'q'}]"), STATUS_OK);
    assert_tree(&sitting, "a?=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    assert_null(strstr(sitting_snapshot_from(&sitting, "\"items\":"), "del:"));
    sitting_close(&sitting);
}

static void test_decisions_of_one_op_make_one_text_change(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(ask(&sitting, CR,
                         "[" ADD("r") "," TEXT("[{'retain':6},{'retain':2,'attributes':{'del:r':true}},"
                                               "{'insert':'Z','attributes':{'ins:r':true}}]") "]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR,
                                 "[{'type':'proposal.reject','proposal':'q'},{'type':'proposal.accept',"
                                 "'proposal':'r'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abcdZ|ABCDEF b=ghi(c=jkl) d=mno");
    assert_null(strstr(strstr(sitting_last_changes(&sitting), "\"text\"") + 1, "\"text\""));
    sitting_close(&sitting);
}

static void test_words_typed_inside_a_proposal_survive_its_end(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    uint64_t before = draft_seq(sitting.draft);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'q'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_DELEGATION, before,
                                      "[" ADD("r") "," TEXT("[{'retain':3},{'insert':'z','attributes':"
                                                            "{'ins:q':true,'ins:r':true}}]") "]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abzcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_words_typed_inside_a_proposal_whose_words_went_meanwhile_survive(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    uint64_t before = draft_seq(sitting.draft);
    assert_int_equal(ask(&sitting, CA, "[" TEXT("[{'retain':2},{'delete':2}]") "]"), STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_DELEGATION, before,
                                      "[" ADD("r") "," TEXT("[{'retain':3},{'insert':'z','attributes':"
                                                            "{'ins:q':true,'ins:r':true}}]") "]"),
                     STATUS_OK);
    assert_non_null(
        strstr(sitting_last_changes(&sitting), "{\"insert\":\"z\",\"attributes\":{\"ins:r\":true}}"));
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_DELEGATION, before,
                         "[" TEXT("[{'retain':3},{'insert':'y','attributes':{'ins:q':true}}]") "]"),
        STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_words_for_a_proposal_that_was_decided_meanwhile_are_refused(void **state)
{
    (void)state;
    struct sitting sitting = open_review();
    assert_int_equal(
        ask(&sitting, MX, "[" ADD("r") "," TEXT("[{'insert':'x','attributes':{'ins:r':true}}]") "]"),
        STATUS_OK);
    uint64_t before = draft_seq(sitting.draft);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'r'}]"),
                     STATUS_OK);
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_DELEGATION, before,
                         "[" TEXT("[{'retain':1},{'insert':'y','attributes':{'ins:r':true}}]") "]"),
        STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_a_whole_item_is_proposed_and_decided(void **state)
{
    static const char propose[] =
        "[{'type':'proposal.add','proposal':'q','item':'n','act':'add'},{'type':'item."
        "add','item':'n','parent':'a','after':null,'kind':'item','texts':{'es':"
        "[{'insert':'new'}]}}]";
    (void)state;
    struct sitting sitting = open_review();
    assert_int_equal(ask(&sitting, MX, propose), STATUS_OK);
    assert_tree(&sitting, "a?=abcdef|ABCDEF(n?=new) b=ghi(c=jkl) d=mno");
    assert_int_equal(ask(&sitting, MX,
                         "[{'type':'text','item':'n','lang':'es','delta':[{'retain':1,'attributes':"
                         "{'bold':true}},{'delete':1},{'insert':'X'}]}]"),
                     STATUS_OK);
    assert_int_equal(ask(&sitting, CA, "[{'type':'text','item':'n','lang':'es','delta':[{'insert':'X'}]}]"),
                     STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'q'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abcdef|ABCDEF(n?-=nXw) b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);

    sitting = open_review();
    assert_int_equal(ask(&sitting, MX, propose), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abcdef|ABCDEF(n?=new) b=ghi(c=jkl) d=mno");
    assert_int_equal(ask(&sitting, MX, "[{'type':'text','item':'n','lang':'es','delta':[{'insert':'X'}]}]"),
                     STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_the_removal_of_an_item_is_proposed_and_decided(void **state)
{
    (void)state;
    struct sitting sitting = open_review();
    assert_int_equal(ask(&sitting, MX, "[{'type':'proposal.add','proposal':'q','item':'a','act':'remove'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?-=abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_open_proposals_block_the_gavel_unless_there_is_a_reason(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'agreed'}]"),
        STATUS_LOCKED);
    assert_string_equal(sitting.refusal.message,
                        "1 open proposal: settle them, or give a reason to go ahead.");
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'item.status','item':'a','status':'agreed','reason':'For ministers.'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.accept','proposal':'q'}]"),
                     STATUS_LOCKED);
    assert_int_equal(ask(&sitting, CA, "[{'type':'proposal.withdraw','proposal':'q'}]"), STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_marks_go_along_when_an_item_is_split_and_merged(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(
        sitting_ask(&sitting, ROLE_SECRETARIAT, "[{'type':'item.split','item':'a','new':'n','at':{'es':3}}]"),
        STATUS_OK);
    assert_tree(&sitting, "a?=abX|ABCDEF n?=Ycdef b=ghi(c=jkl) d=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'q'}]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=ab|ABCDEF n?=cdef b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_free_editors_do_not_decide_by_editing_marks(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT,
                                 "[" TEXT("[{'retain':2},{'retain':2,'attributes':{'ins:q':null}}]") "]"),
                     STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT,
                                 "[" TEXT("[{'retain':6},{'retain':2,'attributes':{'del:q':null}}]") "]"),
                     STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

static void test_a_colleague_works_on_the_same_proposal(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(ask(&sitting, &colleague, "[" TEXT("[{'retain':2},{'delete':1}]") "]"), STATUS_OK);
    assert_int_equal(ask(&sitting, &colleague, "[{'type':'proposal.support','proposal':'q','support':true}]"),
                     STATUS_BAD_OP);
    assert_int_equal(ask(&sitting, &colleague, "[{'type':'proposal.withdraw','proposal':'q'}]"), STATUS_OK);
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_what_a_delegation_may_not_do_to_the_words_is_refused),
        CASE(test_what_a_delegation_may_do_is_done),
        CASE(test_own_words_that_others_amended_are_not_deleted),
        CASE(test_own_words_inside_somebody_elses_are_deleted),
        CASE(test_an_item_that_is_proposed_withdrawn_and_refused_in_one_op_leaves_no_trace),
        CASE(test_a_filed_proposal_marks_no_further_words),
        CASE(test_accepting_keeps_what_was_inserted_and_drops_what_was_struck),
        CASE(test_rejecting_and_withdrawing_give_the_words_back),
        CASE(test_decisions_of_one_op_make_one_text_change),
        CASE(test_words_typed_inside_a_proposal_survive_its_end),
        CASE(test_words_typed_inside_a_proposal_whose_words_went_meanwhile_survive),
        CASE(test_words_for_a_proposal_that_was_decided_meanwhile_are_refused),
        CASE(test_a_whole_item_is_proposed_and_decided),
        CASE(test_the_removal_of_an_item_is_proposed_and_decided),
        CASE(test_open_proposals_block_the_gavel_unless_there_is_a_reason),
        CASE(test_marks_go_along_when_an_item_is_split_and_merged),
        CASE(test_free_editors_do_not_decide_by_editing_marks),
        CASE(test_a_colleague_works_on_the_same_proposal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
