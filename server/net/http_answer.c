/* The answer: its head as text, and the ways a handler gives one. */
#include <string.h>
#include <time.h>

#include "base/always.h"
#include "base/json_write.h"
#include "net/http_exchange.h"
#include "net/security.h"

static const char *reason_phrase(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } phrases[] = {
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "Other";
}

/* A value that carried a line break would be the start of a header of somebody else's choice. */
static void write_field(struct buf *out, const char *name, const char *value)
{
    buf_text(out, name);
    buf_text(out, ": ");
    for (; *value; value++)
        buf_char(out, (unsigned char)*value < ' ' || *value == 0x7f ? ' ' : *value);
    buf_text(out, "\r\n");
}

static void write_date(struct buf *out)
{
    time_t now = time(NULL);
    struct tm utc;
    char text[40];
    gmtime_r(&now, &utc);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    write_field(out, "date", text);
}

void http_head_write(struct buf *out, const struct http_head *head)
{
    const struct http_answer *answer = head->answer;
    ALWAYS(answer->status >= 200 && answer->status < 600);
    buf_format(out, "HTTP/1.1 %d %s\r\n", answer->status, reason_phrase(answer->status));
    write_date(out);
    if (answer->type)
        write_field(out, "content-type", answer->type);
    if (head->len != HTTP_LEN_UNKNOWN && answer->status != 204 && answer->status != 304)
        buf_format(out, "content-length: %zu\r\n", head->len);
    if (head->chunked)
        write_field(out, "transfer-encoding", "chunked");
    write_field(out, "cache-control", answer->cache ? answer->cache : "no-store");
    if (head->close)
        write_field(out, "connection", "close");
    size_t count;
    const struct http_field *fields = security_fields(head->tls, &count);
    for (size_t i = 0; i < count; i++)
        write_field(out, fields[i].name, fields[i].value);
    for (size_t i = 0; i < answer->field_count; i++)
        write_field(out, answer->fields[i].name, answer->fields[i].value);
    buf_text(out, "\r\n");
}

void http_error_write(struct buf *out, const char *code, const char *message)
{
    buf_text(out, "{\"error\":{\"code\":");
    json_write_string(out, code);
    buf_text(out, ",\"message\":");
    json_write_string(out, message);
    buf_text(out, "}}");
}

static void write_head(struct http_request *request, const struct http_answer *answer, size_t len,
                       bool chunked)
{
    ALWAYS(request->state != EXCHANGE_ANSWERING);
    struct http_head head = {
        .answer = answer, .len = len, .tls = request->is_tls, .close = request->close, .chunked = chunked};
    http_head_write(&request->head, &head);
}

void http_respond(struct http_request *request, const struct http_answer *answer, struct frame *body)
{
    write_head(request, answer, body ? frame_len(body) : 0, false);
    if (body && !request->is_head && frame_len(body))
        request->content = frame_ref(body);
    http_start_answer(request);
}

void http_respond_bytes(struct http_request *request, const struct http_answer *answer, const char *bytes,
                        size_t len)
{
    struct frame *body = frame_copy(bytes, len);
    http_respond(request, answer, body);
    frame_unref(body);
}

void http_respond_text(struct http_request *request, const struct http_answer *answer, const char *text)
{
    http_respond_bytes(request, answer, text, strlen(text));
}

void http_respond_stream(struct http_request *request, const struct http_answer *answer,
                         const struct http_stream *stream)
{
    if (request->asked.is_old)
        request->close = true; /* its end is all that can mark the end of the body */
    write_head(request, answer, HTTP_LEN_UNKNOWN, !request->asked.is_old);
    request->stream = *stream;
    http_start_answer(request);
}
