/* One server of several that share a log: the real sessions and drafts over the real log_postgres, its queue a fiber, its database simulated. What cluster/ and
 * node_beat do with sockets and threads is done here by timers: it beats, counts the beats of others, declares dead who is silent, and waits or lets go where the
 * database is silent. */
#ifndef SIM_NODE_H
#define SIM_NODE_H

#include "sim_database.h"
#include "sim_server.h"

struct sim_node {
    struct sim_server server;
    struct sim_database *database;
    unsigned number, starts;
    char address[8];
    struct log_store *log; /* NULL: down */
    struct loop_timer *beat, *look;
    struct loop_timer *start; /* comes up again */
    uint64_t heard_ms;        /* the database answered a beat */
    uint64_t seen[SIM_NODES], rounds[SIM_NODES];
    bool leaving; /* SIGTERM: what is queued is being stored */
    bool lost;
};

/* Borrows all. */
void sim_node_init(struct sim_node *node, unsigned number, struct sim_database *database, struct loop *world,
                   struct sim_oracle *oracle, struct sim_stats *stats, uint64_t seed);
void sim_node_clear(struct sim_node *node);
void sim_node_start(struct sim_node *node); /* tries again until the database is there */
void sim_node_kill(struct sim_node *node);
void sim_node_leave(struct sim_node *node);
void sim_node_come_up_after(struct sim_node *node, uint64_t ms);
void sim_node_freeze(struct sim_node *node, uint64_t ms);
/* To be called after every step of time. */
void sim_node_poke(struct sim_node *node);

#endif
