#include "net/conn.h"

#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/always.h"
#include "base/mem.h"
#include "net/tunnel.h"

#define LINGER_MS 2000 /* for the client to hang up, too */

bool conn_is_limited(const struct conn_group *group, const char *ip)
{
    return group->max_per_address && (group->limit_loopback || !address_is_loopback(ip)) &&
           !address_in_list(ip, group->trusted_proxy);
}

bool conn_count_asker(struct conn *conn, const char *ip)
{
    struct conn_group *group = conn->group;
    if (strcmp(ip, conn->ip) == 0 || !conn_is_limited(group, ip))
        return true;
    if (address_counts_open(&group->addresses, ip) >= group->max_per_address) {
        group->stats.turned_away++;
        return false;
    }
    conn->asker = address_counts_enter(&group->addresses, ip);
    return true;
}

static void leave(struct conn *conn, struct address_count **count)
{
    if (*count)
        address_counts_leave(&conn->group->addresses, *count);
    *count = NULL;
}

void conn_asker_done(struct conn *conn)
{
    leave(conn, &conn->asker);
}

void conn_asker_stays(struct conn *conn)
{
    if (!conn->asker)
        return;
    leave(conn, &conn->counted);
    conn->counted = conn->asker;
    conn->asker = NULL;
}

void conn_create(struct conn_group *group, struct lws *wsi)
{
    char text[ADDRESS_MAX] = "";
    struct conn *conn = mem_zero(1, sizeof *conn);
    conn->group = group;
    conn->wsi = wsi;
    conn->reading = true;
    conn->is_local = group->local && lws_get_vhost(wsi) == group->local;
    if (!conn->is_local)
        lws_get_peer_simple(wsi, text, sizeof text);
    address_normalise(conn->is_local ? CONN_LOCAL_IP : text, conn->ip);
    if (conn_is_limited(group, conn->ip))
        conn->counted = address_counts_enter(&group->addresses, conn->ip);
    group->stats.connections++;
    group->stats.accepted++;
    lws_set_opaque_user_data(wsi, conn);
    http_start(conn);
}

void conn_closed(struct conn *conn)
{
    conn->broken = conn->closed = true;
    conn_stop_waiting(conn);
    http_gone(conn);
    socket_gone(conn);
    tunnel_gone(conn);
    input_clear(conn->group->input, &conn->head);
    input_clear(conn->group->input, &conn->input);
    conn->group->stats.unsent_bytes -= conn->unsent;
    conn->unsent = 0;
}

void conn_destroy(struct conn *conn)
{
    conn_closed(conn);
    leave(conn, &conn->asker);
    leave(conn, &conn->counted);
    conn->group->stats.connections--;
    lws_set_opaque_user_data(conn->wsi, NULL);
    conn->wsi = NULL;
    if (!conn->turn_due)
        free(conn);
}

/* Waiting */

static void is_late(void *context)
{
    struct conn *conn = context;
    conn->late(conn);
}

void conn_stop_waiting(struct conn *conn)
{
    loop_timer_stop(conn->wait);
    conn->wait = NULL;
}

void conn_wait(struct conn *conn, uint64_t ms, uint64_t repeat_ms, void (*late)(struct conn *))
{
    conn->late = late;
    if (conn->wait)
        loop_timer_again(conn->wait, ms, repeat_ms);
    else
        conn->wait = loop_timer_start(conn->group->loop, ms, repeat_ms, is_late, conn);
}

/* Reading */

static bool wants_input(const struct conn *conn)
{
    if (conn->ended)
        return true;
    if (conn->broken || conn->input.len || !conn_can_write(conn))
        return false;
    return conn->tunnel ? tunnel_listens(conn) : conn->socket || http_listens(conn);
}

/* libwebsockets neither reads nor lets the loop sleep while it holds back a part of a write and there is something to read; that is
 * why nothing is read then. */
static void mind_reading(struct conn *conn)
{
    bool wanted = wants_input(conn);
    if (wanted == conn->reading || conn->broken)
        return;
    conn->reading = wanted;
    lws_rx_flow_control(conn->wsi, wanted);
}

static size_t take(struct conn *conn, char *bytes, size_t len)
{
    if (conn->ended || conn->broken)
        return len;
    if (conn->tunnel)
        return tunnel_take(conn, bytes, len);
    return conn->socket ? socket_take(conn, bytes, len) : http_take(conn, bytes, len);
}

/* How much of it was taken. */
static size_t feed(struct conn *conn, char *bytes, size_t len)
{
    size_t used = 0;
    while (used < len) {
        size_t step = take(conn, bytes + used, len - used);
        ALWAYS(step <= len - used);
        if (!step)
            break;
        used += step;
    }
    return used;
}

int conn_receive(struct conn *conn, char *bytes, size_t len)
{
    size_t used = conn->input.len ? 0 : feed(conn, bytes, len);
    if (used < len && !input_add(conn->group->input, &conn->input, bytes + used, len - used))
        conn->broken = true;
    mind_reading(conn);
    return conn->broken ? -1 : 0;
}

static void feed_what_waits(struct conn *conn)
{
    if (!conn->input.len)
        return;
    size_t used = feed(conn, conn->input.bytes, conn->input.len);
    if (used == conn->input.len) {
        input_clear(conn->group->input, &conn->input);
    } else if (used) {
        conn->input.len -= used;
        memmove(conn->input.bytes, conn->input.bytes + used, conn->input.len);
    }
}

/* Writing */

bool conn_can_write(const struct conn *conn)
{
    return !conn->broken && !lws_partial_buffered(conn->wsi);
}

static void note_unsent(struct conn *conn, size_t len)
{
    conn->group->stats.unsent_bytes += len - conn->unsent;
    conn->unsent = len;
}

void conn_write(struct conn *conn, const char *bytes, size_t len)
{
    ALWAYS(conn_can_write(conn));
    if (lws_write(conn->wsi, (unsigned char *)(uintptr_t)bytes, len, LWS_WRITE_RAW) < 0) {
        conn_break(conn);
    } else if (lws_partial_buffered(conn->wsi)) {
        note_unsent(conn, len);
        mind_reading(conn);
    }
}

/* Turns: one after what waited has been sent, and one whenever a taker asked for it. */

static void go_on(struct conn *conn)
{
    if (!conn->broken && !conn->ended)
        (conn->tunnel ? tunnel_go_on : conn->socket ? socket_go_on : http_go_on)(conn);
    feed_what_waits(conn);
    mind_reading(conn);
}

int conn_writable(struct conn *conn)
{
    if (conn_can_write(conn)) {
        note_unsent(conn, 0);
        go_on(conn);
    }
    return conn->broken ? -1 : 0;
}

static void kill_connection(struct conn *conn)
{
    struct lws_context *lws = conn->group->lws;
    lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
    lws_cancel_service(lws); /* what it has left to do starts with its next event, so make one */
}

static void turn(void *context)
{
    struct conn *conn = context;
    conn->turn_due = false;
    if (!conn->wsi) {
        free(conn);
        return;
    }
    if (conn->closed)
        return;
    if (conn_can_write(conn))
        go_on(conn);
    if (conn->broken)
        kill_connection(conn);
}

void conn_turn_soon(struct conn *conn)
{
    if (conn->turn_due)
        return;
    conn->turn_due = true;
    loop_defer(conn->group->loop, turn, conn);
}

/* Ends */

void conn_break(struct conn *conn)
{
    conn->broken = true;
    conn_turn_soon(conn);
}

/* Closing while the client still sends makes the kernel throw away the answer with it; so only our half is closed, and what comes
 * is thrown away until the client hangs up or LINGER_MS have passed. */
void conn_end(struct conn *conn)
{
    SSL *tls = lws_get_ssl(conn->wsi);
    if (conn->ended || conn->broken)
        return;
    ALWAYS(conn_can_write(conn));
    conn->ended = true;
    input_clear(conn->group->input, &conn->input);
    input_clear(conn->group->input, &conn->head);
    if (tls)
        SSL_shutdown(tls);
    shutdown(lws_get_socket_fd(conn->wsi), SHUT_WR);
    conn_wait(conn, LINGER_MS, 0, conn_break);
    mind_reading(conn);
}
