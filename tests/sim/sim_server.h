/* The server, as cli/serve builds it, without sockets: the real sessions and drafts over a log that outlives every crash. */
#ifndef SIM_SERVER_H
#define SIM_SERVER_H

#include "session/service.h"
#include "sim_check.h"
#include "sim_oracle.h"
#include "sim_people.h"
#include "support/choices.h"

struct sim_link;

struct sim_server {
    struct loop *world; /* where the network lives */
    struct sim_stats *stats;
    struct sim_oracle *oracle;
    struct people people;
    struct service service;
    bool up;
    uint64_t frozen_until_ms; /* the process does nothing until then */
    struct sim_link *links;   /* all that were ever opened */
    struct choices choices;
    struct loop_timer *sweep;
    struct sha256 memory, memory_clients; /* of the draft's memory when a message came */
    bool receiving;                       /* an op is being judged */
};

/* Borrows all. Down until sim_server_start. */
void sim_server_init(struct sim_server *server, struct loop *world, struct sim_oracle *oracle,
                     struct sim_stats *stats, uint64_t seed);
void sim_server_clear(struct sim_server *server); /* down by now */

/* Takes the loop; borrows the log, which must not call back any more when the server vanishes. */
void sim_server_start(struct sim_server *server, struct loop *loop, struct log_store *log);
void sim_server_say_goodbye(
    struct sim_server *server); /* SIGTERM, as serve begins it; what is queued is still to be stored */
void sim_server_vanish(struct sim_server *server); /* the process ends */
bool sim_server_is_frozen(const struct sim_server *server);
/* To be called after every step of time. */
void sim_server_check_queues(const struct sim_server *server);
/* Where the draft is open and all its ops are durable, it is the fold of the log. */
void sim_server_check_fold(const struct sim_server *server);

/* A message reaches a session. */
void sim_server_receive(struct sim_server *server, struct session *session, const char *bytes, size_t len);
/* A session sends: what it answers at once must not tell of what is not durable. */
void sim_server_check_answer(const struct sim_server *server, const char *bytes, size_t len);
/* The draft in memory where it is open, or NULL. */
const struct draft *sim_server_memory(const struct sim_server *server, struct sha256 *head);

#endif
