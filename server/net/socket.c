/* WebSockets: frames in, frames out, on a connection that conn.h carries.
 *
 * Frames of ours are written in slices of SLICE bytes, the next one when the last has gone: however long a frame and however slow its
 * reader, what is copied for one connection is a slice, and the frame itself stays shared. It counts as not sent until its last byte has gone,
 * so peer_is_ready is false meanwhile and the outbox above counts what waits behind it.
 *
 * Closing: the close frame goes out as soon as nothing is half sent, and the connection ends behind it (conn_end); whatever the client still
 * sends, its own close frame too, is thrown away. One that does not take what is under way within GOODBYE_MS hears no goodbye. */
#include "net/socket.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/always.h"
#include "base/mem.h"
#include "net/conn.h"
#include "net/header_value.h"
#include "net/http_exchange.h"
#include "net/tunnel.h"
#include "net/ws_frame.h"
#include "text/utf.h"

_Static_assert(FRAME_HEADROOM >= WS_HEAD_OURS, "our header is written in front of a frame");

#define SUBPROTOCOL  "plenaria.v1"
#define WITH_DEFLATE "plenaria.v1.deflate" /* the same, to a client that inflates */
#define REASON_BYTES 124                   /* of a close frame's reason, with its NUL */
#define SLICE        ((size_t)16 * 1024)
#define GOODBYE_MS   5000 /* for a slow reader to take what is under way, so that the close frame can follow */

struct socket {
    struct peer peer;                       /* first: a peer is a socket */
    struct conn *conn;                      /* NULL once the connection is gone, or another server's */
    const struct socket_handlers *handlers; /* of the listener; they outlast it */
    void *session;
    struct life_sign life;
    bool established;
    struct buf
        onward; /* what another server would get before its bytes; empty: it is not handed over, or not any more */

    /* in */
    struct ws_head head;
    struct ws_frame frame; /* under way where `within` */
    bool within;
    bool fragmented; /* a message has begun and its last frame has not come */
    uint64_t taken;  /* of the frame's payload */
    struct buf message;
    char control[WS_CONTROL_MAX];

    /* out */
    bool awaited;          /* the session found it not ready, or asked to be told */
    struct frame *sending; /* NULL: nothing is half sent */
    size_t ahead;          /* bytes of its header */
    size_t sent;           /* of its bytes */
    bool ping_owed;
    bool pong_owed;
    size_t pong_len;
    char pong[WS_CONTROL_MAX];

    bool closing;
    bool said_goodbye;
    uint16_t close_code;
    char close_reason[REASON_BYTES];
};

static struct socket *socket_of(struct peer *peer)
{
    return (struct socket *)peer;
}

static void socket_free(struct socket *socket)
{
    frame_unref(socket->sending);
    buf_clear(&socket->onward);
    free(socket);
}

static void leave_conn(struct socket *socket)
{
    struct conn *conn = socket->conn;
    conn->socket = NULL;
    life_signs_remove(&socket->life);
    input_clear(conn->group->input, &socket->message);
    conn->group->stats.sockets--;
    socket->conn = NULL;
}

/* Writing */

static bool may_write(const struct socket *socket)
{
    return socket->established && !socket->sending && conn_can_write(socket->conn);
}

static void write_control(struct socket *socket, enum ws_opcode opcode, const char *payload, size_t len)
{
    char bytes[WS_HEAD_OURS + WS_CONTROL_MAX];
    memcpy(bytes + WS_HEAD_OURS, payload, len);
    size_t head = ws_head_put(opcode, bytes + WS_HEAD_OURS, len);
    conn_write(socket->conn, bytes + WS_HEAD_OURS - head, head + len);
}

/* A slice is of bytes that lie together; the header stands in front of the first one. */
static void send_slices(struct socket *socket)
{
    size_t all = frame_len(socket->sending);
    while (socket->sent < all && conn_can_write(socket->conn)) {
        size_t len, ahead = socket->sent ? 0 : socket->ahead;
        const char *bytes = frame_span(socket->sending, socket->sent, &len);
        if (len > SLICE - ahead)
            len = SLICE - ahead;
        socket->sent += len;
        conn_write(socket->conn, bytes - ahead, ahead + len);
    }
    if (socket->sent < all)
        return;
    frame_unref(socket->sending);
    socket->sending = NULL;
}

/* What fits into one slice leaves in one write, together also where it is shared in part. */
static void send_at_once(struct socket *socket, struct frame *frame, char *start, size_t ahead)
{
    size_t len, all = frame_len(frame);
    (void)frame_span(frame, 0, &len);
    if (len == all) {
        conn_write(socket->conn, start - ahead, ahead + all);
        return;
    }
    struct buf whole = BUF_EMPTY;
    buf_add(&whole, start - ahead, ahead);
    frame_add_to(frame, &whole);
    conn_write(socket->conn, whole.bytes, whole.len);
    buf_clear(&whole);
}

static void say_goodbye(struct socket *socket)
{
    if (socket->said_goodbye) {
        conn_end(socket->conn);
        return;
    }
    char payload[2 + REASON_BYTES];
    size_t len = strlen(socket->close_reason);
    payload[0] = (char)(socket->close_code >> 8);
    payload[1] = (char)socket->close_code;
    memcpy(payload + 2, socket->close_reason, len);
    socket->said_goodbye = true;
    write_control(socket, WS_CLOSE, payload, 2 + len);
    if (conn_can_write(socket->conn))
        conn_end(socket->conn);
}

/* What is owed beside frames, in the order of its weight. A close frame is the last; if it cannot leave at once, GOODBYE_MS end it. */
static void write_what_is_owed(struct socket *socket)
{
    static const char ping[1] = {0};
    if (may_write(socket) && socket->pong_owed) {
        socket->pong_owed = false;
        write_control(socket, WS_PONG, socket->pong, socket->pong_len);
    }
    if (may_write(socket) && socket->ping_owed) {
        socket->ping_owed = false;
        write_control(socket, WS_PING, ping, sizeof ping);
    }
    if (may_write(socket) && socket->closing)
        say_goodbye(socket);
}

/* Closing */

static void give_up(struct conn *conn)
{
    conn_break(conn);
}

static void close_with(struct socket *socket, uint16_t code, const char *reason)
{
    if (socket->closing)
        return;
    socket->closing = true;
    life_signs_remove(&socket->life);
    input_clear(socket->conn->group->input, &socket->message);
    socket->close_code = code;
    strncpy(socket->close_reason, reason, REASON_BYTES - 1);
    conn_wait(socket->conn, GOODBYE_MS, 0, give_up);
    conn_turn_soon(socket->conn);
}

/* The peer */

static bool is_ready(const struct socket *socket)
{
    return socket->conn && !socket->closing && may_write(socket);
}

static bool socket_is_ready(struct peer *peer)
{
    struct socket *socket = socket_of(peer);
    socket->awaited = !is_ready(socket);
    return !socket->awaited;
}

static void socket_sends(struct peer *peer, struct frame *frame)
{
    struct socket *socket = socket_of(peer);
    size_t len;
    ALWAYS(is_ready(socket));
    buf_clear(&socket->onward);
    char *start = frame_span(frame, 0, &len);
    size_t ahead = ws_head_put(frame_is_deflated(frame) ? WS_BINARY : WS_TEXT, start, frame_len(frame));
    if (ahead + frame_len(frame) <= SLICE) {
        send_at_once(socket, frame, start, ahead);
    } else {
        socket->sending = frame_ref(frame);
        socket->ahead = ahead;
        socket->sent = 0;
        send_slices(socket);
    }
    socket->awaited = !is_ready(socket);
}

static void socket_wants_writable(struct peer *peer)
{
    struct socket *socket = socket_of(peer);
    socket->awaited = true;
    if (socket->conn && !socket->closing)
        conn_turn_soon(socket->conn);
}

static void socket_closes(struct peer *peer, uint16_t code, const char *reason)
{
    struct socket *socket = socket_of(peer);
    if (socket->conn)
        close_with(socket, code, reason ? reason : "");
}

/* Handing over */

static void has_been_handed_over(void *context)
{
    struct socket *socket = context;
    socket->handlers->closed(socket->session);
    socket_free(socket);
}

/* The client is between two frames, and knows nothing of us but that it is a WebSocket. */
static bool can_be_handed_over(const struct socket *socket)
{
    return socket->conn && is_ready(socket) && socket->onward.len && !socket->within && !socket->fragmented &&
           !socket->head.len && !socket->pong_owed && !socket->ping_owed;
}

static bool socket_hands_over(struct peer *peer, const char *address, const char *message, size_t len)
{
    struct socket *socket = socket_of(peer);
    struct conn *conn = socket->conn;
    if (!can_be_handed_over(socket))
        return false;
    ws_head_as_client(&socket->onward, WS_TEXT, len);
    buf_add(&socket->onward, message, len);
    if (!tunnel_take_socket(conn, address, &socket->onward))
        return false;
    leave_conn(socket);
    loop_defer(conn->group->loop, has_been_handed_over, socket);
    return true;
}

static const struct peer_ops socket_ops = {
    .ready = socket_is_ready,
    .send = socket_sends,
    .want_writable = socket_wants_writable,
    .close = socket_closes,
    .hand_over = socket_hands_over,
};

/* Signs of life: whatever comes, and what is taken of a long frame. */

static struct socket *socket_of_life(struct life_sign *sign)
{
    return (struct socket *)(void *)((char *)sign - offsetof(struct socket, life));
}

void socket_ping(struct life_sign *sign)
{
    struct socket *socket = socket_of_life(sign);
    socket->ping_owed = true;
    write_what_is_owed(socket);
}

void socket_lost(struct life_sign *sign)
{
    conn_break(socket_of_life(sign)->conn);
}

static void note_life(struct socket *socket)
{
    life_signs_heard(&socket->conn->group->life, &socket->life);
}

/* The upgrade */

/* What is wrong with the request; NULL: nothing. */
static const char *upgrade_lacks(const struct request_head *asked, char accept[WS_ACCEPT_BYTES])
{
    const char *version = asked->fields[FIELD_SEC_WEBSOCKET_VERSION],
               *key = asked->fields[FIELD_SEC_WEBSOCKET_KEY];
    if (strcmp(asked->method, "GET") != 0 || asked->is_old)
        return "Open a WebSocket with GET.";
    if (asked->body_len)
        return "Open a WebSocket without a body.";
    if (!header_lists(asked->fields[FIELD_CONNECTION], "upgrade"))
        return "Send Connection: Upgrade.";
    if (!version || strcmp(version, "13") != 0)
        return "Use WebSocket version 13.";
    if (!key || !ws_accept(key, accept))
        return "Send a Sec-WebSocket-Key.";
    if (!header_lists(asked->fields[FIELD_SEC_WEBSOCKET_PROTOCOL], SUBPROTOCOL) &&
        !header_lists(asked->fields[FIELD_SEC_WEBSOCKET_PROTOCOL], WITH_DEFLATE))
        return "Offer the WebSocket subprotocol " SUBPROTOCOL ".";
    return NULL;
}

/* Asks the session layer; NULL: refused with this HTTP status. */
static struct socket *open_session(struct conn *conn, struct http_request *asks, int *refusal)
{
    struct conn_group *group = conn->group;
    struct socket_request request = {.cookies = asks->asked.fields[FIELD_COOKIE],
                                     .origin = asks->asked.fields[FIELD_ORIGIN],
                                     .host = asks->asked.fields[FIELD_HOST],
                                     .remote_ip = asks->remote_ip,
                                     .is_relay = group->secret && asks->asked.fields[FIELD_PLENARIA_RELAY]};
    struct socket *socket = mem_zero(1, sizeof *socket);
    socket->peer.ops = &socket_ops;
    socket->peer.deflate = header_lists(asks->asked.fields[FIELD_SEC_WEBSOCKET_PROTOCOL], WITH_DEFLATE);
    socket->conn = conn;
    socket->handlers = group->handlers.sockets;
    socket->onward = asks->onward;
    asks->onward = (struct buf)BUF_EMPTY;
    *refusal = 403;
    socket->session =
        group->handlers.sockets->opened(group->handlers.sockets_context, &socket->peer, &request, refusal);
    if (socket->session)
        return socket;
    ALWAYS(!socket->closing && *refusal >= 400 && *refusal < 600);
    socket_free(socket);
    return NULL;
}

static enum status status_for(int http_status)
{
    switch (http_status) {
    case 401:
        return STATUS_UNAUTHORIZED;
    case 403:
        return STATUS_BAD_ORIGIN;
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

static void write_101(struct conn *conn, const char *accept, const char *subprotocol)
{
    struct buf out = BUF_EMPTY;
    buf_format(&out,
               "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
               "sec-websocket-accept: %s\r\nsec-websocket-protocol: %s\r\n\r\n",
               accept, subprotocol);
    conn_write(conn, out.bytes, out.len);
    buf_clear(&out);
}

static void establish(struct conn *conn, struct socket *socket)
{
    struct conn_group *group = conn->group;
    conn->socket = socket;
    conn_stop_waiting(conn);
    socket->established = true;
    group->stats.sockets++;
    if (socket->closing) {
        conn_wait(conn, GOODBYE_MS, 0, give_up);
        return;
    }
    life_signs_add(&group->life, &socket->life);
    if (is_ready(socket))
        group->handlers.sockets->writable(socket->session);
}

void socket_upgrade(struct conn *conn)
{
    struct http_request *request = conn->request;
    char accept[WS_ACCEPT_BYTES];
    if (strcasecmp(request->asked.fields[FIELD_UPGRADE], "websocket") != 0) {
        http_refuse(request, 400, STATUS_BAD_MESSAGE, "Leave out Upgrade: this server speaks HTTP/1.1.");
        return;
    }
    if (strcmp(request->asked.path, "/ws") != 0) {
        http_refuse(request, 404, STATUS_NOT_FOUND, "The WebSocket is at /ws.");
        return;
    }
    const char *lacks = upgrade_lacks(&request->asked, accept);
    if (lacks) {
        http_refuse(request, 400, STATUS_BAD_MESSAGE, lacks);
        return;
    }
    int refusal;
    struct socket *socket = open_session(conn, request, &refusal);
    if (!socket) {
        http_refuse(request, refusal, status_for(refusal), NULL);
        return;
    }
    http_request_free(request);
    conn->request = NULL;
    conn_asker_stays(conn);
    write_101(conn, accept, socket->peer.deflate ? WITH_DEFLATE : SUBPROTOCOL);
    establish(conn, socket);
}

/* Receiving */

static void nonsense(struct socket *socket, const char *reason)
{
    close_with(socket, 1002, reason);
}

static void hear_message(struct socket *socket, const char *bytes, size_t len)
{
    if (!utf_valid(bytes, len)) {
        close_with(socket, 1007, "Send valid UTF-8.");
        return;
    }
    socket->conn->group->handlers.sockets->message(socket->session, bytes, len);
}

static void hear_control(struct socket *socket)
{
    size_t len = (size_t)socket->frame.len;
    uint16_t code;
    if (socket->frame.opcode == WS_PING) {
        memcpy(socket->pong, socket->control, len);
        socket->pong_len = len;
        socket->pong_owed = true;
        write_what_is_owed(socket);
    } else if (socket->frame.opcode == WS_CLOSE) {
        if (!ws_close_read(socket->control, len, &code) ||
            !utf_valid(socket->control + 2, len > 2 ? len - 2 : 0))
            nonsense(socket, "Send a close code and a reason in UTF-8.");
        else
            close_with(socket, code, "");
    }
}

static bool is_too_long(const struct socket *socket)
{
    const struct socket_handlers *handlers = socket->conn->group->handlers.sockets;
    size_t most = handlers->message_max ? handlers->message_max(socket->session) : SOCKET_MESSAGE_MAX;
    return socket->frame.len > most || socket->message.len + socket->frame.len > most;
}

/* Whether such a frame may come now; else the connection is being closed. */
static bool fits(struct socket *socket)
{
    const struct ws_frame *frame = &socket->frame;
    if (frame->opcode >= WS_CLOSE)
        return true;
    if (frame->opcode == WS_BINARY)
        close_with(socket, 1003, "Send text messages.");
    else if (socket->fragmented != (frame->opcode == WS_MORE))
        nonsense(socket, "Send the parts of a message in order.");
    else if (is_too_long(socket))
        close_with(socket, 1009, "A message has at most 262144 bytes, and 16384 before the hello.");
    return !socket->closing;
}

static size_t take_head(struct socket *socket, const char *bytes, size_t len)
{
    enum ws_found found;
    size_t used = ws_head_take(&socket->head, bytes, len, &found, &socket->frame);
    if (found == WS_FOUND_NONSENSE)
        nonsense(socket, "Send frames as RFC 6455 describes them.");
    if (found != WS_FOUND_HEAD || !fits(socket))
        return used;
    socket->within = true;
    socket->taken = 0;
    if (socket->frame.opcode < WS_CLOSE)
        socket->fragmented = !socket->frame.is_last;
    return used;
}

static void take_control(struct socket *socket, const char *bytes, size_t len)
{
    memcpy(socket->control + socket->taken, bytes, len);
    socket->taken += len;
    socket->within = socket->taken < socket->frame.len;
    if (!socket->within)
        hear_control(socket);
}

/* A message that comes whole in one piece is heard where it lies. */
static void take_words(struct socket *socket, const char *bytes, size_t len)
{
    struct input_budget *input = socket->conn->group->input;
    socket->taken += len;
    socket->within = socket->taken < socket->frame.len;
    bool is_whole = !socket->within && socket->frame.is_last;
    if (is_whole && !socket->message.len) {
        hear_message(socket, bytes, len);
    } else if (!input_add(input, &socket->message, bytes, len)) {
        close_with(socket, 1013, "The server holds too much unfinished input; try again soon.");
    } else if (is_whole) {
        struct buf message = socket->message;
        socket->message = (struct buf)BUF_EMPTY;
        hear_message(socket, message.bytes, message.len);
        input_clear(input, &message);
    }
}

static size_t take_payload(struct socket *socket, char *bytes, size_t len)
{
    uint64_t left = socket->frame.len - socket->taken;
    size_t part = len < left ? len : (size_t)left;
    ws_unmask(&socket->frame, socket->taken, bytes, part);
    if (socket->frame.opcode >= WS_CLOSE)
        take_control(socket, bytes, part);
    else
        take_words(socket, bytes, part);
    return part;
}

size_t socket_take(struct conn *conn, char *bytes, size_t len)
{
    struct socket *socket = conn->socket;
    if (socket->closing)
        return len;
    note_life(socket);
    size_t used = socket->within ? 0 : take_head(socket, bytes, len);
    if (socket->within && (used < len || !socket->frame.len))
        used += take_payload(socket, bytes + used, len - used);
    return used;
}

void socket_go_on(struct conn *conn)
{
    struct socket *socket = conn->socket;
    if (socket->sending) {
        note_life(socket);
        send_slices(socket);
    }
    write_what_is_owed(socket);
    if (conn->ended) {
        socket_gone(conn); /* the session need not wait for the client to hang up */
    } else if (socket->awaited && is_ready(socket)) {
        socket->awaited = false;
        conn->group->handlers.sockets->writable(socket->session);
    }
}

void socket_gone(struct conn *conn)
{
    struct socket *socket = conn->socket;
    if (!socket)
        return;
    leave_conn(socket);
    conn->group->handlers.sockets->closed(socket->session);
    socket_free(socket);
}
