/* plenaria serve: builds the parts, hands them to each other, runs the loop, and takes everything down in order. */
#include "cli/cli.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "bounds/workers.h"
#include "cli/sandbox.h"
#include "cli/serve_listen.h"
#include "cli/serve_notices.h"
#include "cli/serve_purging.h"
#include "cli/serve_settings.h"
#include "cli/serve_store.h"
#include "live/live_drafts.h"
#include "session/seat_acts.h"
#include "store/people_queue.h"

/* Threads of the loop's pool: among them one for mail and one for what is written about people. */
#define THREADS       "6"
#define SWEEP_MS      2000
#define DRAIN_MS      1500 /* for close frames when stopping */
#define DRAIN_STEP_MS 20

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

void server_stop(void *context)
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
    enum status status = loop_on_signal(server->loop, SIGTERM, server_stop, server);
    if (status == STATUS_OK)
        status = loop_on_signal(server->loop, SIGINT, server_stop, server);
    if (status == STATUS_OK)
        status = loop_on_signal(server->loop, SIGHUP, server_reload_by_signal, server);
    return status;
}

/* What needs the machine, then the sandbox, then the first thread, which inherits it, and all that works inside. */
static enum status start(struct server *server)
{
    setenv("UV_THREADPOOL_SIZE", THREADS, false);
    server->loop = loop_create();
    server->service.loop = server->loop;
    server->service.limits = server->config.limits;
    service_open_bounds(&server->service);
    server->service.workers = workers_create(server->loop, server->service.limits.workers);
    server->manager = service_manager_create(server->loop);
    enum status status = server_is_in_a_cluster(server)
                             ? data_folder_share(server->dir, &server->why, &server->lock)
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
    server_create_api(server);
    status = server_listen_for_people(server);
    if (status == STATUS_OK)
        status = server_listen_for_nodes(server);
    if (status == STATUS_OK)
        status = enter_sandbox(server);
    if (status == STATUS_OK)
        status = server_open_store(server);
    if (status != STATUS_OK)
        return status;
    status = seat_acts_start(&server->service);
    if (status == STATUS_OK) {
        service_open_drafts(&server->service);
        server_watch_cluster(server);
        status = server_open_rolls(server);
    }
    if (status == STATUS_OK)
        status = server_open_notices(server);
    if (status == STATUS_OK)
        status = heed_signals(server);
    if (status != STATUS_OK)
        return status;
    server->sweep_timer = loop_timer_start(server->loop, SWEEP_MS, SWEEP_MS, sweep, server);
    server_start_purging(server);
    server_announce_to_commands(server);
    server_announce(server);
    return STATUS_OK;
}

/* In the reverse order; each part may not be there yet. */
static void take_down(struct server *server)
{
    /* first what comes again by itself, as the loop still turns while parts of it go */
    loop_timer_stop(server->sweep_timer);
    server_end_purging(server);
    loop_timer_stop(server->stop_timer);
    server_end_cluster_watch(server);
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
    server_close_log(server);
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
    struct serve_flags *flags = &server.flags;
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
    if (server_configure(flags, &server.config, &server.why) == STATUS_OK) {
        (void)server_split_listen(server.config.listen, server.host, sizeof server.host, &server.port);
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
