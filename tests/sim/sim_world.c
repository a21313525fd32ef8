#include "sim_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/consultations.h"
#include "draft/history.h"
#include "draft/proposals.h"
#include "load/draft_loader.h"
#include "live/live_drafts.h"
#include "sim_client.h"
#include "sim_loop.h"
#include "store/log_memory.h"
#include "wire/op_codec.h"

#define DRAFT      "sim"
#define REST_MS    60000 /* everything is at rest within a minute, or never */
#define LEISURE_MS 5000  /* longer than a draft stays in memory */

struct world {
    struct loop *loop;
    struct sim_stats *stats;
    const struct sim_schedule *schedule;
    size_t next;
    struct loop_timer *next_timer;
    struct loop_timer *start_timer; /* the server comes back */
    struct loop_timer *disk_timer;  /* the disk is quick again */
    struct log_store *log;
    struct sim_oracle oracle;
    struct sim_server server;
    struct sim_person *persons;
    struct sim_client *clients;
    size_t client_count;
    bool healed;
};

/* ---- the draft that it is about ---- */

/* A heading, a paragraph, three numbered items, one with two below; two languages, one emoji, one item under review with two
 * proposals in each other, one approved. */
static const char first_op[] =
    "{\"seq\":1,\"at\":1700000000000,\"by\":\"system\",\"client\":\"system\",\"n\":1,\"changes\":["
    "{\"type\":\"draft.set\",\"title\":{\"es\":\"Conclusiones\"},\"langs\":[\"es\",\"en\"]},"
    "{\"type\":\"item.add\",\"item\":\"i1\",\"parent\":null,\"after\":null,\"kind\":\"heading\",\"texts\":{"
    "\"es\":{\"ops\":[{\"insert\":\"Primero\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"i2\",\"parent\":null,\"after\":\"i1\",\"kind\":\"item\",\"texts\":{"
    "\"es\":{\"ops\":[{\"insert\":\"Los pa\xC3\xADses \xF0\x9F\x98\x80 acuerdan\"}]},"
    "\"en\":{\"ops\":[{\"insert\":\"Countries agree\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"i3\",\"parent\":\"i2\",\"after\":null,\"kind\":\"item\",\"texts\":{"
    "\"es\":{\"ops\":[{\"insert\":\"cooperar\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"i4\",\"parent\":\"i2\",\"after\":\"i3\",\"kind\":\"item\"},"
    "{\"type\":\"item.add\",\"item\":\"i5\",\"parent\":null,\"after\":\"i2\",\"kind\":\"paragraph\","
    "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"Fin \"},"
    "{\"insert\":\"cierto\",\"attributes\":{\"bold\":true}}]}}},"
    "{\"type\":\"item.status\",\"item\":\"i3\",\"status\":\"review\"},"
    "{\"type\":\"proposal.add\",\"proposal\":\"s1\",\"item\":\"i3\"},"
    "{\"type\":\"proposal.add\",\"proposal\":\"s2\",\"item\":\"i3\"},"
    "{\"type\":\"text\",\"item\":\"i3\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"retain\":2},"
    "{\"insert\":\"mu\",\"attributes\":{\"ins:s1\":true}},"
    "{\"insert\":\"y \",\"attributes\":{\"ins:s1\":true,\"ins:s2\":true}},"
    "{\"retain\":2,\"attributes\":{\"del:s1\":true}},"
    "{\"retain\":2,\"attributes\":{\"del:s1\":true,\"del:s2\":true}}]}},"
    "{\"type\":\"item.status\",\"item\":\"i5\",\"status\":\"approved\"}]}";

static void ignore(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    ALWAYS(status == STATUS_OK);
}

static void write_first_op(struct world *world)
{
    struct sha256 start = {{0}};
    struct log_op op = {.seq = 1, .bytes = first_op, .len = sizeof first_op - 1};
    op.hash = op_chain_hash(&start, op.bytes, op.len);
    world->log->ops->append(world->log, DRAFT, 1, &op, 1, ignore, NULL);
    log_memory_set_stepwise(world->log, true);
    sim_oracle_follow(&world->oracle);
}

/* ---- people ---- */

static enum role role_of(const struct sim_schedule *schedule, size_t index)
{
    static const enum role seats[] = {ROLE_CHAIR, ROLE_DELEGATION, ROLE_SECRETARIAT, ROLE_DELEGATION,
                                      ROLE_DELEGATION};
    return index >= schedule->editors ? ROLE_OBSERVER : seats[index % 5];
}

/* Two colleagues and somebody from elsewhere, as the table above seats them. */
static char *delegation_of(enum role role, size_t index)
{
    static char mexico[] = "MX", canada[] = "CA";
    return role != ROLE_DELEGATION ? NULL : index % 5 == 3 ? canada : mexico;
}

static void invite(struct world *world)
{
    world->client_count = world->schedule->editors + world->schedule->observers;
    world->persons = mem_zero(world->client_count, sizeof *world->persons);
    world->clients = mem_zero(world->client_count, sizeof *world->clients);
    world->server.people = (struct people){DRAFT, world->persons, world->client_count};
    for (size_t i = 0; i < world->client_count; i++) {
        struct sim_person *person = &world->persons[i];
        char id[ID_BYTES];
        snprintf(person->token, sizeof person->token, "token%zu", i);
        snprintf(person->id, sizeof person->id, "p%zu", i);
        snprintf(person->name, sizeof person->name, "Name %zu", i);
        snprintf(id, sizeof id, "c%zu", i);
        person->role = role_of(world->schedule, i);
        person->delegation = delegation_of(person->role, i);
        sim_client_init(&world->clients[i], &world->server, person, id, world->schedule->seed * 131 + i);
        sim_client_connect(&world->clients[i]);
    }
}

/* ---- what happens ---- */

static void start_again(void *context)
{
    struct world *world = context;
    loop_timer_stop(world->start_timer);
    world->start_timer = NULL;
    sim_server_start(&world->server);
}

static void end_server(struct world *world, void (*end)(struct sim_server *), uint64_t *times, uint32_t dice)
{
    if (!world->server.up)
        return;
    ++*times;
    end(&world->server);
    world->start_timer = loop_timer_start(world->loop, dice % 200, 0, start_again, world);
}

static void disk_is_quick(void *context)
{
    struct world *world = context;
    loop_timer_stop(world->disk_timer);
    world->disk_timer = NULL;
    world->server.commit_ms = 3;
}

static void slow_down(struct world *world, uint32_t dice)
{
    loop_timer_stop(world->disk_timer);
    world->server.commit_ms = dice % 300;
    world->disk_timer = loop_timer_start(world->loop, dice / 512 % 1000, 0, disk_is_quick, world);
}

static void rename_person(struct sim_person *person, uint32_t dice)
{
    snprintf(person->name, sizeof person->name, "Name %u", dice % 1000);
}

static void act(struct world *world, const struct sim_action *action)
{
    struct sim_client *client = &world->clients[action->who % world->client_count];
    switch (action->act) {
    case ACT_EDIT: /* mostly by those who may */
        sim_client_edit(action->dice % 32 ? &world->clients[action->who % world->schedule->editors] : client,
                        action->dice);
        break;
    case ACT_POINT:
        sim_client_point(client, action->dice);
        break;
    case ACT_LIE:
        sim_client_lie(client, action->dice);
        break;
    case ACT_DROP:
        sim_client_drop(client);
        break;
    case ACT_FORGET:
        sim_client_forget(client);
        break;
    case ACT_HALF_OPEN:
        sim_client_half_open(client, action->dice);
        break;
    case ACT_STALL:
        sim_client_stall(client, action->dice % (action->dice % 9 ? 400 : 4000));
        break;
    case ACT_TAKEOVER:
        sim_client_connect(client);
        break;
    case ACT_RENAME:
        rename_person(client->person, action->dice);
        break;
    case ACT_REVOKE:
        if (world->server.up)
            service_close_seat(&world->server.service, client->person->id);
        break;
    case ACT_SLOW_DISK:
        slow_down(world, action->dice);
        break;
    case ACT_FAIL_COMMIT:
        log_memory_fail_next(world->log, STATUS_STORAGE);
        break;
    case ACT_CRASH:
        end_server(world, sim_server_crash, &world->stats->crashes, action->dice);
        break;
    case ACT_STOP:
        end_server(world, sim_server_stop, &world->stats->stops, action->dice);
        break;
    case ACT_CLOCK:
        sim_clock_jump((int64_t)(action->dice % 20000) - 10000);
        break;
    case ACT_SPOIL:
        log_memory_damage_snapshots(world->log, DRAFT);
        break;
    case ACT_COUNT:
        break;
    }
}

static void wait_for_next(struct world *world);

static void next_action(void *context)
{
    struct world *world = context;
    loop_timer_stop(world->next_timer);
    world->next_timer = NULL;
    act(world, &world->schedule->actions[world->next++]);
    wait_for_next(world);
}

static void wait_for_next(struct world *world)
{
    if (world->next == world->schedule->count)
        return;
    uint64_t at = world->schedule->actions[world->next].at_ms, now = sim_clock_ms();
    world->next_timer = loop_timer_start(world->loop, at > now ? at - now : 0, 0, next_action, world);
}

/* ---- time ---- */

/* To the next moment at which something happens; false where nothing ever will, or not by then. */
static bool step(struct world *world, uint64_t limit_ms)
{
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
    sim_server_poke_disk(&world->server);
    return true;
}

static bool is_quiet(const struct world *world)
{
    struct sha256 head;
    bool quiet =
        world->server.up && !log_memory_pending(world->log) && sim_server_memory(&world->server, &head);
    for (size_t i = 0; quiet && i < world->client_count; i++)
        quiet = sim_client_is_quiet(&world->clients[i]);
    return quiet;
}

/* No more trouble from here on. */
static void heal(struct world *world)
{
    sim_say("all is well again");
    world->healed = true;
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
    for (size_t i = 0; i < world->client_count; i++)
        sim_client_describe(&world->clients[i], &who);
    sim_broken("not at rest after a minute; the log holds %zu ops, %zu wait:%s", world->oracle.count,
               log_memory_pending(world->log), who.bytes);
}

/* ---- at the end ---- */

static void check_load(const struct world *world, bool skip_snapshots)
{
    struct load_request request = {.log = world->log, .draft = DRAFT, .skip_snapshots = skip_snapshots};
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY;
    SIM_CHECK(draft_load(&request, &loaded, &why) == STATUS_OK, "the log does not load: %s",
              why.bytes ? why.bytes : "");
    struct sha256 hash = sim_snapshot_hash(loaded.draft, &loaded.head),
                  clients = sim_clients_hash(loaded.draft);
    struct sha256 folded = sim_clients_hash(world->oracle.draft);
    SIM_CHECK(draft_seq(loaded.draft) == world->oracle.count && sim_hash_equal(&clients, &folded) &&
                  sim_hash_equal(&hash, &sim_oracle_at(&world->oracle, world->oracle.count)->snapshot),
              "loaded %s snapshots, the draft is not the fold", skip_snapshots ? "without" : "with");
    loaded_draft_clear(&loaded);
    buf_clear(&why);
}

static void check_all(struct world *world)
{
    for (size_t i = 0; i < world->client_count; i++)
        sim_client_check_replica(&world->clients[i]);
    check_load(world, true);
    check_load(world, false);
    struct metrics_gauges gauges = {0};
    live_drafts_add_gauges(world->server.service.drafts, &gauges);
    world->stats->catch_ups += gauges.resyncs;
    world->stats->adopted += world->oracle.adopted;
}

static void count_negotiation(const struct draft *draft, struct sim_stats *stats)
{
    for (size_t i = 0; i < draft->proposals.count; i++)
        stats->proposals[((const struct proposal *)draft->proposals.all[i])->state]++;
    for (size_t i = 0; i < draft->consultations.count; i++)
        stats->consultations[((const struct consultation *)draft->consultations.all[i])->state]++;
    stats->positions += draft->positions.count;
    stats->comments += draft->comments.count;
}

/* The server ends them at their time, with nobody there. */
static void wait_for_consultations(struct world *world)
{
    uint64_t limit = sim_clock_ms() + REST_MS;
    while (consultations_next_end(world->oracle.draft) && step(world, limit))
        continue;
    SIM_CHECK(!consultations_next_end(world->oracle.draft), "a consultation outlives its time");
    limit = sim_clock_ms() + LEISURE_MS;
    while (step(world, limit))
        continue;
}

/* Everybody leaves, and the draft goes out of memory; its last snapshot is good. */
static void go_home(struct world *world)
{
    for (size_t i = 0; i < world->client_count; i++) {
        struct sim_client *client = &world->clients[i];
        sim_client_drop(client);
        loop_timer_stop(client->timer);
        client->timer = NULL;
    }
    for (struct sim_link *link = world->server.links; link; link = link->next)
        sim_link_drop(link); /* those that were left open in a takeover */
    wait_for_consultations(world);
    SIM_CHECK(!world->server.service.sessions, "a session outlives its connection");
    SIM_CHECK(!live_drafts_find(world->server.service.drafts, DRAFT),
              "a draft that nobody follows stays in memory");
    check_load(world, false);
    count_negotiation(world->oracle.draft, world->stats);
}

static void clear(struct world *world)
{
    if (world->server.up)
        sim_server_crash(&world->server);
    for (size_t i = 0; i < world->client_count; i++)
        sim_client_clear(&world->clients[i]);
    sim_server_clear(&world->server);
    sim_oracle_clear(&world->oracle);
    world->log->ops->destroy(world->log);
    loop_timer_stop(world->next_timer);
    loop_timer_stop(world->start_timer);
    loop_timer_stop(world->disk_timer);
    loop_destroy(world->loop);
    free(world->clients);
    free(world->persons);
}

void sim_world_run(const struct sim_schedule *schedule, struct sim_stats *stats)
{
    struct world world = {.schedule = schedule, .stats = stats};
    sim_clock_reset();
    world.loop = loop_create();
    world.log = log_memory_create();
    sim_oracle_init(&world.oracle, world.log, DRAFT);
    sim_server_init(&world.server, world.loop, &world.oracle, stats, schedule->seed + 1);
    write_first_op(&world);
    sim_server_start(&world.server);
    invite(&world);
    wait_for_next(&world);
    while ((world.next < schedule->count || world.start_timer) && step(&world, UINT64_MAX))
        continue;
    heal(&world);
    come_to_rest(&world);
    check_all(&world);
    go_home(&world);
    clear(&world);
    stats->runs++;
}
