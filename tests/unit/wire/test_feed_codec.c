/* What a relay reads of a server's messages: ops by their bytes, everything else by its fields. */
#include <stdlib.h>
#include <string.h>

#include "wire/feed_codec.h"
#include "wire/message_codec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static bool decode(const char *text, struct feed_message *out)
{
    return feed_decode(text, strlen(text), out);
}

static void test_ops_are_found_byte_for_byte(void **state)
{
    (void)state;
    static const char *const ops[] = {"{\"seq\":1,\"x\":\"a]}\\\"{[\"}",
                                      "{\"seq\":2,\"y\":[{\"z\":\"\\\\\"},[1]]}", "{}"};
    struct buf text = BUF_EMPTY;
    struct sha256 head;
    struct feed_message message;
    const char *bytes;
    size_t at = 0, len;
    assert_true(sha256_read(HEX, &head));
    message_open_ops(&text);
    for (size_t i = 0; i < 3; i++)
        message_add_op(&text, ops[i], strlen(ops[i]));
    message_close_ops(&text, &head);
    assert_true(feed_decode(text.bytes, text.len, &message));
    assert_int_equal(message.type, FEED_OPS);
    assert_memory_equal(&message.head, &head, sizeof head);
    for (size_t i = 0; i < 3; i++) {
        assert_true(feed_next_op(&message, &at, &bytes, &len));
        assert_int_equal(len, strlen(ops[i]));
        assert_memory_equal(bytes, ops[i], len);
    }
    assert_false(feed_next_op(&message, &at, &bytes, &len));
    assert_int_equal(at, message.ops_len);
    feed_clear(&message);
    buf_clear(&text);
}

static void test_ops_that_are_damaged_are_none(void **state)
{
    (void)state;
    static const char good[] = "{\"t\":\"ops\",\"ops\":[{\"seq\":1},{\"seq\":2}],\"head\":\"" HEX "\"}";
    struct feed_message message;
    assert_true(decode(good, &message));
    feed_clear(&message);
    for (size_t len = 0; len + 1 < sizeof good; len++) {
        char *part = malloc(len + 1); /* so that reading beyond it is found */
        memcpy(part, good, len);
        part[len] = '\0';
        assert_false(feed_decode(part, len, &message));
        feed_clear(&message);
        free(part);
    }
    static const char *const bad[] = {
        "{\"t\":\"ops\",\"ops\":[],\"head\":\"" HEX "\"}",
        "{\"t\":\"ops\",\"ops\":[1],\"head\":\"" HEX "\"}",
        "{\"t\":\"ops\",\"ops\":[,{}],\"head\":\"" HEX "\"}",
        "{\"t\":\"ops\",\"ops\":[{}{}],\"head\":\"" HEX "\"}",
        "{\"t\":\"ops\",\"ops\":[{},],\"head\":\"" HEX "\"}",
        "{\"t\":\"ops\",\"ops\":[{}],\"head\":\"00\"}",
        "{\"t\":\"ops\",\"ops\":[{}],\"tail\":\"" HEX "\"}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(decode(bad[i], &message));
        feed_clear(&message);
    }
}

static void test_welcome_says_whether_one_may_go_on(void **state)
{
    (void)state;
    struct feed_message message;
    assert_true(decode("{\"t\":\"welcome\",\"seq\":7,\"head\":\"" HEX "\",\"follows\":true}", &message));
    assert_int_equal(message.type, FEED_WELCOME);
    assert_int_equal(message.seq, 7);
    assert_true(message.follows && !message.differs);
    feed_clear(&message);
    assert_true(decode("{\"t\":\"welcome\",\"seq\":7,\"head\":\"" HEX
                       "\",\"history\":\"shorter\",\"follows\":false}",
                       &message));
    assert_true(!message.follows && message.differs);
    feed_clear(&message);
    assert_false(decode("{\"t\":\"welcome\",\"seq\":7,\"head\":\"" HEX "\"}",
                        &message)); /* of one that knows no relays */
    feed_clear(&message);
    assert_false(decode("{\"t\":\"welcome\",\"seq\":0,\"head\":\"" HEX "\",\"follows\":true}", &message));
    feed_clear(&message);
}

static void test_carets_are_read_as_they_are_written(void **state)
{
    (void)state;
    struct caret placed = {"i7", "es", 3, 5}, nowhere = {0};
    struct here here[] = {{"tab-1", "p1", &placed}, {"tab-2", "p2", &nowhere}};
    const char *gone[] = {"tab-3"};
    struct buf text = BUF_EMPTY;
    struct feed_message message;
    struct feed_here read;
    message_write_presence(&text, &(struct presence_report){9, here, 2, gone, 1, 12, false});
    assert_true(feed_decode(text.bytes, text.len, &message));
    assert_int_equal(message.type, FEED_PRESENCE);
    assert_int_equal(message.observers, 12);
    assert_true(feed_here(json_first(message.here), &read));
    assert_string_equal(read.client, "tab-1");
    assert_string_equal(read.participant, "p1");
    assert_memory_equal(&read.caret.anchor, &placed.anchor, sizeof placed.anchor);
    assert_string_equal(read.caret.item, "i7");
    assert_true(feed_here(json_after(json_first(message.here)), &read));
    assert_string_equal(read.caret.item, "");
    assert_string_equal(json_string(json_first(message.gone)), "tab-3");
    assert_false(message.complete);
    feed_clear(&message);
    buf_reset(&text);
    message_write_presence(&text, &(struct presence_report){9, here, 2, NULL, 0, 12, true});
    assert_true(feed_decode(text.bytes, text.len, &message));
    assert_true(message.complete);
    feed_clear(&message);
    buf_clear(&text);
}

static void test_hello_is_one_that_a_server_reads(void **state)
{
    (void)state;
    struct buf text = BUF_EMPTY;
    struct message message;
    struct refusal refusal;
    struct sha256 head;
    assert_true(sha256_read(HEX, &head));
    struct feed_hello hello = {"grcm", "relay-1", 41, &head};
    feed_write_hello(&text, &hello);
    assert_int_equal(message_decode(text.bytes, text.len, &message, &refusal), STATUS_OK);
    assert_int_equal(message.type, MESSAGE_HELLO);
    assert_string_equal(message.hello.draft, "grcm");
    assert_int_equal(message.hello.since, 41);
    assert_string_equal(message.hello.head, HEX);
    message_clear(&message);
    buf_reset(&text);
    feed_write_observers(&text, 2140, 250);
    assert_int_equal(message_decode(text.bytes, text.len, &message, &refusal), STATUS_OK);
    assert_int_equal(message.observers.count, 2140);
    assert_int_equal(message.observers.gather_ms, 250);
    message_clear(&message);
    buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ops_are_found_byte_for_byte),
        cmocka_unit_test(test_ops_that_are_damaged_are_none),
        cmocka_unit_test(test_welcome_says_whether_one_may_go_on),
        cmocka_unit_test(test_carets_are_read_as_they_are_written),
        cmocka_unit_test(test_hello_is_one_that_a_server_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
