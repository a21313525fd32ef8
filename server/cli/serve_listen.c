#include "cli/serve_listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "cli/serve_notices.h"
#include "cli/serve_settings.h"
#include "cli/serve_store.h"

#define SECRET_LEAST 16 /* characters that the cluster's servers know */

/* ---- from the sockets to the sessions ---- */

static void *socket_opened(void *context, struct peer *peer, const struct socket_request *request,
                           int *refusal)
{
    struct server *server = context;
    *refusal = status_http(STATUS_BAD_ORIGIN);
    if (!api_origin_allowed(server->api, request->origin, request->host))
        return NULL;
    *refusal = status_http(server->service.stopping ? STATUS_STOPPING : STATUS_LIMIT);
    /* a cookie counts only where a browser says which page it comes from */
    char *cookie = request->origin ? api_cookie(server->api, request->cookies) : NULL;
    struct session *session = session_create(&server->service, peer, cookie);
    free(cookie);
    if (session && request->is_relay)
        session_serves_relay(session);
    return session;
}

static void socket_writable(void *session)
{
    session_writable(session);
}

static void socket_message(void *session, const char *bytes, size_t len)
{
    session_message(session, bytes, len);
}

static size_t socket_message_max(void *session)
{
    return session_message_max(session);
}

static void socket_closed(void *session)
{
    session_disconnected(session);
}

static const struct socket_handlers socket_handlers = {socket_opened, socket_writable, socket_message,
                                                       socket_closed, socket_message_max};

/* ---- the doors ---- */

static const char *text_or_null(const char *text)
{
    return *text ? text : NULL;
}

void server_create_api(struct server *server)
{
    const char *origin = server->config.origin;
    server->origins[0] = origin;
    struct api_settings settings = {
        .service = &server->service,
        .assets = server->assets,
        .keys = server->keys,
        .origins = server->origins,
        .origin_count = *origin ? 1 : 0,
        .public_url = *origin ? origin : NULL,
        .tls = *server->config.tls_cert,
        .data_dir = server->dir,
        .max_database_bytes = server->config.max_database_bytes,
        .host = {server, server_reload, server_write_settings, server_look_at_hooks},
        .certificate = text_or_null(server->config.tls_cert),
        .login = server->login.ways,
        .nodes = {server_list_nodes, server,
                  server_is_in_a_cluster(server) ? server->config.cluster_secret : "",
                  *server->config.node_name ? server->config.node_name : server->config.internal_listen},
        .mails = *server->config.smtp_url,
        .shared = server_is_in_a_cluster(server),
        .security_contact = *server->config.security_contact ? server->config.security_contact : NULL,
    };
    server->api = api_create(&settings);
}

static struct listener_handlers handlers_of(struct server *server)
{
    return (struct listener_handlers){.sockets = &socket_handlers,
                                      .sockets_context = server,
                                      .http = api_handle,
                                      .http_context = server->api,
                                      .http_judge = api_judge};
}

/* Each node hands us what people ask it about our drafts. */
enum status server_listen_for_nodes(struct server *server)
{
    const struct config *config = &server->config;
    char host[256];
    struct listener_settings settings = {
        .host = host,
        .max_connections = config->max_connections,
        .max_body = config->max_body,
        .input_bytes = config->input_bytes,
        .secret = config->cluster_secret,
    };
    struct listener_handlers handlers = handlers_of(server);
    if (!*config->internal_listen)
        return STATUS_OK;
    if (!server_split_listen(config->internal_listen, host, sizeof host, &settings.port) || !*host ||
        !settings.port || strlen(config->cluster_secret) < SECRET_LEAST) {
        buf_text(&server->why,
                 "Give internal_listen as HOST:PORT, and a cluster_secret of 16 characters or more.");
        return STATUS_USAGE;
    }
    return listener_create(server->loop, &settings, &handlers, &server->why, &server->internal);
}

enum status server_listen_for_people(struct server *server)
{
    const struct config *config = &server->config;
    const char *host = server->host;
    struct listener_settings settings = {
        .host = *host ? strcmp(host, "localhost") == 0 ? "127.0.0.1" : host : NULL,
        .port = server->port,
        .tls_cert = text_or_null(config->tls_cert),
        .tls_key = text_or_null(config->tls_key),
        .local_socket = text_or_null(config->proxy_socket),
        .trusted_proxy = text_or_null(config->trusted_proxy),
        .max_connections = config->max_connections,
        .max_per_address = config->max_per_address,
        .max_body = config->max_body,
        .input_bytes = config->input_bytes,
    };
    struct listener_handlers handlers = handlers_of(server);
    handlers.route = server_is_in_a_cluster(server) ? server_route : NULL;
    handlers.route_context = server;
    enum status status = listener_create(server->loop, &settings, &handlers, &server->why, &server->listener);
    if (status != STATUS_OK)
        return status;
    api_watch_listener(server->api, server->listener);
    service_fit_connections(&server->service, listener_max_connections(server->listener));
    return STATUS_OK;
}

void server_announce_to_commands(const struct server *server)
{
    const char *host = server->host;
    bool v6 = strchr(host, ':') != NULL,
         all = !*host || strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
    struct buf url = BUF_EMPTY;
    buf_format(&url, "%s://%s%s%s:%d", *server->config.tls_cert ? "https" : "http", v6 && !all ? "[" : "",
               all ? "127.0.0.1" : host, v6 && !all ? "]" : "", listener_port(server->listener));
    if (data_folder_announce(server->lock, url.bytes) != STATUS_OK)
        diag(DIAG_WARNING, "the lock file cannot be written; plenaria admin needs --url");
    buf_clear(&url);
}

/* Nobody is answered before the loop runs. */
void server_announce(const struct server *server)
{
    const char *host = server->host;
    bool v6 = strchr(host, ':') != NULL;
    printf("{\"listening\":\"%s://%s%s%s:%d\",\"sandbox\":\"%s\"}\n",
           *server->config.tls_cert ? "https" : "http", v6 ? "[" : "", *host ? host : "0.0.0.0",
           v6 ? "]" : "", listener_port(server->listener),
           server->in_force.len ? server->in_force.bytes : "off");
    fflush(stdout);
    if (!server->assets)
        diag(DIAG_WARNING, "the page is not there; say where with --web DIR");
    service_manager_ready(server->manager);
}
