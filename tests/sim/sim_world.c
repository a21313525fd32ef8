#include "sim_world.h"

#include "base/always.h"
#include "live/live_drafts.h"
#include "sim_course.h"
#include "sim_crowd.h"
#include "sim_disk.h"
#include "sim_loop.h"
#include "sim_seen.h"
#include "store/log_memory.h"

#define REST_MS    60000 /* everything is at rest within a minute, or never */
#define LEISURE_MS 5000  /* longer than a draft stays in memory */

struct world {
    struct loop *loop;
    struct sim_stats *stats;
    const struct sim_schedule *schedule;
    struct sim_course course;
    struct loop_timer *start_timer; /* the server comes back */
    struct loop_timer *disk_timer;  /* the disk is quick again */
    struct log_store *log;
    struct sim_oracle oracle;
    struct sim_server server;
    struct sim_disk disk;
    struct sim_crowd crowd;
};

/* ---- the draft and its people ---- */

static void ignore(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    ALWAYS(status == STATUS_OK);
}

static void write_first_op(struct world *world)
{
    struct log_op op = sim_crowd_first_op();
    world->log->ops->append(world->log, SIM_DRAFT, 1, &op, 1, ignore, NULL);
    log_memory_set_stepwise(world->log, true);
    sim_oracle_follow(&world->oracle);
}

static void invite(struct world *world)
{
    sim_crowd_seat(&world->crowd, world->schedule, &world->server.people);
    for (size_t i = 0; i < world->crowd.count; i++) {
        struct sim_client *client = &world->crowd.clients[i];
        sim_client_init(client, &world->server, &world->crowd.persons[i], i, world->schedule->seed * 131 + i);
        sim_client_connect(client);
    }
}

/* ---- what happens ---- */

static void start(struct world *world)
{
    sim_server_start(&world->server, loop_create(), world->log);
}

static void start_again(void *context)
{
    struct world *world = context;
    loop_timer_stop(world->start_timer);
    world->start_timer = NULL;
    start(world);
}

static void crash(struct world *world)
{
    sim_disk_drop(&world->disk);
    sim_server_vanish(&world->server);
}

static void stop(struct world *world)
{
    sim_server_say_goodbye(&world->server);
    sim_disk_flush(&world->disk);
    sim_server_vanish(&world->server);
}

static void end_server(struct world *world, void (*end)(struct world *), uint64_t *times, uint32_t dice)
{
    if (!world->server.up)
        return;
    ++*times;
    end(world);
    world->start_timer = loop_timer_start(world->loop, dice % 200, 0, start_again, world);
}

static void disk_is_quick(void *context)
{
    struct world *world = context;
    loop_timer_stop(world->disk_timer);
    world->disk_timer = NULL;
    world->disk.commit_ms = 3;
}

static void slow_down(struct world *world, uint32_t dice)
{
    loop_timer_stop(world->disk_timer);
    world->disk.commit_ms = dice % 300;
    world->disk_timer = loop_timer_start(world->loop, dice / 512 % 1000, 0, disk_is_quick, world);
}

static void act(void *context, const struct sim_action *action)
{
    struct world *world = context;
    if (sim_crowd_act(&world->crowd, action))
        return;
    switch (action->act) {
    case ACT_SLOW_DISK:
        slow_down(world, action->dice);
        break;
    case ACT_FAIL_COMMIT:
        log_memory_fail_next(world->log, STATUS_STORAGE);
        break;
    case ACT_CRASH:
        end_server(world, crash, &world->stats->crashes, action->dice);
        break;
    case ACT_STOP:
        end_server(world, stop, &world->stats->stops, action->dice);
        break;
    case ACT_SPOIL:
        log_memory_damage_snapshots(world->log, SIM_DRAFT);
        break;
    default:
        break;
    }
}

/* ---- time ---- */

static bool step(void *context, uint64_t limit_ms)
{
    struct world *world = context;
    uint64_t at = UINT64_MAX, server_at;
    bool any = sim_loop_next(world->loop, &at);
    if (world->server.up && sim_loop_next(world->server.service.loop, &server_at)) {
        any = true;
        at = server_at < at ? server_at : at;
    }
    if (!any || at > limit_ms)
        return false;
    if (at > sim_clock_ms())
        sim_clock_turn(at);
    if (world->server.up)
        sim_loop_run_due(world->server.service.loop);
    sim_loop_run_due(world->loop);
    if (world->server.up)
        sim_server_check_queues(&world->server);
    sim_disk_poke(&world->disk);
    return true;
}

static bool is_quiet(const struct world *world)
{
    struct sha256 head;
    return world->server.up && !log_memory_pending(world->log) && sim_server_memory(&world->server, &head) &&
           sim_crowd_is_quiet(&world->crowd);
}

/* No more trouble from here on. */
static void heal(struct world *world)
{
    sim_say("all is well again");
    log_memory_fail_next(world->log, STATUS_OK);
    for (struct sim_link *link = world->server.links; link; link = link->next)
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
    sim_broken("not at rest after a minute; the log holds %zu ops, %zu wait:%s", world->oracle.count,
               log_memory_pending(world->log), who.bytes);
}

/* ---- at the end ---- */

static void check_all(struct world *world)
{
    sim_crowd_check_replicas(&world->crowd);
    sim_crowd_check_load(world->log, &world->oracle, true);
    sim_crowd_check_load(world->log, &world->oracle, false);
    struct metrics_gauges gauges = {0};
    live_drafts_add_gauges(world->server.service.drafts, &gauges);
    world->stats->catch_ups += gauges.resyncs;
    world->stats->adopted += world->oracle.adopted;
}

/* Everybody leaves, and the draft goes out of memory; its last snapshot is good. */
static void go_home(struct world *world)
{
    sim_crowd_leave(&world->crowd);
    for (struct sim_link *link = world->server.links; link; link = link->next)
        sim_link_drop(link); /* those that were left open in a takeover */
    sim_course_end_consultations(&world->oracle, step, world, REST_MS, LEISURE_MS);
    SIM_CHECK(!world->server.service.sessions, "a session outlives its connection");
    SIM_CHECK(!live_drafts_find(world->server.service.drafts, SIM_DRAFT),
              "a draft that nobody follows stays in memory");
    sim_crowd_check_load(world->log, &world->oracle, false);
    sim_crowd_count(world->oracle.draft, world->stats);
}

static void clear(struct world *world)
{
    if (world->server.up)
        crash(world);
    sim_crowd_clear(&world->crowd);
    sim_server_clear(&world->server);
    sim_oracle_clear(&world->oracle);
    world->log->ops->destroy(world->log);
    sim_course_clear(&world->course);
    loop_timer_stop(world->start_timer);
    loop_timer_stop(world->disk_timer);
    loop_destroy(world->loop);
}

void sim_world_run(const struct sim_schedule *schedule, struct sim_stats *stats)
{
    struct world world = {.schedule = schedule, .stats = stats};
    sim_clock_reset();
    world.loop = loop_create();
    world.log = log_memory_create();
    sim_oracle_init(&world.oracle, world.log, SIM_DRAFT);
    sim_server_init(&world.server, world.loop, &world.oracle, stats, schedule->seed + 1);
    sim_disk_init(&world.disk, &world.server, world.log, schedule->seed + 2);
    write_first_op(&world);
    start(&world);
    invite(&world);
    world.course =
        (struct sim_course){.loop = world.loop, .schedule = schedule, .act = act, .context = &world};
    sim_course_begin(&world.course);
    while ((sim_course_goes_on(&world.course) || world.start_timer) && step(&world, UINT64_MAX))
        continue;
    heal(&world);
    come_to_rest(&world);
    check_all(&world);
    go_home(&world);
    clear(&world);
    stats->runs++;
}

/* ---- what runs are made of, and what must have happened in many ---- */

unsigned sim_world_weight(enum sim_act act)
{
    static const unsigned weights[ACT_COUNT] = {
        [ACT_EDIT] = 110, [ACT_POINT] = 8,     [ACT_LIE] = 8,       [ACT_DROP] = 8,
        [ACT_FORGET] = 2, [ACT_HALF_OPEN] = 3, [ACT_STALL] = 8,     [ACT_TAKEOVER] = 2,
        [ACT_RENAME] = 2, [ACT_REVOKE] = 1,    [ACT_SLOW_DISK] = 5, [ACT_FAIL_COMMIT] = 4,
        [ACT_CRASH] = 4,  [ACT_STOP] = 1,      [ACT_CLOCK] = 1,     [ACT_SPOIL] = 1,
    };
    return weights[act];
}

uint64_t sim_world_pace(void)
{
    return 1;
}

void sim_world_print(const struct sim_stats *stats)
{
    sim_seen_print(stats);
}

bool sim_world_covered(const struct sim_stats *stats)
{
    return sim_seen_all(stats);
}
