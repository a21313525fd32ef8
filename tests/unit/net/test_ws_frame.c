#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "net/ws_frame.h"

/* Takes the bytes in pieces of `step`; what was found, and how much was taken. */
static enum ws_found take(const char *bytes, size_t len, size_t step, struct ws_frame *out, size_t *used)
{
    struct ws_head head = {0};
    enum ws_found found = WS_FOUND_PART;
    *used = 0;
    while (found == WS_FOUND_PART && *used < len) {
        size_t part = len - *used < step ? len - *used : step;
        size_t taken = ws_head_take(&head, bytes + *used, part, &found, out);
        assert_in_range(taken, 1, part);
        *used += taken;
    }
    return found;
}

static void assert_frame(const char *bytes, size_t len, enum ws_opcode opcode, uint64_t payload, size_t head)
{
    for (size_t step = 1; step <= len; step++) {
        struct ws_frame frame;
        size_t used;
        assert_int_equal(take(bytes, len, step, &frame, &used), WS_FOUND_HEAD);
        assert_int_equal(used, head);
        assert_int_equal(frame.opcode, opcode);
        assert_true(frame.len == payload);
        assert_memory_equal(frame.mask, "mask", 4);
    }
}

static void assert_nonsense(const char *bytes, size_t len)
{
    struct ws_frame frame;
    size_t used;
    assert_int_equal(take(bytes, len, len, &frame, &used), WS_FOUND_NONSENSE);
    assert_int_equal(take(bytes, len, 1, &frame, &used), WS_FOUND_NONSENSE);
}
#define NONSENSE(bytes) assert_nonsense(bytes, sizeof bytes - 1)

static void test_headers_are_read_in_any_pieces(void **state)
{
    (void)state;
    assert_frame("\x81\x85maskhello", 11, WS_TEXT, 5, 6);
    assert_frame("\x00\x80mask", 6, WS_MORE, 0, 6);
    assert_frame("\x82\xfe\x01\x00mask", 8, WS_BINARY, 256, 8);
    assert_frame("\x81\xff\0\0\0\0\0\x01\0\0mask", 14, WS_TEXT, 65536, 14);
    assert_frame("\x89\xfdmask", 6, WS_PING, 125, 6);
}

static void test_nonsense_is_told(void **state)
{
    (void)state;
    NONSENSE("\xc1\x80mask");                     /* a reserved bit */
    NONSENSE("\x83\x80mask");                     /* an unknown opcode */
    NONSENSE("\x8b\x80mask");                     /* and an unknown control */
    NONSENSE("\x81\x05hello");                    /* no mask */
    NONSENSE("\x81\xfe\0\x7dmask");               /* a length that is too long for itself */
    NONSENSE("\x81\xff\0\0\0\0\0\0\xff\xffmask"); /* and this */
    NONSENSE("\x81\xff\x80\0\0\0\0\0\0\0mask");   /* beyond 2^63 */
    NONSENSE("\x09\x80mask");                     /* a control frame in parts */
    NONSENSE("\x89\xfe\0\x7emask");               /* or too long */
}

static void test_unmasking_goes_on_anywhere(void **state)
{
    (void)state;
    struct ws_frame frame = {.mask = {1, 2, 3, 4}};
    char whole[100], parts[100];
    for (size_t i = 0; i < sizeof whole; i++)
        whole[i] = parts[i] = (char)i;
    ws_unmask(&frame, 0, whole, sizeof whole);
    for (size_t i = 0; i < sizeof whole; i++)
        assert_int_equal((unsigned char)whole[i], i ^ frame.mask[i % 4]);
    for (size_t at = 0, step = 1; at < sizeof parts; at += step, step++) {
        if (step > sizeof parts - at)
            step = sizeof parts - at;
        ws_unmask(&frame, at, parts + at, step);
    }
    assert_memory_equal(whole, parts, sizeof whole);
}

static void test_our_headers_have_the_shortest_length(void **state)
{
    (void)state;
    char room[WS_HEAD_OURS + 1], *payload = room + WS_HEAD_OURS;
    assert_int_equal(ws_head_put(WS_TEXT, payload, 125), 2);
    assert_memory_equal(payload - 2, "\x81\x7d", 2);
    assert_int_equal(ws_head_put(WS_TEXT, payload, 126), 4);
    assert_memory_equal(payload - 4, "\x81\x7e\0\x7e", 4);
    assert_int_equal(ws_head_put(WS_CLOSE, payload, 65535), 4);
    assert_memory_equal(payload - 4, "\x88\x7e\xff\xff", 4);
    assert_int_equal(ws_head_put(WS_TEXT, payload, 65536), 10);
    assert_memory_equal(payload - 10, "\x81\x7f\0\0\0\0\0\x01\0\0", 10);
}

static void test_headers_of_a_server_are_read_when_they_are_whole(void **state)
{
    (void)state;
    static const size_t lens[] = {0, 125, 126, 65535, 65536};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        char room[WS_HEAD_OURS];
        struct ws_frame frame;
        enum ws_found found;
        size_t head = ws_head_put(WS_BINARY, room + sizeof room, lens[i]);
        const char *start = room + sizeof room - head;
        for (size_t len = 0; len < head; len++) {
            assert_int_equal(ws_head_of_server(start, len, &found, &frame), 0);
            assert_int_equal(found, WS_FOUND_PART);
        }
        assert_int_equal(ws_head_of_server(start, head, &found, &frame), head);
        assert_int_equal(found, WS_FOUND_HEAD);
        assert_int_equal(frame.opcode, WS_BINARY);
        assert_int_equal(frame.len, lens[i]);
    }
}

static void test_a_server_does_not_mask(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x81\x85", "\xc1\x05", "\x83\x05", "\x88\x7e\x00\x80"};
    struct ws_frame frame;
    enum ws_found found;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        (void)ws_head_of_server(bad[i], i == 3 ? 4 : 2, &found, &frame);
        assert_int_equal(found, WS_FOUND_NONSENSE);
    }
}

static void test_what_is_said_as_a_client_is_read_as_a_clients(void **state)
{
    (void)state;
    static const size_t lens[] = {0, 125, 126, 65535, 65536};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        struct buf out = BUF_EMPTY;
        struct ws_head head = {0};
        struct ws_frame frame;
        enum ws_found found;
        char word[] = "word";
        ws_head_as_client(&out, WS_TEXT, lens[i]);
        assert_int_equal(ws_head_take(&head, out.bytes, out.len, &found, &frame), out.len);
        assert_int_equal(found, WS_FOUND_HEAD);
        assert_int_equal(frame.len, lens[i]);
        ws_unmask(&frame, 0, word, 4);
        assert_string_equal(word, "word");
        buf_clear(&out);
    }
}

static void test_close_codes_that_may_be_sent(void **state)
{
    (void)state;
    uint16_t code;
    assert_true(ws_close_read("", 0, &code));
    assert_int_equal(code, 1000);
    assert_true(ws_close_read("\x03\xe8", 2, &code));
    assert_true(ws_close_read("\x0f\xa0why", 5, &code));
    assert_int_equal(code, 4000);
    assert_false(ws_close_read("\x03", 1, &code));
    assert_false(ws_close_read("\x03\xed", 2, &code)); /* 1005 */
    assert_false(ws_close_read("\x03\xee", 2, &code)); /* 1006 */
    assert_false(ws_close_read("\x03\xf7", 2, &code)); /* 1015 */
    assert_false(ws_close_read("\x00\x00", 2, &code));
    assert_false(ws_close_read("\xff\xff", 2, &code));
}

static void test_key_is_accepted_as_the_standard_says(void **state)
{
    (void)state;
    char accept[WS_ACCEPT_BYTES];
    assert_true(ws_accept("dGhlIHNhbXBsZSBub25jZQ==", accept)); /* the example of RFC 6455 */
    assert_string_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assert_false(ws_accept("", accept));
    assert_false(ws_accept("dGhlIHNhbXBsZSBub25jZQ=", accept));
    assert_false(ws_accept("dGhlIHNhbXBsZSBub25jZQ==x", accept));
    assert_false(ws_accept("dGhlIHNhbXBsZSBub25j ZQ==", accept));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers_are_read_in_any_pieces),
        cmocka_unit_test(test_nonsense_is_told),
        cmocka_unit_test(test_unmasking_goes_on_anywhere),
        cmocka_unit_test(test_our_headers_have_the_shortest_length),
        cmocka_unit_test(test_headers_of_a_server_are_read_when_they_are_whole),
        cmocka_unit_test(test_a_server_does_not_mask),
        cmocka_unit_test(test_what_is_said_as_a_client_is_read_as_a_clients),
        cmocka_unit_test(test_close_codes_that_may_be_sent),
        cmocka_unit_test(test_key_is_accepted_as_the_standard_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
