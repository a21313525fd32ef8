/* The request: its head, read, and the body behind it. */
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "net/header_value.h"
#include "net/http_exchange.h"

struct http_request *http_request_read(struct conn *conn, const struct buf *head, enum status *refusal)
{
    struct http_request *request = mem_zero(1, sizeof *request);
    const struct conn_group *group = conn->group;
    char ip[ADDRESS_MAX];
    size_t before = head->len >= 2 && memcmp(head->bytes, "\r\n", 2) == 0 ? 2 : 0; /* an empty line */
    request->conn = conn;
    request->state = EXCHANGE_READING;
    request->budget = input_budget_ref(group->input);
    request->is_tls = group->tls && !conn->is_local;
    request->is_from_proxy = conn->is_local;
    *refusal = request_head_read(head->bytes + before, head->len - before, &request->asked);
    request->is_head = strcmp(request->asked.method, "HEAD") == 0;
    request->close = request->asked.is_old || header_lists(request->asked.fields[FIELD_CONNECTION], "close");
    /* a server of the cluster says who asks */
    if (group->secret && request->asked.fields[FIELD_X_FORWARDED_FOR])
        address_normalise(request->asked.fields[FIELD_X_FORWARDED_FOR], ip);
    else
        address_behind_proxies(conn->ip, request->asked.fields[FIELD_X_FORWARDED_FOR],
                               conn->is_local ? group->trusted_locally : group->trusted_proxy, ip);
    request->remote_ip = mem_copy_string(ip);
    return request;
}

void http_request_free(struct http_request *request)
{
    request_head_clear(&request->asked);
    free(request->remote_ip);
    input_clear(request->budget, &request->body);
    input_budget_unref(request->budget);
    buf_clear(&request->head);
    buf_clear(&request->raw);
    buf_clear(&request->onward);
    frame_unref(request->content);
    free(request);
}

/* What handlers ask */

const char *http_method(const struct http_request *request)
{
    return request->is_head ? "GET" : request->asked.method;
}

const char *http_path(const struct http_request *request)
{
    return request->asked.path;
}

const char *http_query(const struct http_request *request, const char *name)
{
    const struct buf *query = &request->asked.query;
    size_t name_len = strlen(name);
    for (size_t at = 0; at < query->len; at += strlen(query->bytes + at) + 1) {
        const char *pair = query->bytes + at;
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
    int field = request_field_by_name(name, strlen(name));
    ALWAYS(field >= 0); /* nobody asks for a header that is not kept */
    return request->asked.fields[field];
}

bool http_is_from_node(const struct http_request *request)
{
    return request->conn && request->conn->group->secret && request->asked.fields[FIELD_PLENARIA_RELAY];
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

bool http_is_from_proxy(const struct http_request *request)
{
    return request->is_from_proxy;
}

void http_on_cancel(struct http_request *request, void (*cancelled)(void *context), void *context)
{
    request->cancelled = cancelled;
    request->cancelled_context = context;
}
