/* The world of several nodes: sim_world.h over sim_node.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "live/live_drafts.h"
#include "postgres/log_postgres.h"
#include "sim_course.h"
#include "sim_crowd.h"
#include "sim_log_queue.h"
#include "sim_loop.h"
#include "sim_node.h"
#include "sim_seen.h"
#include "sim_world.h"

#define REST_MS    120000
#define LEISURE_MS 20000
#define CHECK_MS   500

struct world {
    struct loop *loop;
    struct sim_stats *stats;
    const struct sim_schedule *schedule;
    struct sim_course course;
    struct sim_database *database;
    struct sim_oracle oracle;
    struct sim_node nodes[SIM_NODES];
    struct sim_crowd crowd;
    uint64_t fragile_seq; /* the database had forgotten ops up to here; 0: it has all */
};

static struct world *the_world; /* of the run under way, for whoever knows a loop alone */

static uint64_t frozen_until(const struct loop *loop)
{
    for (size_t i = 0; i < SIM_NODES; i++)
        if (the_world->nodes[i].server.up && the_world->nodes[i].server.service.loop == loop)
            return the_world->nodes[i].server.frozen_until_ms;
    return 0;
}

/* ---- who owns what ---- */

static struct sim_node *owner(struct world *world)
{
    for (size_t i = 0; i < SIM_NODES; i++) {
        const struct sim_node_row *row = &sim_database_nodes(world->database)[i];
        if (row->is_there && world->nodes[i].log &&
            strcmp(row->incarnation, sim_database_owner(world->database)) == 0)
            return &world->nodes[i];
    }
    return NULL;
}

/* Mostly as a router leads there, now and then to any node. */
static struct sim_server *choose_host(void *context, uint32_t dice)
{
    struct world *world = context;
    struct sim_node *node = dice % 4 ? owner(world) : NULL;
    for (size_t i = 0; i < SIM_NODES && !node; i++) {
        struct sim_node *other = &world->nodes[(dice / 4 + i) % SIM_NODES];
        if (other->log && !other->leaving)
            node = other;
    }
    return node ? &node->server : &world->nodes[0].server;
}

static void invite(struct world *world)
{
    struct people people;
    sim_crowd_seat(&world->crowd, world->schedule, &people);
    for (size_t i = 0; i < SIM_NODES; i++)
        world->nodes[i].server.people = people;
    for (size_t i = 0; i < world->crowd.count; i++) {
        struct sim_client *client = &world->crowd.clients[i];
        sim_client_init(client, &world->nodes[0].server, &world->crowd.persons[i], i,
                        world->schedule->seed * 131 + i);
        client->host = (struct sim_host){choose_host, world};
        sim_client_connect(client);
    }
}

/* ---- what happens ---- */

static bool is_thought_dead(const struct world *world, const struct sim_node *node)
{
    return sim_database_nodes(world->database)[node->number].dead;
}

/* What the database has forgotten, it has again. */
static bool is_whole(struct world *world)
{
    if (world->fragile_seq && sim_database_durable(world->database) >= world->fragile_seq)
        world->fragile_seq = 0;
    return !world->fragile_seq;
}

static void forget_tail(struct world *world, uint32_t dice)
{
    struct sim_node *node = owner(world);
    uint64_t before = sim_database_durable(world->database);
    if (!node || node->leaving || sim_server_is_frozen(&node->server) ||
        !sim_database_reaches(world->database, node->number) || is_thought_dead(world, node) ||
        !sim_log_queue_is_idle(sim_log_queue_of(node->server.service.loop)) || before != world->oracle.count)
        return;
    size_t lost = sim_database_forget_tail(world->database, 1 + dice % 3);
    if (!lost)
        return;
    sim_say("the database has forgotten %zu ops", lost);
    world->stats->forgotten += lost;
    world->fragile_seq = before;
    log_postgres_check(node->log);
}

static void act_on_node(struct world *world, struct sim_node *node, const struct sim_action *action)
{
    struct sim_database *database = world->database;
    uint64_t now = sim_clock_ms();
    switch (action->act) {
    case ACT_CRASH:
        world->stats->crashes += node->log != NULL;
        sim_node_kill(node);
        sim_node_come_up_after(node, action->dice % 9000);
        break;
    case ACT_STOP:
        world->stats->stops += node->log != NULL;
        sim_node_leave(node);
        sim_node_come_up_after(node, 200 + action->dice % 3000);
        break;
    case ACT_FREEZE:
        world->stats->freezes += node->log != NULL;
        sim_node_freeze(node, action->dice % (action->dice % 3 ? 2000 : 15000));
        break;
    case ACT_CUT_OFF:
        world->stats->cuts++;
        sim_database_cut(database, node->number, now + action->dice % (action->dice % 3 ? 3000 : 20000));
        break;
    case ACT_SUSPECT:
        world->stats->suspected += node->log != NULL;
        sim_database_nodes(database)[node->number].dead = true;
        break;
    case ACT_BREAK_LINES:
        sim_database_break_lines(database, node->number);
        break;
    default:
        break;
    }
}

static void act_on_database(struct world *world, const struct sim_action *action)
{
    struct sim_database *database = world->database;
    uint64_t now = sim_clock_ms();
    switch (action->act) {
    case ACT_SLOW_DISK:
        sim_database_be_slow(database, action->dice % 800, now + action->dice / 1024 % 4000);
        break;
    case ACT_FAIL_COMMIT:
        sim_database_refuse_next(database);
        break;
    case ACT_SPOIL:
        sim_database_damage_snapshots(database);
        break;
    case ACT_WARN:
        sim_database_warn(database);
        break;
    case ACT_FREEZE_STANDBY:
        sim_database_freeze_standby(database, now + action->dice % (action->dice % 3 ? 500 : 12000));
        break;
    case ACT_RESTART_PRIMARY:
        world->stats->restarts++;
        sim_database_restart(database, action->dice % (action->dice % 3 ? 1000 : 14000));
        break;
    case ACT_PROMOTE:
        world->stats->promotions++;
        sim_database_promote(database, action->dice % 4000);
        break;
    case ACT_FORGET_TAIL:
        forget_tail(world, action->dice);
        break;
    default:
        break;
    }
}

static void act(void *context, const struct sim_action *action)
{
    struct world *world = context;
    if (sim_crowd_act(&world->crowd, action))
        return;
    if (!is_whole(world)) /* one loss of memory at a time: the owner must live to give back what was lost */
        return;
    sim_say("trouble %d for %u", (int)action->act, action->who % SIM_NODES);
    act_on_node(world, &world->nodes[action->who % SIM_NODES], action);
    act_on_database(world, action);
}

/* ---- time ---- */

/* When the node has something to do: what is due while it is frozen waits until it thaws. */
static bool node_next(const struct sim_node *node, uint64_t *at)
{
    if (!node->server.up || !sim_loop_next(node->server.service.loop, at))
        return false;
    if (*at < node->server.frozen_until_ms)
        *at = node->server.frozen_until_ms;
    return true;
}

static bool step(void *context, uint64_t limit_ms)
{
    struct world *world = context;
    uint64_t at = UINT64_MAX, other;
    bool any = sim_loop_next(world->loop, &at);
    for (size_t i = 0; i < SIM_NODES; i++)
        if (node_next(&world->nodes[i], &other)) {
            any = true;
            at = other < at ? other : at;
        }
    if (!any || at > limit_ms)
        return false;
    if (at > sim_clock_ms())
        sim_clock_turn(at);
    for (size_t i = 0; i < SIM_NODES; i++)
        if (world->nodes[i].server.up && !sim_server_is_frozen(&world->nodes[i].server))
            sim_loop_run_due(world->nodes[i].server.service.loop);
    sim_loop_run_due(world->loop);
    for (size_t i = 0; i < SIM_NODES; i++)
        sim_node_poke(&world->nodes[i]);
    return true;
}

static bool all_are_up(const struct world *world)
{
    bool up = true;
    for (size_t i = 0; i < SIM_NODES; i++)
        up = up && world->nodes[i].log && !world->nodes[i].leaving &&
             !sim_server_is_frozen(&world->nodes[i].server) &&
             sim_log_queue_is_idle(sim_log_queue_of(world->nodes[i].server.service.loop));
    return up;
}

static bool is_quiet(struct world *world)
{
    return all_are_up(world) && is_whole(world) && sim_database_is_quiet(world->database) &&
           sim_database_durable(world->database) == world->oracle.count && sim_crowd_is_quiet(&world->crowd);
}

static void heal(struct world *world)
{
    sim_say("all is well again");
    sim_database_heal(world->database);
    for (size_t i = 0; i < SIM_NODES; i++)
        for (struct sim_link *link = world->nodes[i].server.links; link; link = link->next)
            sim_link_heal(link);
}

static void come_to_rest(struct world *world)
{
    uint64_t limit = sim_clock_ms() + REST_MS;
    struct buf who = BUF_EMPTY;
    while (!is_quiet(world) && step(world, limit))
        continue;
    if (is_quiet(world))
        return;
    sim_crowd_describe(&world->crowd, &who);
    sim_broken("not at rest after two minutes; the log holds %zu ops:%s", world->oracle.count, who.bytes);
}

/* ---- at the end ---- */

/* Whoever was thought dead and has not heard of it reads no further than what it had. And a reader's lines that broke while they rested are found out one by one. */
static void let_read(struct world *world)
{
    struct log_summary summary;
    for (size_t i = 0; i < SIM_NODES; i++)
        log_postgres_check(world->nodes[i].log);
    uint64_t limit = sim_clock_ms() + CHECK_MS;
    while (step(world, limit))
        continue;
    for (size_t i = 0; i < SIM_NODES; i++) {
        struct log_store *log = world->nodes[i].log;
        for (int tries = 0; tries < 8 && log->ops->summary(log, SIM_DRAFT, &summary) != STATUS_OK; tries++)
            continue;
    }
}

static void check_all(struct world *world)
{
    sim_crowd_check_replicas(&world->crowd);
    let_read(world);
    come_to_rest(world); /* a consultation may have ended meanwhile */
    for (size_t i = 0; i < SIM_NODES; i++) {
        sim_crowd_check_load(world->nodes[i].log, &world->oracle, true);
        sim_crowd_check_load(world->nodes[i].log, &world->oracle, false);
        struct metrics_gauges gauges = {0};
        live_drafts_add_gauges(world->nodes[i].server.service.drafts, &gauges);
        world->stats->catch_ups += gauges.resyncs;
    }
    if (owner(world)) /* it may have gone, and nobody has written since */
        sim_server_check_fold(&owner(world)->server);
    sim_database_check_epochs(world->database);
    world->stats->adopted += world->oracle.adopted;
}

/* Everybody leaves, and the draft goes out of memory. */
static void go_home(struct world *world)
{
    sim_crowd_leave(&world->crowd);
    for (size_t i = 0; i < SIM_NODES; i++)
        for (struct sim_link *link = world->nodes[i].server.links; link; link = link->next)
            sim_link_drop(link);
    sim_course_end_consultations(&world->oracle, step, world, REST_MS, LEISURE_MS);
    for (size_t i = 0; i < SIM_NODES; i++) {
        SIM_CHECK(!world->nodes[i].server.service.sessions, "a session outlives its connection");
        SIM_CHECK(!live_drafts_find(world->nodes[i].server.service.drafts, SIM_DRAFT),
                  "a draft that nobody follows stays in memory");
    }
    let_read(world);
    sim_crowd_check_load(world->nodes[0].log, &world->oracle, false);
    sim_database_check_epochs(world->database);
    sim_crowd_count(world->oracle.draft, world->stats);
}

static void clear(struct world *world)
{
    for (size_t i = 0; i < SIM_NODES; i++)
        sim_node_clear(&world->nodes[i]);
    sim_crowd_clear(&world->crowd);
    sim_oracle_clear(&world->oracle);
    sim_database_destroy(world->database);
    sim_course_clear(&world->course);
    loop_destroy(world->loop);
}

static bool trouble_goes_on(const struct world *world)
{
    for (size_t i = 0; i < SIM_NODES; i++)
        if (world->nodes[i].start)
            return true;
    return sim_course_goes_on(&world->course);
}

void sim_world_run(const struct sim_schedule *schedule, struct sim_stats *stats)
{
    struct world world = {.schedule = schedule, .stats = stats};
    sim_clock_reset();
    the_world = &world;
    world.loop = loop_create();
    sim_log_queue_set_world(world.loop, frozen_until);
    world.database = sim_database_create(world.loop, stats, schedule->seed + 1);
    struct log_op first = sim_crowd_first_op();
    sim_database_begin(world.database, &first);
    sim_oracle_init(&world.oracle, sim_database_durable_log(world.database), SIM_DRAFT);
    sim_database_on_durable(world.database, &world.oracle);
    for (unsigned i = 0; i < SIM_NODES; i++) {
        sim_node_init(&world.nodes[i], i, world.database, world.loop, &world.oracle, stats,
                      schedule->seed + 2 + i);
        sim_node_start(&world.nodes[i]);
    }
    invite(&world);
    world.course =
        (struct sim_course){.loop = world.loop, .schedule = schedule, .act = act, .context = &world};
    sim_course_begin(&world.course);
    while (trouble_goes_on(&world) && step(&world, UINT64_MAX))
        continue;
    heal(&world);
    come_to_rest(&world);
    check_all(&world);
    go_home(&world);
    clear(&world);
    stats->clock_ms += sim_clock_ms();
    stats->runs++;
}

/* ---- what runs are made of, and what must have happened in many ---- */

unsigned sim_world_weight(enum sim_act act)
{
    static const unsigned weights[ACT_COUNT] = {
        [ACT_EDIT] = 110,         [ACT_POINT] = 4,           [ACT_LIE] = 4,         [ACT_DROP] = 6,
        [ACT_FORGET] = 2,         [ACT_HALF_OPEN] = 2,       [ACT_STALL] = 4,       [ACT_TAKEOVER] = 2,
        [ACT_RENAME] = 2,         [ACT_SLOW_DISK] = 5,       [ACT_FAIL_COMMIT] = 3, [ACT_CRASH] = 5,
        [ACT_STOP] = 3,           [ACT_CLOCK] = 1,           [ACT_SPOIL] = 1,       [ACT_FREEZE] = 6,
        [ACT_CUT_OFF] = 5,        [ACT_SUSPECT] = 5,         [ACT_BREAK_LINES] = 8, [ACT_WARN] = 4,
        [ACT_FREEZE_STANDBY] = 6, [ACT_RESTART_PRIMARY] = 4, [ACT_PROMOTE] = 5,     [ACT_FORGET_TAIL] = 3,
    };
    return weights[act];
}

/* PLENARIA_SIM_PACE: for runs that take days of the simulated clock. */
uint64_t sim_world_pace(void)
{
    const char *given = getenv("PLENARIA_SIM_PACE");
    return given ? strtoull(given, NULL, 10) : 5;
}

void sim_world_print(const struct sim_stats *stats)
{
    sim_seen_print(stats);
    printf("clock: %.1f hours\n", (double)stats->clock_ms / 3600000);
    printf("nodes: %llu frozen, %llu cut off, %llu suspected, %llu declared dead\n",
           (unsigned long long)stats->freezes, (unsigned long long)stats->cuts,
           (unsigned long long)stats->suspected, (unsigned long long)stats->declared_dead);
    printf("database: %llu restarts, %llu promotions, %llu warnings; %llu ops were seen by nobody and "
           "vanished, %llu that had been "
           "acknowledged were forgotten and given back\n",
           (unsigned long long)stats->restarts, (unsigned long long)stats->promotions,
           (unsigned long long)stats->warnings, (unsigned long long)stats->vanished,
           (unsigned long long)stats->forgotten);
}

bool sim_world_covered(const struct sim_stats *stats)
{
    const struct sim_sight sights[] = {
        {"nodes frozen", stats->freezes},
        {"nodes cut off", stats->cuts},
        {"nodes suspected", stats->suspected},
        {"nodes declared dead", stats->declared_dead},
        {"restarts", stats->restarts},
        {"promotions", stats->promotions},
        {"warnings", stats->warnings},
        {"ops that vanished", stats->vanished},
        {"ops that were forgotten", stats->forgotten},
        {"ops sent again", stats->resends},
        {"ops found to have counted", stats->duplicates},
        {"crashes", stats->crashes},
        {"stops", stats->stops},
    };
    return sim_seen_each(sights, sizeof sights / sizeof *sights);
}
