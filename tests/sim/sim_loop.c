#include "sim_loop.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"

#define WALL_START INT64_C(1700000000000)

struct loop_timer {
    struct loop *loop;
    struct loop_timer *next;
    uint64_t due_ms, repeat_ms;
    uint64_t order; /* among those due at the same time */
    bool armed;
    loop_cb cb;
    void *context;
};

struct deferred {
    loop_cb cb;
    void *context;
};

struct job {
    struct loop_timer *timer;
    bool worked;
    loop_cb work, done;
    void *context;
};

struct loop {
    struct loop_timer *timers;
    uint64_t order;
    struct deferred *deferred; /* first in, first out */
    size_t deferred_first, deferred_count, deferred_capacity;
    uint64_t job_ms;
    size_t jobs;
};

static uint64_t clock_ms;
static int64_t wall_offset_ms;
static uint64_t skipped_ms;

void sim_clock_reset(void)
{
    clock_ms = 0;
    skipped_ms = 0;
    wall_offset_ms = 0;
}

uint64_t sim_clock_ms(void)
{
    return clock_ms;
}

void sim_clock_turn(uint64_t to_ms)
{
    ALWAYS(to_ms >= clock_ms);
    clock_ms = to_ms;
}

void sim_clock_jump(int64_t by_ms)
{
    wall_offset_ms += by_ms;
}

void sim_clock_skip(uint64_t ms)
{
    skipped_ms += ms;
}

void sim_clock_skip_back(void)
{
    skipped_ms = 0;
}

int64_t loop_now_ms(void)
{
    return WALL_START + (int64_t)clock_ms + wall_offset_ms;
}

uint64_t loop_clock_us(void)
{
    return (clock_ms + skipped_ms) * 1000;
}

struct loop *loop_create(void)
{
    return mem_zero(1, sizeof(struct loop));
}

void sim_loop_set_job_ms(struct loop *loop, uint64_t ms)
{
    loop->job_ms = ms;
}

/* ---- timers and deferred calls ---- */

struct loop_timer *loop_timer_start(struct loop *loop, uint64_t first_ms, uint64_t repeat_ms, loop_cb cb,
                                    void *context)
{
    struct loop_timer *timer = mem_zero(1, sizeof *timer);
    timer->loop = loop;
    timer->cb = cb;
    timer->context = context;
    timer->next = loop->timers;
    loop->timers = timer;
    loop_timer_again(timer, first_ms, repeat_ms);
    return timer;
}

void loop_timer_again(struct loop_timer *timer, uint64_t first_ms, uint64_t repeat_ms)
{
    timer->due_ms = clock_ms + first_ms;
    timer->repeat_ms = repeat_ms;
    timer->order = ++timer->loop->order;
    timer->armed = true;
}

void loop_timer_rest(struct loop_timer *timer)
{
    if (timer)
        timer->armed = false;
}

void loop_timer_stop(struct loop_timer *timer)
{
    if (!timer)
        return;
    struct loop_timer **link = &timer->loop->timers;
    while (*link != timer)
        link = &(*link)->next;
    *link = timer->next;
    free(timer);
}

void loop_defer(struct loop *loop, loop_cb cb, void *context)
{
    loop->deferred =
        mem_grow(loop->deferred, loop->deferred_count, &loop->deferred_capacity, sizeof *loop->deferred);
    loop->deferred[loop->deferred_count++] = (struct deferred){cb, context};
}

static void run_deferred(struct loop *loop)
{
    while (loop->deferred_first < loop->deferred_count) {
        struct deferred deferred = loop->deferred[loop->deferred_first++];
        deferred.cb(deferred.context);
    }
    loop->deferred_first = loop->deferred_count = 0;
}

static struct loop_timer *first_timer(const struct loop *loop)
{
    struct loop_timer *first = NULL;
    for (struct loop_timer *timer = loop->timers; timer; timer = timer->next)
        if (timer->armed && (!first || timer->due_ms < first->due_ms ||
                             (timer->due_ms == first->due_ms && timer->order < first->order)))
            first = timer;
    return first;
}

bool sim_loop_next(const struct loop *loop, uint64_t *at_ms)
{
    const struct loop_timer *timer = first_timer(loop);
    if (loop->deferred_first < loop->deferred_count)
        *at_ms = clock_ms;
    else if (timer)
        *at_ms = timer->due_ms;
    else
        return false;
    return true;
}

/* The timer may be gone, or set anew, when its callback returns. */
static void fire(struct loop_timer *timer)
{
    timer->armed = timer->repeat_ms > 0;
    timer->due_ms += timer->repeat_ms;
    timer->cb(timer->context);
}

void sim_loop_run_due(struct loop *loop)
{
    struct loop_timer *timer;
    run_deferred(loop);
    while ((timer = first_timer(loop)) && timer->due_ms <= clock_ms) {
        fire(timer);
        run_deferred(loop);
    }
}

/* ---- jobs ---- */

static void job_step(void *context)
{
    struct job *job = context;
    if (!job->worked) {
        job->worked = true;
        job->work(job->context);
        loop_timer_again(job->timer, job->timer->loop->job_ms, 0);
        return;
    }
    job->timer->loop->jobs--;
    loop_timer_stop(job->timer);
    job->done(job->context);
    free(job);
}

void loop_work(struct loop *loop, loop_cb work, loop_cb done, void *context)
{
    struct job *job = mem_zero(1, sizeof *job);
    *job = (struct job){.work = work, .done = done, .context = context};
    job->timer = loop_timer_start(loop, loop->job_ms, 0, job_step, job);
    loop->jobs++;
}

static void finish_jobs(struct loop *loop)
{
    while (loop->jobs)
        for (struct loop_timer *timer = loop->timers; timer; timer = timer->next)
            if (timer->cb == job_step) {
                job_step(timer->context);
                break;
            }
}

/* ---- taking down ---- */

void loop_settle(struct loop *loop)
{
    finish_jobs(loop);
    run_deferred(loop);
}

void loop_destroy(struct loop *loop)
{
    finish_jobs(loop);
    while (loop->timers)
        loop_timer_stop(loop->timers);
    free(loop->deferred);
    free(loop);
}
