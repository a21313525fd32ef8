#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "base/mem.h"
#include "wire/message_codec.h"

#define HEAD "0123456789abcdef"

static struct refusal refusal;

static enum status decode(const char *text, struct message *out)
{
    char *json = double_quoted(text);
    enum status status = message_decode(json, strlen(json), out, &refusal);
    free(json);
    return status;
}

static void assert_refused(const char *text)
{
    struct message message;
    if (decode(text, &message) != STATUS_BAD_MESSAGE)
        fail_msg("this was taken: %s", text);
    assert_int_equal(refusal.status, STATUS_BAD_MESSAGE);
    assert_string_not_equal(refusal.message, "");
    message_clear(&message);
}

static void test_a_hello_names_draft_and_client(void **state)
{
    struct message message;
    (void)state;
    assert_int_equal(decode("{'t':'hello','v':1,'draft':'d','client':'c'}", &message), STATUS_OK);
    assert_int_equal(message.type, MESSAGE_HELLO);
    assert_string_equal(message.hello.draft, "d");
    assert_string_equal(message.hello.client, "c");
    assert_null(message.hello.token);
    assert_null(message.hello.as);
    assert_false(message.hello.has_since);
    assert_false(message.hello.snapshot_by_url);
    message_clear(&message);
}

static void test_a_hello_can_carry_a_token_and_what_the_client_has(void **state)
{
    struct message message;
    (void)state;
    assert_int_equal(
        decode(
            "{'t':'hello','v':1,'draft':'d','client':'c','token':'secret','as':'p','since':412,'head':'" HEAD
            "','snapshot':'url','later':[1]}",
            &message),
        STATUS_OK);
    assert_string_equal(message.hello.token, "secret");
    assert_string_equal(message.hello.as, "p");
    assert_true(message.hello.has_since);
    assert_int_equal(message.hello.since, 412);
    assert_string_equal(message.hello.head, HEAD);
    assert_true(message.hello.snapshot_by_url);
    message_clear(&message);
}

static void test_a_since_counts_only_with_a_head_of_16_hex_digits_or_more(void **state)
{
    static const struct {
        const char *fields;
        bool counts;
    } cases[] = {
        {"'since':4", false},
        {"'since':4,'head':'0123456789abcde'", false},
        {"'since':4,'head':'0123456789ABCDEF'", false},
        {"'since':4,'head':'0123456789abcdeg'", false},
        {"'since':4,'head':7", false},
        {"'since':null,'head':'" HEAD "'", false},
        {"'since':4,'head':'" HEAD "'", true},
        {"'since':4,'head':'" HEAD HEAD HEAD HEAD "'", true},
        {"'since':4,'head':'" HEAD HEAD HEAD HEAD "0'", false},
        {"'since':0,'head':'" HEAD "'", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message;
        char text[250];
        snprintf(text, sizeof text, "{'t':'hello','v':1,'draft':'d','client':'c',%s}", cases[i].fields);
        assert_int_equal(decode(text, &message), STATUS_OK); /* the whole draft is sent instead */
        assert_int_equal(message.hello.has_since, cases[i].counts);
        message_clear(&message);
    }
}

static void test_a_hello_that_lacks_something_is_refused(void **state)
{
    (void)state;
    assert_refused("{'t':'hello','draft':'d','client':'c'}");
    assert_refused("{'t':'hello','v':2,'draft':'d','client':'c'}");
    assert_refused("{'t':'hello','v':'1','draft':'d','client':'c'}");
    assert_refused("{'t':'hello','v':1,'client':'c'}");
    assert_refused("{'t':'hello','v':1,'draft':'d'}");
    assert_refused("{'t':'hello','v':1,'draft':7,'client':'c'}");
    assert_refused("{'t':'hello','v':1,'draft':'d','client':'c c'}");
    assert_refused("{'t':'hello','v':1,'draft':'d','client':'c','since':-1}");
    assert_refused("{'t':'hello','v':1,'draft':'d','client':'c','since':'4'}");
}

static void test_an_op_carries_n_base_and_changes(void **state)
{
    struct message message;
    (void)state;
    assert_int_equal(decode("{'t':'op','n':18,'base':430,'changes':[{'type':'item.remove','item':'a'},"
                            "{'type':'draft.adopt'}]}",
                            &message),
                     STATUS_OK);
    assert_int_equal(message.type, MESSAGE_OP);
    assert_int_equal(message.op.n, 18);
    assert_int_equal(message.op.base, 430);
    assert_true(message.op.changes_ok);
    assert_int_equal(message.op.changes.count, 2);
    message_clear(&message);
}

static void test_an_op_without_n_is_refused(void **state)
{
    (void)state;
    assert_refused("{'t':'op','base':1,'changes':[]}");
    assert_refused("{'t':'op','n':0,'base':1,'changes':[]}");
    assert_refused("{'t':'op','n':1.5,'base':1,'changes':[]}");
    assert_refused("{'t':'op','n':9007199254740992,'base':1,'changes':[]}");
}

static void assert_op_answer(const char *text, enum status status)
{
    struct message message;
    assert_int_equal(decode(text, &message), STATUS_OK);
    assert_int_equal(message.op.n, 3);
    assert_false(message.op.changes_ok);
    assert_int_equal(message.op.refusal.status, status);
    message_clear(&message);
}

static void test_an_op_with_bad_changes_gets_an_answer_and_keeps_the_connection(void **state)
{
    (void)state;
    assert_op_answer("{'t':'op','n':3,'base':1}", STATUS_BAD_OP);
    assert_op_answer("{'t':'op','n':3,'base':1,'changes':{}}", STATUS_BAD_OP);
    assert_op_answer(
        "{'t':'op','n':3,'base':1,'changes':[{'type':'item.remove','item':'a'},{'type':'nothing'}]}",
        STATUS_BAD_OP);
    assert_op_answer("{'t':'op','n':3,'changes':[{'type':'draft.adopt'}]}", STATUS_BAD_BASE);
    assert_op_answer("{'t':'op','n':3,'base':-1,'changes':[{'type':'draft.adopt'}]}", STATUS_BAD_BASE);
}

static void test_a_presence_says_where_the_caret_is(void **state)
{
    struct message message;
    (void)state;
    assert_int_equal(
        decode("{'t':'presence','item':'i7','lang':'es','base':430,'anchor':12,'head':15}", &message),
        STATUS_OK);
    assert_int_equal(message.type, MESSAGE_PRESENCE);
    assert_int_equal(message.presence.base, 430);
    assert_string_equal(message.presence.caret.item, "i7");
    assert_string_equal(message.presence.caret.lang, "es");
    assert_int_equal(message.presence.caret.anchor, 12);
    assert_int_equal(message.presence.caret.head, 15);
    message_clear(&message);
    assert_int_equal(decode("{'t':'presence','item':null}", &message), STATUS_OK);
    assert_string_equal(message.presence.caret.item, "");
    message_clear(&message);
}

static void test_a_presence_that_lacks_something_is_refused(void **state)
{
    (void)state;
    assert_refused("{'t':'presence'}");
    assert_refused("{'t':'presence','item':7}");
    assert_refused("{'t':'presence','item':'','lang':'es','base':4,'anchor':1,'head':1}");
    assert_refused("{'t':'presence','item':'a','base':4,'anchor':1,'head':1}");
    assert_refused("{'t':'presence','item':'a','lang':'e','base':4,'anchor':1,'head':1}");
    assert_refused("{'t':'presence','item':'a','lang':'es','anchor':1,'head':1}");
    assert_refused("{'t':'presence','item':'a','lang':'es','base':4,'head':1}");
    assert_refused("{'t':'presence','item':'a','lang':'es','base':4,'anchor':1}");
    assert_refused("{'t':'presence','item':'a','lang':'es','base':4,'anchor':65537,'head':1}");
    assert_refused("{'t':'presence','item':'a','lang':'es','base':4,'anchor':1,'head':-1}");
}

static void test_what_is_no_message_is_refused(void **state)
{
    (void)state;
    assert_refused("");
    assert_refused("hello");
    assert_refused("[]");
    assert_refused("'hello'");
    assert_refused("{}");
    assert_refused("{'t':7}");
    assert_refused("{'t':'welcome'}");
    assert_refused("{'t':'HELLO','v':1,'draft':'d','client':'c'}");
}

static void assert_written(struct buf *out, const char *want)
{
    char *json = double_quoted(want);
    assert_string_equal(out->bytes, json);
    free(json);
    buf_clear(out);
}

static void test_a_reject_names_the_item_where_there_is_one(void **state)
{
    struct buf out = BUF_EMPTY;
    struct refusal why = {STATUS_LOCKED, "i7", "Ask the \"chair\".", false};
    (void)state;
    message_write_reject(&out, 18, &why);
    assert_written(&out,
                   "{'t':'reject','n':18,'code':'locked','message':'Ask the \\'chair\\'.','item':'i7'}");
    why.item[0] = '\0';
    message_write_reject(&out, 18, &why);
    assert_written(&out, "{'t':'reject','n':18,'code':'locked','message':'Ask the \\'chair\\'.'}");
}

static void test_a_reject_that_will_pass_says_so(void **state)
{
    struct buf out = BUF_EMPTY;
    struct refusal why = {STATUS_LIMIT, "", "Wait a moment.", true};
    (void)state;
    message_write_reject(&out, 18, &why);
    assert_written(&out, "{'t':'reject','n':18,'code':'limit','message':'Wait a moment.','wait':true}");
}

static void test_a_relay_says_how_many_observers_it_has_and_how_long_may_be_gathered(void **state)
{
    struct message message;
    (void)state;
    assert_int_equal(decode("{'t':'observers','count':3}", &message), STATUS_OK);
    assert_int_equal(message.type, MESSAGE_OBSERVERS);
    assert_int_equal(message.observers.count, 3);
    assert_int_equal(message.observers.gather_ms, 0);
    message_clear(&message);
    assert_int_equal(decode("{'t':'observers','count':3,'gather_ms':100}", &message), STATUS_OK);
    assert_int_equal(message.observers.gather_ms, 100);
    message_clear(&message);
    assert_refused("{'t':'observers','gather_ms':100}");
    assert_refused("{'t':'observers','count':3,'gather_ms':'long'}");
    assert_refused("{'t':'observers','count':3,'gather_ms':-1}");
}

static void test_an_error_has_a_code_and_a_sentence(void **state)
{
    struct buf out = BUF_EMPTY;
    (void)state;
    message_write_error(&out, STATUS_BAD_MESSAGE, "Say hello.");
    assert_written(&out, "{'t':'error','code':'bad-message','message':'Say hello.'}");
}

static void test_ops_are_joined_as_they_are_stored(void **state)
{
    struct buf out = BUF_EMPTY;
    struct sha256 head = {{0xab}};
    (void)state;
    message_open_ops(&out);
    message_add_op(&out, "{\"seq\":1}", 9);
    message_add_op(&out, "{\"seq\":2}", 9);
    message_close_ops(&out, &head);
    assert_written(&out, "{'t':'ops','ops':[{'seq':1},{'seq':2}],'head':'"
                         "ab00000000000000000000000000000000000000000000000000000000000000'}");
}

static void test_a_welcome_says_who_one_is_and_what_was_accepted(void **state)
{
    struct buf out = BUF_EMPTY;
    struct sha256 head = {{0xab}};
    struct welcome welcome = {sitting_person(ROLE_DELEGATION), 430, &head, 17, NULL};
    (void)state;
    message_open_welcome(&out, &welcome);
    assert_written(&out, "{'t':'welcome','v':1,'you':{'id':'delegation','role':'delegation','name':'Diego',"
                         "'delegation':'MX'},'seq':430,'head':'"
                         "ab00000000000000000000000000000000000000000000000000000000000000','acked':17");
}

static void test_a_presence_lists_who_is_here_and_who_has_gone(void **state)
{
    struct buf out = BUF_EMPTY;
    struct caret caret = {.item = "i7", .lang = "es", .anchor = 12, .head = 15}, nowhere = {0};
    struct here here[] = {{"c1", "p1", &caret}, {"c2", "p2", &nowhere}};
    const char *gone[] = {"c3", "c4"};
    (void)state;
    message_write_presence(&out, &(struct presence_report){431, here, 2, gone, 2, 212, false});
    assert_written(
        &out, "{'t':'presence','seq':431,'here':[{'client':'c1','participant':'p1','item':'i7','lang':'es',"
              "'anchor':12,'head':15},{'client':'c2','participant':'p2','item':null}],'gone':['c3','c4'],"
              "'observers':212}");
    message_write_presence(&out, &(struct presence_report){.seq = 431, .complete = true});
    assert_written(&out, "{'t':'presence','seq':431,'here':[],'gone':[],'observers':0,'complete':true}");
}

static void test_a_roster_lists_participants(void **state)
{
    struct buf out = BUF_EMPTY;
    const struct participant *list[] = {sitting_person(ROLE_CHAIR), sitting_person(ROLE_DELEGATION)};
    (void)state;
    message_write_participants(&out, list, 2);
    assert_written(&out, "{'t':'participants','participants':[{'id':'chair','role':'chair','name':'Carmen'},"
                         "{'id':'delegation','role':'delegation','name':'Diego','delegation':'MX'}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_hello_names_draft_and_client),
        cmocka_unit_test(test_a_hello_can_carry_a_token_and_what_the_client_has),
        cmocka_unit_test(test_a_since_counts_only_with_a_head_of_16_hex_digits_or_more),
        cmocka_unit_test(test_a_hello_that_lacks_something_is_refused),
        cmocka_unit_test(test_an_op_carries_n_base_and_changes),
        cmocka_unit_test(test_an_op_without_n_is_refused),
        cmocka_unit_test(test_an_op_with_bad_changes_gets_an_answer_and_keeps_the_connection),
        cmocka_unit_test(test_a_presence_says_where_the_caret_is),
        cmocka_unit_test(test_a_presence_that_lacks_something_is_refused),
        cmocka_unit_test(test_what_is_no_message_is_refused),
        cmocka_unit_test(test_a_reject_names_the_item_where_there_is_one),
        cmocka_unit_test(test_a_reject_that_will_pass_says_so),
        cmocka_unit_test(test_a_relay_says_how_many_observers_it_has_and_how_long_may_be_gathered),
        cmocka_unit_test(test_an_error_has_a_code_and_a_sentence),
        cmocka_unit_test(test_ops_are_joined_as_they_are_stored),
        cmocka_unit_test(test_a_welcome_says_who_one_is_and_what_was_accepted),
        cmocka_unit_test(test_a_presence_lists_who_is_here_and_who_has_gone),
        cmocka_unit_test(test_a_roster_lists_participants),
    };
    return cmocka_run_group_tests_name("wire/message_codec", tests, NULL, NULL);
}
