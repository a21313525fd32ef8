/* The course of a run: the actions of its schedule, each at its time. */
#ifndef SIM_COURSE_H
#define SIM_COURSE_H

#include "base/loop.h"
#include "sim_oracle.h"
#include "sim_schedule.h"

struct sim_course {
    struct loop *loop;
    const struct sim_schedule *schedule;
    void (*act)(void *context, const struct sim_action *action);
    void *context;
    size_t next;
    struct loop_timer *timer; /* until the next action */
};

/* Borrows what it is filled with. */
void sim_course_begin(struct sim_course *course);
bool sim_course_goes_on(const struct sim_course *course);
void sim_course_clear(struct sim_course *course);

/* To the next moment at which something happens in the world; false where nothing ever will, or not by then. */
typedef bool (*sim_step)(void *world, uint64_t limit_ms);

/* Servers end consultations at their time, with nobody there: all of them within `rest_ms`; then the world goes on for `leisure_ms`. */
void sim_course_end_consultations(const struct sim_oracle *oracle, sim_step step, void *world,
                                  uint64_t rest_ms, uint64_t leisure_ms);

#endif
