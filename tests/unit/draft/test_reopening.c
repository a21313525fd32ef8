#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"
#include "wire/op_codec.h"

/* protocol/negotiation.md "Taking a decision back". Item a is under review and reads "ab[CA: XY]cd[CA: ef struck]". */

#define CA sitting_delegation("CA")
#define CR sitting_delegation("CR")

#define TEXT(delta)                "{'type':'text','item':'a','lang':'es','delta':" delta "}"
#define ACCEPT(id)                 "{'type':'proposal.accept','proposal':'" id "'}"
#define REJECT(id)                 "{'type':'proposal.reject','proposal':'" id "'}"
#define REOPEN(id)                 "{'type':'proposal.reopen','proposal':'" id "'}"
#define STATUS(to)                 "[{'type':'item.status','item':'a','status':'" to "'}]"
#define ADD(id, item)              "{'type':'proposal.add','proposal':'" id "','item':'" item "'"
#define OK(sitting, role, changes) assert_int_equal(sitting_ask(sitting, role, changes), STATUS_OK)

static struct sitting open_amended(void)
{
    struct sitting sitting = sitting_open();
    OK(&sitting, ROLE_CHAIR, STATUS("review"));
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000,
                                    "[" ADD("q", "a") "}," TEXT(
                                        "[{'retain':2},{'insert':'XY','attributes':{'ins:q':true}},"
                                        "{'retain':2},{'retain':2,'attributes':{'del:q':true}}]") "]"),
                     STATUS_OK);
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    return sitting;
}

/* The words of a in Spanish, with their marks; caller frees. */
static char *words_of(const struct sitting *sitting)
{
    const char *from = strstr(sitting_snapshot_from(sitting, "\"items\":"), "\"es\":");
    assert_non_null(from);
    return strndup(from, (size_t)(strstr(from, "]}") - from));
}

static void assert_state(const struct sitting *sitting, const char *state)
{
    assert_non_null(strstr(sitting_snapshot_from(sitting, "\"proposals\":"), state));
}

static void test_words_and_marks_come_back_as_they_were(void **state)
{
    static const char *const decisions[] = {"[" ACCEPT("q") "]", "[" REJECT("q") "]"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct sitting sitting = open_amended();
        char *before = words_of(&sitting);
        OK(&sitting, ROLE_CHAIR, decisions[i]);
        OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
        char *after = words_of(&sitting);
        assert_string_equal(after, before);
        assert_state(&sitting, "\"state\":\"open\",\"seq\":3,\"at\":5000}");
        OK(&sitting, ROLE_CHAIR, decisions[i]);
        free(before);
        free(after);
        sitting_close(&sitting);
    }
}

static void test_the_log_says_what_the_decision_took(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "]");
    assert_non_null(
        strstr(sitting_last(&sitting),
               "\"undo\":{\"ops\":[{\"retain\":2},{\"retain\":2,\"attributes\":{\"ins:q\":true}},{"
               "\"retain\":2},{\"insert\":\"ef\",\"attributes\":{\"del:q\":true}}]}"));
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
    assert_string_equal(sitting_last_changes(&sitting),
                        "{\"type\":\"proposal.reopen\",\"proposal\":\"q\"},{\"type\":\"text\",\"item\":\"a\","
                        "\"lang\":\"es\",\"delta\":{\"ops\":[{\"retain\":2},{\"retain\":2,\"attributes\":{"
                        "\"ins:q\":true}},{\"retain\":2},{\"insert\":\"ef\",\"attributes\":{\"del:q\":true}}"
                        "]}}");
    sitting_close(&sitting);
}

static void test_nobody_but_the_server_says_what_would_take_words_back(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR,
       "[{'type':'text','item':'a','lang':'es','delta':[{'insert':'z'}],'undo':[{'insert':'lie'}]}]");
    assert_null(strstr(sitting_last(&sitting), "undo"));
    sitting_close(&sitting);
}

static void test_what_was_written_since_stays(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" REJECT("q") "]");
    OK(&sitting, ROLE_SECRETARIAT, "[" TEXT("[{'insert':'1'},{'retain':2},{'insert':'2'}]") "]");
    OK(&sitting, ROLE_SECRETARIAT, "[{'type':'item.split','item':'a','new':'n','at':{'es':6}}]");
    assert_tree(&sitting, "a?=1ab2cd|ABCDEF n?=ef b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
    /* the words come back to where they stood: in front of what was typed there */
    assert_tree(&sitting, "a?=1abXY2cd|ABCDEF n?=ef b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "]");
    assert_tree(&sitting, "a?=1abXY2cd|ABCDEF n?= b=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

/* A log that gives what was written up to `last`, and then fails, as while a database is replaced. */
struct failing_log {
    struct history *whole;
    uint64_t last;
};

static enum status read_until(void *context, uint64_t from, uint64_t to, history_take take, void *taker)
{
    const struct failing_log *log = context;
    for (uint64_t seq = from; seq <= to; seq++)
        if (seq > log->last || !take(taker, history_find(log->whole, seq)))
            return STATUS_IO;
    return STATUS_OK;
}

static void test_where_the_log_cannot_be_read_it_is_not_said_that_it_is_too_late(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    OK(&sitting, ROLE_CHAIR, "[" REJECT("q") "]");
    struct failing_log log = {sitting.history, 0};
    uint64_t decided = draft_seq(sitting.draft);
    OK(&sitting, ROLE_SECRETARIAT, "[" TEXT("[{'insert':'1'}]") "]");
    sitting.history = history_create(op_decode, (struct history_source){.read = read_until, .context = &log});
    /* without the decision; without what came after it */
    for (log.last = decided - 1; log.last <= decided; log.last++) {
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]"), STATUS_STORAGE);
        assert_tree(&sitting, "a?=1abcdef|ABCDEF b=ghi(c=jkl) d=mno");
    }
    log.last = decided + 1;
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
    assert_tree(&sitting, "a?=1abXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    history_destroy(log.whole);
    sitting_close(&sitting);
}

static void test_co_sponsors_stay_unless_the_words_are_others_now(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        struct sitting sitting = open_amended();
        assert_int_equal(
            sitting_ask_as(&sitting, CR, 5000, "[{'type':'proposal.support','proposal':'q','support':true}]"),
            STATUS_OK);
        OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "]");
        if (cut)
            OK(&sitting, ROLE_SECRETARIAT, "[" TEXT("[{'retain':2},{'delete':1}]") "]");
        OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
        assert_state(&sitting, cut ? "\"support\":[]" : "\"support\":[\"CR\"]");
        sitting_close(&sitting);
    }
}

static void test_one_of_several_that_were_decided_at_once_is_reopened(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(
        sitting_ask_as(&sitting, CR, 5000,
                       "[" ADD("r", "a") "}," TEXT("[{'insert':'R','attributes':{'ins:r':true}},{'retain':4},"
                                                   "{'retain':4,'attributes':{'del:r':true}}]") "]"),
        STATUS_OK);
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "," ACCEPT("r") "]");
    assert_tree(&sitting, "a?=RabXY|ABCDEF b=ghi(c=jkl) d=mno");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("r") "]"),
                     STATUS_LOCKED); /* "ef" went by q too */
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("r") "," REOPEN("q") "]");
    assert_tree(&sitting, "a?=RabXYcdef|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "," REJECT("r") "]");
    assert_tree(&sitting, "a?=abXYcd|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("r") "]");
    assert_tree(&sitting, "a?=RabXYcd|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("r") "]");
    assert_tree(&sitting, "a?=RabXY|ABCDEF b=ghi(c=jkl) d=mno");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
    assert_tree(&sitting, "a?=RabXY|ABCDEF b=ghi(c=jkl) d=mno"); /* r struck "ef" as well */
    sitting_close(&sitting);
}

static void strike_the_end(struct sitting *sitting, const struct participant *who, const char *proposal)
{
    struct buf changes = BUF_EMPTY;
    buf_format(&changes,
               "[" ADD("%s", "a") "}," TEXT("[{'retain':4},{'retain':2,'attributes':{'del:%s':true}}]") "]",
               proposal, proposal);
    assert_int_equal(sitting_ask_as(sitting, who, 5000, changes.bytes), STATUS_OK);
    buf_clear(&changes);
}

static void test_words_that_another_decision_took_since_stay_away(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    OK(&sitting, ROLE_CHAIR, STATUS("review"));
    strike_the_end(&sitting, CA, "q");
    strike_the_end(&sitting, CR, "r");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "," REJECT("r") "]");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("r") "]");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("r") "]");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]");
    assert_tree(&sitting, "a?=abcd|ABCDEF b=ghi(c=jkl) d=mno");
    assert_string_equal(sitting_last_changes(&sitting), "{\"type\":\"proposal.reopen\",\"proposal\":\"q\"}");
    sitting_close(&sitting);
}

static void test_whole_items_come_back(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(
        sitting_ask_as(&sitting, CA, 5000,
                       "[" ADD("s", "n") ",'act':'add'},{'type':'item.add','item':'n','parent':null,'after':"
                                         "'d','kind':'item'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000, "[" ADD("t", "b") ",'act':'remove'}]"), STATUS_OK);
    OK(&sitting, ROLE_CHAIR, "[" REJECT("s") "," ACCEPT("t") "]");
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b-=ghi(c=jkl) d=mno n?-");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("s") "," REOPEN("t") "]");
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno n?");
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("s") "," REJECT("t") "]");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("s") "]");
    OK(&sitting, ROLE_CHAIR, "[" REJECT("s") "]");
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b=ghi(c=jkl) d=mno n?-");
    sitting_close(&sitting);
}

static void test_an_item_that_was_removed_otherwise_stays_removed(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000, "[" ADD("t", "b") ",'act':'remove'}]"), STATUS_OK);
    OK(&sitting, ROLE_CHAIR, "[" REJECT("t") "]");
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]");
    OK(&sitting, ROLE_CHAIR, "[" REOPEN("t") "]");
    assert_tree(&sitting, "a?=abXYcdef|ABCDEF b-=ghi(c=jkl) d=mno");
    sitting_close(&sitting);
}

static void test_what_cannot_be_taken_back_is_refused(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]"), STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("nobody") "]"), STATUS_BAD_OP);
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("q") "]");
    assert_int_equal(sitting_ask(&sitting, ROLE_SECRETARIAT, "[" REOPEN("q") "]"), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000, "[" REOPEN("q") "]"), STATUS_FORBIDDEN);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("q") "," TEXT("[{'insert':'x'}]") "]"),
                     STATUS_BAD_OP);
    OK(&sitting, ROLE_CHAIR, STATUS("agreed"));
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]"), STATUS_LOCKED);
    sitting_close(&sitting);
}

static void test_what_the_author_withdrew_stays_withdrawn(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000, "[{'type':'proposal.withdraw','proposal':'q'}]"),
                     STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("q") "]"), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_an_item_that_was_split_is_no_proposal_again(void **state)
{
    (void)state;
    struct sitting sitting = open_amended();
    assert_int_equal(sitting_ask_as(&sitting, CA, 5000,
                                    "[" ADD("s", "n") ",'act':'add'},{'type':'item.add','item':'n','parent':"
                                                      "null,'after':'d','kind':'item','texts':{'es':[{"
                                                      "'insert':'pqr'}]}}]"),
                     STATUS_OK);
    OK(&sitting, ROLE_CHAIR, "[" ACCEPT("s") "]");
    OK(&sitting, ROLE_CHAIR, "[{'type':'item.split','item':'n','new':'o','at':{'es':1}}]");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[" REOPEN("s") "]"), STATUS_LOCKED);
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_words_and_marks_come_back_as_they_were),
        CASE(test_the_log_says_what_the_decision_took),
        CASE(test_nobody_but_the_server_says_what_would_take_words_back),
        CASE(test_what_was_written_since_stays),
        CASE(test_where_the_log_cannot_be_read_it_is_not_said_that_it_is_too_late),
        CASE(test_co_sponsors_stay_unless_the_words_are_others_now),
        CASE(test_one_of_several_that_were_decided_at_once_is_reopened),
        CASE(test_words_that_another_decision_took_since_stay_away),
        CASE(test_whole_items_come_back),
        CASE(test_an_item_that_was_removed_otherwise_stays_removed),
        CASE(test_what_cannot_be_taken_back_is_refused),
        CASE(test_what_the_author_withdrew_stays_withdrawn),
        CASE(test_an_item_that_was_split_is_no_proposal_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
