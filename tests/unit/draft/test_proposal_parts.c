#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* protocol/negotiation.md "A part of a proposal". Item a is under review and reads "ab[CA: XYZ]cd[CA: ef struck]"; Costa Rica joined it. */

#define CA sitting_delegation("CA")
#define CR sitting_delegation("CR")

#define TEXT(delta)         "{'type':'text','item':'a','lang':'es','delta':" delta "}"
#define PART(accept, delta) PART_OF("q", "a", accept, delta)
#define PART_OF(id, item, accept, delta)                                                                     \
    "{'type':'proposal.part','proposal':'" id "','item':'" item "','lang':'es','accept':" accept             \
    ",'delta':" delta "}"
#define INS(at, len, id)           "[{'retain':" at "},{'retain':" len ",'attributes':{'ins:" id "':null}}]"
#define DEL(at, len)               "[{'retain':" at "},{'retain':" len ",'attributes':{'del:q':null}}]"
#define FIRST                      "[{'retain':1,'attributes':{'ins:q':null}}]"
#define ACCEPT                     "[{'type':'proposal.accept','proposal':'q'}]"
#define REOPEN(seq)                "[{'type':'proposal.reopen','proposal':'q','seq':" seq "}]"
#define OK(sitting, role, changes) assert_int_equal(sitting_ask(sitting, role, changes), STATUS_OK)
#define ASK(sitting, changes)      sitting_ask(sitting, ROLE_CHAIR, changes)

static struct sitting open_amended(void)
{
    struct sitting sitting = sitting_open();
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'review'}]");
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000,
                                    "[{'type':'proposal.add','proposal':'q','item':'a'}," TEXT(
                                        "[{'retain':2},{'insert':'XYZ','attributes':{'ins:q':true}},"
                                        "{'retain':2},{'retain':2,'attributes':{'del:q':true}}]") "]"),
                     STATUS_OK);
    assert_int_equal(
        sitting_ask_as(&sitting, CR, 6000, "[{'type':'proposal.support','proposal':'q','support':true}]"),
        STATUS_OK);
    assert_tree(&sitting, "a?=abXYZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    return sitting;
}

static void assert_says(const struct sitting *sitting, const char *key, const char *quoted)
{
    char *want = double_quoted(quoted);
    if (!strstr(sitting_snapshot_from(sitting, key), want))
        fail_msg("no %s in %s", want, sitting_snapshot_from(sitting, key));
    free(want);
}

static void test_accepted_words_stay_and_the_rest_is_still_proposed(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" PART("true", INS("3", "1", "q")) "]");
    assert_says(&sitting, "\"items\":",
                "{'insert':'X','attributes':{'ins:q':true}},{'insert':'Y'},{'insert':'Z',"
                "'attributes':{'ins:q':true}},{'insert':'cd'},{'insert':'ef','attributes':{'del:q':true}}");
    assert_says(&sitting, "\"proposals\":", "'support':['CR'],'filed':false,'state':'open'");
    assert_says(&sitting, "\"proposals\":", "'by':'chair','accept':true,'lang':'es','ins':'Y'}]");
    OK(&sitting, ROLE_CHAIR, ACCEPT);
    assert_tree(&sitting, "a?=abXYZcd|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_rejected_words_go_and_struck_ones_can_be_told_from_them(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" PART("false", INS("1", "3", "q")) "]");
    assert_tree(&sitting, "a?=abZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" PART("true", DEL("5", "1")) "]");
    assert_tree(&sitting, "a?=abZcdf|ABCDEF b=ghi(c=jkl) d=mno");
    assert_says(&sitting, "\"proposals\":", "'accept':false,'lang':'es','ins':'XY'}");
    assert_says(&sitting, "\"proposals\":", "'accept':true,'lang':'es','del':'e'}");
    OK(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'q'}]");
    assert_tree(&sitting, "a?=abcdf|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_it_is_taken_back_by_its_seq(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct sitting sitting = open_amended();
        char *items = strdup(sitting_snapshot_from(&sitting, "\"items\":"));
        *strstr(items, ",\"changed\"") = '\0';
        OK(&sitting, ROLE_CHAIR,
           i ? "[" PART("false", INS("3", "1", "q")) "]" : "[" PART("true", INS("3", "1", "q")) "]");
        assert_int_equal(ASK(&sitting, REOPEN("4")), STATUS_BAD_OP);
        assert_int_equal(ASK(&sitting, "[{'type':'proposal.reopen','proposal':'q'}]"), STATUS_BAD_OP);
        OK(&sitting, ROLE_CHAIR, REOPEN("5"));
        assert_non_null(strstr(sitting_snapshot_from(&sitting, "\"items\":"), items));
        assert_null(strstr(sitting_snapshot_from(&sitting, "\"proposals\":"), "\"parts\""));
        assert_says(&sitting, "\"proposals\":", "'support':['CR']");
        assert_int_equal(ASK(&sitting, REOPEN("5")), STATUS_BAD_OP);
        free(items);
        sitting_close(&sitting);
    }
}

static void test_the_whole_is_taken_back_before_its_part(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" PART("false", INS("2", "1", "q")) "]");
    OK(&sitting, ROLE_CHAIR, ACCEPT);
    assert_tree(&sitting, "a?=abYZcd|ABCDEF b=ghi(c=jkl) d=mno");
    assert_int_equal(ASK(&sitting, REOPEN("5")), STATUS_BAD_OP);
    OK(&sitting, ROLE_CHAIR, "[{'type':'proposal.reopen','proposal':'q'}]");
    assert_tree(&sitting, "a?=abYZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, REOPEN("5"));
    assert_tree(&sitting, "a?=abXYZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_late_words_are_not_decided_unseen(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 7000,
                       "[" TEXT("[{'retain':3},{'insert':'-','attributes':{'ins:q':true}}]") "]"),
        STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_CHAIR, 4, "[" PART("false", INS("2", "2", "q")) "]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=ab-Zcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_it_follows_splits_and_merges(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_SECRETARIAT, "[{'type':'item.split','item':'a','new':'n','at':{'es':3}}]");
    assert_int_equal(sitting_ask_late(&sitting, ROLE_CHAIR, 4, "[" PART("false", INS("2", "2", "q")) "]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=ab|ABCDEF n?=Zcdef b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, REOPEN("6"));
    assert_tree(&sitting, "a?=abX|ABCDEF n?=YZcdef b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_SECRETARIAT, "[{'type':'item.merge','item':'n','into':'a'}]");
    assert_int_equal(sitting_ask_late(&sitting, ROLE_CHAIR, 7, "[" PART_OF("q", "n", "true", FIRST) "]"),
                     STATUS_OK);
    assert_says(&sitting, "\"items\":", "{'insert':'Y'}");
    sitting_close(&sitting);
}

static void test_two_who_decide_at_once_decide_words_once(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" PART("true", INS("2", "2", "q")) "]");
    assert_int_equal(sitting_ask_late(&sitting, ROLE_CHAIR, 4, "[" PART("false", INS("2", "1", "q")) "]"),
                     STATUS_BAD_OP);
    assert_tree(&sitting, "a?=abXYZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_all_of_it_is_no_part(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(
        ASK(&sitting, "[" PART("true", "[{'retain':9,'attributes':{'ins:q':null,'del:q':null}}]") "]"),
        STATUS_BAD_OP);
    assert_non_null(strstr(sitting.refusal.message, "as a whole"));
    sitting_close(&sitting);
}

static void test_what_is_no_choice_of_its_words_is_refused(void **state)
{
    static const char *const wrong[] = {
        "[" PART("true", "[{'insert':'x'}]") "]",
        "[" PART("true", "[{'delete':3}]") "]",
        "[" PART("true", "[{'retain':3,'attributes':{'bold':true}}]") "]",
        "[" PART("true", "[{'retain':3,'attributes':{'ins:q':true}}]") "]",
        "[" PART("true", "[{'retain':3,'attributes':{'ins:p':null}}]") "]",
        "[" PART("true", INS("2", "100", "q")) "]",
        "[" PART("true", FIRST) "]",
        "[" PART_OF("none", "a", "true", INS("2", "1", "none")) "]",
        "[" PART_OF("q", "b", "true", FIRST) "]",
        "[" PART("true", INS("2", "1", "q")) "," TEXT("[{'insert':'z'}]") "]",
        "[" PART("true", INS("2", "1", "q")) "," PART("false", INS("3", "1", "q")) "]",
        "[{'type':'proposal.part','proposal':'q','item':'a','lang':'fr','accept':true,'delta':[]}]",
    };
    (void)state;
    struct sitting sitting = open_amended();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (ASK(&sitting, wrong[i]) != STATUS_BAD_OP)
            fail_msg("not refused as bad-op: %s", wrong[i]);
    sitting_close(&sitting);
}

static void test_the_chair_alone_decides_and_not_of_what_is_agreed(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    const char *part = "[" PART("true", INS("3", "1", "q")) "]";
    assert_int_equal(sitting_ask_as(&sitting, CA, 7000, part), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, part), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, part), STATUS_FORBIDDEN);
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'agreed','reason':'yes'}]");
    assert_int_equal(ASK(&sitting, part), STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_inside_what_is_undecided_it_waits(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    /* Costa Rica proposes to put "!" between X and Y */
    assert_int_equal(
        sitting_ask_as(&sitting, CR, 7000,
                       "[{'type':'proposal.add','proposal':'r','item':'a'}," TEXT(
                           "[{'retain':3},{'insert':'!?','attributes':{'ins:q':true,'ins:r':true}}]") "]"),
        STATUS_OK);
    assert_tree(&sitting, "a?=abX!?YZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    assert_int_equal(ASK(&sitting, "[" PART_OF("r", "a", "true", INS("3", "1", "r")) "]"), STATUS_LOCKED);
    OK(&sitting, ROLE_CHAIR, "[" PART("true", INS("2", "4", "q")) "]");
    assert_says(&sitting, "\"items\":",
                "{'insert':'abX'},{'insert':'!?','attributes':{'ins:r':true}},{'insert':'Y'},"
                "{'insert':'Z','attributes':{'ins:q':true}}");
    OK(&sitting, ROLE_CHAIR, "[" PART_OF("r", "a", "true", INS("3", "1", "r")) "]");
    assert_tree(&sitting, "a?=abX!?YZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_of_alternatives_a_part_can_only_be_rejected(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[{'type':'proposal.group','proposal':'q','group':'g'}]");
    assert_int_equal(
        sitting_ask_as(
            &sitting, CR, 7000,
            "[{'type':'proposal.add','proposal':'r','item':'a','group':'g'},"
            "{'type':'text','item':'a','lang':'es','delta':[{'insert':'R','attributes':{'ins:r':true}}]}]"),
        STATUS_OK);
    assert_int_equal(ASK(&sitting, "[" PART("true", INS("4", "1", "q")) "]"), STATUS_LOCKED);
    OK(&sitting, ROLE_CHAIR, "[" PART("false", INS("4", "1", "q")) "]");
    assert_tree(&sitting, "a?=RabXZcdef|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[{'type':'proposal.group','proposal':'q','group':null}]");
    OK(&sitting, ROLE_CHAIR, "[" PART("true", INS("3", "1", "q")) "]");
    sitting_close(&sitting);
}

static void test_a_whole_item_is_decided_as_a_whole(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask_as(&sitting, CA, 7000,
                                    "[{'type':'proposal.add','proposal':'s','item':'n','act':'add'},"
                                    "{'type':'item.add','item':'n','parent':null,'after':'a','kind':'item','"
                                    "texts':{'es':[{'insert':'new'}]}}]"),
                     STATUS_OK);
    assert_int_equal(ASK(&sitting, "[" PART_OF("s", "n", "true", INS("1", "1", "s")) "]"), STATUS_BAD_OP);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted_words_stay_and_the_rest_is_still_proposed),
        cmocka_unit_test(test_rejected_words_go_and_struck_ones_can_be_told_from_them),
        cmocka_unit_test(test_it_is_taken_back_by_its_seq),
        cmocka_unit_test(test_the_whole_is_taken_back_before_its_part),
        cmocka_unit_test(test_late_words_are_not_decided_unseen),
        cmocka_unit_test(test_it_follows_splits_and_merges),
        cmocka_unit_test(test_two_who_decide_at_once_decide_words_once),
        cmocka_unit_test(test_all_of_it_is_no_part),
        cmocka_unit_test(test_what_is_no_choice_of_its_words_is_refused),
        cmocka_unit_test(test_the_chair_alone_decides_and_not_of_what_is_agreed),
        cmocka_unit_test(test_inside_what_is_undecided_it_waits),
        cmocka_unit_test(test_of_alternatives_a_part_can_only_be_rejected),
        cmocka_unit_test(test_a_whole_item_is_decided_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
