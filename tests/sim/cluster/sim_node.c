#include "sim_node.h"

#include <stdio.h>
#include <string.h>

#include "base/always.h"
#include "live/live_drafts.h"
#include "postgres/log_postgres.h"
#include "session/service.h"
#include "sim_log_queue.h"
#include "sim_loop.h"

/* As cluster/cluster.c and postgres/node_beat.c have them. */
#define LOOK_MS    250
#define BEAT_MS    1000
#define DEAD_BEATS 5
#define SUSPEND_MS 3000
#define LOSE_MS    10000

static struct sim_node_row *row_of(const struct sim_node *node)
{
    return &sim_database_nodes(node->database)[node->number];
}

void sim_node_init(struct sim_node *node, unsigned number, struct sim_database *database, struct loop *world,
                   struct sim_oracle *oracle, struct sim_stats *stats, uint64_t seed)
{
    *node = (struct sim_node){.number = number, .database = database};
    snprintf(node->address, sizeof node->address, "%u", number);
    sim_server_init(&node->server, world, oracle, stats, seed);
}

/* ---- beats ---- */

static void look_after(struct sim_node *node, unsigned other)
{
    struct sim_node_row *row = &sim_database_nodes(node->database)[other];
    if (!row->is_there || row->dead || other == node->number)
        return;
    node->rounds[other] = row->beats == node->seen[other] ? node->rounds[other] + 1 : 0;
    node->seen[other] = row->beats;
    if (node->rounds[other] < DEAD_BEATS)
        return;
    sim_say("node %u declares node %u dead", node->number, other);
    row->dead = true;
    node->rounds[other] = 0;
    node->server.stats->declared_dead++;
}

static void beat(void *context)
{
    struct sim_node *node = context;
    struct sim_node_row *row = row_of(node);
    loop_timer_again(node->beat, BEAT_MS, 0); /* whoever was frozen does not make up for it */
    if (!sim_database_reaches(node->database, node->number))
        return;
    node->heard_ms = sim_clock_ms();
    row->beats++;
    for (unsigned other = 0; other < SIM_NODES; other++)
        look_after(node, other);
    if (row->dead)
        sim_say("node %u was thought dead", node->number);
    if (row->dead || log_postgres_keeps_released(node->log))
        log_postgres_check(node->log);
    row->dead = false;
}

static void look(void *context)
{
    struct sim_node *node = context;
    uint64_t silent_ms = sim_clock_ms() - node->heard_ms;
    loop_timer_again(node->look, LOOK_MS, 0);
    live_drafts_suspend(node->server.service.drafts, silent_ms > SUSPEND_MS);
    if (silent_ms > LOSE_MS && !node->lost)
        live_drafts_lose_all(node->server.service.drafts);
    node->lost = silent_ms > LOSE_MS;
}

/* ---- up and down ---- */

static void come_up(void *context)
{
    struct sim_node *node = context;
    loop_timer_stop(node->start);
    node->start = NULL;
    if (node->log && node->leaving)
        sim_node_come_up_after(node, 500); /* it has not gone yet */
    else if (!node->log)
        sim_node_start(node);
}

void sim_node_come_up_after(struct sim_node *node, uint64_t ms)
{
    if (!node->start)
        node->start = loop_timer_start(node->server.world, ms, 0, come_up, node);
}

void sim_node_start(struct sim_node *node)
{
    struct sim_node_row *row = row_of(node);
    struct loop *loop = loop_create();
    snprintf(row->incarnation, sizeof row->incarnation, "n%u-%u", node->number, ++node->starts);
    struct log_postgres_options options = {.address = node->address,
                                           .incarnation = row->incarnation,
                                           .strict = true,
                                           .loop = (struct uv_loop_s *)(void *)loop};
    if (log_postgres_open(&options, NULL, &node->log) != STATUS_OK) {
        node->log = NULL;
        loop_destroy(loop);
        sim_node_come_up_after(node, 500);
        return;
    }
    sim_say("node %u is up as %s", node->number, row->incarnation);
    row->is_there = true; /* in place of the one that ran under its name before */
    row->dead = false;
    node->leaving = node->lost = false;
    node->heard_ms = sim_clock_ms();
    memset(node->rounds, 0, sizeof node->rounds);
    sim_server_start(&node->server, loop, node->log);
    node->beat = loop_timer_start(loop, BEAT_MS, 0, beat, node);
    node->look = loop_timer_start(loop, LOOK_MS, 0, look, node);
}

/* What the process had in memory is gone. */
static void end(struct sim_node *node)
{
    loop_timer_stop(node->beat);
    loop_timer_stop(node->look);
    node->beat = node->look = NULL;
    sim_server_vanish(&node->server);
    node->log->ops->destroy(node->log);
    node->log = NULL;
    node->leaving = false;
}

void sim_node_kill(struct sim_node *node)
{
    if (!node->log)
        return;
    sim_say("node %u is killed", node->number);
    node->server.frozen_until_ms = 0;
    sim_database_end_node(node->database, node->number, true);
    sim_log_queue_kill(sim_log_queue_of(node->server.service.loop));
    end(node);
    sim_database_end_node(node->database, node->number, false);
}

void sim_node_leave(struct sim_node *node)
{
    if (!node->log || node->leaving)
        return;
    sim_say("node %u is stopped", node->number);
    sim_server_say_goodbye(&node->server);
    node->leaving = true;
}

void sim_node_freeze(struct sim_node *node, uint64_t ms)
{
    if (node->log && node->server.frozen_until_ms < sim_clock_ms() + ms)
        node->server.frozen_until_ms = sim_clock_ms() + ms;
}

void sim_node_poke(struct sim_node *node)
{
    if (!node->log || sim_server_is_frozen(&node->server))
        return;
    sim_server_check_queues(&node->server);
    if (!node->leaving || !sim_log_queue_is_idle(sim_log_queue_of(node->server.service.loop)))
        return;
    row_of(node)->is_there = false; /* what it owned may be claimed at once */
    end(node);
    sim_say("node %u has gone", node->number);
}

void sim_node_clear(struct sim_node *node)
{
    loop_timer_stop(node->start);
    node->start = NULL;
    sim_node_kill(node);
    sim_server_clear(&node->server);
}
