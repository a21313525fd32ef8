/* The life of a request on its connection, see http_exchange.h.
 *
 * A connection's bytes come to http_take, one taker of conn.h. It takes the head of one request line by line, then its body, byte for
 * byte as declared, then nothing until the answer has been sent; what was sent ahead waits in the connection, bounded and unread, and
 * is the next request then. So two requests are never under way on one connection, and no byte is looked at twice.
 *
 * A request that is refused is the last of its connection: what follows it cannot be trusted to start where we think it does. So the
 * answer says `connection: close`, everything else that comes is thrown away, and the connection ends behind the answer. That is the
 * one rule for whatever is wrong: there is no state in which something is left over and nobody's.
 *
 * Memory is taken as bytes come, within three bounds: REQUEST_HEAD_MAX for a head; for a body what the judge, who has seen the head, allows
 * this request; and the listener's budget for all input together.
 *
 * While a handler takes its time nothing is read, so nobody would hear of a client that goes away: we look ourselves. */
#include "net/http.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/always.h"
#include "net/http_exchange.h"
#include "net/tunnel.h"

#define HEAD_MS                                                                                              \
    5000 /* for a head, from the start of the connection, the end of the answer before, or its first byte */
#define BODY_MS    15000
#define STALL_MS   60000
#define LOOK_MS    1000                /* how often a waiting client is looked at */
#define SMALL_BODY ((size_t)16 * 1024) /* leaves in one go with the head */

void http_refuse(struct http_request *request, int http, enum status status, const char *message)
{
    struct buf body = BUF_EMPTY;
    http_error_write(&body, status_code(status), message ? message : status_message(status));
    struct http_answer answer = {.status = http, .type = "application/json"};
    input_clear(request->budget, &request->body);
    request->conn->group->stats.refused++;
    request->close = true;
    http_respond_bytes(request, &answer, body.bytes, body.len);
    buf_clear(&body);
}

/* Waiting for the client */

static void body_is_late(struct conn *conn)
{
    http_refuse(conn->request, 408, STATUS_TIMEOUT, "Send the whole body within 15 seconds.");
}

static void client_stalls(struct conn *conn)
{
    conn_break(conn);
}

static bool is_connected(struct lws *wsi)
{
    struct tcp_info info;
    socklen_t len = sizeof info;
    return getsockopt(lws_get_socket_fd(wsi), IPPROTO_TCP, TCP_INFO, &info, &len) == 0 &&
           info.tcpi_state == TCP_ESTABLISHED;
}

static void look_at_client(struct conn *conn)
{
    if (!is_connected(conn->wsi))
        conn_break(conn);
}

/* The head */

/* Makes a request of what has come, to have something to refuse. */
static void refuse_head(struct conn *conn, int http, enum status status, const char *message)
{
    enum status ignored;
    if (!conn->request)
        conn->request = http_request_read(conn, &conn->head, &ignored);
    input_clear(conn->group->input, &conn->head);
    http_refuse(conn->request, http, status, message);
}

static void head_is_late(struct conn *conn)
{
    if (conn->head.len)
        refuse_head(conn, 408, STATUS_TIMEOUT, "Send the whole head within 5 seconds.");
    else if (conn->greeted)
        conn_end(conn);
    else
        conn_break(conn);
}

void http_start(struct conn *conn)
{
    conn_wait(conn, HEAD_MS, 0, head_is_late);
}

static void handle(struct http_request *request)
{
    struct conn *conn = request->conn;
    struct conn_group *group = conn->group;
    request->state = EXCHANGE_HANDLING;
    conn_wait(conn, LOOK_MS, LOOK_MS, look_at_client);
    group->stats.requests++;
    group->handlers.http(group->handlers.http_context, request);
}

static void send_continue(struct conn *conn)
{
    static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
    const char *expect = conn->request->asked.fields[FIELD_EXPECT];
    if (expect && strcasecmp(expect, "100-continue") == 0 && conn_can_write(conn))
        conn_write(conn, line, sizeof line - 1);
}

/* How large a body may come, judged from the head alone: before a byte of it is kept. */
static enum status judge_body(struct http_request *request)
{
    struct conn_group *group = request->conn->group;
    const struct listener_handlers *handlers = &group->handlers;
    enum status status = STATUS_OK;
    request->max_body = group->max_body;
    if (handlers->http_judge)
        status = handlers->http_judge(handlers->http_context, request, &request->max_body);
    if (request->max_body > group->max_body)
        request->max_body = group->max_body;
    if (status == STATUS_OK && request->asked.body_len > request->max_body)
        status = STATUS_TOO_LARGE;
    return status;
}

/* The head has been read, and it is ours to answer. */
static void receive(struct http_request *request)
{
    struct conn *conn = request->conn;
    enum status status = STATUS_OK;
    if (request->asked.fields[FIELD_UPGRADE]) {
        socket_upgrade(conn);
        return;
    }
    if (request->asked.body_len)
        status = judge_body(request);
    if (status != STATUS_OK) {
        http_refuse(request, status_http(status), status, NULL);
    } else if (!request->asked.body_len) {
        handle(request);
    } else {
        conn_wait(conn, BODY_MS, 0, body_is_late);
        send_continue(conn);
    }
}

/* Of a listener for the cluster's servers: whether it is one that asks. In a time that tells nothing of where they differ. */
static bool knows_secret(const struct conn_group *group, const struct http_request *request)
{
    const char *said = request->asked.fields[FIELD_PLENARIA_NODE];
    if (!group->secret)
        return true;
    size_t len = strlen(group->secret);
    unsigned char differs = 0;
    if (!said || strlen(said) != len)
        return false;
    for (size_t i = 0; i < len; i++)
        differs |= (unsigned char)(said[i] ^ group->secret[i]);
    return !differs;
}

void http_route(struct http_request *request, const char *address, const char *secret)
{
    struct conn *conn = request->conn;
    struct buf raw = request->raw;
    request->raw = (struct buf)BUF_EMPTY;
    request->state = EXCHANGE_READING;
    if (!conn) {
        http_request_free(request);
    } else if (!address) {
        if (secret && request->asked.fields[FIELD_UPGRADE])
            tunnel_write_head(&request->onward, &raw, secret, request->remote_ip, true);
        receive(request);
        conn_turn_soon(conn); /* what came meanwhile waits */
    } else {
        conn->request = NULL;
        conn_asker_stays(conn);
        bool is_upgrade = request->asked.fields[FIELD_UPGRADE];
        if (!tunnel_open(conn, address, secret, request->remote_ip, &raw, is_upgrade))
            conn_break(conn);
        http_request_free(request);
    }
    buf_clear(&raw);
}

/* The head is whole: what is asked for? */
static void begin(struct conn *conn)
{
    enum status status;
    struct conn_group *group = conn->group;
    struct http_request *request = http_request_read(conn, &conn->head, &status);
    const char *wrong = request->asked.wrong;
    conn->request = request;
    if (group->handlers.route && status == STATUS_OK)
        buf_add(&request->raw, conn->head.bytes, conn->head.len);
    input_clear(conn->group->input, &conn->head);
    if (status == STATUS_OK && !knows_secret(group, request)) {
        status = STATUS_FORBIDDEN;
        wrong = "This address is for the servers of the cluster; use the other one.";
    }
    if (status == STATUS_OK && conn->group->paused) {
        status = STATUS_STOPPING;
        wrong = "The server is stopping; try again in a moment.";
    }
    if (status == STATUS_OK && !conn_count_asker(conn, request->remote_ip)) {
        status = STATUS_LIMIT;
        wrong = "Too much is open from your address; close something or try again in a moment.";
    }
    if (status != STATUS_OK) {
        http_refuse(request, status_http(status), status, wrong);
    } else if (group->handlers.route) {
        request->state = EXCHANGE_ROUTING;
        conn_wait(conn, LOOK_MS, LOOK_MS, look_at_client);
        group->handlers.route(group->handlers.route_context, request);
    } else {
        receive(request);
    }
}

/* A line, or what has come of it. One empty line before the request is let pass, as some clients send one. */
static size_t take_head(struct conn *conn, const char *bytes, size_t len)
{
    const char *newline = memchr(bytes, '\n', len);
    size_t part = newline ? (size_t)(newline - bytes) + 1 : len;
    struct buf *head = &conn->head;
    if (!head->len)
        conn_wait(conn, HEAD_MS, 0, head_is_late);
    if (head->len + part > REQUEST_HEAD_MAX) {
        refuse_head(conn, 431, STATUS_TOO_LARGE, "Send at most 16384 bytes of request line and fields.");
        return len;
    }
    if (!input_add(conn->group->input, head, bytes, part)) {
        refuse_head(conn, 503, STATUS_LIMIT, "The server holds too much unfinished input; try again soon.");
        return len;
    }
    if (!newline)
        return part;
    size_t line = head->len - conn->line;
    conn->line = head->len;
    if (line < 2 || head->bytes[head->len - 2] != '\r') {
        conn->line = 0;
        refuse_head(conn, 400, STATUS_BAD_MESSAGE, "End each line with CR LF.");
    } else if (line == 2 && head->len > 2) {
        conn->line = 0;
        begin(conn);
    }
    return part;
}

static size_t take_body(struct http_request *request, const char *bytes, size_t len)
{
    size_t left = (size_t)request->asked.body_len - request->body.len;
    size_t part = len < left ? len : left;
    if (!input_add(request->budget, &request->body, bytes, part))
        http_refuse(request, 503, STATUS_LIMIT,
                    "The server holds too much unfinished input; try again soon.");
    else if (part == left)
        handle(request);
    return part;
}

size_t http_take(struct conn *conn, const char *bytes, size_t len)
{
    struct http_request *request = conn->request;
    if (!request)
        return take_head(conn, bytes, len);
    if (request->state == EXCHANGE_READING)
        return take_body(request, bytes, len);
    return request->close && request->state != EXCHANGE_ROUTING ? len : 0;
}

bool http_listens(const struct conn *conn)
{
    return !conn->request || conn->request->state == EXCHANGE_READING;
}

/* Answering */

static void end_stream(struct http_request *request)
{
    if (!request->stream.next)
        return;
    request->stream.next = NULL;
    request->stream.closed(request->stream.context);
}

void http_start_answer(struct http_request *request)
{
    request->state = EXCHANGE_ANSWERING;
    if (!request->conn) {
        end_stream(request);
        http_request_free(request);
        return;
    }
    if (request->is_head)
        end_stream(request);
    else if (request->content && frame_len(request->content) <= SMALL_BODY) {
        buf_add(&request->head, frame_bytes(request->content), frame_len(request->content));
        frame_unref(request->content);
        request->content = NULL;
    }
    conn_wait(request->conn, STALL_MS, 0, client_stalls);
    conn_turn_soon(request->conn);
}

void http_stream_wake(struct http_request *request)
{
    request->stream_waits = false;
    if (!request->conn || request->state != EXCHANGE_ANSWERING)
        return;
    conn_wait(request->conn, STALL_MS, 0, client_stalls);
    conn_turn_soon(request->conn);
}

static void write_head(struct http_request *request)
{
    conn_write(request->conn, request->head.bytes, request->head.len);
    buf_clear(&request->head);
}

static void write_content(struct http_request *request)
{
    size_t left = frame_len(request->content) - request->content_sent;
    size_t len = left < HTTP_PIECE ? left : HTTP_PIECE;
    conn_write(request->conn, frame_bytes(request->content) + request->content_sent, len);
    request->content_sent += len;
    if (len < left)
        return;
    frame_unref(request->content);
    request->content = NULL;
}

/* One piece of a stream. In chunks, except for HTTP/1.0: eight digits of length, which is allowed, so that the place for them is
 * known before. */
static void write_stream(struct http_request *request)
{
    static const char digits_to_come[] = "00000000\r\n";
    struct conn *conn = request->conn;
    bool chunked = !request->asked.is_old;
    size_t before = chunked ? sizeof digits_to_come - 1 : 0;
    struct buf piece = BUF_EMPTY;
    buf_add(&piece, digits_to_come, before);
    enum http_next next = request->stream.next(request->stream.context, &piece);
    size_t len = piece.len - before;
    if (chunked && len) {
        char digits[24];
        snprintf(digits, sizeof digits, "%08zx", len);
        memcpy(piece.bytes, digits, 8);
        buf_text(&piece, "\r\n");
    } else if (!len)
        buf_reset(&piece);
    if (next == HTTP_END) {
        if (chunked)
            buf_text(&piece, "0\r\n\r\n");
        end_stream(request);
    }
    if (next == HTTP_FAIL)
        conn_break(conn);
    else if (piece.len)
        conn_write(conn, piece.bytes, piece.len);
    buf_clear(&piece);
    if (next == HTTP_WAIT) {
        request->stream_waits = true;
        conn_wait(conn, LOOK_MS, LOOK_MS, look_at_client);
    }
}

static void finish(struct conn *conn)
{
    bool close = conn->request->close;
    http_request_free(conn->request);
    conn->request = NULL;
    conn->greeted = true;
    conn_asker_done(conn);
    if (close)
        conn_end(conn);
    else
        http_start(conn);
}

/* Writes one piece; the next one gets a turn of its own, so that others get theirs. */
void http_go_on(struct conn *conn)
{
    struct http_request *request = conn->request;
    if (!request || request->state != EXCHANGE_ANSWERING || request->stream_waits)
        return;
    if (request->head.len)
        write_head(request);
    else if (request->content)
        write_content(request);
    else if (request->stream.next)
        write_stream(request);
    if (conn->broken || request->stream_waits)
        return;
    if (!conn_can_write(conn)) {
        conn_wait(conn, STALL_MS, 0, client_stalls); /* a turn comes when it has been sent */
    } else if (request->head.len || request->content || request->stream.next) {
        conn_wait(conn, STALL_MS, 0, client_stalls);
        conn_turn_soon(conn);
    } else
        finish(conn);
}

void http_gone(struct conn *conn)
{
    struct http_request *request = conn->request;
    if (!request)
        return;
    conn->request = NULL;
    request->conn = NULL;
    if (request->state == EXCHANGE_ROUTING)
        return; /* http_route frees it */
    if (request->state != EXCHANGE_HANDLING) {
        end_stream(request);
        http_request_free(request);
    } else if (request->cancelled)
        request->cancelled(request->cancelled_context);
}
