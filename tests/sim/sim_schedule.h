/* What happens in a run: a list of actions, each with a time, somebody it happens to, and dice of its own. Drawn from a seed, or read
 * from a file; leaving actions out of it makes another schedule. */
#ifndef SIM_SCHEDULE_H
#define SIM_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum sim_act {
    ACT_EDIT,
    ACT_POINT,
    ACT_LIE,
    ACT_DROP,
    ACT_FORGET,    /* the page is reloaded */
    ACT_HALF_OPEN, /* the connection dies and nobody notices */
    ACT_STALL,     /* stops reading for a while */
    ACT_TAKEOVER,  /* connects again beside the old connection */
    ACT_RENAME,    /* the participant's name changes: their next op says so */
    ACT_REVOKE,    /* what the invitation opened is closed */
    ACT_SLOW_DISK,
    ACT_FAIL_COMMIT,
    ACT_CRASH, /* kill -9; starts again after a while */
    ACT_STOP,  /* SIGTERM; the same */
    ACT_CLOCK, /* the wall clock is set */
    ACT_SPOIL, /* stored snapshots are damaged */
    /* to a node of a cluster */
    ACT_FREEZE,      /* SIGSTOP, and SIGCONT after a while */
    ACT_CUT_OFF,     /* from the database */
    ACT_SUSPECT,     /* others declare it dead, and it is not */
    ACT_BREAK_LINES, /* its connections to the database, with what is on them */
    /* to the database */
    ACT_WARN, /* somebody ends the wait for the standby */
    ACT_FREEZE_STANDBY,
    ACT_RESTART_PRIMARY,
    ACT_PROMOTE,
    ACT_FORGET_TAIL, /* it comes back behind what it had acknowledged */
    ACT_COUNT
};

struct sim_action {
    uint64_t at_ms;
    enum sim_act act;
    uint32_t who; /* modulo the number of clients */
    uint32_t dice;
};

struct sim_schedule {
    uint64_t seed; /* of everything that is not an action's own: the network, the disk */
    uint32_t editors, observers;
    struct sim_action *actions;
    size_t count;
};

/* `steps` 0: as many as the seed likes, 8 to 67. Caller clears. */
void sim_schedule_draw(uint64_t seed, uint32_t steps, struct sim_schedule *out);
void sim_schedule_clear(struct sim_schedule *schedule);
void sim_schedule_write(const struct sim_schedule *schedule, FILE *out);
bool sim_schedule_read(FILE *in, struct sim_schedule *out); /* false where it is none */

#endif
