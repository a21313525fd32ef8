#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/assets.h"
#include "net/listener.h"
#include "support/net_client.h"

struct place {
    struct loop *loop;
    struct listener *listener;
    struct assets *assets;
    char dir[64];
};

static const char *const folders[] = {"/web", "/web/assets", "/web/.git"};
static const struct {
    const char *path, *content;
} files[] = {
    {"/secret.txt", "outside"},
    {"/web/index.html", "<!doctype html><title>page</title>"},
    {"/web/.env", "hidden"},
    {"/web/.git/config", "hidden"},
    {"/web/site.webmanifest", "{}"},
    {"/web/odd.xyz", "?"},
    {"/web/assets/readme-secretariat.txt", "no hash"},
    {"/web/assets/app-3XYZABCD.js", NULL}, /* long enough to be compressed */
    {"/web/assets/font-3XYZABCD.woff2", "wOF2"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void path_in(const struct place *place, const char *path, char out[256])
{
    snprintf(out, 256, "%s%s", place->dir, path);
}

static void write_files(struct place *place)
{
    char path[256];
    strcpy(place->dir, "/tmp/plenaria-assets-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    for (size_t i = 0; i < COUNT(folders); i++) {
        path_in(place, folders[i], path);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    for (size_t i = 0; i < COUNT(files); i++) {
        path_in(place, files[i].path, path);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        for (int k = 0; !files[i].content && k < 1000; k++)
            fputs("console.log('a line that comes again and again');\n", file);
        fputs(files[i].content ? files[i].content : "", file);
        fclose(file);
    }
}

static void remove_files(struct place *place)
{
    char path[256];
    for (size_t i = 0; i < COUNT(files); i++) {
        path_in(place, files[i].path, path);
        unlink(path);
    }
    for (size_t i = COUNT(folders); i-- > 0;) {
        path_in(place, folders[i], path);
        rmdir(path);
    }
    rmdir(place->dir);
}

static void handle(void *context, struct http_request *request)
{
    struct place *place = context;
    if (!assets_respond(place->assets, request))
        http_respond_text(request, &(struct http_answer){.status = 404}, "nobody's");
}

static int open_place(void **state)
{
    struct place *place = mem_zero(1, sizeof *place);
    struct buf why = BUF_EMPTY;
    struct listener_settings settings = {.host = "127.0.0.1"};
    static const struct socket_handlers no_sockets = {0};
    char web[256];
    write_files(place);
    path_in(place, "/web", web);
    place->loop = loop_create();
    struct listener_handlers handlers = {.sockets = &no_sockets, .http = handle, .http_context = place};
    assert_int_equal(assets_load(web, &why, &place->assets), STATUS_OK);
    assert_int_equal(listener_create(place->loop, &settings, &handlers, &why, &place->listener), STATUS_OK);
    *state = place;
    return 0;
}

static int close_place(void **state)
{
    struct place *place = *state;
    listener_destroy(place->listener);
    assets_destroy(place->assets);
    loop_destroy(place->loop);
    remove_files(place);
    free(place);
    return 0;
}

static struct buf ask(struct place *place, const char *method, const char *path, const char *headers)
{
    struct buf request = BUF_EMPTY;
    buf_format(&request, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", method, path, headers);
    struct buf answer =
        net_client_exchange(place->loop, listener_port(place->listener), request.bytes, request.len);
    buf_clear(&request);
    return answer;
}

static void assert_get(struct place *place, const char *path, const char *headers, const char *part)
{
    struct buf answer = ask(place, "GET", path, headers);
    if (!strstr(answer.bytes, part))
        fail_msg("%s has no \"%s\": %.800s", path, part, answer.bytes);
    buf_clear(&answer);
}

static void test_types_are_right(void **state)
{
    assert_get(*state, "/", "", "content-type: text/html; charset=utf-8\r\n");
    assert_get(*state, "/site.webmanifest", "", "content-type: application/manifest+json\r\n");
    assert_get(*state, "/assets/app-3XYZABCD.js", "", "content-type: text/javascript; charset=utf-8\r\n");
    assert_get(*state, "/assets/font-3XYZABCD.woff2", "", "content-type: font/woff2\r\n");
    assert_get(*state, "/odd.xyz", "", "content-type: application/octet-stream\r\n");
}

static void test_hashed_names_are_cached_for_ever_and_others_asked_again(void **state)
{
    assert_get(*state, "/assets/app-3XYZABCD.js", "",
               "cache-control: public, max-age=31536000, immutable\r\n");
    assert_get(*state, "/index.html", "", "cache-control: no-cache\r\n");
    assert_get(*state, "/assets/readme-secretariat.txt", "", "cache-control: no-cache\r\n");
}

static void test_gzip_is_sent_to_those_who_accept_it(void **state)
{
    struct buf small = ask(*state, "GET", "/assets/app-3XYZABCD.js", "Accept-Encoding: gzip, br\r\n");
    struct buf large = ask(*state, "GET", "/assets/app-3XYZABCD.js", "Accept-Encoding: gzip;q=0\r\n");
    assert_non_null(strstr(small.bytes, "content-encoding: gzip\r\n"));
    assert_non_null(strstr(small.bytes, "vary: accept-encoding\r\n"));
    assert_null(strstr(large.bytes, "content-encoding"));
    assert_non_null(strstr(large.bytes, "vary: accept-encoding\r\n"));
    assert_true(small.len * 10 < large.len);
    buf_clear(&small);
    buf_clear(&large);
}

static void test_known_etag_is_answered_304_without_body(void **state)
{
    struct buf first = ask(*state, "GET", "/", "");
    const char *etag = strstr(first.bytes, "etag: ");
    assert_non_null(etag);
    struct buf header = BUF_EMPTY;
    buf_format(&header, "If-None-Match: W/%.*s\r\n", (int)strcspn(etag + 6, "\r"), etag + 6);
    struct buf second = ask(*state, "GET", "/", header.bytes);
    assert_non_null(strstr(second.bytes, "304 Not Modified"));
    assert_string_equal(strstr(second.bytes, "\r\n\r\n"), "\r\n\r\n");
    assert_non_null(strstr(second.bytes, "etag: "));
    buf_clear(&first);
    buf_clear(&header);
    buf_clear(&second);
}

static void test_places_of_the_page_are_the_page(void **state)
{
    assert_get(*state, "/d/some-draft", "Accept: text/html,*/*\r\n", "<title>page</title>");
    assert_get(*state, "/d/some-draft", "Accept: */*\r\n", "404 Not Found");
    assert_get(*state, "/d/absent.js", "Accept: text/html\r\n", "404 Not Found");
}

static void test_nothing_outside_or_hidden_is_served(void **state)
{
    static const char *const paths[] = {
        "/../secret.txt",    "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/.env",
        "/.git/config",      "/assets/",           "//../../secret.txt",           "/..\\secret.txt",
        "/%00/../secret.txt"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct buf answer = ask(*state, "GET", paths[i], "");
        if (strstr(answer.bytes, "200 OK") || strstr(answer.bytes, "outside") ||
            strstr(answer.bytes, "hidden"))
            fail_msg("%s was served: %s", paths[i], answer.bytes);
        buf_clear(&answer);
    }
}

static void test_other_methods_are_nobodys(void **state)
{
    struct buf answer = ask(*state, "DELETE", "/index.html", "");
    assert_non_null(strstr(answer.bytes, "404 Not Found"));
    buf_clear(&answer);
}

static void assert_load_fails(const char *dir, enum status status, const char *part)
{
    struct buf why = BUF_EMPTY;
    struct assets *assets;
    assert_int_equal(assets_load(dir, &why, &assets), status);
    assert_non_null(strstr(why.bytes, part));
    assert_null(assets);
    buf_clear(&why);
}

static void test_folder_without_page_is_said(void **state)
{
    char path[256];
    path_in(*state, "/nowhere", path);
    assert_load_fails(path, STATUS_NOT_FOUND, "nowhere");
    path_in(*state, "/web/assets", path);
    assert_load_fails(path, STATUS_NOT_FOUND, "index.html");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_place, close_place)
    const struct CMUnitTest tests[] = {
        CASE(test_types_are_right),
        CASE(test_hashed_names_are_cached_for_ever_and_others_asked_again),
        CASE(test_gzip_is_sent_to_those_who_accept_it),
        CASE(test_known_etag_is_answered_304_without_body),
        CASE(test_places_of_the_page_are_the_page),
        CASE(test_nothing_outside_or_hidden_is_served),
        CASE(test_other_methods_are_nobodys),
        CASE(test_folder_without_page_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
