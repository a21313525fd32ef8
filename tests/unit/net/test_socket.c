#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/listener.h"
#include "support/net_client.h"

/* A listener whose sessions echo, and obey a few words. */
struct place {
    struct loop *loop;
    struct listener *listener;
    struct peer *peer; /* of the last session */
    int opened, closed, writable, messages;
    size_t last_len;
    bool closes_at_once;
};

struct session {
    struct place *place;
    struct peer *peer;
    bool closes_when_ready;
};

static void *opened(void *context, struct peer *peer, const struct socket_request *request, int *refusal)
{
    struct place *place = context;
    assert_string_equal(request->remote_ip, "127.0.0.1");
    assert_string_equal(request->host, "127.0.0.1");
    if (request->origin && strcmp(request->origin, "http://evil") == 0)
        return NULL;
    if (request->cookies && strcmp(request->cookies, "a=b; plenaria=expired") == 0) {
        *refusal = 401;
        return NULL;
    }
    struct session *session = mem_zero(1, sizeof *session);
    session->place = place;
    session->peer = place->peer = peer;
    place->opened++;
    assert_false(peer_is_ready(peer));
    if (place->closes_at_once)
        peer_close(peer, 4409, "taken");
    return session;
}

static void writable(void *context)
{
    struct session *session = context;
    assert_true(peer_is_ready(session->peer));
    session->place->writable++;
    if (session->closes_when_ready)
        peer_close(session->peer, 4400, "all told");
}

static void say(struct session *session, const char *bytes, size_t len)
{
    struct frame *frame = frame_copy(bytes, len);
    peer_send(session->peer, frame);
    frame_unref(frame);
}

static bool is_word(const char *bytes, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(bytes, word, len) == 0;
}

static void message(void *context, const char *bytes, size_t len)
{
    struct session *session = context;
    struct peer *peer = session->peer;
    session->place->messages++;
    session->place->last_len = len;
    if (is_word(bytes, len, "close")) {
        peer_close(peer, 4401, "as you like");
        assert_false(peer_is_ready(peer));
        assert_int_equal(session->place->closed, 0);
        peer_close(peer, 4404, "once is enough");
    } else if (is_word(bytes, len, "fill") || is_word(bytes, len, "fill and tell")) {
        session->closes_when_ready = len > 4;
        struct frame *frame = frame_create(1000000);
        memset(frame_bytes(frame), 'f', 1000000);
        while (peer_is_ready(peer))
            peer_send(peer, frame);
        frame_unref(frame);
    } else
        say(session, bytes, len);
}

static void closed(void *context)
{
    struct session *session = context;
    session->place->closed++;
    session->place->peer = NULL;
    free(session);
}

static const struct socket_handlers handlers = {opened, writable, message, closed, NULL};

static void no_page(void *context, struct http_request *request)
{
    (void)context;
    http_respond(request, &(struct http_answer){.status = 404}, NULL);
}

static int open_place_with(void **state, struct listener_settings settings)
{
    struct place *place = mem_zero(1, sizeof *place);
    struct buf why = BUF_EMPTY;
    settings.host = "127.0.0.1";
    place->loop = loop_create();
    struct listener_handlers all = {.sockets = &handlers, .sockets_context = place, .http = no_page};
    assert_int_equal(listener_create(place->loop, &settings, &all, &why, &place->listener), STATUS_OK);
    *state = place;
    return 0;
}

static int open_place(void **state)
{
    return open_place_with(state, (struct listener_settings){0});
}

static int open_impatient_place(void **state)
{
    return open_place_with(state, (struct listener_settings){.ping_ms = 300, .hangup_ms = 900});
}

static int close_place(void **state)
{
    struct place *place = *state;
    if (place->listener)
        listener_destroy(place->listener);
    bool even = place->opened == place->closed;
    loop_destroy(place->loop);
    free(place);
    return even ? 0 : -1; /* closed() comes once for every opened() */
}

#define OFFER  "Sec-WebSocket-Protocol: plenaria.v1\r\n"
#define TEXT   0x81
#define PART   0x01 /* of a text, more to come */
#define MORE   0x00
#define LAST   0x80
#define BINARY 0x82
#define PING   0x89
#define CLOSE  0x88

static const struct net_frame goodbye = {CLOSE, "\x03\xe8", 2};

static struct net_talk talk(struct place *place, const struct net_frame *frames, size_t count)
{
    return net_client_talk(place->loop, listener_port(place->listener), OFFER, frames, count);
}

static void assert_texts(struct place *place, const struct net_frame *frames, size_t count, const char *texts)
{
    struct net_talk told = talk(place, frames, count);
    assert_string_equal(told.texts.bytes, texts);
    assert_int_equal(told.close_code, 1000);
    net_talk_clear(&told);
}

static void assert_closed(struct place *place, const struct net_frame *frames, size_t count, int code)
{
    struct net_talk told = talk(place, frames, count);
    assert_int_equal(told.close_code, code);
    net_talk_clear(&told);
}

static void assert_refused(struct place *place, const char *headers, const char *status)
{
    int before = place->opened;
    struct net_talk told = net_client_talk(place->loop, listener_port(place->listener), headers, NULL, 0);
    assert_non_null(strstr(told.head.bytes, status));
    assert_int_equal(place->opened, before);
    net_talk_clear(&told);
}

static void test_message_is_heard_and_answered(void **state)
{
    struct place *place = *state;
    struct net_frame frames[] = {{TEXT, "one", 3}, {TEXT, "dos", 3}, goodbye};
    assert_texts(place, frames, 3, "one\ndos\n");
    assert_int_equal(place->writable, 1);
}

static void test_fragments_become_one_message(void **state)
{
    struct place *place = *state;
    struct net_frame frames[] = {
        {PART, "on", 2}, {PING, "p", 1}, {MORE, "e and ", 6}, {LAST, "two", 3}, goodbye};
    assert_texts(place, frames, 5, "one and two\n");
    assert_int_equal(place->messages, 1);
}

static void test_letters_may_be_cut_between_fragments(void **state)
{
    struct net_frame frames[] = {{PART, "a\xc3", 2}, {LAST, "\xb1o", 2}, goodbye};
    assert_texts(*state, frames, 3, "a\xc3\xb1o\n");
}

static void test_message_of_the_largest_size_is_heard(void **state)
{
    struct place *place = *state;
    char *most = mem_zero(1, SOCKET_MESSAGE_MAX);
    memset(most, 'm', SOCKET_MESSAGE_MAX);
    struct net_frame frames[] = {{TEXT, most, SOCKET_MESSAGE_MAX}, goodbye};
    assert_closed(place, frames, 2, 1000);
    assert_true(place->last_len == SOCKET_MESSAGE_MAX);
    free(most);
}

static void test_larger_message_is_closed_with_1009(void **state)
{
    struct place *place = *state;
    char *more = mem_zero(1, SOCKET_MESSAGE_MAX + 1);
    memset(more, 'm', SOCKET_MESSAGE_MAX + 1);
    struct net_frame whole[] = {{TEXT, more, SOCKET_MESSAGE_MAX + 1}};
    struct net_frame parts[] = {{PART, more, SOCKET_MESSAGE_MAX}, {LAST, more, 1}};
    assert_closed(place, whole, 1, 1009);
    assert_closed(place, parts, 2, 1009);
    assert_int_equal(place->messages, 0);
    free(more);
}

static void test_binary_is_closed_with_1003(void **state)
{
    struct net_frame frames[] = {{BINARY, "\x01", 1}};
    assert_closed(*state, frames, 1, 1003);
    assert_int_equal(((struct place *)*state)->messages, 0);
}

static void test_bad_utf8_is_closed_with_1007(void **state)
{
    struct net_frame broken[] = {{TEXT, "\xc3(", 2}};
    struct net_frame surrogate[] = {{TEXT, "\xed\xa0\x80", 3}};
    struct net_frame cut[] = {{TEXT, "a\xc3", 2}};
    assert_closed(*state, broken, 1, 1007);
    assert_closed(*state, surrogate, 1, 1007);
    assert_closed(*state, cut, 1, 1007);
    assert_int_equal(((struct place *)*state)->messages, 0);
}

static void test_unknown_opcode_is_closed_with_1002(void **state)
{
    struct net_frame frames[] = {{0x83, "x", 1}};
    assert_closed(*state, frames, 1, 1002);
}

static void test_unmasked_frame_is_closed_with_1002(void **state)
{
    struct place *place = *state;
    static const char upgrade[] = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                                  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" OFFER "\r\n\x81\x03one";
    struct buf answer =
        net_client_exchange(place->loop, listener_port(place->listener), upgrade, sizeof upgrade - 1);
    static const char goodbye_1002[] = "\x03\xeaSend frames as RFC 6455 describes them.";
    assert_non_null(strstr(answer.bytes, goodbye_1002));
    assert_int_equal(place->messages, 0);
    buf_clear(&answer);
}

static void test_first_close_code_arrives(void **state)
{
    struct place *place = *state;
    struct net_frame frames[] = {{TEXT, "close", 5}, {TEXT, "unheard", 7}};
    assert_closed(place, frames, 2, 4401);
    assert_int_equal(place->messages, 1);
}

static void test_close_before_the_upgrade_is_done_arrives(void **state)
{
    struct place *place = *state;
    place->closes_at_once = true;
    assert_closed(place, NULL, 0, 4409);
    assert_int_equal(place->writable, 0);
}

static void test_slow_reader_gets_all_and_then_the_close_code(void **state)
{
    struct place *place = *state;
    struct net_frame frames[] = {{TEXT, "fill", 4}, {TEXT, "close", 5}};
    struct net_talk told = talk(place, frames, 2);
    assert_int_equal(told.close_code, 4401);
    assert_true(told.texts.len >= 1000001);
    assert_int_equal(told.texts.len % 1000001, 0);
    net_talk_clear(&told);
}

static void test_unready_peer_is_told_when_it_is_ready(void **state)
{
    struct place *place = *state;
    struct net_frame frames[] = {{TEXT, "fill and tell", 13}};
    assert_closed(place, frames, 1, 4400);
    assert_int_equal(place->writable, 2);
}

static void test_who_does_not_answer_a_ping_is_dropped(void **state)
{
    struct place *place = *state;
    uint64_t start = loop_clock_us();
    struct net_talk told = talk(place, NULL, 0);
    assert_int_equal(told.pings, 1);
    assert_int_equal(told.close_code, 0);
    assert_true(loop_clock_us() - start >= 900000);
    assert_int_equal(place->closed, 1);
    net_talk_clear(&told);
}

static void send_pong(void *context)
{
    static const char pong[] = {(char)0x8a, (char)0x81, 0, 0, 0, 0, 0};
    assert_int_equal(write(*(int *)context, pong, sizeof pong), sizeof pong);
}

static void stop_loop(void *context)
{
    loop_stop(context);
}

static void test_who_does_stays(void **state)
{
    struct place *place = *state;
    static const char upgrade[] = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                                  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" OFFER "\r\n";
    int client = net_client_connect(listener_port(place->listener), upgrade, sizeof upgrade - 1);
    struct loop_timer *pongs = loop_timer_start(place->loop, 400, 400, send_pong, &client);
    struct loop_timer *end = loop_timer_start(place->loop, 2000, 0, stop_loop, place->loop);
    loop_run(place->loop);
    loop_timer_stop(pongs);
    loop_timer_stop(end);
    assert_int_equal(place->opened, 1);
    assert_int_equal(place->closed, 0);
    close(client);
}

static void test_reader_that_stops_costs_a_slice_and_not_a_frame(void **state)
{
    struct place *place = *state;
    static const char upgrade[] =
        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" OFFER "\r\n\x81\x84\0\0\0\0fill";
    int client = net_client_connect(listener_port(place->listener), upgrade, sizeof upgrade - 1);
    struct loop_timer *end = loop_timer_start(place->loop, 300, 0, stop_loop, place->loop);
    struct listener_stats stats;
    loop_run(place->loop);
    loop_timer_stop(end);
    listener_stats(place->listener, &stats);
    assert_int_equal(place->messages, 1);
    assert_false(peer_is_ready(place->peer));
    assert_in_range(stats.unsent_bytes, 1, 16384);
    close(client);
}

static void test_upgrade_needs_the_subprotocol(void **state)
{
    assert_refused(*state, "", "400 Bad Request");
    assert_refused(*state, "Sec-WebSocket-Protocol: chat, plenaria.v2\r\n", "400 Bad Request");
}

static void test_subprotocol_may_be_one_of_several(void **state)
{
    struct place *place = *state;
    struct net_talk told = net_client_talk(place->loop, listener_port(place->listener),
                                           "Sec-WebSocket-Protocol: chat, plenaria.v1\r\n", &goodbye, 1);
    assert_non_null(strstr(told.head.bytes, "101 Switching"));
    assert_non_null(strstr(told.head.bytes, "plenaria.v1"));
    net_talk_clear(&told);
}

static void test_who_offers_to_inflate_is_told_so(void **state)
{
    struct place *place = *state;
    const char *offer = "Sec-WebSocket-Protocol: plenaria.v1.deflate, plenaria.v1\r\n";
    struct net_talk told = net_client_talk(place->loop, listener_port(place->listener), offer, &goodbye, 1);
    assert_non_null(strstr(told.head.bytes, "sec-websocket-protocol: plenaria.v1.deflate\r\n"));
    net_talk_clear(&told);
    told = talk(place, &goodbye, 1);
    assert_non_null(strstr(told.head.bytes, "sec-websocket-protocol: plenaria.v1\r\n"));
    net_talk_clear(&told);
}

static void test_session_layer_may_refuse(void **state)
{
    assert_refused(*state, OFFER "Origin: http://evil\r\n", "403 Forbidden");
    assert_refused(*state, OFFER "Cookie: a=b; plenaria=expired\r\n", "401 Unauthorized");
}

static void test_upgrade_elsewhere_is_not_found(void **state)
{
    struct place *place = *state;
    static const char request[] =
        "GET /wss HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" OFFER "\r\n";
    struct buf answer =
        net_client_exchange(place->loop, listener_port(place->listener), request, sizeof request - 1);
    assert_non_null(strstr(answer.bytes, "404 Not Found"));
    assert_int_equal(place->opened, 0);
    buf_clear(&answer);
}

static void test_pause_of_the_listener_refuses_upgrades(void **state)
{
    listener_pause(((struct place *)*state)->listener);
    assert_refused(*state, OFFER, "503 Service Unavailable");
}

static void test_destroy_closes_what_is_open(void **state)
{
    struct place *place = *state;
    static const char request[] =
        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" OFFER
        "\r\n\x01\x82\0\0\0\0ab"; /* and half a message */
    int line = net_client_connect(listener_port(place->listener), request, sizeof request - 1);
    assert_closed(place, &goodbye, 1, 1000); /* accepted after the first, which is open by then */
    assert_int_equal(place->opened, 2);
    assert_int_equal(place->closed, 1);
    struct listener_stats stats;
    listener_stats(place->listener, &stats);
    assert_int_equal(stats.sockets, 1);
    listener_destroy(place->listener);
    place->listener = NULL;
    assert_int_equal(place->closed, 2);
    close(line);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_place, close_place)
    const struct CMUnitTest tests[] = {
        CASE(test_message_is_heard_and_answered),
        CASE(test_fragments_become_one_message),
        CASE(test_letters_may_be_cut_between_fragments),
        CASE(test_message_of_the_largest_size_is_heard),
        CASE(test_larger_message_is_closed_with_1009),
        CASE(test_binary_is_closed_with_1003),
        CASE(test_bad_utf8_is_closed_with_1007),
        CASE(test_unknown_opcode_is_closed_with_1002),
        CASE(test_first_close_code_arrives),
        CASE(test_close_before_the_upgrade_is_done_arrives),
        CASE(test_slow_reader_gets_all_and_then_the_close_code),
        CASE(test_unready_peer_is_told_when_it_is_ready),
        cmocka_unit_test_setup_teardown(test_who_does_not_answer_a_ping_is_dropped, open_impatient_place,
                                        close_place),
        cmocka_unit_test_setup_teardown(test_who_does_stays, open_impatient_place, close_place),
        CASE(test_reader_that_stops_costs_a_slice_and_not_a_frame),
        CASE(test_unmasked_frame_is_closed_with_1002),
        CASE(test_upgrade_needs_the_subprotocol),
        CASE(test_subprotocol_may_be_one_of_several),
        CASE(test_who_offers_to_inflate_is_told_so),
        CASE(test_session_layer_may_refuse),
        CASE(test_upgrade_elsewhere_is_not_found),
        CASE(test_pause_of_the_listener_refuses_upgrades),
        CASE(test_destroy_closes_what_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
