/* The server, as cli/serve builds it, without sockets and without a disk: the real sessions and drafts over the log in memory, which
 * outlives every crash. */
#ifndef SIM_SERVER_H
#define SIM_SERVER_H

#include "session/service.h"
#include "sim_check.h"
#include "sim_oracle.h"
#include "sim_people.h"
#include "support/choices.h"

struct sim_link;

struct sim_server {
    struct loop *world; /* where the disk lives */
    struct sim_stats *stats;
    struct sim_oracle *oracle;
    struct people people;
    struct service service;
    bool up;
    struct sim_link *links; /* all that were ever opened */
    struct choices choices;
    struct loop_timer *disk; /* a commit under way */
    struct loop_timer *sweep;
    uint64_t commit_ms;                   /* about how long a commit takes */
    struct sha256 memory, memory_clients; /* of the draft's memory when a message came */
    bool receiving;                       /* an op is being judged */
};

/* Borrows all; the log is the oracle's. Down until sim_server_start. */
void sim_server_init(struct sim_server *server, struct loop *world, struct sim_oracle *oracle,
                     struct sim_stats *stats, uint64_t seed);
void sim_server_clear(struct sim_server *server); /* down by now */

void sim_server_start(struct sim_server *server);
void sim_server_stop(struct sim_server *server);  /* SIGTERM: as serve does it */
void sim_server_crash(struct sim_server *server); /* kill -9 */
/* To be called after every step of time: starts a commit where something waits for it. */
void sim_server_poke_disk(struct sim_server *server);

/* A message reaches a session. */
void sim_server_receive(struct sim_server *server, struct session *session, const char *bytes, size_t len);
/* A session sends: what it answers at once must not tell of what is not durable. */
void sim_server_check_answer(const struct sim_server *server, const char *bytes, size_t len);
/* The draft in memory where it is open, or NULL. */
const struct draft *sim_server_memory(const struct sim_server *server, struct sha256 *head);

#endif
