#include "cli/serve_store.h"

#include <string.h>

#include "base/diag.h"
#ifdef PLENARIA_POSTGRES
#include "cluster/cluster.h"
#endif
#include "store/log_sqlite.h"
#include "store/people_queue.h"

bool server_is_in_a_cluster(const struct server *server)
{
    return *server->config.database;
}

#ifdef PLENARIA_POSTGRES

static enum status open_shared_log(struct server *server)
{
    const struct config *config = &server->config;
    struct cluster_settings settings = {.loop = server->loop,
                                        .database = config->database,
                                        .node_name = config->node_name,
                                        .address = config->internal_listen,
                                        .secret = config->cluster_secret,
                                        .strict = strcmp(config->database_safety, "any") != 0};
    enum status status = cluster_open(&settings, &server->why, &server->cluster);
    if (status == STATUS_OK)
        server->service.log = cluster_log(server->cluster);
    return status;
}

static bool was_our_key(void *context, const char *vkey)
{
    const struct server *server = context;
    return signing_keys_has(server->keys, vkey);
}

static enum status share_people(struct server *server, struct people *people)
{
    return cluster_share_people(server->cluster, server->dir, people, &server->why);
}

static enum status agree_on_key(struct server *server)
{
    char vkey[NOTE_VKEY_MAX];
    note_key_write(signing_keys_public(server->keys, signing_keys_count(server->keys) - 1), vkey);
    return cluster_agree_on_key(server->cluster, vkey, was_our_key, server, &server->why);
}

void server_route(void *context, struct http_request *request)
{
    const struct server *server = context;
    if (server->cluster)
        cluster_route(server->cluster, request);
    else
        http_route(request, NULL, NULL);
}

static void end_outdated(void *context)
{
    struct server *server = context;
    buf_text(&server->why,
             "A newer plenaria of this cluster has written about people what this one cannot read; update "
             "this server.");
    server_stop(server);
}

void server_watch_cluster(struct server *server)
{
    struct cluster_charge charge = {server->service.drafts, server->listener, end_outdated, server};
    if (server->cluster)
        cluster_watch(server->cluster, &charge);
}

void server_end_cluster_watch(struct server *server)
{
    if (server->cluster)
        cluster_end_watch(server->cluster);
}

void server_write_cluster_metrics(const struct server *server, struct buf *out)
{
    if (server->cluster)
        cluster_write_metrics(server->cluster, out);
}

void server_list_nodes(void *context, struct buf *out)
{
    const struct server *server = context;
    if (server->cluster)
        cluster_list_others(server->cluster, out);
}

void server_close_log(struct server *server)
{
    if (server->cluster)
        cluster_close(server->cluster);
    else if (server->service.log)
        server->service.log->ops->destroy(server->service.log);
}

#else

void server_route(void *context, struct http_request *request)
{
    (void)context;
    http_route(request, NULL, NULL);
}

static enum status open_shared_log(struct server *server)
{
    buf_text(&server->why, "This build knows no PostgreSQL; install libpq (libpq-dev) and build it again.");
    return STATUS_USAGE;
}

static enum status share_people(struct server *server, struct people *people)
{
    (void)server;
    (void)people;
    return STATUS_OK;
}

static enum status agree_on_key(struct server *server)
{
    (void)server;
    return STATUS_OK;
}

void server_watch_cluster(struct server *server)
{
    (void)server;
}

void server_end_cluster_watch(struct server *server)
{
    (void)server;
}

void server_write_cluster_metrics(const struct server *server, struct buf *out)
{
    (void)server;
    (void)out;
}

void server_list_nodes(void *context, struct buf *out)
{
    (void)context;
    (void)out;
}

void server_close_log(struct server *server)
{
    if (server->service.log)
        server->service.log->ops->destroy(server->service.log);
}

#endif

static enum status open_own_log(struct server *server)
{
    struct log_sqlite_options options = {.dir = server->dir,
                                         .loop = loop_uv(server->loop),
                                         .max_bytes = server->config.max_database_bytes,
                                         .create = true};
    return log_sqlite_open(&options, &server->why, &server->service.log);
}

/* Alone, this server would write what the others of its cluster never see. */
static enum status check_alone(struct server *server)
{
    struct buf address = BUF_EMPTY;
    enum status status = people_shared_at(server->service.people, &address);
    if (status == STATUS_OK && address.len) {
        buf_format(
            &server->why,
            "%s is a folder of a cluster: start it with that configuration (database = …), or take it out "
            "with plenaria migrate.",
            server->dir);
        status = STATUS_CONFLICT;
    }
    buf_clear(&address);
    return status;
}

static enum status open_people(struct server *server, struct people **out)
{
    enum status status = people_open(server->dir, true, &server->why, out);
    return status == STATUS_OK && server_is_in_a_cluster(server) ? share_people(server, *out) : status;
}

static enum status open_acts(struct server *server)
{
    struct people *people = NULL;
    enum status status = open_people(server, &people);
    if (people)
        server->service.acts = people_queue_create(server->loop, people);
    return status;
}

enum status server_open_store(struct server *server)
{
    enum status status = server_is_in_a_cluster(server) ? open_shared_log(server) : open_own_log(server);
    if (status == STATUS_OK && server_is_in_a_cluster(server))
        status = agree_on_key(server);
    if (status == STATUS_OK)
        status = open_people(server, &server->service.people);
    if (status == STATUS_OK && !server_is_in_a_cluster(server))
        status = check_alone(server);
    return status == STATUS_OK ? open_acts(server) : status;
}
