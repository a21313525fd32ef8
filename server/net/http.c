/* The life of a request on its connection, see http_exchange.h. Four things about libwebsockets 4.1 shape this file.
 *
 * It goes on with its own plans after the HTTP event has returned: nothing is written or finished inside of it, but in a turn
 * of our own.
 *
 * It reads on while an answer is in the making, and takes what it finds for the next request: the end of the stream closes
 * the connection, a request sent ahead garbles it. So reading stops when the request is complete, and starts again when the answer has
 * been sent, or where the client does not take the answer at once, since without reading there are no WRITEABLE events either. While a
 * handler takes its time, nobody would hear of a client that goes away: we look ourselves.
 *
 * Of a request that was sent ahead, it takes the beginning of the head for the body: such a one is not let in if it has a body.
 *
 * It closes at once instead of waiting for what the client still sends, which would make the kernel throw away the answer
 * with it: so a refusal before the end of the body lingers. */
#include "net/http.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "net/header_value.h"
#include "net/http_exchange.h"

#define BODY_MS    15000
#define STALL_MS   60000
#define LINGER_MS  2000
#define LOOK_MS    1000                /* how often a waiting client is looked at */
#define SMALL_BODY ((size_t)16 * 1024) /* leaves in one go with the head */

/* Ends the connection at once, from a timer. */
static void kill_connection(struct conn *conn)
{
    lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
    /* What libwebsockets may have left to wait for starts with its next event only, so make one. */
    lws_cancel_service(conn->service->lws);
}

static void set_deadline(struct http_request *request, uint64_t ms, uint64_t repeat_ms, loop_cb cb)
{
    loop_timer_stop(request->deadline);
    request->deadline = loop_timer_start(request->conn->service->loop, ms, repeat_ms, cb, request);
}

static void clear_deadline(struct http_request *request)
{
    loop_timer_stop(request->deadline);
    request->deadline = NULL;
}

/* Refusing before a handler has seen the request */

static void refuse(struct http_request *request, enum status status, const char *message)
{
    struct buf body = BUF_EMPTY;
    http_error_write(&body, status_code(status), message);
    struct http_answer answer = {.status = status_http(status), .type = "application/json"};
    request->close = true;
    http_respond_bytes(request, &answer, body.bytes, body.len);
    buf_clear(&body);
}

static void body_is_late(void *context)
{
    refuse(context, STATUS_TIMEOUT, "Send the whole body within 15 seconds.");
}

/* Reading */

static bool is_connected(struct lws *wsi)
{
    struct tcp_info info;
    socklen_t len = sizeof info;
    return getsockopt(lws_get_socket_fd(wsi), IPPROTO_TCP, TCP_INFO, &info, &len) == 0 &&
           info.tcpi_state == TCP_ESTABLISHED;
}

static void look_at_client(void *context)
{
    struct http_request *request = context;
    struct conn *conn = request->conn;
    if (is_connected(conn->wsi))
        return;
    http_gone(conn);
    kill_connection(conn);
}

static void handle(struct http_request *request)
{
    struct service *service = request->conn->service;
    clear_deadline(request);
    request->state = EXCHANGE_HANDLING;
    lws_rx_flow_control(request->conn->wsi, 0);
    if (service->paused) {
        refuse(request, STATUS_STOPPING, "The server is stopping; try again in a moment.");
        return;
    }
    service->stats.requests++;
    service->handlers.http(service->handlers.http_context, request);
    if (request->state == EXCHANGE_HANDLING)
        set_deadline(request, LOOK_MS, LOOK_MS, look_at_client);
}

static int send_continue(struct conn *conn)
{
    char expect[16];
    if (lws_hdr_copy(conn->wsi, expect, sizeof expect, WSI_TOKEN_HTTP_EXPECT) <= 0 ||
        strcasecmp(expect, "100-continue") != 0)
        return 0;
    unsigned char go_on[LWS_PRE + 32];
    static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
    memcpy(go_on + LWS_PRE, line, sizeof line - 1);
    return lws_write(conn->wsi, go_on + LWS_PRE, sizeof line - 1, LWS_WRITE_HTTP) < 0 ? -1 : 0;
}

int http_begin(struct conn *conn)
{
    if (conn->linger || conn->request)
        return -1; /* sent before the answer to the one before, whose reader is slow */
    enum status refusal;
    struct http_request *request = http_request_read(conn, &refusal);
    conn->request = request;
    if (conn->sent_ahead && !request->body_ended)
        return -1;
    if (request->body_ended) /* libwebsockets would else close while a handler takes its time */
        lws_set_timeout(conn->wsi, NO_PENDING_TIMEOUT, 0);
    if (refusal != STATUS_OK)
        refuse(request, refusal, status_message(refusal));
    else if (request->body_ended)
        handle(request);
    else {
        set_deadline(request, BODY_MS, 0, body_is_late);
        return send_continue(conn);
    }
    return 0;
}

int http_body_part(struct conn *conn, const char *bytes, size_t len)
{
    struct http_request *request = conn->request;
    if (request && request->state == EXCHANGE_READING && request->body.len + len <= request->body_len)
        buf_add(&request->body, bytes, len);
    return 0;
}

int http_body_end(struct conn *conn)
{
    if (conn->linger)
        return -1;
    struct http_request *request = conn->request;
    if (request && request->state == EXCHANGE_READING) {
        request->body_ended = true;
        handle(request);
        return 0;
    }
    if (request && request->body_ended && request->body_len > 0)
        return -1; /* more was sent after the body, and libwebsockets would ask about it without end */
    if (request)
        request->body_ended = true;
    return 0;
}

/* Answering */

static void take_turn(void *context);

static void take_turn_soon(struct conn *conn)
{
    if (conn->turn)
        loop_timer_again(conn->turn, 0, 0);
    else
        conn->turn = loop_timer_start(conn->service->loop, 0, 0, take_turn, conn);
}

static void end_stream(struct http_request *request)
{
    if (!request->stream.next)
        return;
    request->stream.next = NULL;
    request->stream.closed(request->stream.context);
}

static void client_stalls(void *context)
{
    struct http_request *request = context;
    struct conn *conn = request->conn;
    http_gone(conn);
    kill_connection(conn);
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
    set_deadline(request, STALL_MS, 0, client_stalls);
    take_turn_soon(request->conn);
}

void http_stream_wake(struct http_request *request)
{
    request->stream_waits = false;
    if (!request->conn || request->state != EXCHANGE_ANSWERING)
        return;
    set_deadline(request, STALL_MS, 0, client_stalls);
    take_turn_soon(request->conn);
}

/* HTTP/1 neither masks nor frames, so shared bytes stay as they are. */
static bool write_some(struct lws *wsi, const char *bytes, size_t len)
{
    return lws_write(wsi, (unsigned char *)(uintptr_t)bytes, len, LWS_WRITE_HTTP) >= 0;
}

static bool write_content(struct http_request *request, struct lws *wsi)
{
    size_t left = frame_len(request->content) - request->content_sent;
    size_t len = left < HTTP_PIECE ? left : HTTP_PIECE;
    const char *bytes = frame_bytes(request->content) + request->content_sent;
    request->content_sent += len;
    if (len == left) {
        bool written = write_some(wsi, bytes, len);
        frame_unref(request->content);
        request->content = NULL;
        return written;
    }
    return write_some(wsi, bytes, len);
}

/* One piece of a stream. In chunks, except for HTTP/1.0: eight digits of length, which is allowed, so that the place for them is
 * known before. */
static bool write_stream(struct http_request *request, struct lws *wsi)
{
    static const char digits_to_come[] = "00000000\r\n";
    size_t before = request->is_old ? 0 : sizeof digits_to_come - 1;
    struct buf piece = BUF_EMPTY;
    buf_add(&piece, digits_to_come, before);
    enum http_next next = request->stream.next(request->stream.context, &piece);
    size_t len = piece.len - before;
    bool good = next != HTTP_FAIL;
    if (!request->is_old && len) {
        char digits[16];
        lws_snprintf(digits, sizeof digits, "%08zx", len);
        memcpy(piece.bytes, digits, 8);
        buf_text(&piece, "\r\n");
    } else if (!len)
        buf_reset(&piece);
    if (next == HTTP_END) {
        if (!request->is_old)
            buf_text(&piece, "0\r\n\r\n");
        end_stream(request);
    }
    if (good && piece.len)
        good = write_some(wsi, piece.bytes, piece.len);
    buf_clear(&piece);
    if (good && next == HTTP_WAIT) {
        request->stream_waits = true;
        clear_deadline(request);
    }
    return good;
}

static void linger_is_over(void *context)
{
    kill_connection(context);
}

/* Whether libwebsockets holds input of this connection already. It does not say so, but it does say whether any connection that is
 * being read holds some, so this one is asked about twice. Unsure where others do. */
static bool has_input(struct conn *conn, bool *unsure)
{
    lws_rx_flow_control(conn->wsi, 0);
    *unsure = lws_service_adjust_timeout(conn->service->lws, 1, 0) == 0;
    lws_rx_flow_control(conn->wsi, 1);
    return lws_service_adjust_timeout(conn->service->lws, 1, 0) == 0;
}

static int finish(struct http_request *request, struct conn *conn)
{
    bool close = request->close, unread = !request->body_ended;
    conn->request = NULL;
    http_request_free(request);
    if (close && unread) {
        lws_rx_flow_control(conn->wsi, 1);
        conn->linger = loop_timer_start(conn->service->loop, LINGER_MS, 0, linger_is_over, conn);
        return 0;
    }
    bool unsure;
    conn->sent_ahead = has_input(conn, &unsure);
    return close || unsure || lws_http_transaction_completed(conn->wsi) ? -1 : 0;
}

/* Writes one piece. */
static int go_on(struct http_request *request, struct conn *conn)
{
    bool good = true;
    if (request->head.len) {
        good = write_some(conn->wsi, request->head.bytes, request->head.len);
        buf_clear(&request->head);
    } else if (request->content)
        good = write_content(request, conn->wsi);
    else if (request->stream.next)
        good = write_stream(request, conn->wsi);
    if (!good)
        return -1;
    if (lws_partial_buffered(conn->wsi)) {
        lws_rx_flow_control(conn->wsi, 1); /* WRITEABLE comes when it has been sent */
        if (!request->stream_waits)
            set_deadline(request, STALL_MS, 0, client_stalls);
        return 0;
    }
    if (!request->content && !request->stream.next)
        return finish(request, conn);
    if (!request->stream_waits) {
        set_deadline(request, STALL_MS, 0, client_stalls);
        take_turn_soon(conn);
    }
    return 0;
}

static bool may_go_on(const struct conn *conn)
{
    const struct http_request *request = conn->request;
    return request && request->state == EXCHANGE_ANSWERING && !request->stream_waits &&
           !lws_partial_buffered(conn->wsi);
}

static void take_turn(void *context)
{
    struct conn *conn = context;
    if (may_go_on(conn) && go_on(conn->request, conn) != 0) {
        http_gone(conn);
        kill_connection(conn);
    }
}

int http_writable(struct conn *conn)
{
    if (conn->request && conn->request->body_ended && !lws_partial_buffered(conn->wsi))
        lws_rx_flow_control(conn->wsi, 0);
    return may_go_on(conn) ? go_on(conn->request, conn) : 0;
}

/* The end of a connection, or of our patience with it */

void http_gone(struct conn *conn)
{
    loop_timer_stop(conn->linger);
    loop_timer_stop(conn->turn);
    conn->linger = conn->turn = NULL;
    struct http_request *request = conn->request;
    if (!request)
        return;
    conn->request = NULL;
    request->conn = NULL;
    clear_deadline(request);
    if (request->state != EXCHANGE_HANDLING) {
        end_stream(request);
        http_request_free(request);
    } else if (request->cancelled)
        request->cancelled(request->cancelled_context);
}
