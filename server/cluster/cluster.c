#include "cluster/cluster.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "cluster/people_watch.h"
#include "cluster/relay.h"
#include "cluster/route.h"
#include "postgres/cluster_key.h"
#include "postgres/log_postgres.h"
#include "postgres/node_beat.h"
#include "postgres/people_postgres.h"
#include "store/people_replica.h"

#define LOOK_MS    250
#define BEAT_MS    1000
#define PAUSE_MS   1500
#define SUSPEND_MS 3000
#define LOSE_MS    10000

struct cluster {
    struct loop *loop;
    char *database;
    struct people *people[2];
    size_t people_count;
    struct people_watch *people_watch;
    struct log_store *log;
    struct node_beat *beat;
    struct cluster_charge charge;
    struct router router;
    struct relay *relay; /* NULL: without a secret nothing is heard of others */
    struct loop_timer *timer;
    uint64_t changes; /* of who lives, when it was looked at last */
    bool suspended, lost, outdated;
    unsigned looked_ms; /* since hand_back */
};

static void revived(void *context)
{
    const struct cluster *cluster = context;
    log_postgres_check(cluster->log);
}

/* A name that outlasts restarts, and a random part that does not. */
static void name_incarnation(const char *node, char out[NODE_ID_BYTES])
{
    char random[17];
    random_id(random, sizeof random);
    snprintf(out, NODE_ID_BYTES, "%.40s-%s", node, random);
}

static enum status open_parts(struct cluster *cluster, const struct cluster_settings *settings,
                              const char *node, struct buf *why)
{
    char incarnation[NODE_ID_BYTES];
    name_incarnation(node, incarnation);
    struct log_postgres_options log = {.address = settings->database,
                                       .incarnation = incarnation,
                                       .strict = settings->strict,
                                       .loop = loop_uv(settings->loop)};
    struct node_beat_options beat = {.incarnation = incarnation,
                                     .node = node,
                                     .address = settings->address,
                                     .revived = revived,
                                     .context = cluster};
    enum status status = log_postgres_open(&log, why, &cluster->log);
    if (status != STATUS_OK)
        return status;
    beat.hosts = log_postgres_hosts(cluster->log);
    return node_beat_start(&beat, why, &cluster->beat);
}

enum status cluster_open(const struct cluster_settings *settings, struct buf *why, struct cluster **out)
{
    struct cluster *cluster = mem_zero(1, sizeof *cluster);
    char machine[NODE_ID_BYTES] = "node";
    cluster->loop = settings->loop;
    cluster->database = mem_copy_string(settings->database);
    cluster->router = (struct router){.loop = settings->loop, .secret = settings->secret};
    (void)gethostname(machine, sizeof machine - 1);
    enum status status =
        open_parts(cluster, settings, *settings->node_name ? settings->node_name : machine, why);
    if (status == STATUS_OK)
        *out = cluster;
    else
        cluster_close(cluster);
    return status;
}

struct log_store *cluster_log(struct cluster *cluster)
{
    return cluster->log;
}

enum status cluster_agree_on_key(struct cluster *cluster, const char *vkey,
                                 bool (*was_ours)(void *context, const char *vkey), void *context,
                                 struct buf *why)
{
    return cluster_key_agree(log_postgres_hosts(cluster->log), vkey, was_ours, context, why);
}

enum status cluster_share_people(struct cluster *cluster, const char *dir, struct people *people,
                                 struct buf *why)
{
    struct people_journal *journal = NULL;
    struct people_replica *replica = NULL;
    struct pg_hosts *hosts = log_postgres_hosts(cluster->log);
    enum status status = cluster->people_watch
                             ? STATUS_OK
                             : people_watch_start(dir, cluster->database, hosts, why, &cluster->people_watch);
    if (status == STATUS_OK)
        status = people_postgres_open(hosts, why, &journal);
    if (status == STATUS_OK)
        status = people_replica_open(dir, journal, cluster->database, why, &replica);
    if (status != STATUS_OK)
        return status;
    people_share(people, replica);
    ALWAYS(cluster->people_count < sizeof cluster->people / sizeof *cluster->people);
    cluster->people[cluster->people_count++] = people;
    return STATUS_OK;
}

/* ---- when the database is silent ---- */

static void suspend(struct cluster *cluster, bool suspended)
{
    if (cluster->suspended == suspended)
        return;
    cluster->suspended = suspended;
    diag(suspended ? DIAG_ERROR : DIAG_WARNING, "the database %s",
         suspended ? "is silent: drafts wait" : "is back");
    live_drafts_suspend(cluster->charge.drafts, suspended);
}

static bool is_alive(void *context, const char *address)
{
    return node_beat_is_alive(context, address);
}

/* Of the last beat and of the people that we know, the older: who was told to go must be gone within LOSE_MS. */
static uint64_t silence_of(struct cluster *cluster, const struct node_state *state)
{
    uint64_t people_ms = people_watch_silent_ms(cluster->people_watch);
    for (size_t i = 0; i < cluster->people_count; i++)
        people_pause(cluster->people[i], people_ms > PAUSE_MS);
    return people_ms > state->silent_ms ? people_ms : state->silent_ms;
}

/* To those that are known to be dead: their silence would last. */
static void end_lines(struct cluster *cluster)
{
    listener_end_tunnels(cluster->charge.listener, is_alive, cluster->beat);
    live_drafts_hang_up(cluster->charge.drafts, is_alive, cluster->beat);
}

/* With each beat, as long as the database may take us for the owner of a draft that we do not hold: nobody else could have it. */
static void hand_back(struct cluster *cluster)
{
    cluster->looked_ms = (cluster->looked_ms + LOOK_MS) % BEAT_MS;
    if (!cluster->looked_ms && log_postgres_keeps_released(cluster->log))
        log_postgres_check(cluster->log);
}

/* Its beat would go on, so nobody else would get the drafts that it cannot open for anybody any more. */
static void end_if_outdated(struct cluster *cluster)
{
    if (cluster->outdated || !people_watch_is_outdated(cluster->people_watch))
        return;
    cluster->outdated = true;
    cluster->charge.outdated(cluster->charge.context);
}

static void look(void *context)
{
    struct cluster *cluster = context;
    struct node_state state = node_beat_state(cluster->beat);
    hand_back(cluster);
    route_give_back(&cluster->router);
    uint64_t silent_ms = silence_of(cluster, &state);
    if (state.changes != cluster->changes)
        end_lines(cluster);
    cluster->changes = state.changes;
    suspend(cluster, silent_ms > SUSPEND_MS);
    if ((silent_ms > LOSE_MS && !cluster->lost) || people_watch_take_anew(cluster->people_watch))
        live_drafts_lose_all(cluster->charge.drafts);
    cluster->lost = silent_ms > LOSE_MS;
    end_if_outdated(cluster);
}

void cluster_watch(struct cluster *cluster, const struct cluster_charge *charge)
{
    cluster->charge = *charge;
    cluster->router.log = cluster->log;
    cluster->router.drafts = charge->drafts;
    if (*cluster->router.secret) {
        cluster->relay = relay_create(cluster->loop, cluster->router.secret);
        live_drafts_follow(charge->drafts, relay_upstream(cluster->relay));
    }
    cluster->timer = loop_timer_start(cluster->loop, LOOK_MS, LOOK_MS, look, cluster);
}

void cluster_end_watch(struct cluster *cluster)
{
    loop_timer_stop(cluster->timer);
    cluster->timer = NULL;
}

void cluster_route(struct cluster *cluster, struct http_request *request)
{
    route_request(&cluster->router, request);
}

void cluster_list_others(const struct cluster *cluster, struct buf *out)
{
    node_beat_list(cluster->beat, out);
}

void cluster_write_metrics(void *context, struct buf *out)
{
    struct cluster *cluster = context;
    struct node_state state = node_beat_state(cluster->beat);
    buf_format(
        out,
        "# HELP plenaria_cluster_alive Servers of the cluster that live.\n# TYPE "
        "plenaria_cluster_alive gauge\n"
        "plenaria_cluster_alive %zu\n"
        "# HELP plenaria_cluster_silent_seconds Since the database acknowledged the last beat.\n"
        "# TYPE plenaria_cluster_silent_seconds gauge\nplenaria_cluster_silent_seconds %g\n"
        "# HELP plenaria_cluster_clock_ahead_seconds The database's clock minus this machine's.\n"
        "# TYPE plenaria_cluster_clock_ahead_seconds gauge\nplenaria_cluster_clock_ahead_seconds %g\n"
        "# HELP plenaria_cluster_declared_dead_total Others that this server declared dead.\n"
        "# TYPE plenaria_cluster_declared_dead_total counter\n"
        "plenaria_cluster_declared_dead_total %" PRIu64 "\n"
        "# HELP plenaria_cluster_was_declared_dead_total How often others declared this server dead.\n"
        "# TYPE plenaria_cluster_was_declared_dead_total counter\n"
        "plenaria_cluster_was_declared_dead_total %" PRIu64 "\n"
        "# HELP plenaria_cluster_given_back_total Ops that the database had lost and got again.\n"
        "# TYPE plenaria_cluster_given_back_total counter\n"
        "plenaria_cluster_given_back_total %" PRIu64 "\n"
        "# HELP plenaria_cluster_relayed_drafts Drafts of other servers that observers are shown here.\n"
        "# TYPE plenaria_cluster_relayed_drafts gauge\n"
        "plenaria_cluster_relayed_drafts %zu\n"
        "# HELP plenaria_cluster_timeline Of the database that is used; 0 where its address names one host.\n"
        "# TYPE plenaria_cluster_timeline gauge\n"
        "plenaria_cluster_timeline %" PRIu64 "\n",
        state.alive, (double)state.silent_ms / 1000, (double)state.clock_ahead_ms / 1000, state.declared_dead,
        state.was_declared_dead, log_postgres_given_back(cluster->log),
        cluster->charge.drafts ? live_drafts_followed(cluster->charge.drafts) : 0,
        pg_hosts_timeline(log_postgres_hosts(cluster->log)));
}

void cluster_close(struct cluster *cluster)
{
    if (!cluster)
        return;
    loop_timer_stop(cluster->timer);
    if (cluster->beat)
        node_beat_rest(cluster->beat);
    if (cluster->log)
        cluster->log->ops->destroy(cluster->log); /* all that is queued is ours to the last */
    node_beat_stop(cluster->beat);
    people_watch_stop(cluster->people_watch);
    relay_destroy(cluster->relay); /* live_drafts_stop has closed its lines */
    route_clear(&cluster->router);
    free(cluster->database);
    free(cluster);
}
