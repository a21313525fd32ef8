#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

/* Support is for a text. Mexico proposes XY in item a, "ab[MX: XY]cdef" with "ef" struck, and CR joins it. */

#define MX    sitting_person(ROLE_DELEGATION)
#define CA    sitting_delegation("CA")
#define CR    sitting_delegation("CR")
#define CHAIR sitting_person(ROLE_CHAIR)

#define TEXT(delta) "{'type':'text','item':'a','lang':'es','delta':" delta "}"
#define ADD(id)     "{'type':'proposal.add','proposal':'" id "','item':'a'}"
#define LAPSE       "{\"type\":\"proposal.support\",\"proposal\":\"q\",\"support\":false,\"delegations\":[\"CR\"]}"

static void must(struct sitting *sitting, const struct participant *who, const char *changes)
{
    if (sitting_ask_as(sitting, who, 5000, changes) != STATUS_OK)
        fail_msg("%s: %s", changes, sitting->refusal.message);
}

static struct sitting open_joined(void)
{
    struct sitting sitting = sitting_open();
    must(&sitting, CHAIR, "[{'type':'item.status','item':'a','status':'review'}]");
    must(&sitting, MX,
         "[" ADD("q") "," TEXT("[{'retain':2},{'insert':'XY','attributes':{'ins:q':true}},{'retain':2},"
                               "{'retain':2,'attributes':{'del:q':true}}]") "]");
    must(&sitting, CR, "[{'type':'proposal.support','proposal':'q','support':true}]");
    return sitting;
}

static bool has_lapsed(const struct sitting *sitting)
{
    const char *support = strstr(sitting_snapshot_from(sitting, "\"id\":\"q\""), "\"support\":");
    return strncmp(support, "\"support\":[]", 12) == 0;
}

static void check(const struct participant *who, const char *changes, bool lapses)
{
    struct sitting sitting = open_joined();
    must(&sitting, who, changes);
    const char *last = sitting_last_changes(&sitting);
    if (has_lapsed(&sitting) != lapses || (strstr(last, LAPSE) != NULL) != lapses)
        fail_msg("%s: the support %s: %s", changes, lapses ? "stays" : "lapses", last);
    sitting_close(&sitting);
}

static void test_support_lapses_visibly_when_the_author_changes_words_or_note(void **state)
{
    (void)state;
    check(MX, "[" TEXT("[{'retain':4},{'insert':'Z','attributes':{'ins:q':true}}]") "]", true);
    check(MX, "[" TEXT("[{'retain':2},{'delete':1}]") "]", true);
    check(MX, "[" TEXT("[{'retain':1,'attributes':{'del:q':true}}]") "]", true);
    check(MX, "[" TEXT("[{'retain':6},{'retain':1,'attributes':{'del:q':null}}]") "]", true);
    check(MX, "[{'type':'proposal.file','proposal':'q','note':'Why.'}]", true);
}

static void test_support_stays_while_text_and_note_do(void **state)
{
    (void)state;
    check(MX, "[{'type':'proposal.file','proposal':'q'}]", false);
    check(MX, "[" ADD("m") "," TEXT("[{'insert':'Z','attributes':{'ins:m':true}}]") "]", false);
    check(CA,
          "[" ADD("c") "," TEXT("[{'retain':3},{'insert':'Z','attributes':{'ins:q':true,'ins:c':true}}]") "]",
          false);
    check(CA, "[" ADD("c") "," TEXT("[{'retain':2},{'retain':1,'attributes':{'del:c':true}}]") "]", false);
    check(CHAIR, "[" TEXT("[{'insert':'Z'}]") "]", false);
    check(CHAIR, "[{'type':'item.split','item':'a','new':'n','at':{'es':3}}]", false);
}

static void test_an_amendment_is_accepted_only_with_or_after_what_it_stands_in(void **state)
{
    static const char *const amendments[] = {
        "[" ADD("c") "," TEXT("[{'retain':3},{'insert':'Z','attributes':{'ins:q':true,'ins:c':true}}]") "]",
        "[" ADD("c") "," TEXT("[{'retain':2},{'retain':1,'attributes':{'del:c':true}}]") "]",
    };
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct sitting sitting = open_joined();
        must(&sitting, CA, amendments[i]);
        assert_int_equal(sitting_ask_as(&sitting, CHAIR, 5000, "[{'type':'proposal.accept','proposal':'c'}]"),
                         STATUS_LOCKED);
        must(&sitting, CHAIR, "[{'type':'proposal.accept','proposal':'q'}]");
        must(&sitting, CHAIR, "[{'type':'proposal.accept','proposal':'c'}]");
        sitting_close(&sitting);
        sitting = open_joined();
        must(&sitting, CA, amendments[i]);
        must(&sitting, CHAIR,
             "[{'type':'proposal.accept','proposal':'c'},{'type':'proposal.accept','proposal':'q'}]");
        sitting_close(&sitting);
        sitting = open_joined();
        must(&sitting, CA, amendments[i]);
        must(&sitting, CHAIR, "[{'type':'proposal.reject','proposal':'c'}]");
        assert_false(has_lapsed(&sitting));
        sitting_close(&sitting);
    }
}

static void test_who_joins_must_have_seen_what_they_join(void **state)
{
    (void)state;
    struct sitting sitting = open_joined();
    must(&sitting, CR, "[{'type':'proposal.support','proposal':'q','support':false}]");
    must(&sitting, MX, "[" TEXT("[{'retain':2},{'delete':1}]") "]");
    struct submission late = {.who = CR, .client = "late", .n = 1, .base = 4, .at = 5000};
    assert_int_equal(sitting_changes("[{'type':'proposal.support','proposal':'q','support':true}]",
                                     &late.changes, &sitting.refusal),
                     STATUS_OK);
    assert_int_equal(sitting_submit(&sitting, &late), SUBMIT_REFUSED);
    assert_int_equal(sitting.refusal.status, STATUS_LOCKED);
    must(&sitting, CR, "[{'type':'proposal.support','proposal':'q','support':true}]");
    sitting_close(&sitting);
}

static void test_nobody_speaks_for_other_delegations(void **state)
{
    (void)state;
    struct sitting sitting = open_joined();
    must(&sitting, CA, "[{'type':'proposal.support','proposal':'q','support':false,'delegations':['CR']}]");
    assert_false(has_lapsed(&sitting));
    assert_null(strstr(sitting_last_changes(&sitting), "delegations"));
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_support_lapses_visibly_when_the_author_changes_words_or_note),
        CASE(test_support_stays_while_text_and_note_do),
        CASE(test_an_amendment_is_accepted_only_with_or_after_what_it_stands_in),
        CASE(test_who_joins_must_have_seen_what_they_join),
        CASE(test_nobody_speaks_for_other_delegations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
