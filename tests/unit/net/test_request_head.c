#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "net/request_head.h"

#define HOST "Host: z\r\n"
#define END  "\r\n"

/* Reads a copy that ends exactly where its memory does. */
static enum status read_head(const char *text, struct request_head *out)
{
    size_t len = strlen(text);
    char *exact = malloc(len ? len : 1);
    memcpy(exact, text, len);
    enum status status = request_head_read(exact, len, out);
    free(exact);
    return status;
}

static void assert_refused(const char *text, enum status expected)
{
    struct request_head head;
    enum status status = read_head(text, &head);
    if (status != expected)
        fail_msg("%d instead of %d for \"%s\"", (int)status, (int)expected, text);
    request_head_clear(&head);
}

static void assert_path(const char *target, const char *path)
{
    struct request_head head;
    struct buf text = BUF_EMPTY;
    buf_format(&text, "GET %s HTTP/1.1\r\n" HOST END, target);
    assert_int_equal(read_head(text.bytes, &head), STATUS_OK);
    assert_string_equal(head.path, path);
    request_head_clear(&head);
    buf_clear(&text);
}

static void test_all_of_a_good_head_is_read(void **state)
{
    (void)state;
    struct request_head head;
    assert_int_equal(
        read_head(
            "POST /a%20b?q=x%26y&empty=&flag&&z=1+2 HTTP/1.1\r\nhOST:  here:80 \r\nContent-Length: 12\r\n"
            "X-Other: \r\nCookie: a=b\r\ncookie: c=d\r\nAccept: one\r\nAccept: two\r\n" END,
            &head),
        STATUS_OK);
    assert_string_equal(head.method, "POST");
    assert_string_equal(head.path, "/a b");
    assert_int_equal(head.query.len, sizeof "q=x&y\0empty=\0flag\0z=1 2");
    assert_memory_equal(head.query.bytes, "q=x&y\0empty=\0flag\0z=1 2", head.query.len);
    assert_string_equal(head.fields[FIELD_HOST], "here:80");
    assert_string_equal(head.fields[FIELD_COOKIE], "a=b; c=d");
    assert_string_equal(head.fields[FIELD_ACCEPT], "one, two");
    assert_null(head.fields[FIELD_ORIGIN]);
    assert_int_equal(head.body_len, 12);
    assert_false(head.is_old);
    request_head_clear(&head);
}

static void test_path_is_decoded_and_cannot_climb(void **state)
{
    (void)state;
    assert_path("/", "/");
    assert_path("/?q", "/");
    assert_path("/a/", "/a/");
    assert_path("//a///b", "/a/b");
    assert_path("/a/./b/.", "/a/b");
    assert_path("/../../a/../b/%2e%2e/c", "/c");
    assert_path("/..", "/");
    assert_path("/a/..", "/");
    assert_path("/a%2f..%2F..%2fb", "/b");
    assert_path("/...", "/...");
    assert_path("/%C3%A9", "/\xc3\xa9");
}

static void test_target_that_is_no_path_is_refused(void **state)
{
    (void)state;
    static const char *const targets[] = {"a",      "*",       "http://z/", "/%",    "/%4",
                                          "/%zz",   "/%00",    "/a%0d%0ab", "/\x7f", "/\xc3\xa9",
                                          "/#part", "/?q=%0a", "/?q=\xff",  "/a b",  ""};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct buf text = BUF_EMPTY;
        buf_format(&text, "GET %s HTTP/1.1\r\n" HOST END, targets[i]);
        assert_refused(text.bytes, STATUS_BAD_MESSAGE);
        buf_clear(&text);
    }
}

static void test_request_line_is_of_http_1(void **state)
{
    (void)state;
    assert_refused("GET /\r\n" HOST END, STATUS_BAD_MESSAGE);
    assert_refused("GET  / HTTP/1.1\r\n" HOST END, STATUS_BAD_MESSAGE);
    assert_refused("GET / HTTP/1.1 \r\n" HOST END, STATUS_BAD_MESSAGE);
    assert_refused("GET / HTTP/2.0\r\n" HOST END, STATUS_BAD_MESSAGE);
    assert_refused("GET / HTTP/1.2\r\n" HOST END, STATUS_BAD_MESSAGE);
    assert_refused("GET / http/1.1\r\n" HOST END, STATUS_BAD_MESSAGE);
    assert_refused("", STATUS_BAD_MESSAGE);
    assert_refused("GET / HTTP/1.1\r\n" HOST, STATUS_BAD_MESSAGE);
    assert_refused("get / HTTP/1.1\r\n" HOST END, STATUS_BAD_METHOD);
    assert_refused("CONNECT / HTTP/1.1\r\n" HOST END, STATUS_BAD_METHOD);
    assert_refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", STATUS_BAD_MESSAGE);
}

static void test_host_is_asked_for_once_by_http_1_1_alone(void **state)
{
    (void)state;
    assert_refused("GET / HTTP/1.1\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused("GET / HTTP/1.1\r\n" HOST HOST END, STATUS_BAD_MESSAGE);
    assert_refused("GET / HTTP/1.0\r\n" END, STATUS_OK);
}

static void test_length_of_a_body_is_said_in_one_way(void **state)
{
    (void)state;
#define POST "POST / HTTP/1.1\r\n" HOST
    assert_refused(POST END, STATUS_LENGTH_REQUIRED);
    assert_refused(POST "Content-Length: 0\r\n" END, STATUS_OK);
    assert_refused(POST "Content-Length: 5\r\nContent-Length: 5\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length: 5, 5\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length: +5\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length: -5\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length: 0x5\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length:\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length: 99999999999999999999\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" END, STATUS_LENGTH_REQUIRED);
    assert_refused(POST "Transfer-Encoding: identity\r\n" END, STATUS_LENGTH_REQUIRED);
}

static void test_fields_are_one_line_each_of_name_and_value(void **state)
{
    (void)state;
#define GET "GET / HTTP/1.1\r\n" HOST
    assert_refused(GET "X: a\r\n b\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X : a\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET " X: a\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET ": a\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X\xc3: a\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X: a\rb\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X: a\nY: b\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X: \x01\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET "X: a\tb \xc3\xa9\r\n" END, STATUS_OK);
    assert_refused(GET "Origin: a\r\nOrigin: a\r\n" END, STATUS_BAD_MESSAGE);
    assert_refused(GET END "GET", STATUS_BAD_MESSAGE);
}

static void test_fields_are_counted(void **state)
{
    (void)state;
    struct buf text = BUF_EMPTY;
    buf_text(&text, GET);
    for (int i = 0; i < REQUEST_FIELDS - 1; i++)
        buf_text(&text, "X: y\r\n");
    struct buf more = BUF_EMPTY;
    buf_format(&more, "%sX: y\r\n" END, text.bytes);
    buf_text(&text, END);
    assert_refused(text.bytes, STATUS_OK);
    assert_refused(more.bytes, STATUS_BAD_MESSAGE);
    buf_clear(&text);
    buf_clear(&more);
}

static void test_nul_ends_nothing(void **state)
{
    (void)state;
    struct request_head head;
    static const char in_value[] = "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n",
                      in_target[] = "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n";
    assert_int_equal(request_head_read(in_value, sizeof in_value - 1, &head), STATUS_BAD_MESSAGE);
    request_head_clear(&head);
    assert_int_equal(request_head_read(in_target, sizeof in_target - 1, &head), STATUS_BAD_MESSAGE);
    request_head_clear(&head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of_a_good_head_is_read),
        cmocka_unit_test(test_path_is_decoded_and_cannot_climb),
        cmocka_unit_test(test_target_that_is_no_path_is_refused),
        cmocka_unit_test(test_request_line_is_of_http_1),
        cmocka_unit_test(test_host_is_asked_for_once_by_http_1_1_alone),
        cmocka_unit_test(test_length_of_a_body_is_said_in_one_way),
        cmocka_unit_test(test_fields_are_one_line_each_of_name_and_value),
        cmocka_unit_test(test_fields_are_counted),
        cmocka_unit_test(test_nul_ends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
