/* The request: what libwebsockets has parsed, copied, since it keeps its own copy only as long as it likes. */
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "net/header_value.h"
#include "net/http_exchange.h"

/* Some headers have a token in libwebsockets, the others are found by name. */
static const struct known_header {
    const char *name;
    int token; /* -1: none */
} known_headers[HTTP_HEADERS] = {
    {"authorization", WSI_TOKEN_HTTP_AUTHORIZATION},
    {"cookie", WSI_TOKEN_HTTP_COOKIE},
    {"origin", WSI_TOKEN_ORIGIN},
    {"host", WSI_TOKEN_HOST},
    {"accept", WSI_TOKEN_HTTP_ACCEPT},
    {"accept-encoding", WSI_TOKEN_HTTP_ACCEPT_ENCODING},
    {"accept-language", WSI_TOKEN_HTTP_ACCEPT_LANGUAGE},
    {"content-type", WSI_TOKEN_HTTP_CONTENT_TYPE},
    {"if-none-match", WSI_TOKEN_HTTP_IF_NONE_MATCH},
    {"user-agent", WSI_TOKEN_HTTP_USER_AGENT},
    {"referer", WSI_TOKEN_HTTP_REFERER},
    {"sec-fetch-site", -1},
    {"plenaria-participant", -1},
};

static char *copy_token(struct lws *wsi, enum lws_token_indexes token)
{
    int len = lws_hdr_total_length(wsi, token);
    if (len <= 0)
        return NULL;
    /* Room to spare: repeated headers are joined with commas. */
    size_t room = (size_t)len + 64;
    char *value = mem_alloc(room);
    if (lws_hdr_copy(wsi, value, (int)room, token) < 0) {
        free(value);
        return NULL;
    }
    return value;
}

static char *copy_custom(struct lws *wsi, const char *name)
{
    char with_colon[32];
    int name_len = lws_snprintf(with_colon, sizeof with_colon, "%s:", name);
    int len = lws_hdr_custom_length(wsi, with_colon, name_len);
    if (len < 0)
        return NULL;
    char *value = mem_alloc((size_t)len + 1);
    if (lws_hdr_custom_copy(wsi, value, len + 1, with_colon, name_len) < 0) {
        free(value);
        return NULL;
    }
    return value;
}

static void read_query(struct lws *wsi, struct buf *query)
{
    size_t room = (size_t)lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_URI_ARGS) + 2;
    char *pair = mem_alloc(room);
    for (int i = 0; lws_hdr_copy_fragment(wsi, pair, (int)room, WSI_TOKEN_HTTP_URI_ARGS, i) >= 0; i++)
        buf_add(query, pair, strlen(pair) + 1);
    free(pair);
}

static void read_method(struct http_request *request, int method)
{
    static const char *const names[] = {
        [LWSHUMETH_GET] = "GET",         [LWSHUMETH_POST] = "POST",   [LWSHUMETH_OPTIONS] = "OPTIONS",
        [LWSHUMETH_PUT] = "PUT",         [LWSHUMETH_PATCH] = "PATCH", [LWSHUMETH_DELETE] = "DELETE",
        [LWSHUMETH_CONNECT] = "CONNECT", [LWSHUMETH_HEAD] = "GET",
    };
    bool known = method >= 0 && (size_t)method < sizeof names / sizeof *names && names[method];
    request->method = known ? names[method] : "";
    request->is_head = method == LWSHUMETH_HEAD;
}

/* False for a request line without version. */
static bool read_connection(struct http_request *request, struct lws *wsi)
{
    char *version = copy_token(wsi, WSI_TOKEN_HTTP);
    bool is_versioned = version != NULL;
    request->is_old = !version || strcmp(version, "HTTP/1.1") != 0;
    char *connection = copy_token(wsi, WSI_TOKEN_CONNECTION);
    request->close = request->is_old || header_lists(connection, "close");
    free(connection);
    free(version);
    return is_versioned;
}

/* A request with a body says how long it is, in one way only: what two servers can read in two ways is how requests are
 * smuggled past the first. */
static enum status read_length(struct http_request *request, struct lws *wsi)
{
    char *coding = copy_token(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING);
    char *length = copy_token(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH);
    bool needs_body = strcmp(request->method, "POST") == 0 || strcmp(request->method, "PUT") == 0 ||
                      strcmp(request->method, "PATCH") == 0;
    enum status status = STATUS_OK;
    if (coding || (!length && needs_body))
        status = STATUS_LENGTH_REQUIRED;
    else if (length && !header_length(length, &request->body_len))
        status = STATUS_BAD_MESSAGE;
    else if (request->body_len > request->conn->service->max_body)
        status = STATUS_TOO_LARGE;
    /* libwebsockets waits for a body in just these cases */
    request->body_ended = !(needs_body && !length) && request->body_len == 0;
    free(coding);
    free(length);
    return status;
}

struct http_request *http_request_read(struct conn *conn, enum status *refusal)
{
    struct lws *wsi = conn->wsi;
    struct http_request *request = mem_zero(1, sizeof *request);
    request->conn = conn;
    request->is_tls = conn->service->tls;
    char *uri = NULL;
    int uri_len = 0;
    read_method(request, lws_http_get_uri_and_method(wsi, &uri, &uri_len));
    request->path = uri ? mem_copy_bytes(uri, (size_t)uri_len) : mem_copy_string("/");
    read_query(wsi, &request->query);
    for (size_t i = 0; i < HTTP_HEADERS; i++)
        request->headers[i] = known_headers[i].token >= 0
                                  ? copy_token(wsi, (enum lws_token_indexes)known_headers[i].token)
                                  : copy_custom(wsi, known_headers[i].name);
    char *forwarded_for = copy_token(wsi, WSI_TOKEN_X_FORWARDED_FOR);
    char ip[ADDRESS_MAX];
    address_behind_proxies(conn->ip, forwarded_for, conn->service->trusted_proxy, ip);
    request->remote_ip = mem_copy_string(ip);
    free(forwarded_for);
    bool is_versioned = read_connection(request, wsi);
    *refusal = read_length(request, wsi);
    if (!is_versioned || (uri && strlen(request->path) != (size_t)uri_len) ||
        (!request->is_old && !http_header(request, "host")))
        *refusal = STATUS_BAD_MESSAGE;
    return request;
}

void http_request_free(struct http_request *request)
{
    loop_timer_stop(request->deadline);
    free(request->path);
    buf_clear(&request->query);
    for (size_t i = 0; i < HTTP_HEADERS; i++)
        free(request->headers[i]);
    free(request->remote_ip);
    buf_clear(&request->body);
    buf_clear(&request->head);
    frame_unref(request->content);
    free(request);
}

/* What handlers ask */

const char *http_method(const struct http_request *request)
{
    return request->method;
}

const char *http_path(const struct http_request *request)
{
    return request->path;
}

const char *http_query(const struct http_request *request, const char *name)
{
    size_t name_len = strlen(name);
    for (size_t at = 0; at < request->query.len; at += strlen(request->query.bytes + at) + 1) {
        const char *pair = request->query.bytes + at;
        if (strncmp(pair, name, name_len) != 0)
            continue;
        if (pair[name_len] == '=')
            return pair + name_len + 1;
        if (pair[name_len] == '\0')
            return pair + name_len;
    }
    return NULL;
}

const char *http_header(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < HTTP_HEADERS; i++)
        if (strcmp(known_headers[i].name, name) == 0)
            return request->headers[i];
    ALWAYS(false); /* nobody asks for a header that is not kept */
    return NULL;
}

const char *http_body(const struct http_request *request, size_t *len)
{
    *len = request->body.len;
    return request->body.bytes ? request->body.bytes : "";
}

const char *http_remote_ip(const struct http_request *request)
{
    return request->remote_ip;
}

bool http_is_tls(const struct http_request *request)
{
    return request->is_tls;
}

void http_on_cancel(struct http_request *request, void (*cancelled)(void *context), void *context)
{
    request->cancelled = cancelled;
    request->cancelled_context = context;
}
