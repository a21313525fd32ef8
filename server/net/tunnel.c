#include "net/tunnel.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uv.h>

#include "base/always.h"
#include "base/mem.h"

#define TUNNEL_HELD ((size_t)64 * 1024)
#define CONNECT_MS  3000

struct tunnel {
    struct tunnel *next, *previous; /* of the group, while there is a client */
    char *address;
    struct conn *conn; /* NULL once the client has gone */
    uv_tcp_t tcp;
    uv_connect_t connect;
    size_t sending;  /* bytes that the other server has not taken */
    struct buf back; /* what it said and the client has not been sent */
    bool heard;      /* from the other server, at least once */
    bool is_socket;  /* the client is one already */
    bool greeting;   /* what comes is the answer to the upgrade, which such a client has had */
    bool paused;     /* it is not read */
    bool ended;      /* it will say no more */
    bool closing;
};

struct piece {
    uv_write_t write;
    struct tunnel *tunnel;
    size_t len;
    char bytes[];
};

/* ---- the head ---- */

static bool is_field(const char *line, size_t len, const char *name)
{
    size_t name_len = strlen(name);
    return len > name_len && line[name_len] == ':' && strncasecmp(line, name, name_len) == 0;
}

static bool is_ours_to_say(const char *line, size_t len, bool is_upgrade)
{
    return is_field(line, len, "x-forwarded-for") || is_field(line, len, "plenaria-node") ||
           is_field(line, len, "plenaria-relay") || (!is_upgrade && is_field(line, len, "connection"));
}

void tunnel_write_head(struct buf *out, const struct buf *head, const char *secret, const char *client_ip,
                       bool is_upgrade)
{
    const char *at = head->bytes, *end = head->bytes + head->len;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t len = newline ? (size_t)(newline + 1 - at) : (size_t)(end - at);
        bool is_last = len <= 2 && out->len;
        if (is_last)
            break;
        if (len > 2 && !is_ours_to_say(at, len, is_upgrade)) /* one empty line may come before */
            buf_add(out, at, len);
        at += len;
    }
    buf_format(out, "x-forwarded-for: %s\r\nplenaria-node: %s\r\n%s\r\n", client_ip, secret,
               is_upgrade ? "" : "connection: close\r\n");
}

/* ---- the other server's side ---- */

static void closed(uv_handle_t *handle)
{
    struct tunnel *tunnel = handle->data;
    buf_clear(&tunnel->back);
    free(tunnel->address);
    free(tunnel);
}

static void close_tunnel(struct tunnel *tunnel)
{
    if (tunnel->closing)
        return;
    tunnel->closing = true;
    uv_close((uv_handle_t *)&tunnel->tcp, closed);
}

static void say_sorry(struct tunnel *tunnel)
{
    static const char sorry[] = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 1\r\n"
                                "connection: close\r\n\r\n";
    static const char restart[] = "\x88\x02\x03\xf4"; /* a close frame with 1012 */
    buf_reset(&tunnel->back);
    if (tunnel->is_socket)
        buf_add(&tunnel->back, restart, sizeof restart - 1);
    else
        buf_add(&tunnel->back, sorry, sizeof sorry - 1);
}

/* No more will come from there. Whoever has heard nothing yet is told to try again. */
static void end(struct tunnel *tunnel)
{
    if (tunnel->ended)
        return;
    tunnel->ended = true;
    if (!tunnel->heard || tunnel->greeting)
        say_sorry(tunnel);
    if (tunnel->conn)
        conn_turn_soon(tunnel->conn);
}

static void written(uv_write_t *write, int result)
{
    struct piece *piece = write->data;
    struct tunnel *tunnel = piece->tunnel;
    tunnel->sending -= piece->len;
    free(piece);
    if (tunnel->closing)
        return;
    if (result)
        end(tunnel);
    else if (tunnel->conn)
        conn_turn_soon(tunnel->conn); /* what waits can be taken */
}

static void send_on(struct tunnel *tunnel, const char *bytes, size_t len)
{
    struct piece *piece = mem_alloc(sizeof *piece + len);
    uv_buf_t buf = uv_buf_init(piece->bytes, (unsigned int)len);
    piece->tunnel = tunnel;
    piece->len = len;
    piece->write.data = piece;
    memcpy(piece->bytes, bytes, len);
    tunnel->sending += len;
    if (uv_write(&piece->write, (uv_stream_t *)&tunnel->tcp, &buf, 1, written)) {
        tunnel->sending -= len;
        free(piece);
        end(tunnel);
    }
}

static void make_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    (void)handle;
    *buf = uv_buf_init(mem_alloc(suggested), (unsigned int)suggested);
}

/* Takes the answer to the upgrade out of what came, as soon as it is whole. */
static void take_greeting(struct tunnel *tunnel)
{
    static const char good[] = "HTTP/1.1 101 ";
    struct buf *back = &tunnel->back;
    const char *ends = back->len ? strstr(back->bytes, "\r\n\r\n") : NULL;
    if (!ends && back->len < TUNNEL_HELD)
        return;
    if (!ends || strncmp(back->bytes, good, sizeof good - 1) != 0) {
        end(tunnel);
        return;
    }
    tunnel->greeting = false;
    back->len -= (size_t)(ends + 4 - back->bytes);
    memmove(back->bytes, ends + 4, back->len);
}

static void came(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct tunnel *tunnel = stream->data;
    if (count > 0 && tunnel->conn) {
        if (!tunnel->heard)
            conn_stop_waiting(tunnel->conn);
        tunnel->heard = true;
        buf_add(&tunnel->back, buf->base, (size_t)count);
        if (tunnel->greeting)
            take_greeting(tunnel);
        if (tunnel->back.len >= TUNNEL_HELD) {
            uv_read_stop(stream);
            tunnel->paused = true;
        }
        conn_turn_soon(tunnel->conn);
    }
    free(buf->base);
    if (count < 0)
        end(tunnel);
}

static void connected(uv_connect_t *connect, int result)
{
    struct tunnel *tunnel = connect->data;
    if (tunnel->closing)
        return;
    if (result || uv_read_start((uv_stream_t *)&tunnel->tcp, make_room, came))
        end(tunnel);
}

/* ---- the client's side ---- */

static void is_late(struct conn *conn)
{
    end(conn->tunnel);
}

static void enlist(struct conn_group *group, struct tunnel *tunnel)
{
    tunnel->next = group->tunnels;
    if (tunnel->next)
        tunnel->next->previous = tunnel;
    group->tunnels = tunnel;
}

static void delist(struct conn_group *group, struct tunnel *tunnel)
{
    if (tunnel->previous)
        tunnel->previous->next = tunnel->next;
    else
        group->tunnels = tunnel->next;
    if (tunnel->next)
        tunnel->next->previous = tunnel->previous;
}

void tunnels_end(struct conn_group *group, bool (*keeps)(void *context, const char *address), void *context)
{
    for (struct tunnel *tunnel = group->tunnels; tunnel; tunnel = tunnel->next)
        if (!keeps(context, tunnel->address))
            end(tunnel);
}

static struct tunnel *connect_to(struct conn *conn, const char *address)
{
    struct sockaddr_storage to = {0};
    if (!address_read(address, &to))
        return NULL;
    struct tunnel *tunnel = mem_zero(1, sizeof *tunnel);
    ALWAYS(uv_tcp_init(loop_uv(conn->group->loop), &tunnel->tcp) == 0);
    tunnel->tcp.data = tunnel;
    tunnel->connect.data = tunnel;
    if (uv_tcp_connect(&tunnel->connect, &tunnel->tcp, (const struct sockaddr *)&to, connected)) {
        close_tunnel(tunnel);
        return NULL;
    }
    uv_tcp_nodelay(&tunnel->tcp, 1);
    tunnel->conn = conn;
    tunnel->address = mem_copy_string(address);
    return tunnel;
}

static void begin(struct conn *conn, struct tunnel *tunnel, const struct buf *first)
{
    conn->tunnel = tunnel;
    enlist(conn->group, tunnel);
    conn_wait(conn, CONNECT_MS, 0, is_late);
    send_on(tunnel, first->bytes, first->len); /* libuv keeps it until it is connected */
    conn_turn_soon(conn);
}

bool tunnel_open(struct conn *conn, const char *address, const char *secret, const char *client_ip,
                 const struct buf *head, bool is_upgrade)
{
    struct buf out = BUF_EMPTY;
    struct tunnel *tunnel = connect_to(conn, address);
    if (!tunnel)
        return false;
    tunnel_write_head(&out, head, secret, client_ip, is_upgrade);
    begin(conn, tunnel, &out);
    buf_clear(&out);
    return true;
}

bool tunnel_take_socket(struct conn *conn, const char *address, const struct buf *head)
{
    struct tunnel *tunnel = connect_to(conn, address);
    if (!tunnel)
        return false;
    tunnel->is_socket = tunnel->greeting = true;
    begin(conn, tunnel, head);
    return true;
}

size_t tunnel_take(struct conn *conn, const char *bytes, size_t len)
{
    struct tunnel *tunnel = conn->tunnel;
    if (tunnel->ended)
        return len;
    if (tunnel->sending >= TUNNEL_HELD)
        return 0;
    send_on(tunnel, bytes, len);
    return len;
}

bool tunnel_listens(const struct conn *conn)
{
    return conn->tunnel->ended || conn->tunnel->sending < TUNNEL_HELD;
}

void tunnel_go_on(struct conn *conn)
{
    struct tunnel *tunnel = conn->tunnel;
    if (tunnel->back.len && (!tunnel->greeting || tunnel->ended)) {
        conn_write(conn, tunnel->back.bytes, tunnel->back.len);
        buf_reset(&tunnel->back);
    }
    if (tunnel->paused && !tunnel->ended) {
        tunnel->paused = false;
        if (uv_read_start((uv_stream_t *)&tunnel->tcp, make_room, came))
            end(tunnel);
    }
    if (tunnel->ended && !tunnel->back.len && conn_can_write(conn))
        conn_end(conn);
}

void tunnel_gone(struct conn *conn)
{
    struct tunnel *tunnel = conn->tunnel;
    if (!tunnel)
        return;
    delist(conn->group, tunnel);
    conn->tunnel = NULL;
    tunnel->conn = NULL;
    close_tunnel(tunnel);
}
