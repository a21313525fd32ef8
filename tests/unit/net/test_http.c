#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/listener.h"
#include "support/net_client.h"

/* A listener whose handler answers by path, and what it has seen. */
struct place {
    struct loop *loop;
    struct listener *listener;
    int handled;
    int cancelled;
    int streams_closed;
    struct http_request *kept;
};

#define BIG 3000000

static const struct http_answer plain = {.status = 200, .type = "text/plain"};

static void stop_loop(void *context)
{
    struct place *place = context;
    loop_stop(place->loop);
}

static void answer_kept(void *context)
{
    struct place *place = context;
    http_respond_text(place->kept, &plain, "late");
    place->kept = NULL;
}

static void note_cancel(void *context)
{
    struct place *place = context;
    place->cancelled++;
    loop_stop(place->loop);
}

struct counting {
    struct place *place;
    int line;
};

static void wake(void *context)
{
    struct place *place = context;
    http_stream_wake(place->kept);
}

static enum http_next count_on(void *context, struct buf *out)
{
    struct counting *counting = context;
    buf_format(out, "line %d\n", ++counting->line);
    if (counting->line == 2) {
        loop_timer_start(counting->place->loop, 1, 0, wake, counting->place);
        return HTTP_WAIT;
    }
    return counting->line < 4 ? HTTP_MORE : HTTP_END;
}

static enum http_next never_end(void *context, struct buf *out)
{
    (void)context;
    for (int i = 0; i < 1000; i++)
        buf_text(out, "and so on, and so on, and so on\n");
    return HTTP_MORE;
}

static void count_closed(void *context)
{
    struct counting *counting = context;
    counting->place->streams_closed++;
    free(counting);
}

static void say_request(struct http_request *request)
{
    struct buf text = BUF_EMPTY;
    size_t len;
    const char *body = http_body(request, &len);
    const char *query = http_query(request, "q");
    buf_format(&text, "%s %s q=%s ip=%s body=%zu:%s", http_method(request), http_path(request),
               query ? query : "none", http_remote_ip(request), len, body);
    http_respond_bytes(request, &plain, text.bytes, text.len);
    buf_clear(&text);
}

static void handle(void *context, struct http_request *request)
{
    struct place *place = context;
    const char *path = http_path(request);
    place->handled++;
    if (strcmp(path, "/late") == 0) {
        place->kept = request;
        loop_timer_start(place->loop, 20, 0, answer_kept, place);
    } else if (strcmp(path, "/never") == 0) {
        place->kept = request;
        http_on_cancel(request, note_cancel, place);
    } else if (strcmp(path, "/big") == 0) {
        struct frame *frame = frame_create(BIG);
        memset(frame_bytes(frame), 'x', BIG);
        http_respond(request, &plain, frame);
        frame_unref(frame);
    } else if (strcmp(path, "/stream") == 0 || strcmp(path, "/endless") == 0) {
        struct counting *counting = mem_zero(1, sizeof *counting);
        counting->place = place;
        place->kept = request;
        struct http_stream stream = {path[1] == 's' ? count_on : never_end, count_closed, counting};
        http_respond_stream(request, &plain, &stream);
    } else if (strcmp(path, "/injected") == 0) {
        struct http_field field = {"x-title", "a\r\nset-cookie: b"};
        struct http_answer answer = {.status = 204, .fields = &field, .field_count = 1};
        http_respond(request, &answer, NULL);
    } else
        say_request(request);
}

static void *refuse_sockets(void *context, struct peer *peer, const struct socket_request *request,
                            int *refusal)
{
    (void)context, (void)peer, (void)request;
    *refusal = 401;
    return NULL;
}

static const struct socket_handlers no_sockets = {.opened = refuse_sockets};

static int open_place(void **state, const struct listener_settings *settings)
{
    struct place *place = mem_zero(1, sizeof *place);
    struct buf why = BUF_EMPTY;
    place->loop = loop_create();
    struct listener_handlers handlers = {.sockets = &no_sockets, .http = handle, .http_context = place};
    assert_int_equal(listener_create(place->loop, settings, &handlers, &why, &place->listener), STATUS_OK);
    *state = place;
    return 0;
}

static int open_usual(void **state)
{
    struct listener_settings settings = {.host = "127.0.0.1", .max_body = 1000, .trusted_proxy = "127.0.0.1"};
    return open_place(state, &settings);
}

static int open_crowded(void **state)
{
    struct listener_settings settings = {.host = "127.0.0.1", .max_per_address = 1, .limit_loopback = true};
    return open_place(state, &settings);
}

static int close_place(void **state)
{
    struct place *place = *state;
    if (place->listener)
        listener_destroy(place->listener);
    loop_destroy(place->loop);
    free(place);
    return 0;
}

static char *ask(struct place *place, const char *request)
{
    struct buf answer =
        net_client_exchange(place->loop, listener_port(place->listener), request, strlen(request));
    return answer.bytes;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("there is no \"%s\" in \"%.2000s\"", part, text);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

#define HOST  "Host: here\r\n"
#define CLOSE "Connection: close\r\n"

static void assert_answer(struct place *place, const char *request, const char *part)
{
    char *answer = ask(place, request);
    assert_has(answer, part);
    free(answer);
}

static void test_request_arrives_decoded(void **state)
{
    assert_answer(*state, "GET /a%20b/?p=1&q=x%26y%3Dz HTTP/1.1\r\n" HOST CLOSE "\r\n",
                  "GET /a b/ q=x&y=z ip=127.0.0.1 body=0:");
}

static void test_query_name_is_compared_whole(void **state)
{
    assert_answer(*state, "GET /?qq=1&q HTTP/1.1\r\n" HOST CLOSE "\r\n", "q= ip");
    assert_answer(*state, "GET /?qq=1&xq=2 HTTP/1.1\r\n" HOST CLOSE "\r\n", "q=none ip");
}

static void test_path_cannot_climb(void **state)
{
    assert_answer(*state, "GET /../../a/../b/%2e%2e/c HTTP/1.1\r\n" HOST CLOSE "\r\n", "GET /c ");
}

static void test_body_arrives_whole(void **state)
{
    assert_answer(*state, "POST /p HTTP/1.1\r\n" HOST CLOSE "Content-Length: 5\r\n\r\nhello", "body=5:hello");
    assert_answer(*state, "POST /p HTTP/1.1\r\n" HOST CLOSE "Content-Length: 0\r\n\r\n", "body=0:");
    assert_answer(*state, "PUT /p HTTP/1.1\r\n" HOST CLOSE "Content-Length: 0\r\n\r\n", "PUT /p");
    assert_answer(*state, "DELETE /p HTTP/1.1\r\n" HOST CLOSE "\r\n", "DELETE /p");
}

static void test_client_that_waits_is_told_to_go_on(void **state)
{
    char *answer = ask(*state, "POST /p HTTP/1.1\r\n" HOST CLOSE
                               "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
    assert_has(answer, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
    free(answer);
}

static void assert_refused(struct place *place, const char *request, const char *status, const char *code)
{
    int handled = place->handled;
    char *answer = ask(place, request);
    assert_has(answer, status);
    assert_has(answer, code);
    assert_has(answer, "connection: close");
    assert_int_equal(count_of(answer, "HTTP/1.1 "), 1);
    assert_int_equal(place->handled, handled);
    free(answer);
}

static void test_body_beyond_the_limit_is_refused_unread(void **state)
{
    assert_refused(*state, "POST / HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\nabc", "413", "too-large");
}

static void test_body_without_clear_length_is_refused(void **state)
{
    assert_refused(*state, "POST / HTTP/1.1\r\n" HOST "\r\n", "411", "length-required");
    assert_refused(*state, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
                   "411", "length-required");
    assert_refused(*state, "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "411",
                   "length-required");
    assert_refused(*state,
                   "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
                   "411", "length-required");
    assert_refused(*state, "POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                   "400", "bad-message");
    assert_refused(*state, "POST / HTTP/1.1\r\n" HOST "Content-Length: -3\r\n\r\nabc", "400", "bad-message");
}

static void test_request_without_host_or_version_is_refused(void **state)
{
    assert_refused(*state, "GET / HTTP/1.1\r\n\r\n", "400", "bad-message");
    assert_refused(*state, "GET /\r\n\r\n", "400", "bad-message");
    assert_refused(*state, "GET /x%0d%0ay HTTP/1.1\r\n" HOST "\r\n", "400", "bad-message");
}

static void test_other_upgrades_are_refused(void **state)
{
    assert_refused(*state, "GET / HTTP/1.1\r\n" HOST "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "400",
                   "bad-message");
}

static void test_oversized_head_gets_no_further(void **state)
{
    struct place *place = *state;
    struct buf request = BUF_EMPTY;
    buf_text(&request, "GET / HTTP/1.1\r\n" HOST "X-Long: ");
    for (int i = 0; i < 20000; i++)
        buf_char(&request, 'a');
    buf_text(&request, "\r\n\r\n");
    assert_refused(place, request.bytes, "431", "too-large");
    buf_clear(&request);
}

static void test_connect_opens_no_tunnel(void **state)
{
    struct place *place = *state;
    assert_refused(place, "CONNECT /x HTTP/1.1\r\n" HOST "\r\n", "405", "method-not-allowed");
}

static void test_head_is_get_without_body(void **state)
{
    char *answer = ask(*state, "HEAD /p HTTP/1.1\r\n" HOST CLOSE "\r\n");
    const char *end = strstr(answer, "\r\n\r\n");
    assert_has(answer, "content-length: 34\r\n");
    assert_string_equal(end, "\r\n\r\n");
    free(answer);
    answer = ask(*state, "HEAD /stream HTTP/1.1\r\n" HOST CLOSE "\r\n");
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
    assert_int_equal(((struct place *)*state)->streams_closed, 1);
    free(answer);
}

static void test_requests_sent_ahead_are_answered_in_order(void **state)
{
    struct place *place = *state;
    char *answer = ask(place, "POST /1 HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nab"
                              "GET /late HTTP/1.1\r\n" HOST "\r\n"
                              "GET /3 HTTP/1.1\r\n" HOST CLOSE "\r\n");
    assert_int_equal(count_of(answer, "HTTP/1.1 200 OK"), 3);
    assert_true(strstr(answer, "body=2:ab") < strstr(answer, "late"));
    assert_true(strstr(answer, "late") < strstr(answer, "GET /3"));
    assert_int_equal(count_of(answer, "connection: close"), 1);
    free(answer);
    struct listener_stats stats;
    listener_stats(place->listener, &stats);
    assert_int_equal(stats.accepted, 1);
    assert_int_equal(stats.requests, 3);
}

static void test_body_sent_ahead_is_never_mistaken(void **state)
{
    struct place *place = *state;
    char *answer = ask(place, "GET /1 HTTP/1.1\r\n" HOST "\r\n"
                              "POST /2 HTTP/1.1\r\n" HOST CLOSE "Content-Length: 2\r\n\r\nab");
    assert_int_equal(count_of(answer, "HTTP/1.1 200 OK"), 2);
    assert_has(answer, "POST /2 q=none ip=127.0.0.1 body=2:ab");
    assert_int_equal(place->handled, 2);
    free(answer);
}

static void test_http_1_0_is_closed_after_the_answer(void **state)
{
    assert_answer(*state, "GET / HTTP/1.0\r\n\r\n", "connection: close");
}

static void test_large_answer_comes_whole(void **state)
{
    struct place *place = *state;
    char *answer = ask(place, "GET /big HTTP/1.1\r\n" HOST CLOSE "\r\n");
    const char *body = strstr(answer, "\r\n\r\n") + 4;
    assert_int_equal(strspn(body, "x"), BIG);
    assert_int_equal(body[BIG], '\0');
    free(answer);
}

static void test_stream_waits_and_goes_on_in_chunks(void **state)
{
    struct place *place = *state;
    char *answer = ask(place, "GET /stream HTTP/1.1\r\n" HOST CLOSE "\r\n");
    assert_has(answer, "transfer-encoding: chunked");
    assert_has(answer, "\r\n\r\n00000007\r\nline 1\n\r\n00000007\r\nline 2\n\r\n00000007\r\nline 3\n\r\n"
                       "00000007\r\nline 4\n\r\n0\r\n\r\n");
    assert_int_equal(place->streams_closed, 1);
    free(answer);
}

static void test_stream_to_http_1_0_ends_with_the_connection(void **state)
{
    assert_answer(*state, "GET /stream HTTP/1.0\r\n\r\n", "\r\n\r\nline 1\nline 2\nline 3\nline 4\n");
}

/* One connection that has asked for `path` and will not read the answer; the handler has the request. */
static int ask_and_keep_quiet(struct place *place, const char *path)
{
    struct buf request = BUF_EMPTY;
    buf_format(&request, "GET %s HTTP/1.1\r\n" HOST "\r\n", path);
    int line = net_client_connect(listener_port(place->listener), request.bytes, request.len);
    buf_clear(&request);
    free(ask(place,
             "GET /then HTTP/1.1\r\n" HOST CLOSE "\r\n")); /* accepted after it, so it has been handled */
    return line;
}

static void close_listener(struct place *place)
{
    listener_destroy(place->listener);
    place->listener = NULL;
}

static void test_handler_hears_of_a_client_that_goes_away(void **state)
{
    struct place *place = *state;
    int line = ask_and_keep_quiet(place, "/never");
    assert_int_equal(place->cancelled, 0);
    close(line);
    struct loop_timer *watchdog = loop_timer_start(place->loop, 5000, 0, stop_loop, place);
    loop_run(place->loop);
    loop_timer_stop(watchdog);
    assert_int_equal(place->cancelled, 1);
    http_respond_text(place->kept, &plain, "to nobody");
}

static void test_handler_may_answer_after_the_listener_has_gone(void **state)
{
    struct place *place = *state;
    int line = ask_and_keep_quiet(place, "/never");
    close_listener(place);
    assert_int_equal(place->cancelled, 1);
    http_respond_text(place->kept, &plain, "to nobody");
    close(line);
}

static void test_stream_is_closed_with_the_listener(void **state)
{
    struct place *place = *state;
    int line = ask_and_keep_quiet(place, "/endless");
    assert_int_equal(place->streams_closed, 0);
    close_listener(place);
    assert_int_equal(place->streams_closed, 1);
    close(line);
}

static void test_every_answer_carries_the_security_headers(void **state)
{
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\n" HOST CLOSE "\r\n",  /* the handler's */
        "POST / HTTP/1.1\r\n" HOST "\r\n",       /* ours */
        "BREW / HTTP/1.1\r\n" HOST CLOSE "\r\n", /* of a method that is none */
        "GET /nows HTTP/1.1\r\n" HOST "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        char *answer = ask(*state, requests[i]);
        assert_has(answer, "content-security-policy: default-src 'self'");
        assert_has(answer, "frame-ancestors 'none'");
        assert_has(answer, "x-content-type-options: nosniff");
        assert_has(answer, "referrer-policy: no-referrer");
        assert_has(answer, "cross-origin-opener-policy: same-origin");
        assert_null(strstr(answer, "strict-transport-security"));
        free(answer);
    }
}

static void test_answer_is_not_stored_unless_said(void **state)
{
    assert_answer(*state, "GET / HTTP/1.1\r\n" HOST CLOSE "\r\n", "cache-control: no-store\r\n");
}

static void test_line_break_in_a_field_makes_no_header(void **state)
{
    char *answer = ask(*state, "GET /injected HTTP/1.1\r\n" HOST CLOSE "\r\n");
    assert_has(answer, "x-title: a  set-cookie: b\r\n");
    assert_null(strstr(answer, "\r\nset-cookie"));
    assert_null(strstr(answer, "content-length"));
    free(answer);
}

static void test_forwarded_address_of_trusted_proxy_counts(void **state)
{
    assert_answer(*state, "GET / HTTP/1.1\r\n" HOST CLOSE "X-Forwarded-For: 1.2.3.4, 203.0.113.5\r\n\r\n",
                  "ip=203.0.113.5");
}

static void test_pause_answers_503(void **state)
{
    struct place *place = *state;
    listener_pause(place->listener);
    assert_refused(place, "GET / HTTP/1.1\r\n" HOST "\r\n", "503", "stopping");
}

static void test_second_connection_from_one_address_is_turned_away(void **state)
{
    struct place *place = *state;
    struct listener_stats stats;
    free(ask(place, "GET / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    assert_answer(place, "GET / HTTP/1.1\r\n" HOST CLOSE "\r\n", "200 OK"); /* the first has gone */
    int line = net_client_connect(listener_port(place->listener), "", 0);
    char *answer = ask(place, "GET / HTTP/1.1\r\n" HOST CLOSE "\r\n");
    assert_string_equal(answer, "");
    free(answer);
    close(line);
    listener_stats(place->listener, &stats);
    assert_int_equal(stats.turned_away, 1);
    assert_int_equal(stats.accepted, 3);
}

static void test_port_in_use_is_said(void **state)
{
    struct place *place = *state;
    struct buf why = BUF_EMPTY;
    struct listener *other;
    struct listener_settings settings = {.host = "127.0.0.1", .port = listener_port(place->listener)};
    struct listener_handlers handlers = {.sockets = &no_sockets, .http = handle, .http_context = place};
    assert_int_equal(listener_create(place->loop, &settings, &handlers, &why, &other), STATUS_IO);
    assert_has(why.bytes, "Cannot listen on 127.0.0.1");
    buf_clear(&why);
}

static void test_bad_settings_are_said(void **state)
{
    struct place *place = *state;
    struct buf why = BUF_EMPTY;
    struct listener *other;
    struct listener_handlers handlers = {.sockets = &no_sockets, .http = handle, .http_context = place};
    struct listener_settings half = {.host = "127.0.0.1", .tls_cert = "cert.pem"};
    assert_int_equal(listener_create(place->loop, &half, &handlers, &why, &other), STATUS_USAGE);
    assert_has(why.bytes, "both a certificate and its key");
    buf_clear(&why);
    struct listener_settings absent = {
        .host = "127.0.0.1", .tls_cert = "/no/cert.pem", .tls_key = "/no/key.pem"};
    assert_int_equal(listener_create(place->loop, &absent, &handlers, &why, &other), STATUS_USAGE);
    assert_has(why.bytes, "/no/cert.pem");
    buf_clear(&why);
    struct listener_settings foreign = {.host = "192.0.2.1"};
    assert_int_equal(listener_create(place->loop, &foreign, &handlers, &why, &other), STATUS_IO);
    assert_has(why.bytes, "Cannot listen on 192.0.2.1");
    buf_clear(&why);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_usual, close_place)
    const struct CMUnitTest tests[] = {
        CASE(test_request_arrives_decoded),
        CASE(test_query_name_is_compared_whole),
        CASE(test_path_cannot_climb),
        CASE(test_body_arrives_whole),
        CASE(test_client_that_waits_is_told_to_go_on),
        CASE(test_body_beyond_the_limit_is_refused_unread),
        CASE(test_body_without_clear_length_is_refused),
        CASE(test_request_without_host_or_version_is_refused),
        CASE(test_other_upgrades_are_refused),
        CASE(test_oversized_head_gets_no_further),
        CASE(test_connect_opens_no_tunnel),
        CASE(test_head_is_get_without_body),
        CASE(test_requests_sent_ahead_are_answered_in_order),
        CASE(test_body_sent_ahead_is_never_mistaken),
        CASE(test_http_1_0_is_closed_after_the_answer),
        CASE(test_large_answer_comes_whole),
        CASE(test_stream_waits_and_goes_on_in_chunks),
        CASE(test_stream_to_http_1_0_ends_with_the_connection),
        CASE(test_handler_hears_of_a_client_that_goes_away),
        CASE(test_handler_may_answer_after_the_listener_has_gone),
        CASE(test_stream_is_closed_with_the_listener),
        CASE(test_every_answer_carries_the_security_headers),
        CASE(test_answer_is_not_stored_unless_said),
        CASE(test_line_break_in_a_field_makes_no_header),
        CASE(test_forwarded_address_of_trusted_proxy_counts),
        CASE(test_pause_answers_503),
        CASE(test_port_in_use_is_said),
        CASE(test_bad_settings_are_said),
        cmocka_unit_test_setup_teardown(test_second_connection_from_one_address_is_turned_away, open_crowded,
                                        close_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
