#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* protocol/negotiation.md "Alternatives". Item a is under review and reads "ab[CA: X][CR: Y]cdef", X and Y of group g. */

#define CA sitting_delegation("CA")
#define CR sitting_delegation("CR")

#define READING(id, at, word)                                                                                \
    "[{'type':'proposal.add','proposal':'" id                                                                \
    "','item':'a','group':'g'},{'type':'text','item':'a','lang':'es',"                                       \
    "'delta':[{'retain':" at "},{'insert':'" word "','attributes':{'ins:" id "':true}}]}]"
#define ACCEPT(id)                 "{'type':'proposal.accept','proposal':'" id "'}"
#define OK(sitting, role, changes) assert_int_equal(sitting_ask(sitting, role, changes), STATUS_OK)

static struct sitting open_alternatives(void)
{
    struct sitting sitting = sitting_open();
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'review'}]");
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000, READING("p", "2", "X")), STATUS_OK);
    assert_int_equal(sitting_ask_as(&sitting, CR, 5000, READING("q", "3", "Y")), STATUS_OK);
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    return sitting;
}

static void test_accepting_one_rejects_the_others_in_the_same_op(void **state)
{
    (void)state;
    struct sitting sitting = open_alternatives();
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "]");
    char *want =
        double_quoted("{'type':'proposal.accept','proposal':'q'},{'type':'proposal.reject','proposal':'p'},"
                      "{'type':'text','item':'a','lang':'es','delta':{'ops':[{'retain':2},{'delete':1},"
                      "{'retain':1,'attributes':{'ins:q':null}}]},'undo':{'ops':[{'retain':2},{'insert':'X','"
                      "attributes':{'ins:p':"
                      "true}},{'retain':1,'attributes':{'ins:q':true}}]}}");
    assert_string_equal(sitting_last_changes(&sitting), want);
    free(want);
    assert_tree(&sitting, "a?=abYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_rejecting_one_leaves_the_others(void **state)
{
    (void)state;
    struct sitting sitting = open_alternatives();
    OK(&sitting, ROLE_CHAIR, "[{'type':'proposal.reject','proposal':'q'}]");
    assert_tree(&sitting, "a?=abXcdef|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("p") "]");
    assert_tree(&sitting, "a?=abXcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_two_are_not_accepted_at_once(void **state)
{
    (void)state;
    struct sitting sitting = open_alternatives();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" ACCEPT("p") "," ACCEPT("q") "]"), STATUS_LOCKED);
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_alternatives_are_for_one_item(void **state)
{
    (void)state;
    struct sitting sitting = open_alternatives();
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 5000, "[{'type':'proposal.add','proposal':'r','item':'b','group':'g'}]"),
        STATUS_BAD_OP);
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 5000,
                       "[{'type':'proposal.add','proposal':'r','item':'n','act':'add','group':'g'},"
                       "{'type':'item.add','item':'n','parent':null,'after':'d','kind':'item'}]"),
        STATUS_BAD_OP);
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'a','new':'s','at':{'es':4,'en':0}}]");
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 5000, "[{'type':'proposal.add','proposal':'r','item':'s','group':'g'}]"),
        STATUS_OK);
    sitting_close(&sitting);
}

static void test_of_proposed_items_one_stays(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    for (int i = 0; i < 3; i++) {
        static const char *const adds[] = {
            "[{'type':'proposal.add','proposal':'p0','item':'n0','act':'add','group':'g'},"
            "{'type':'item.add','item':'n0','parent':null,'after':'d','kind':'item'}]",
            "[{'type':'proposal.add','proposal':'p1','item':'n1','act':'add','group':'g'},"
            "{'type':'item.add','item':'n1','parent':null,'after':'n0','kind':'item'}]",
            "[{'type':'proposal.add','proposal':'p2','item':'n2','act':'add','group':'g'},"
            "{'type':'item.add','item':'n2','parent':'b','after':null,'kind':'item'}]"};
        assert_int_equal(sitting_ask_as(&sitting, CA, 5000, adds[i]), STATUS_OK);
    }
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("p1") "]");
    assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(n2?- c=jkl) d=mno n0?- n1?");
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepting_one_rejects_the_others_in_the_same_op),
        cmocka_unit_test(test_rejecting_one_leaves_the_others),
        cmocka_unit_test(test_two_are_not_accepted_at_once),
        cmocka_unit_test(test_alternatives_are_for_one_item),
        cmocka_unit_test(test_of_proposed_items_one_stays),
    };
    return cmocka_run_group_tests_name("draft/alternatives", tests, NULL, NULL);
}
