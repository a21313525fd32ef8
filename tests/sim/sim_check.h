/* What every run counts, and what ends it. A broken promise ends the process at once: each run lives in a child of its own. */
#ifndef SIM_CHECK_H
#define SIM_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "draft/types.h"

#define SIM_BROKEN 3 /* exit code of a run that broke a promise */

/* Sums over all runs; in memory that parent and children share. */
struct sim_stats {
    uint64_t seed; /* of the run under way */
    uint64_t runs, ops, deliveries;
    uint64_t refusals[STATUS_COUNT]; /* by code */
    uint64_t lies;                   /* refused, as they must be */
    uint64_t resumes, snapshots;     /* welcomes by kind */
    uint64_t resyncs;                /* welcomes on a connection that had one already */
    uint64_t catch_ups;              /* slow readers whose queue was dropped */
    uint64_t resends, duplicates;    /* ops sent again; those that had counted before */
    uint64_t takeovers, half_open, drops;
    uint64_t crashes, stops, failed_commits, lost_ops; /* ops that a crash or a failed commit took back */
    uint64_t transformed;                              /* own ops that came back other than they were sent */
    uint64_t adopted;
    uint64_t proposals[PROPOSAL_STATE_COUNT],
        consultations[CONSULTATION_STATE_COUNT]; /* at the end, by state */
    uint64_t positions, comments;
    /* where several nodes share a log */
    uint64_t clock_ms; /* that went by */
    uint64_t freezes, cuts, suspected, declared_dead;
    uint64_t restarts, promotions, warnings; /* of the database */
    uint64_t vanished;                       /* ops that a promotion took back */
    uint64_t forgotten;                      /* ops that the database had acknowledged and lost */
};

/* Says what is wrong and when, and ends the process with SIM_BROKEN. */
_Noreturn void sim_broken(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define SIM_CHECK(condition, ...)                                                                            \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            sim_broken(__VA_ARGS__);                                                                         \
    } while (0)

/* Says what happens, with the time, while `sim --replay` runs. */
extern bool sim_talkative;
void sim_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
