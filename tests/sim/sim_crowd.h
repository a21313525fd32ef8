/* The draft that a run is about, and the people in it: who they are, what they do, and what must be true of them in the end. */
#ifndef SIM_CROWD_H
#define SIM_CROWD_H

#include "sim_client.h"
#include "sim_schedule.h"

#define SIM_DRAFT "sim"

struct sim_crowd {
    struct sim_person *persons;
    struct sim_client *clients;
    size_t count, editors;
};

/* The op that makes the draft. Its bytes are static. */
struct log_op sim_crowd_first_op(void);

/* Seats them, as the schedule has it; `people` is what servers look them up in. They are GONE until sim_crowd_come. */
void sim_crowd_seat(struct sim_crowd *crowd, const struct sim_schedule *schedule, struct people *people);
void sim_crowd_clear(struct sim_crowd *crowd);

struct sim_client *sim_crowd_member(const struct sim_crowd *crowd, uint32_t who);
/* What people do, and what happens to one of them; false where the action is none of these. */
bool sim_crowd_act(struct sim_crowd *crowd, const struct sim_action *action);
bool sim_crowd_is_quiet(const struct sim_crowd *crowd);
void sim_crowd_describe(const struct sim_crowd *crowd, struct buf *out);
void sim_crowd_check_replicas(const struct sim_crowd *crowd);
/* Everybody leaves, and does not come back. */
void sim_crowd_leave(struct sim_crowd *crowd);

/* Whether the log, loaded as a server loads it, is the fold. */
void sim_crowd_check_load(struct log_store *log, const struct sim_oracle *oracle, bool skip_snapshots);
/* What has become of the negotiation. */
void sim_crowd_count(const struct draft *draft, struct sim_stats *stats);

#endif
