/* follow.set, follow.from: who says what of an adopted text, and that nothing else is taken there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "draft/follow_up.h"
#include "support/sitting.h"

#define SET(item, row, field, value)                                                                         \
    "[{'type':'follow.set','item':'" item "','row':" row ",'field':'" field "','value':" value "}]"

static struct sitting open_adopted(void)
{
    static const char *const steps[] = {"agreed", "approved"};
    struct sitting sitting = sitting_open();
    for (size_t i = 0; i < 2; i++) {
        char ask[400];
        snprintf(
            ask, sizeof ask,
            "[{'type':'item.status','item':'a','status':'%s','below':true},{'type':'item.status','item':'b',"
            "'status':'%s','below':true},{'type':'item.status','item':'d','status':'%s','below':true}]",
            steps[i], steps[i], steps[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, ask), STATUS_OK);
    }
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.adopt'}]"), STATUS_OK);
    return sitting;
}

static void test_an_adopted_draft_takes_what_is_said_of_it_and_nothing_else(void **state)
{
    (void)state;
    struct sitting sitting = open_adopted();
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, SET("a", "1", "who", "'La OIM'")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'follow.from','draft':'before'}]"),
                     STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR,
                    "[{'type':'follow.from','draft':null},{'type':'item.align','item':'a','lang':'en'}]"),
        STATUS_ADOPTED);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.set','title':{'es':'x'}}]"),
                     STATUS_ADOPTED);
    assert_tree(&sitting, "a!=abcdef|ABCDEF b!=ghi(c!=jkl) d!=mno");
    sitting_close(&sitting);
}

static void test_each_says_what_is_theirs_to_say(void **state)
{
    (void)state;
    struct sitting sitting = open_adopted();
    static const enum role may_not[] = {ROLE_OBSERVER, ROLE_DELEGATION};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(sitting_ask(&sitting, may_not[i], SET("a", "1", "status", "'done'")),
                         STATUS_FORBIDDEN);
        assert_int_equal(sitting_ask(&sitting, may_not[i], "[{'type':'follow.from','draft':'x'}]"),
                         STATUS_FORBIDDEN);
    }
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, SET("a", "1", "report", "'Hecho en mayo.'")),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_OBSERVER, SET("a", "1", "report", "'No.'")),
                     STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, SET("a", "1", "report", "'No.'")), STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

static void test_reports_of_delegations_stand_beside_each_other(void **state)
{
    (void)state;
    struct sitting sitting = open_adopted();
    const char *const ask = SET("a", "1", "report", "'Hecho.'");
    assert_int_equal(sitting_ask_as(&sitting, sitting_delegation("CA"), 7000, ask), STATUS_OK);
    assert_int_equal(sitting_ask_as(&sitting, sitting_delegation("CR"), 8000, ask), STATUS_OK);
    assert_int_equal(
        sitting_ask_as(&sitting, sitting_delegation("CR"), 9000, SET("a", "1", "report", "null")), STATUS_OK);
    const char *marks = sitting_snapshot_from(&sitting, "\"follow_up\":");
    assert_non_null(strstr(marks, "\"delegation\":\"CA\",\"value\":\"Hecho.\""));
    assert_non_null(strstr(marks, "\"delegation\":\"CR\",\"value\":null"));
    sitting_close(&sitting);
}

static void test_before_adoption_only_what_an_item_takes_up_is_said(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, SET("a", "1", "status", "'done'")), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, SET("a", "1", "report", "'x'")), STATUS_LOCKED);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, SET("a", "1", "takes_up", "'old-7'")),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[{'type':'follow.from','draft':'before'}]"),
                     STATUS_OK);
    assert_non_null(sitting_snapshot_from(&sitting, "\"follows\":\"before\""));
    sitting_close(&sitting);
}

static void test_values_are_what_their_field_takes(void **state)
{
    static const struct {
        const char *ask;
        enum status status;
    } cases[] = {
        {SET("a", "1", "due", "'2028-02-29'"), STATUS_OK},
        {SET("a", "1", "due", "''"), STATUS_OK},
        {SET("a", "1", "due", "'2027-02-29'"), STATUS_BAD_OP},
        {SET("a", "1", "due", "'30/6/2027'"), STATUS_BAD_OP},
        {SET("a", "1", "due", "'2027-6-030'"), STATUS_BAD_OP},
        {SET("a", "1", "status", "'late'"), STATUS_BAD_OP},
        {SET("a", "1", "status", "''"), STATUS_BAD_OP},
        {SET("a", "1", "kind", "'courtesy'"), STATUS_OK},
        {SET("a", "1", "takes_up", "'no id'"), STATUS_BAD_OP},
        {SET("a", "16", "note", "'Dos\\nlineas'"), STATUS_OK},
        {SET("a", "17", "note", "'x'"), STATUS_LIMIT},
        {SET("nowhere", "1", "note", "'x'"), STATUS_NO_ITEM},
    };
    (void)state;
    struct sitting sitting = open_adopted();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, cases[i].ask), cases[i].status);
    }
    struct buf ask = BUF_EMPTY;
    buf_text(&ask, "[{'type':'follow.set','item':'a','row':1,'field':'note','value':'");
    for (size_t i = 0; i <= FOLLOW_VALUE_MAX; i++)
        buf_char(&ask, 'x');
    buf_text(&ask, "'}]");
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, ask.bytes), STATUS_BAD_OP);
    buf_clear(&ask);
    sitting_close(&sitting);
}

static void test_a_later_word_takes_the_place_of_an_earlier_one(void **state)
{
    (void)state;
    struct sitting sitting = open_adopted();
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, SET("a", "1", "who", "'uno'")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, SET("a", "2", "who", "'dos'")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, SET("a", "1", "who", "'tres'")), STATUS_OK);
    const char *marks = sitting_snapshot_from(&sitting, "\"follow_up\":");
    assert_null(strstr(marks, "uno"));
    assert_non_null(strstr(marks, "\"row\":1,\"field\":\"who\",\"value\":\"tres\",\"by\":\"chair\""));
    assert_non_null(strstr(marks, "\"row\":2,\"field\":\"who\",\"value\":\"dos\""));
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_adopted_draft_takes_what_is_said_of_it_and_nothing_else),
        cmocka_unit_test(test_each_says_what_is_theirs_to_say),
        cmocka_unit_test(test_reports_of_delegations_stand_beside_each_other),
        cmocka_unit_test(test_before_adoption_only_what_an_item_takes_up_is_said),
        cmocka_unit_test(test_values_are_what_their_field_takes),
        cmocka_unit_test(test_a_later_word_takes_the_place_of_an_earlier_one),
    };
    return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}
