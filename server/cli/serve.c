/* plenaria serve: builds the parts, hands them to each other, runs the loop, and takes everything down in order. */
#include "cli/cli.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "base/diag.h"
#include "base/mem.h"
#include "cli/hooking.h"
#include "cli/login_setup.h"
#include "cli/mailing.h"
#include "cli/purging.h"
#include "cli/sandbox.h"
#ifdef PLENARIA_POSTGRES
#include "cluster/cluster.h"
#endif
#include "cli/service_manager.h"
#include "config.h"
#include "net/listener.h"
#include "notify/teller.h"
#include "proof/signing_keys.h"
#include "live/live_drafts.h"
#include "roll/keeper.h"
#include "session/seat_acts.h"
#include "session/session.h"
#include "bounds/workers.h"
#include "store/audit_later.h"
#include "store/data_folder.h"
#include "store/log_sqlite.h"
#include "store/people_queue.h"

#define THREADS       "6"
#define SWEEP_MS      2000
#define PURGE_MS      3600000
#define DAY_MS        INT64_C(86400000)
#define DRAIN_MS      1500 /* for close frames when stopping */
#define DRAIN_STEP_MS 20
#define SECRET_LEAST  16 /* characters that the cluster's servers know */

/* What the command line says; it counts more than the configuration file. */
struct flags {
    const char *listen, *web, *tls_cert, *tls_key, *origin, *config;
};

struct purge_job {
    struct server *server;
    struct purging purging;
    enum status status;
    struct buf why;
};

struct server {
    const char *dir;
    struct flags flags;
    struct config config;
    char host[256]; /* both out of config.listen */
    int port;
    const char *origins[1];
    struct buf why;
    struct data_folder_lock *lock;
    struct cluster *cluster; /* NULL: this server is alone */
    struct loop *loop;
    struct service service;
    struct assets *assets;
    struct signing_keys *keys;
    struct login_setup login;
    struct api *api;
    struct listener *listener;
    struct listener *internal; /* for the cluster's servers; NULL: none */
    struct service_manager *manager;
    struct teller *teller;
    struct roll_keeper *rolls;
    struct mailing *mailing; /* NULL: no mail is sent */
    struct hooking *hooking; /* NULL: there are no hooks */
    struct buf in_force;     /* of the sandbox */
    struct loop_timer *sweep_timer;
    struct loop_timer *purge_timer;
    int64_t tidied_at; /* when it was purged and tidied last; 0: never */
    struct loop_timer *stop_timer;
    unsigned drained_ms;
};

static bool is_in_a_cluster(const struct server *server)
{
    return *server->config.database;
}

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

/* ---- stopping ---- */

/* Stops the loop as soon as no session is left and what was asked for about people is done, or at the latest after DRAIN_MS. */
static void end_when_drained(void *context)
{
    struct server *server = context;
    server->drained_ms += DRAIN_STEP_MS;
    bool is_drained = !server->service.session_count && !people_queue_length(server->service.acts);
    if (is_drained || server->drained_ms >= DRAIN_MS)
        loop_stop(server->loop);
}

/* Turns new work away and lets what is on its way to the log get there. end_when_drained then stops the
 * loop once no session is left. */
static void stop(void *context)
{
    struct server *server = context;
    if (server->service.stopping)
        return;
    diag(DIAG_INFO, "stopping");
    service_manager_stopping(server->manager);
    listener_pause(server->listener);
    if (server->internal)
        listener_pause(server->internal);
    teller_stop(server->teller);
    roll_keeper_stop(server->rolls);
    mailing_stop(server->mailing);
    hooking_stop(server->hooking);
    workers_stop(server->service.workers);
    service_stop(&server->service);
    api_stop(server->api);
    server->stop_timer = loop_timer_start(server->loop, 0, DRAIN_STEP_MS, end_when_drained, server);
}

static void sweep(void *context)
{
    struct server *server = context;
    seat_acts_poll(&server->service);
    service_sweep(&server->service);
}

/* ---- settings ---- */

/* HOST:PORT, [v6]:PORT or :PORT. */
static bool split_listen(const char *listen, char *host, size_t room, int *port)
{
    const char *colon = strrchr(listen, ':');
    char *end = NULL;
    if (!colon || (size_t)(colon - listen) >= room)
        return false;
    snprintf(host, room, "%.*s", (int)(colon - listen), listen);
    size_t len = strlen(host);
    if (len > 2 && host[0] == '[' && host[len - 1] == ']') {
        memmove(host, host + 1, len - 2);
        host[len - 2] = '\0';
    }
    long number = strtol(colon + 1, &end, 10);
    *port = (int)number;
    return colon[1] && !*end && number >= 0 && number <= 65535;
}

static enum status one_of(const char *name, const char *value, const char *const *words, struct buf *why)
{
    for (size_t i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return STATUS_OK;
    buf_format(why, "Give %s as %s", name, words[0]);
    for (size_t i = 1; words[i]; i++)
        buf_format(why, "%s %s", words[i + 1] ? "," : " or", words[i]);
    buf_char(why, '.');
    return STATUS_USAGE;
}

/* The file, then the command line, over the defaults. */
static enum status configure(const struct flags *flags, struct config *config, struct buf *why)
{
    static const char *const safeties[] = {"strict", "any", NULL};
    static const char *const sandboxes[] = {"on", "off", "require", NULL};
    const struct {
        const char *name, *value;
    } given[] = {{"listen", flags->listen},
                 {"web", flags->web},
                 {"tls_cert", flags->tls_cert},
                 {"tls_key", flags->tls_key},
                 {"origin", flags->origin}};
    char host[256];
    int port;
    enum status status = flags->config ? config_read(config, flags->config, why) : STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof given / sizeof *given; i++)
        if (given[i].value)
            status = config_set(config, given[i].name, given[i].value, why);
    if (status == STATUS_OK && !split_listen(config->listen, host, sizeof host, &port)) {
        buf_text(why, "Give --listen as HOST:PORT, for example 127.0.0.1:8080.");
        status = STATUS_USAGE;
    }
    if (status == STATUS_OK)
        status = one_of("database_safety", config->database_safety, safeties, why);
    return status == STATUS_OK ? one_of("sandbox", config->sandbox, sandboxes, why) : status;
}

/* Those that follow from how many connections there can be stay as they were fitted. */
static void renew_limits(struct server *server)
{
    struct limits limits = server->config.limits;
    limits.sessions = server->service.limits.sessions;
    limits.observers = server->service.limits.observers;
    server->service.limits = limits;
    diag_set_level((enum diag_level)server->config.log_level);
}

static void note_reload(const struct server *server, const char *by, const char *detail)
{
    const struct audit_entry entry = {
        .at = loop_now_ms(), .act = "settings.reload", .by = by, .detail = detail};
    audit_note_later(server->service.acts, &entry, 0);
}

/* Reads the configuration again, and what lies in files that the host may have replaced: certificate, signing key. A configuration in which
 * anything is wrong changes nothing. `report` gets a JSON object that says what came of it. */
static enum status reload(void *context, const char *by, struct buf *report, struct buf *why)
{
    struct server *server = context;
    struct config fresh;
    struct buf changed = BUF_EMPTY, waiting = BUF_EMPTY;
    config_init(&fresh);
    enum status status = configure(&server->flags, &fresh, why);
    if (status == STATUS_OK)
        status = signing_keys_reload(server->keys, loop_now_ms(), why);
    if (status == STATUS_OK && *server->config.tls_cert)
        status = listener_reload_certificate(server->listener, why);
    if (status == STATUS_OK) {
        config_reload(&server->config, &fresh, &changed, &waiting);
        renew_limits(server);
    }
    buf_format(report, "{\"changed\":[%s],\"waiting\":[%s]}", changed.len ? changed.bytes : "",
               waiting.len ? waiting.bytes : "");
    if (status == STATUS_OK)
        note_reload(server, by, report->bytes);
    config_clear(&fresh);
    buf_clear(&changed);
    buf_clear(&waiting);
    return status;
}

static void reload_by_signal(void *context)
{
    struct buf report = BUF_EMPTY, why = BUF_EMPTY;
    if (reload(context, PEOPLE_HOST, &report, &why) == STATUS_OK)
        diag(DIAG_INFO, "settings read again: %s", report.bytes);
    else
        diag(DIAG_ERROR, "settings not read again: %s", why.bytes);
    buf_clear(&report);
    buf_clear(&why);
}

static void purge(void *context)
{
    struct purge_job *job = context;
    job->status = purging_run(&job->purging, &job->why);
}

static void purged(void *context)
{
    struct purge_job *job = context;
    if (job->status == STATUS_OK)
        job->server->tidied_at = job->purging.now;
    else if (job->status != STATUS_STOPPING)
        diag(DIAG_ERROR, "what was deleted is not purged: %s",
             job->why.len ? job->why.bytes : status_message(job->status));
    buf_clear(&job->why);
    free(job);
}

/* What was deleted so long ago that nobody can take it back any more goes for good. In a cluster whoever comes first purges, and the others tidy their folders: at a start of all
 * that was ever purged, then of what is new, with a round more than that, as news come late and clocks differ. */
static void purge_old(void *context)
{
    struct server *server = context;
    struct purge_job *job = mem_zero(1, sizeof *job);
    int64_t now = loop_now_ms();
    job->server = server;
    job->status = STATUS_STOPPING;
    job->purging = (struct purging){.dir = server->dir,
                                    .before = now - (int64_t)server->config.deleted_days * DAY_MS,
                                    .since = server->tidied_at - PURGE_MS,
                                    .now = now,
                                    .by = PEOPLE_SYSTEM};
    workers_add(server->service.workers, "purge", purge, purged, job);
}

static void write_settings(void *context, struct buf *out)
{
    const struct server *server = context;
    config_write_json(&server->config, out);
}

/* ---- starting ---- */

/* The page lies beside the program: bin/plenaria, share/plenaria/web. */
static char *find_web(const struct config *config)
{
    char program[PATH_MAX], folder[PATH_MAX + 64];
    if (*config->web)
        return mem_copy_string(config->web);
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len <= 0)
        return NULL;
    program[len] = '\0';
    *strrchr(program, '/') = '\0';
    snprintf(folder, sizeof folder, "%s/../share/plenaria/web/index.html", program);
    if (access(folder, R_OK) != 0)
        return NULL;
    *strrchr(folder, '/') = '\0';
    return mem_copy_string(folder);
}

static enum status load_assets(struct server *server)
{
    char *web = find_web(&server->config);
    if (!web)
        return STATUS_OK;
    enum status status = assets_load(web, &server->why, &server->assets);
    free(web);
    return status;
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

/* A request that came from people; those that other servers hand us are ours. */
static void route(void *context, struct http_request *request)
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
    stop(server);
}

static void watch_cluster(struct server *server)
{
    struct cluster_charge charge = {server->service.drafts, server->listener, end_outdated, server};
    if (server->cluster)
        cluster_watch(server->cluster, &charge);
}

static void write_cluster_metrics(const struct server *server, struct buf *out)
{
    if (server->cluster)
        cluster_write_metrics(server->cluster, out);
}

static void list_nodes(void *context, struct buf *out)
{
    const struct server *server = context;
    if (server->cluster)
        cluster_list_others(server->cluster, out);
}

static void close_log(struct server *server)
{
    if (server->cluster)
        cluster_close(server->cluster);
    else if (server->service.log)
        server->service.log->ops->destroy(server->service.log);
}

#else

static void route(void *context, struct http_request *request)
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

static void watch_cluster(struct server *server)
{
    (void)server;
}

static void write_cluster_metrics(const struct server *server, struct buf *out)
{
    (void)server;
    (void)out;
}

static void list_nodes(void *context, struct buf *out)
{
    (void)context;
    (void)out;
}

static void close_log(struct server *server)
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
    return status == STATUS_OK && is_in_a_cluster(server) ? share_people(server, *out) : status;
}

static enum status open_acts(struct server *server)
{
    struct people *people = NULL;
    enum status status = open_people(server, &people);
    if (people)
        server->service.acts = people_queue_create(server->loop, people);
    return status;
}

static enum status open_store(struct server *server)
{
    enum status status = is_in_a_cluster(server) ? open_shared_log(server) : open_own_log(server);
    if (status == STATUS_OK && is_in_a_cluster(server))
        status = agree_on_key(server);
    if (status == STATUS_OK)
        status = open_people(server, &server->service.people);
    if (status == STATUS_OK && !is_in_a_cluster(server))
        status = check_alone(server);
    return status == STATUS_OK ? open_acts(server) : status;
}

static const char *text_or_null(const char *text)
{
    return *text ? text : NULL;
}

static void note_ops(void *context, const char *draft)
{
    const struct server *server = context;
    teller_note(server->teller, draft);
    hooking_note(server->hooking, draft);
    roll_keeper_note(server->rolls, draft);
    api_note_ops(server->api, draft);
}

static void note_opened(void *context, struct live_draft *live)
{
    roll_keeper_opened(((struct server *)context)->rolls, live);
}

static void pass_on(void *context, const char *draft)
{
    (void)draft;
    mailing_wake(((struct server *)context)->mailing);
}

static void write_more_metrics(void *context, struct buf *out)
{
    const struct server *server = context;
    write_cluster_metrics(server, out);
    mailing_write_metrics(server->mailing, out);
    hooking_write_metrics(server->hooking, out);
}

/* A draft of a cluster is told of by the server that has it open. */
static bool owns(void *context, const char *draft)
{
    const struct server *server = context;
    const struct live_draft *live = live_drafts_find(server->service.drafts, draft);
    return live && live_draft_is_ours(live);
}

static enum status start_hooks(struct server *server)
{
    struct service *service = &server->service;
    struct courier_grounds grounds = {.loop = server->loop,
                                      .log = service->log,
                                      .people = service->people,
                                      .queue = service->acts,
                                      .owns = is_in_a_cluster(server) ? owns : NULL,
                                      .context = server};
    return hooking_start(server->hooking, &grounds);
}

static enum status open_notices(struct server *server)
{
    struct service *service = &server->service;
    service->more_metrics = (struct metrics_source){write_more_metrics, server};
    struct teller_grounds grounds = {.loop = server->loop,
                                     .log = service->log,
                                     .people = service->people,
                                     .queue = service->acts,
                                     .workers = service->workers,
                                     .mails = server->mailing != NULL,
                                     .shared = is_in_a_cluster(server),
                                     .told = pass_on,
                                     .context = server};
    server->teller = teller_create(&grounds);
    service->ops_durable = (struct ops_durable){note_ops, server};
    enum status status = server->mailing ? mailing_start(server->mailing, service) : STATUS_OK;
    if (status == STATUS_OK)
        status = start_hooks(server);
    return status == STATUS_OK ? teller_start(server->teller) : status;
}

static void look_at_hooks(void *context)
{
    hooking_look(((struct server *)context)->hooking);
}

static enum status open_rolls(struct server *server)
{
    struct service *service = &server->service;
    struct roll_grounds grounds = {server->loop, service->people, service->drafts, &service->limits};
    service->draft_opened = (struct draft_opened){note_opened, server};
    return roll_keeper_create(&grounds, &server->rolls);
}

static void create_api(struct server *server)
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
        .host = {server, reload, write_settings, look_at_hooks},
        .certificate = text_or_null(server->config.tls_cert),
        .login = server->login.ways,
        .nodes = {list_nodes, server, is_in_a_cluster(server) ? server->config.cluster_secret : "",
                  *server->config.node_name ? server->config.node_name : server->config.internal_listen},
        .mails = *server->config.smtp_url,
        .shared = is_in_a_cluster(server),
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
static enum status listen_for_nodes(struct server *server)
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
    if (!split_listen(config->internal_listen, host, sizeof host, &settings.port) || !*host ||
        !settings.port || strlen(config->cluster_secret) < SECRET_LEAST) {
        buf_text(&server->why,
                 "Give internal_listen as HOST:PORT, and a cluster_secret of 16 characters or more.");
        return STATUS_USAGE;
    }
    return listener_create(server->loop, &settings, &handlers, &server->why, &server->internal);
}

static enum status listen_for_people(struct server *server)
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
    handlers.route = is_in_a_cluster(server) ? route : NULL;
    handlers.route_context = server;
    enum status status = listener_create(server->loop, &settings, &handlers, &server->why, &server->listener);
    if (status != STATUS_OK)
        return status;
    api_watch_listener(server->api, server->listener);
    service_fit_connections(&server->service, listener_max_connections(server->listener));
    return STATUS_OK;
}

/* Where commands on this machine reach the server: at any of our addresses, where it listens at all of them. */
static void announce_to_commands(const struct server *server)
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
static void announce(const struct server *server)
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

/* Without what the kernel or the build does not have, unless the setting says `require`. */
static enum status enter_sandbox(struct server *server)
{
    const struct config *config = &server->config;
    struct sandbox_paths paths = {
        .data = server->dir,
        .read = {config->tls_cert, config->tls_key, server->flags.config, config->smtp_ca_file,
                 config->hook_ca_file},
        .connects = *config->database || *config->smtp_url || server->hooking || server->login.ways.provider,
        .looks_up = *config->smtp_url || server->hooking || server->login.ways.provider};
    struct buf missing = BUF_EMPTY;
    if (strcmp(config->sandbox, "off") == 0)
        return STATUS_OK;
    enum status status = sandbox_enter(&paths, &server->in_force, &missing);
    if (status == STATUS_OK && missing.len && strcmp(config->sandbox, "require") == 0)
        status = STATUS_IO;
    if (status != STATUS_OK)
        buf_format(&server->why, "%s Set sandbox = off in the configuration to serve without one.",
                   missing.bytes);
    else if (missing.len)
        diag(DIAG_INFO, "sandbox: %s", missing.bytes);
    buf_clear(&missing);
    return status;
}

/* Before anybody is told that we listen: whoever reads that may stop us at once. */
static enum status heed_signals(struct server *server)
{
    signal(SIGPIPE, SIG_IGN);
    enum status status = loop_on_signal(server->loop, SIGTERM, stop, server);
    if (status == STATUS_OK)
        status = loop_on_signal(server->loop, SIGINT, stop, server);
    if (status == STATUS_OK)
        status = loop_on_signal(server->loop, SIGHUP, reload_by_signal, server);
    return status;
}

/* What needs the machine, then the sandbox, then the first thread, which inherits it, and all that works inside. */
static enum status start(struct server *server)
{
    setenv(
        "UV_THREADPOOL_SIZE", THREADS,
        false); /* one for mail and one for what is written about people, beside those of everything else */
    server->loop = loop_create();
    server->service.loop = server->loop;
    server->service.limits = server->config.limits;
    service_open_bounds(&server->service);
    server->service.workers = workers_create(server->loop, server->service.limits.workers);
    server->manager = service_manager_create(server->loop);
    enum status status = is_in_a_cluster(server) ? data_folder_share(server->dir, &server->why, &server->lock)
                                                 : data_folder_lock(server->dir, &server->why, &server->lock);
    if (status == STATUS_OK)
        status = load_assets(server);
    if (status == STATUS_OK)
        status = signing_keys_open(server->dir, loop_now_ms(), &server->why, &server->keys);
    if (status == STATUS_OK)
        status = login_setup_open(&server->config, server->loop, &server->why, &server->login);
    if (status == STATUS_OK)
        status = mailing_prepare(&server->config, &server->why, &server->mailing);
    if (status == STATUS_OK)
        status = hooking_prepare(&server->config, server->loop, &server->why, &server->hooking);
    if (status != STATUS_OK)
        return status;
    create_api(server);
    status = listen_for_people(server);
    if (status == STATUS_OK)
        status = listen_for_nodes(server);
    if (status == STATUS_OK)
        status = enter_sandbox(server);
    if (status == STATUS_OK)
        status = open_store(server);
    if (status != STATUS_OK)
        return status;
    status = seat_acts_start(&server->service);
    if (status == STATUS_OK) {
        service_open_drafts(&server->service);
        watch_cluster(server);
        status = open_rolls(server);
    }
    if (status == STATUS_OK)
        status = open_notices(server);
    if (status == STATUS_OK)
        status = heed_signals(server);
    if (status != STATUS_OK)
        return status;
    server->sweep_timer = loop_timer_start(server->loop, SWEEP_MS, SWEEP_MS, sweep, server);
    server->tidied_at = is_in_a_cluster(server) ? 0 : loop_now_ms();
    server->purge_timer = loop_timer_start(server->loop, SWEEP_MS, PURGE_MS, purge_old, server);
    announce_to_commands(server);
    announce(server);
    return STATUS_OK;
}

/* In the reverse order; each part may not be there yet. */
static void take_down(struct server *server)
{
    login_setup_stop(&server->login);
    if (server->service.workers)
        workers_stop(server->service.workers);
    mailing_stop(server->mailing);
    hooking_settle(server->hooking);
    loop_settle(server->loop); /* who opens files on a thread is done before sockets are closed here */
    if (server->listener)
        listener_destroy(server->listener);
    if (server->internal)
        listener_destroy(server->internal);
    loop_settle(server->loop); /* workers may be reading the log */
    close_log(server);
    loop_settle(server->loop);
    if (server->api)
        api_destroy(server->api);
    live_drafts_destroy(server->service.drafts);
    assets_destroy(server->assets);
    login_setup_close(&server->login);
    signing_keys_close(server->keys);
    teller_destroy(server->teller);
    roll_keeper_destroy(server->rolls);
    mailing_destroy(server->mailing);
    hooking_destroy(server->hooking);
    people_queue_destroy(server->service.acts);
    people_close(server->service.people);
    loop_timer_stop(server->sweep_timer);
    loop_timer_stop(server->purge_timer);
    loop_timer_stop(server->stop_timer);
    workers_destroy(server->service.workers);
    service_close_bounds(&server->service);
    service_manager_destroy(server->manager);
    loop_destroy(server->loop);
    data_folder_unlock(server->lock);
    buf_clear(&server->in_force);
}

static int serve(struct server *server)
{
    int code = EXIT_OK;
    enum status status = start(server);
    if (status == STATUS_OK)
        loop_run(server->loop);
    if (status != STATUS_OK || server->why.len)
        code = args_fail("%s", server->why.len ? server->why.bytes : status_message(status));
    take_down(server);
    return status == STATUS_USAGE ? EXIT_USAGE : code;
}

static int run(int argc, char **argv)
{
    struct server server = {0};
    struct flags *flags = &server.flags;
    const struct option options[] = {
        {"data", "DIR", "the data folder; made if it is not there", true, &server.dir},
        {"listen", "HOST:PORT", "where to listen; port 0 picks one; 127.0.0.1:8080", false, &flags->listen},
        {"web", "DIR", "folder of the page; share/plenaria/web beside the program", false, &flags->web},
        {"tls-cert", "F", "certificate chain, PEM; read again on SIGHUP", false, &flags->tls_cert},
        {"tls-key", "F", "its private key, PEM", false, &flags->tls_key},
        {"origin", "URL", "where people reach this server, for example https://plenaria.example", false,
         &flags->origin},
        {"config", "F", "configuration file, see deploy/plenaria.conf; read again on SIGHUP", false,
         &flags->config},
        {0},
    };
    bool helped;
    int code = args_read(&serve_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    config_init(&server.config);
    if (configure(flags, &server.config, &server.why) == STATUS_OK) {
        (void)split_listen(server.config.listen, server.host, sizeof server.host, &server.port);
        diag_set_level((enum diag_level)server.config.log_level);
        code = serve(&server);
    } else {
        code = args_misuse(server.why.bytes);
    }
    config_clear(&server.config);
    buf_clear(&server.why);
    return code;
}

const struct command serve_command = {"serve", "run the server", NULL, run};
