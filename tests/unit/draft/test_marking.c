#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* protocol/negotiation.md "Whose the words are". Mexico proposes XY in item a, "ab[MX: XY]cdef", and item p, "[MX: nuevo]". */

#define MX    sitting_person(ROLE_DELEGATION)
#define CA    sitting_delegation("CA")
#define CHAIR sitting_person(ROLE_CHAIR)
#define DESK  sitting_person(ROLE_SECRETARIAT)

#define TEXT(item, delta) "{'type':'text','item':'" item "','lang':'es','delta':" delta "}"
#define ADD(id, item)     "{'type':'proposal.add','proposal':'" id "','item':'" item "'}"

static enum status ask(struct sitting *sitting, const struct participant *who, const char *changes)
{
    return sitting_ask_as(sitting, who, 5000, changes);
}

static void must(struct sitting *sitting, const struct participant *who, const char *changes)
{
    if (ask(sitting, who, changes) != STATUS_OK)
        fail_msg("%s: %s", changes, sitting->refusal.message);
}

static void must_fail(struct sitting *sitting, const struct participant *who, enum status status,
                      const char *changes)
{
    enum status found = ask(sitting, who, changes);
    if (found != status)
        fail_msg("%s by %s: %s, where it should be %s", changes, who->name, status_code(found),
                 status_code(status));
}

static struct sitting open_claimed(void)
{
    struct sitting sitting = sitting_open();
    must(&sitting, MX,
         "[" ADD("q", "a") "," TEXT("a", "[{'retain':2},{'insert':'XY','attributes':{'ins:q':true}}]") "]");
    must(&sitting, MX,
         "[{'type':'proposal.add','proposal':'w','item':'p','act':'add'},"
         "{'type':'item.add','item':'p','parent':null,'after':'d','kind':'item','texts':{'es':[{'insert':'"
         "nuevo'}]}}]");
    assert_tree(&sitting, "a=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno p?=nuevo");
    return sitting;
}

/* Everybody who might think that they may: in an open item, and where they may write under review. */
static void nobody_else(enum status status, const char *changes)
{
    static const char *const statuses[] = {"open", "review"};
    for (int i = 0; i < 2; i++) {
        struct sitting sitting = open_claimed();
        char set[160];
        snprintf(set, sizeof set,
                 "[{'type':'item.status','item':'a','status':'%s'},{'type':'item.status','item':'p','status':"
                 "'%s'}]",
                 statuses[i], statuses[i]);
        must(&sitting, CHAIR, set);
        must_fail(&sitting, CA, status, changes);
        must_fail(&sitting, DESK, status, changes);
        must_fail(&sitting, CHAIR, status, changes);
        sitting_close(&sitting);
    }
}

static void test_nobody_else_writes_deletes_or_formats_under_somebodys_mark(void **state)
{
    static const char *const changes[] = {
        "[" TEXT("a", "[{'retain':3},{'insert':'z'}]") "]",
        "[" TEXT("a", "[{'retain':3},{'insert':'z','attributes':{'ins:q':true}}]") "]",
        "[" TEXT("a", "[{'retain':4},{'insert':'z','attributes':{'ins:q':true}}]") "]",
        "[" TEXT("a", "[{'insert':'z','attributes':{'ins:q':true}}]") "]",
        "[" TEXT("b", "[{'insert':'z','attributes':{'ins:q':true}}]") "]",
        "[" TEXT("a", "[{'insert':'z','attributes':{'del:q':true}}]") "]",
        "[" TEXT("a", "[{'retain':2},{'delete':1}]") "]",
        "[" TEXT("a", "[{'delete':8}]") "]",
        "[" TEXT("a", "[{'retain':3,'attributes':{'bold':true}}]") "]",
        "[" TEXT("a", "[{'retain':2},{'retain':1,'attributes':{'link':'https://x.example'}}]") "]",
        "[" TEXT("p", "[{'insert':'z'}]") "]",
        "[" TEXT("p", "[{'delete':1}]") "]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        nobody_else(STATUS_LOCKED, changes[i]);
}

static void test_everybody_else_proposes_about_them(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CHAIR,
         "[" ADD("k", "a") "," TEXT(
             "a", "[{'retain':3},{'insert':'z','attributes':{'ins:q':true,'ins:k':true}}]") "]");
    must(&sitting, CA,
         "[" ADD("c", "a") "," TEXT("a", "[{'retain':2},{'retain':1,'attributes':{'del:c':true}}]") "]");
    must(&sitting, DESK,
         "[" ADD("s", "p") "," TEXT("p", "[{'retain':5},{'insert':'!','attributes':{'ins:s':true}}]") "]");
    must(&sitting, CHAIR, "[" TEXT("a", "[{'retain':3},{'delete':1}]") "]"); /* what is their own inside it */
    must_fail(&sitting, MX, STATUS_LOCKED,
              "[" TEXT("p", "[{'retain':5},{'delete':1}]") "]"); /* the desk's words */
    assert_tree(&sitting, "a=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno p?=nuevo!");
    sitting_close(&sitting);
}

static void test_plain_words_beside_a_proposal_are_free(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CA, "[" TEXT("a", "[{'retain':2},{'insert':'1'}]") "]");
    must(&sitting, DESK, "[" TEXT("a", "[{'retain':5},{'insert':'2'},{'delete':1}]") "]");
    must(&sitting, MX, "[" TEXT("a", "[{'retain':4},{'insert':'3'}]") "]"); /* in one's own */
    assert_tree(&sitting, "a=ab1X3Y2def|ABCDEF b=ghi(c=jkl) d=mno p?=nuevo");
    sitting_close(&sitting);
}

static void test_a_new_item_begins_without_marks(void **state)
{
#define NEW(marks)                                                                                           \
    "{'type':'item.add','item':'n','parent':null,'after':'a','kind':'item','texts':{'es':[{'insert':'"       \
    "acepta',"                                                                                               \
    "'attributes':{" marks "}}]}}"
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CHAIR, "[{'type':'item.status','item':'a','status':'review'}]");
    must_fail(&sitting, CA, STATUS_LOCKED, "[" NEW("'ins:q':true") "]");
    must_fail(&sitting, CHAIR, STATUS_LOCKED, "[" NEW("'ins:q':true") "]");
    must_fail(&sitting, MX, STATUS_LOCKED, "[" NEW("'ins:q':true") "]"); /* its own, but for another item */
    must_fail(&sitting, MX, STATUS_LOCKED, "[" NEW("'del:q':true") "]");
    must_fail(&sitting, MX, STATUS_BAD_OP, "[" NEW("'ins:nobody':true") "]");
    must_fail(&sitting, CA, STATUS_LOCKED,
              "[{'type':'proposal.add','proposal':'c','item':'n','act':'add'}," NEW(
                  "'ins:q':true,'ins:c':true") "]");
    must(&sitting, CA,
         "[{'type':'proposal.add','proposal':'c','item':'n','act':'add'}," NEW("'ins:c':true") "]");
    sitting_close(&sitting);
}

static void test_a_mark_stands_only_where_its_proposal_is_bound(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must_fail(&sitting, MX, STATUS_LOCKED, "[" TEXT("b", "[{'insert':'z','attributes':{'ins:q':true}}]") "]");
    must_fail(&sitting, MX, STATUS_LOCKED, "[" TEXT("b", "[{'retain':1,'attributes':{'del:q':true}}]") "]");
    must(&sitting, CA, "[{'type':'item.split','item':'a','new':'n','at':{'es':3}}]");
    must(&sitting, MX, "[" TEXT("n", "[{'insert':'z','attributes':{'ins:q':true}}]") "]");
    must(&sitting, CA, "[{'type':'item.merge','item':'n','into':'b'}]");
    must(&sitting, MX, "[" TEXT("b", "[{'retain':3},{'insert':'y','attributes':{'ins:q':true}}]") "]");
    assert_tree(&sitting, "a=abX|ABCDEF n-= b=ghiyzYcdef(c=jkl) d=mno p?=nuevo");
    sitting_close(&sitting);
}

static void test_late_words_of_a_proposal_follow_a_split_into_an_item_without_any(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CHAIR, "[{'type':'item.split','item':'a','new':'n','at':{'es':6}}]");
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_DELEGATION, 3,
                         "[" TEXT("a", "[{'retain':7},{'insert':'z','attributes':{'ins:q':true}}]") "]"),
        STATUS_OK);
    assert_int_equal(sitting_ask_late(&sitting, ROLE_DELEGATION, 3,
                                      "[" TEXT("b", "[{'insert':'z','attributes':{'ins:q':true}}]") "]"),
                     STATUS_LOCKED);
    assert_tree(&sitting, "a=abXYcd|ABCDEF n=ezf b=ghi(c=jkl) d=mno p?=nuevo");
    sitting_close(&sitting);
}

static void test_what_is_filed_is_frozen_for_everybody(void **state)
{
    static const char *const changes[] = {
        "[" TEXT("a", "[{'retain':3},{'insert':'z','attributes':{'ins:q':true}}]") "]",
        "[" TEXT("a", "[{'retain':3},{'insert':'z'}]") "]",
        "[" TEXT("a", "[{'retain':2},{'delete':2}]") "]",
        "[" TEXT("a", "[{'retain':2},{'retain':1,'attributes':{'italic':true}}]") "]",
    };
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CHAIR, "[{'type':'item.status','item':'a','status':'review'}]");
    must(&sitting, MX, "[{'type':'proposal.file','proposal':'q','note':'So be it.'}]");
    must(&sitting, CHAIR, "[{'type':'item.status','item':'a','status':'open'}]"); /* reopened */
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        must_fail(&sitting, CA, STATUS_LOCKED, changes[i]);
        must_fail(&sitting, MX, STATUS_LOCKED, changes[i]);
        must_fail(&sitting, DESK, STATUS_LOCKED, changes[i]);
        must_fail(&sitting, CHAIR, STATUS_LOCKED, changes[i]);
    }
    must_fail(&sitting, MX, STATUS_LOCKED,
              "[{'type':'proposal.file','proposal':'q','note':'Something else.'}]");
    must_fail(&sitting, CA, STATUS_LOCKED, "[{'type':'item.remove','item':'a'}]");
    must(&sitting, MX, "[{'type':'proposal.withdraw','proposal':'q'}]");
    sitting_close(&sitting);
}

static void test_what_somebody_proposes_goes_only_by_the_chair(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CHAIR, "[{'type':'item.move','item':'p','parent':'a','after':null}]");
    must_fail(&sitting, CA, STATUS_LOCKED, "[{'type':'item.remove','item':'a'}]");
    must_fail(&sitting, DESK, STATUS_LOCKED, "[{'type':'item.remove','item':'a'}]");
    must_fail(&sitting, DESK, STATUS_LOCKED, "[{'type':'item.remove','item':'p'}]");
    must(&sitting, CHAIR, "[{'type':'item.remove','item':'a'}]");
    sitting_close(&sitting);
}

static void test_an_item_that_is_only_proposed_is_neither_cut_nor_joined(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must_fail(&sitting, CHAIR, STATUS_LOCKED, "[{'type':'item.split','item':'p','new':'n','at':{'es':2}}]");
    must_fail(&sitting, DESK, STATUS_LOCKED, "[{'type':'item.merge','item':'p','into':'d'}]");
    must_fail(&sitting, DESK, STATUS_LOCKED, "[{'type':'item.merge','item':'d','into':'p'}]");
    must(&sitting, CHAIR, "[{'type':'proposal.accept','proposal':'w'}]");
    must(&sitting, DESK, "[{'type':'item.merge','item':'p','into':'d'}]");
    sitting_close(&sitting);
}

static void test_late_words_in_a_bracket_that_went_stay_as_plain_words_of_a_free_writer(void **state)
{
    (void)state;
    struct sitting sitting = open_claimed();
    must(&sitting, CHAIR, "[{'type':'proposal.reject','proposal':'q'}]");
    assert_int_equal(
        sitting_ask_late(&sitting, ROLE_SECRETARIAT, 3,
                         "[" TEXT("a", "[{'retain':3},{'insert':'z','attributes':{'ins:q':true}}]") "]"),
        STATUS_OK);
    assert_tree(&sitting, "a=abzcdef|ABCDEF b=ghi(c=jkl) d=mno p?=nuevo");
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_nobody_else_writes_deletes_or_formats_under_somebodys_mark),
        CASE(test_everybody_else_proposes_about_them),
        CASE(test_plain_words_beside_a_proposal_are_free),
        CASE(test_a_new_item_begins_without_marks),
        CASE(test_a_mark_stands_only_where_its_proposal_is_bound),
        CASE(test_late_words_of_a_proposal_follow_a_split_into_an_item_without_any),
        CASE(test_what_is_filed_is_frozen_for_everybody),
        CASE(test_what_somebody_proposes_goes_only_by_the_chair),
        CASE(test_an_item_that_is_only_proposed_is_neither_cut_nor_joined),
        CASE(test_late_words_in_a_bracket_that_went_stay_as_plain_words_of_a_free_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
