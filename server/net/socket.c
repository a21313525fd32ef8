/* WebSockets over libwebsockets. Its rules that shape this file (4.1):
 *
 * - A write while part of an earlier one waits would corrupt the stream: peer_ready is the guard, ALWAYS the proof.
 * - A close frame is sent only when asked for from outside of its events, so closing is deferred to the loop.
 * - What an upgrade lacks is found out here, before libwebsockets hangs up without a word.
 */
#include "net/socket.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/always.h"
#include "base/mem.h"
#include "net/conn.h"
#include "net/header_value.h"
#include "net/http_exchange.h"

_Static_assert(FRAME_HEADROOM >= LWS_PRE, "libwebsockets writes its header in front of a frame");

#define SUBPROTOCOL     "plenaria.v1"
#define REASON_MAX      124 /* a close frame holds 125 bytes, 2 of them the code */
#define HEADER_TEXT_MAX 126 /* libwebsockets copies Connection and the subprotocols into 128 bytes */
#define LAST_WORDS_MS                                                                                        \
    5000 /* for a slow reader to take what is under way, so that the close frame can follow */

struct socket {
    struct peer peer;  /* first: a peer is a socket */
    struct conn *conn; /* NULL once the connection is gone */
    void *session;
    struct buf message; /* the parts so far; empty between messages */
    struct life_sign life;
    char *close_reason;
    uint16_t close_code;
    bool established;
    bool closing;
    bool ping_owed;                /* it was not ready when it was to be pinged */
    bool broken;                   /* a write failed: no use in a close frame */
    bool deferred;                 /* close_now is still to run, and looks at this struct */
    struct loop_timer *last_words; /* set while a close frame has to wait */
};

static struct socket *socket_of(struct peer *peer)
{
    return (struct socket *)peer;
}

/* Closing */

static void socket_free(struct socket *socket)
{
    buf_clear(&socket->message);
    free(socket->close_reason);
    free(socket);
}

/* With the close frame, if the connection can still take one. */
static void hang_up(void *context)
{
    struct socket *socket = context;
    struct lws *wsi = socket->conn->wsi;
    struct lws_context *lws = socket->conn->service->lws;
    lws_rx_flow_control(wsi, 1); /* a paused one would not hear the client's answer */
    if (!socket->broken)
        lws_close_reason(wsi, socket->close_code, (unsigned char *)socket->close_reason,
                         strlen(socket->close_reason));
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
    lws_cancel_service(lws); /* else the time to wait for the client's answer does not begin to count */
}

static void close_now(void *context)
{
    struct socket *socket = context;
    socket->deferred = false;
    if (!socket->conn)
        socket_free(socket);
    else if (!socket->broken && !socket->last_words && lws_partial_buffered(socket->conn->wsi))
        socket->last_words = loop_timer_start(socket->conn->service->loop, LAST_WORDS_MS, 0, hang_up, socket);
    else
        hang_up(socket);
}

static void close_later(struct socket *socket)
{
    if (socket->deferred)
        return;
    socket->deferred = true;
    loop_defer(socket->conn->service->loop, close_now, socket);
}

static void close_soon(struct socket *socket, uint16_t code, const char *reason)
{
    if (socket->closing)
        return;
    socket->closing = true;
    life_signs_remove(&socket->life);
    socket->close_code = code;
    socket->close_reason = mem_copy_bytes(reason, strnlen(reason, REASON_MAX - 1));
    close_later(socket);
}

/* The peer */

static bool peer_is_ready(struct peer *peer)
{
    struct socket *socket = socket_of(peer);
    return socket->established && !socket->closing && socket->conn &&
           !lws_partial_buffered(socket->conn->wsi);
}

static void peer_sends(struct peer *peer, struct frame *frame)
{
    struct socket *socket = socket_of(peer);
    ALWAYS(peer_is_ready(peer));
    if (lws_write(socket->conn->wsi, (unsigned char *)frame_bytes(frame), frame_len(frame), LWS_WRITE_TEXT) >=
        0)
        return;
    socket->broken = true;
    close_soon(socket, LWS_CLOSE_STATUS_ABNORMAL_CLOSE, "");
}

static void peer_wants_writable(struct peer *peer)
{
    struct socket *socket = socket_of(peer);
    if (socket->conn && socket->established && !socket->closing)
        lws_callback_on_writable(socket->conn->wsi);
}

static void peer_closes(struct peer *peer, uint16_t code, const char *reason)
{
    struct socket *socket = socket_of(peer);
    if (socket->conn)
        close_soon(socket, code, reason ? reason : "");
}

static void peer_pauses(struct peer *peer, bool paused)
{
    struct socket *socket = socket_of(peer);
    if (socket->conn && !socket->closing)
        lws_rx_flow_control(socket->conn->wsi, !paused);
}

static const struct peer_ops socket_ops = {
    .ready = peer_is_ready,
    .send = peer_sends,
    .want_writable = peer_wants_writable,
    .close = peer_closes,
    .pause = peer_pauses,
};

/* Signs of life */

static struct socket *socket_of_life(struct life_sign *sign)
{
    return (struct socket *)(void *)((char *)sign - offsetof(struct socket, life));
}

/* With a byte in it, as libwebsockets does not tell of an empty pong. */
static void send_ping(struct socket *socket)
{
    unsigned char ping[LWS_PRE + 1] = {0};
    socket->ping_owed = false;
    (void)lws_write(socket->conn->wsi, ping + LWS_PRE, 1, LWS_WRITE_PING);
}

void socket_ping(struct life_sign *sign)
{
    struct socket *socket = socket_of_life(sign);
    socket->ping_owed = true;
    if (peer_is_ready(&socket->peer))
        send_ping(socket);
    else
        lws_callback_on_writable(socket->conn->wsi);
}

void socket_lost(struct life_sign *sign)
{
    struct socket *socket = socket_of_life(sign);
    socket->broken = true;
    close_soon(socket, LWS_CLOSE_STATUS_ABNORMAL_CLOSE, "");
}

static void note_life(struct socket *socket)
{
    life_signs_heard(&socket->conn->service->life, &socket->life);
}

int socket_pong(struct conn *conn)
{
    if (conn->socket)
        note_life(conn->socket);
    return 0;
}

/* The upgrade */

/* Answers and hangs up: after a request for something else there is nothing more to talk about. */
static int refuse(struct conn *conn, int http_status, enum status status, const char *message)
{
    struct buf body = BUF_EMPTY, out = BUF_EMPTY;
    http_error_write(&body, status_code(status), message);
    struct http_answer answer = {.status = http_status, .type = "application/json"};
    struct http_head head = {.answer = &answer, .len = body.len, .tls = conn->service->tls, .close = true};
    http_head_write(&out, &head);
    buf_add(&out, body.bytes, body.len);
    lws_write(conn->wsi, (unsigned char *)out.bytes, out.len, LWS_WRITE_HTTP);
    buf_clear(&out);
    buf_clear(&body);
    return -1;
}

static bool is_socket_path(struct lws *wsi)
{
    char *uri = NULL;
    int len = 0;
    return lws_http_get_uri_and_method(wsi, &uri, &len) >= 0 && len == 3 && strncmp(uri, "/ws", 3) == 0;
}

/* NULL, or what is wrong with the request. */
static const char *upgrade_lacks(struct lws *wsi)
{
    char text[HEADER_TEXT_MAX];
    if (!lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI))
        return "Open a WebSocket with GET.";
    if (lws_hdr_copy(wsi, text, sizeof text, WSI_TOKEN_CONNECTION) <= 0 || !header_lists(text, "upgrade"))
        return "Send Connection: Upgrade.";
    if (lws_hdr_copy(wsi, text, sizeof text, WSI_TOKEN_VERSION) <= 0 || strcmp(text, "13") != 0)
        return "Use WebSocket version 13.";
    if (lws_hdr_copy(wsi, text, sizeof text, WSI_TOKEN_KEY) <= 0)
        return "Send a Sec-WebSocket-Key.";
    if (lws_hdr_copy(wsi, text, sizeof text, WSI_TOKEN_PROTOCOL) <= 0 || !header_lists(text, SUBPROTOCOL))
        return "Offer the WebSocket subprotocol " SUBPROTOCOL ".";
    return NULL;
}

static char *copy_header(struct lws *wsi, enum lws_token_indexes token)
{
    int len = lws_hdr_total_length(wsi, token);
    if (len <= 0)
        return NULL;
    char *value = mem_zero((size_t)len + 2, 1);
    lws_hdr_copy(wsi, value, len + 1, token);
    return value;
}

/* Asks the session layer; NULL: refused with this HTTP status. */
static struct socket *open_session(struct conn *conn, int *refusal)
{
    struct service *service = conn->service;
    char *cookies = copy_header(conn->wsi, WSI_TOKEN_HTTP_COOKIE);
    char *cookie = header_cookie(cookies, "plenaria");
    char *origin = copy_header(conn->wsi, WSI_TOKEN_ORIGIN);
    char *host = copy_header(conn->wsi, WSI_TOKEN_HOST);
    char *forwarded_for = copy_header(conn->wsi, WSI_TOKEN_X_FORWARDED_FOR);
    char ip[ADDRESS_MAX];
    address_behind_proxies(conn->ip, forwarded_for, service->trusted_proxy, ip);
    struct socket_request request = {.cookie = cookie, .origin = origin, .host = host, .remote_ip = ip};

    struct socket *socket = mem_zero(1, sizeof *socket);
    socket->peer.ops = &socket_ops;
    socket->conn = conn;
    *refusal = 403;
    socket->session = service->handlers.sockets->opened(service->handlers.sockets_context, &socket->peer,
                                                        &request, refusal);
    if (!socket->session) {
        ALWAYS(!socket->deferred && *refusal >= 400 && *refusal < 600);
        socket_free(socket);
        socket = NULL;
    }
    free(forwarded_for);
    free(host);
    free(origin);
    free(cookie);
    free(cookies);
    return socket;
}

static enum status status_for(int http_status)
{
    switch (http_status) {
    case 401:
        return STATUS_UNAUTHORIZED;
    case 404:
        return STATUS_NOT_FOUND;
    case 429:
        return STATUS_LIMIT;
    case 503:
        return STATUS_STOPPING;
    default:
        return STATUS_FORBIDDEN;
    }
}

int socket_upgrade(struct conn *conn, const char *to)
{
    if (conn->request || conn->linger)
        return -1;
    if (strcasecmp(to, "websocket") != 0)
        return refuse(conn, 400, STATUS_BAD_MESSAGE, "Leave out Upgrade: this server speaks HTTP/1.1.");
    if (!is_socket_path(conn->wsi))
        return refuse(conn, 404, STATUS_NOT_FOUND, "The WebSocket is at /ws.");
    const char *lacks = upgrade_lacks(conn->wsi);
    if (lacks)
        return refuse(conn, 400, STATUS_BAD_MESSAGE, lacks);
    if (conn->service->paused)
        return refuse(conn, 503, STATUS_STOPPING, status_message(STATUS_STOPPING));
    int refusal;
    conn->socket = open_session(conn, &refusal);
    if (!conn->socket) {
        enum status status = refusal == 403 ? STATUS_BAD_ORIGIN : status_for(refusal);
        return refuse(conn, refusal, status, status_message(status));
    }
    return 0;
}

int socket_established(struct conn *conn)
{
    struct socket *socket = conn->socket;
    if (!socket)
        return -1;
    socket->established = true;
    conn->service->stats.sockets++;
    if (!socket->closing)
        life_signs_add(&conn->service->life, &socket->life);
    if (!socket->closing)
        conn->service->handlers.sockets->writable(socket->session);
    return 0;
}

/* Receiving */

int socket_receive(struct conn *conn, const char *bytes, size_t len)
{
    struct socket *socket = conn->socket;
    struct lws *wsi = conn->wsi;
    if (!socket || socket->closing)
        return 0;
    note_life(socket);
    if (lws_frame_is_binary(wsi)) {
        close_soon(socket, LWS_CLOSE_STATUS_UNACCEPTABLE_OPCODE, "Send text messages.");
        return 0;
    }
    if (lws_is_first_fragment(wsi))
        buf_reset(&socket->message);
    size_t to_come = lws_remaining_packet_payload(wsi);
    if (len > SOCKET_MESSAGE_MAX || to_come > SOCKET_MESSAGE_MAX ||
        socket->message.len + len + to_come > SOCKET_MESSAGE_MAX) {
        buf_clear(&socket->message);
        close_soon(socket, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, "A message has at most 262144 bytes.");
        return 0;
    }
    bool whole = lws_is_final_fragment(wsi) && to_come == 0;
    const struct socket_handlers *handlers = conn->service->handlers.sockets;
    if (whole && !socket->message.len) {
        handlers->message(socket->session, bytes, len);
        return 0;
    }
    buf_add(&socket->message, bytes, len);
    if (whole) {
        struct buf message = socket->message;
        socket->message = (struct buf)BUF_EMPTY;
        handlers->message(socket->session, message.bytes, message.len);
        buf_clear(&message);
    }
    return 0;
}

int socket_writable(struct conn *conn)
{
    struct socket *socket = conn->socket;
    if (socket && socket->ping_owed && peer_is_ready(&socket->peer))
        send_ping(socket);
    if (socket && peer_is_ready(&socket->peer))
        conn->service->handlers.sockets->writable(socket->session);
    else if (socket && socket->last_words && !lws_partial_buffered(conn->wsi))
        close_later(socket);
    return 0;
}

void socket_gone(struct conn *conn)
{
    struct socket *socket = conn->socket;
    if (!socket)
        return;
    conn->socket = NULL;
    life_signs_remove(&socket->life);
    if (socket->established)
        conn->service->stats.sockets--;
    socket->conn = NULL;
    loop_timer_stop(socket->last_words);
    conn->service->handlers.sockets->closed(socket->session);
    if (!socket->deferred)
        socket_free(socket);
}
