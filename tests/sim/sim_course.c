#include "sim_course.h"

#include "draft/consultations.h"
#include "sim_check.h"
#include "sim_loop.h"

static void wait_for_next(struct sim_course *course);

static void next_action(void *context)
{
    struct sim_course *course = context;
    loop_timer_stop(course->timer);
    course->timer = NULL;
    course->act(course->context, &course->schedule->actions[course->next++]);
    wait_for_next(course);
}

static void wait_for_next(struct sim_course *course)
{
    if (!sim_course_goes_on(course))
        return;
    uint64_t at = course->schedule->actions[course->next].at_ms, now = sim_clock_ms();
    course->timer = loop_timer_start(course->loop, at > now ? at - now : 0, 0, next_action, course);
}

void sim_course_begin(struct sim_course *course)
{
    wait_for_next(course);
}

bool sim_course_goes_on(const struct sim_course *course)
{
    return course->next < course->schedule->count;
}

void sim_course_clear(struct sim_course *course)
{
    loop_timer_stop(course->timer);
    course->timer = NULL;
}

void sim_course_end_consultations(const struct sim_oracle *oracle, sim_step step, void *world,
                                  uint64_t rest_ms, uint64_t leisure_ms)
{
    uint64_t limit = sim_clock_ms() + rest_ms;
    while (consultations_next_end(oracle->draft) && step(world, limit))
        continue;
    SIM_CHECK(!consultations_next_end(oracle->draft), "a consultation outlives its time");
    limit = sim_clock_ms() + leisure_ms;
    while (step(world, limit))
        continue;
}
