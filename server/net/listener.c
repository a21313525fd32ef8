/* libwebsockets as a guest on our loop: one context, one virtual host, and the callback that hands each event on. Its connections are of the
 * role `raw-skt`: it accepts, does TLS and moves bytes. HTTP and WebSockets are read in this folder; docs/libwebsockets.md says why. */
#include "net/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "net/certificate.h"
#include "net/conn.h"
#include "net/tunnel.h"

#define DEFAULT_CONNECTIONS 10000
#define DEFAULT_BODY        ((size_t)1024 * 1024)
#define OTHER_DESCRIPTORS   64 /* database, logs, standard streams, libwebsockets' own */
#define DEFAULT_INPUT       ((size_t)64 * 1024 * 1024)
#define SERVICE_BUFFER      16384 /* one read, and so what can wait for its turn in a connection */
#define HANDSHAKE_SECONDS   5     /* of TLS */
#define PING_MS             25000
#define HANGUP_MS           40000

struct listener {
    struct conn_group group;
    struct lws_vhost *vhost;
    char *tls_cert;
    char *tls_key;
    int port;
    size_t max_connections;
};

/* No hanging up of its own: life_signs.h says why. Without this it has some. */
static const lws_retry_bo_t no_hangup = {.secs_since_valid_hangup = 0};

/* Connections */

static bool is_local(int descriptor)
{
    int family = 0;
    socklen_t len = sizeof family;
    return getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &len) == 0 && family == AF_UNIX;
}

/* A connection is waiting: accept it? 0 for yes. */
static int admit(struct conn_group *group, int descriptor)
{
    struct sockaddr_storage from;
    socklen_t len = sizeof from;
    char text[ADDRESS_MAX], ip[ADDRESS_MAX];
    if (is_local(descriptor))
        return 0;
    if (getpeername(descriptor, (struct sockaddr *)&from, &len) != 0 ||
        getnameinfo((struct sockaddr *)&from, len, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
        return 1;
    address_normalise(text, ip);
    if (!conn_is_limited(group, ip) || address_counts_open(&group->addresses, ip) < group->max_per_address)
        return 0;
    group->stats.turned_away++;
    return 1;
}

/* 0 to go on, -1 to close. */
static int on_conn(struct conn *conn, enum lws_callback_reasons reason, void *in, size_t len)
{
    switch (reason) {
    case LWS_CALLBACK_RAW_RX:
        if (conn->group->tls && !conn->is_local)
            lws_set_timeout(conn->wsi, NO_PENDING_TIMEOUT, 0); /* the one that began with the handshake */
        return conn_receive(conn, in, len);
    case LWS_CALLBACK_RAW_WRITEABLE:
        return conn_writable(conn);
    case LWS_CALLBACK_RAW_CLOSE:
        conn_closed(conn);
        return 0;
    case LWS_CALLBACK_WSI_DESTROY:
        conn_destroy(conn);
        return 0;
    default:
        return 0;
    }
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    (void)user;
    struct conn_group *group = lws_context_user(lws_get_context(wsi));
    if (reason == LWS_CALLBACK_FILTER_NETWORK_CONNECTION)
        return admit(group, (int)(intptr_t)in);
    if (reason == LWS_CALLBACK_RAW_ADOPT)
        conn_create(group, wsi);
    struct conn *conn = lws_get_opaque_user_data(wsi);
    return conn ? on_conn(conn, reason, in, len) : 0;
}

/* The one protocol, and none of libwebsockets' own: a connection is bytes to it. No write is larger than a packet, so it never sends a
 * part of one by itself alone. */
#define PROTOCOL "bytes"
static const struct lws_protocols protocols[] = {
    {.name = PROTOCOL, .callback = on_event, .tx_packet_size = 1 << 20},
    {.name = NULL},
};

/* Setting up */

/* Its errors are no warnings of ours: any client can make it write some, as often as it likes. */
static void say(int level, const char *line)
{
    int len = (int)strcspn(line, "\n");
    diag(level & LLL_ERR ? DIAG_INFO : DIAG_TRACE, "libwebsockets: %.*s", len, line);
}

/* The descriptors we may use for connections, after asking for more where needed. */
static size_t raise_descriptors(size_t wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    rlim_t needed = (rlim_t)wanted + OTHER_DESCRIPTORS;
    if (limit.rlim_cur < needed) {
        limit.rlim_cur = limit.rlim_max < needed ? limit.rlim_max : needed;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= needed)
        return wanted;
    size_t possible = limit.rlim_cur > (rlim_t)2 * OTHER_DESCRIPTORS
                          ? (size_t)limit.rlim_cur - OTHER_DESCRIPTORS
                          : OTHER_DESCRIPTORS;
    diag(DIAG_INFO, "only %zu connections instead of %zu: raise the limit of open files", possible, wanted);
    return possible;
}

/* A host name as the numeric address that it stands for, NULL for all addresses. */
static enum status resolve(const char *host, char out[ADDRESS_MAX], bool *is_four, struct buf *why)
{
    *is_four = false;
    out[0] = '\0';
    if (!host || !*host)
        return STATUS_OK;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    int error = getaddrinfo(host, NULL, &hints, &found);
    if (error) {
        buf_format(why, "There is no address %s to listen on: %s.", host, gai_strerror(error));
        return STATUS_USAGE;
    }
    *is_four = found->ai_family == AF_INET;
    error = getnameinfo(found->ai_addr, found->ai_addrlen, out, ADDRESS_MAX, NULL, 0, NI_NUMERICHOST);
    freeaddrinfo(found);
    return error ? STATUS_USAGE : STATUS_OK;
}

static enum status create_context(struct listener *listener, size_t max_connections, struct buf *why)
{
    void *loops[] = {loop_uv(listener->group.loop)};
    struct lws_context_creation_info info = {
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                   (listener->group.tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0),
        .foreign_loops = loops,
        .gid = -1,
        .uid = -1,
        .user = &listener->group,
        .pt_serv_buf_size = SERVICE_BUFFER,
        .timeout_secs = HANDSHAKE_SECONDS,
        .fd_limit_per_thread = (unsigned int)max_connections,
        .retry_and_idle_policy = &no_hangup,
    };
    signal(SIGPIPE, SIG_IGN);
    lws_set_log_level(LLL_ERR | LLL_WARN, say);
    listener->group.lws = lws_create_context(&info);
    if (listener->group.lws)
        return STATUS_OK;
    buf_text(why, "libwebsockets cannot use libuv: install the package libwebsockets-evlib-uv.");
    return STATUS_IO;
}

static enum status create_vhost(struct listener *listener, const struct listener_settings *settings,
                                struct buf *why)
{
    char address[ADDRESS_MAX];
    bool is_four;
    enum status status = resolve(settings->host, address, &is_four, why);
    if (status != STATUS_OK)
        return status;
    bool tls = listener->group.tls;
    struct lws_context_creation_info info = {
        .options =
            LWS_SERVER_OPTION_ADOPT_APPLY_LISTEN_ACCEPT_CONFIG | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
            (tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0) | (is_four ? LWS_SERVER_OPTION_DISABLE_IPV6 : 0),
        .vhost_name = "plenaria",
        .iface = *address ? address : NULL,
        .port = settings->port,
        .protocols = protocols,
        .listen_accept_role = "raw-skt",
        .listen_accept_protocol = PROTOCOL,
        .retry_and_idle_policy = &no_hangup,
        .alpn = "http/1.1",
        .ssl_cert_filepath = listener->tls_cert,
        .ssl_private_key_filepath = listener->tls_key,
    };
    listener->vhost = lws_create_vhost(listener->group.lws, &info);
    if (!listener->vhost) {
        buf_format(why, "Cannot listen on %s port %d: choose another, or stop what uses it.",
                   settings->host ? settings->host : "any address", settings->port);
        return STATUS_IO;
    }
    listener->port = lws_get_vhost_listen_port(listener->vhost);
    return STATUS_OK;
}

/* Makes room for a socket at `path`: what is there is one that a server before has left, or nothing. */
static enum status clear_local_socket(const char *path, struct buf *why)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat file;
    if (strlen(path) >= sizeof address.sun_path) {
        buf_format(why, "The path of proxy_socket is longer than the %zu characters that a socket may have.",
                   sizeof address.sun_path - 1);
        return STATUS_USAGE;
    }
    if (lstat(path, &file) != 0)
        return STATUS_OK;
    memcpy(address.sun_path, path, strlen(path) + 1);
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool dead = S_ISSOCK(file.st_mode) && probe >= 0 &&
                connect(probe, (struct sockaddr *)&address, sizeof address) != 0 && errno == ECONNREFUSED;
    if (probe >= 0)
        close(probe);
    if (dead && unlink(path) == 0)
        return STATUS_OK;
    buf_format(why, "Cannot listen on %s: %s.", path,
               dead ? strerror(errno)
               : S_ISSOCK(file.st_mode)
                   ? "somebody listens there already"
                   : "there is a file that is no socket; choose another path, or move it away");
    return STATUS_IO;
}

/* libwebsockets binds it with the umask, and opens it to owner and group only then. */
static enum status create_local_vhost(struct listener *listener, const char *path, struct buf *why)
{
    enum status status = clear_local_socket(path, why);
    if (status != STATUS_OK)
        return status;
    struct lws_context_creation_info info = {
        .options = LWS_SERVER_OPTION_ADOPT_APPLY_LISTEN_ACCEPT_CONFIG |
                   LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND | LWS_SERVER_OPTION_UNIX_SOCK,
        .vhost_name = "plenaria-local",
        .iface = path,
        .protocols = protocols,
        .listen_accept_role = "raw-skt",
        .listen_accept_protocol = PROTOCOL,
        .retry_and_idle_policy = &no_hangup,
    };
    mode_t mask = umask(0177);
    listener->group.local = lws_create_vhost(listener->group.lws, &info);
    umask(mask);
    if (!listener->group.local || chmod(path, 0660) != 0) {
        buf_format(why, "Cannot listen on %s: is its folder there, and may this account write to it?", path);
        return STATUS_IO;
    }
    return STATUS_OK;
}

/* The addresses of the setting, and the one that stands for the local socket. */
static char *trusted_locally(const char *trusted_proxy)
{
    struct buf list = BUF_EMPTY;
    buf_format(&list, CONN_LOCAL_IP "%s%s", trusted_proxy ? "," : "", trusted_proxy ? trusted_proxy : "");
    return list.bytes;
}

enum status listener_create(struct loop *loop, const struct listener_settings *settings,
                            const struct listener_handlers *handlers, struct buf *why, struct listener **out)
{
    *out = NULL;
    if (!settings->tls_cert != !settings->tls_key) {
        buf_text(why, "TLS needs both a certificate and its key.");
        return STATUS_USAGE;
    }
    if (settings->tls_cert) {
        enum status status = certificate_check(settings->tls_cert, settings->tls_key, why);
        if (status != STATUS_OK)
            return status;
    }
    struct listener *listener = mem_zero(1, sizeof *listener);
    listener->tls_cert = mem_copy_string(settings->tls_cert);
    listener->tls_key = mem_copy_string(settings->tls_key);
    listener->group = (struct conn_group){
        .loop = loop,
        .handlers = *handlers,
        .trusted_proxy = mem_copy_string(settings->trusted_proxy),
        .trusted_locally = trusted_locally(settings->trusted_proxy),
        .secret = mem_copy_string(settings->secret),
        .input = input_budget_create(settings->input_bytes ? settings->input_bytes : DEFAULT_INPUT),
        .max_per_address = settings->max_per_address,
        .max_body = settings->max_body ? settings->max_body : DEFAULT_BODY,
        .limit_loopback = settings->limit_loopback,
        .tls = settings->tls_cert != NULL,
    };
    life_signs_init(&listener->group.life, loop, settings->ping_ms ? settings->ping_ms : PING_MS,
                    settings->hangup_ms ? settings->hangup_ms : HANGUP_MS, socket_ping, socket_lost);
    listener->max_connections =
        raise_descriptors(settings->max_connections ? settings->max_connections : DEFAULT_CONNECTIONS);
    enum status status = create_context(listener, listener->max_connections, why);
    if (status == STATUS_OK)
        status = create_vhost(listener, settings, why);
    if (status == STATUS_OK && settings->local_socket)
        status = create_local_vhost(listener, settings->local_socket, why);
    if (status != STATUS_OK) {
        listener_destroy(listener);
        return status;
    }
    *out = listener;
    return STATUS_OK;
}

int listener_port(const struct listener *listener)
{
    return listener->port;
}

size_t listener_max_connections(const struct listener *listener)
{
    return listener->max_connections;
}

void listener_stats(const struct listener *listener, struct listener_stats *out)
{
    *out = listener->group.stats;
    out->input_bytes = input_budget_held(listener->group.input);
}

void listener_pause(struct listener *listener)
{
    listener->group.paused = true;
}

void listener_end_tunnels(struct listener *listener, bool (*keeps)(void *context, const char *address),
                          void *context)
{
    tunnels_end(&listener->group, keeps, context);
}

enum status listener_reload_certificate(struct listener *listener, struct buf *why)
{
    if (!listener->group.tls)
        return STATUS_OK;
    enum status status = certificate_check(listener->tls_cert, listener->tls_key, why);
    if (status == STATUS_OK)
        lws_tls_cert_updated(listener->group.lws, listener->tls_cert, listener->tls_key, NULL, 0, NULL, 0);
    return status;
}

/* Destroying a context takes two calls: the first closes everything, which on libuv takes turns of the loop, the second frees
 * what is left. */
void listener_destroy(struct listener *listener)
{
    struct conn_group *group = &listener->group;
    life_signs_stop(&group->life);
    if (group->lws) {
        lws_context_destroy(group->lws);
        loop_settle(group->loop);
        lws_context_destroy(group->lws);
    }
    address_counts_clear(&group->addresses);
    input_budget_unref(group->input);
    free(group->trusted_proxy);
    free(group->trusted_locally);
    free(group->secret);
    free(listener->tls_cert);
    free(listener->tls_key);
    free(listener);
}
