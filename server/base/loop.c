#include "base/loop.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <uv.h>

#include "base/always.h"
#include "base/mem.h"
#include "base/turns.h"

struct deferred {
    loop_cb cb;
    void *context;
};

struct loop_timer {
    uv_timer_t uv;
    struct loop *loop;
    loop_cb cb;
    void *context;
    struct loop_timer *previous, *next; /* in loop->timers */
};

struct signal_watch {
    uv_signal_t uv;
    loop_cb cb;
    void *context;
    struct signal_watch *next;
};

struct job {
    uv_work_t uv;
    struct loop *loop;
    loop_cb work;
    loop_cb done;
    void *context;
};

struct loop {
    uv_loop_t uv;
    uv_prepare_t turn_end; /* runs before the loop sleeps */
    struct turns turns;
    uint64_t ended_ns, slept_ns; /* when the last turn ended, and how long it has slept in all until then */
    uv_idle_t idle;              /* runs while calls are deferred: it keeps the loop from sleeping */
    struct deferred *deferred;
    size_t deferred_count;
    size_t deferred_capacity;
    struct loop_timer *timers;
    struct signal_watch *signals;
    size_t jobs;
    bool ending;
};

/* A turn is what was done between two sleeps: the time since the last one ended, without the sleep in between. */
static void turn_ended(uv_prepare_t *uv)
{
    struct loop *loop = uv->data;
    uint64_t now_ns = uv_hrtime(), slept_ns = uv_metrics_idle_time(&loop->uv);
    uint64_t passed_ns = now_ns - loop->ended_ns, asleep_ns = slept_ns - loop->slept_ns;
    if (loop->ended_ns)
        turns_note(&loop->turns, (passed_ns > asleep_ns ? passed_ns - asleep_ns : 0) / 1000, now_ns / 1000);
    loop->ended_ns = now_ns;
    loop->slept_ns = slept_ns;
}

/* Keeps no loop going by itself. */
static void watch_turns(struct loop *loop)
{
    ALWAYS(uv_loop_configure(&loop->uv, UV_METRICS_IDLE_TIME) == 0);
    ALWAYS(uv_prepare_init(&loop->uv, &loop->turn_end) == 0);
    loop->turn_end.data = loop;
    ALWAYS(uv_prepare_start(&loop->turn_end, turn_ended) == 0);
    uv_unref((uv_handle_t *)&loop->turn_end);
}

struct loop *loop_create(void)
{
    struct loop *loop = mem_zero(1, sizeof *loop);
    ALWAYS(uv_loop_init(&loop->uv) == 0);
    ALWAYS(uv_idle_init(&loop->uv, &loop->idle) == 0);
    watch_turns(loop);
    return loop;
}

struct turns *loop_turns(struct loop *loop)
{
    return &loop->turns;
}

void loop_run(struct loop *loop)
{
    uv_run(&loop->uv, UV_RUN_DEFAULT);
}

void loop_stop(struct loop *loop)
{
    uv_stop(&loop->uv);
}

struct uv_loop_s *loop_uv(struct loop *loop)
{
    return &loop->uv;
}

/* Clocks */

int64_t loop_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

uint64_t loop_clock_us(void)
{
    return uv_hrtime() / 1000;
}

/* Timers */

static void timer_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void timer_due(uv_timer_t *uv)
{
    struct loop_timer *timer = uv->data;
    timer->cb(timer->context);
}

struct loop_timer *loop_timer_start(struct loop *loop, uint64_t first_ms, uint64_t repeat_ms, loop_cb cb,
                                    void *context)
{
    struct loop_timer *timer = mem_zero(1, sizeof *timer);
    *timer = (struct loop_timer){.loop = loop, .cb = cb, .context = context, .next = loop->timers};
    if (loop->timers)
        loop->timers->previous = timer;
    loop->timers = timer;
    ALWAYS(uv_timer_init(&loop->uv, &timer->uv) == 0);
    timer->uv.data = timer;
    loop_timer_again(timer, first_ms, repeat_ms);
    return timer;
}

void loop_timer_again(struct loop_timer *timer, uint64_t first_ms, uint64_t repeat_ms)
{
    /* The loop's own idea of now is from the start of this turn; a long turn would make the timer early. */
    uv_update_time(&timer->loop->uv);
    ALWAYS(uv_timer_start(&timer->uv, timer_due, first_ms, repeat_ms) == 0);
}

void loop_timer_rest(struct loop_timer *timer)
{
    if (timer)
        ALWAYS(uv_timer_stop(&timer->uv) == 0);
}

void loop_timer_stop(struct loop_timer *timer)
{
    if (!timer)
        return;
    if (timer->previous)
        timer->previous->next = timer->next;
    else
        timer->loop->timers = timer->next;
    if (timer->next)
        timer->next->previous = timer->previous;
    uv_close((uv_handle_t *)&timer->uv, timer_closed);
}

/* Deferred calls */

static void run_deferred(uv_idle_t *idle)
{
    struct loop *loop = idle->data;
    struct deferred *calls = loop->deferred;
    size_t count = loop->deferred_count;
    loop->deferred = NULL;
    loop->deferred_count = loop->deferred_capacity = 0;
    for (size_t i = 0; i < count; i++)
        calls[i].cb(calls[i].context);
    free(calls);
    if (!loop->deferred_count)
        uv_idle_stop(idle);
}

void loop_defer(struct loop *loop, loop_cb cb, void *context)
{
    if (loop->ending)
        return;
    loop->deferred =
        mem_grow(loop->deferred, loop->deferred_count, &loop->deferred_capacity, sizeof *loop->deferred);
    loop->deferred[loop->deferred_count++] = (struct deferred){cb, context};
    loop->idle.data = loop;
    uv_idle_start(&loop->idle, run_deferred);
}

/* Jobs */

static void work_on_thread(uv_work_t *uv)
{
    struct job *job = uv->data;
    job->work(job->context);
}

static void work_done(uv_work_t *uv, int uv_status)
{
    (void)uv_status; /* jobs are never cancelled */
    struct job *job = uv->data;
    job->loop->jobs--;
    job->done(job->context);
    free(job);
}

void loop_work(struct loop *loop, loop_cb work, loop_cb done, void *context)
{
    struct job *job = mem_zero(1, sizeof *job);
    *job = (struct job){.loop = loop, .work = work, .done = done, .context = context};
    job->uv.data = job;
    loop->jobs++;
    ALWAYS(uv_queue_work(&loop->uv, &job->uv, work_on_thread, work_done) == 0);
}

/* Signals */

static void signal_came(uv_signal_t *uv, int signal_number)
{
    (void)signal_number;
    struct signal_watch *watch = uv->data;
    watch->cb(watch->context);
}

static void signal_closed(uv_handle_t *handle)
{
    free(handle->data);
}

enum status loop_on_signal(struct loop *loop, int signal_number, loop_cb cb, void *context)
{
    struct signal_watch *watch = mem_zero(1, sizeof *watch);
    *watch = (struct signal_watch){.cb = cb, .context = context};
    ALWAYS(uv_signal_init(&loop->uv, &watch->uv) == 0);
    watch->uv.data = watch;
    uv_unref((uv_handle_t *)&watch->uv);
    if (uv_signal_start(&watch->uv, signal_came, signal_number) != 0) {
        uv_close((uv_handle_t *)&watch->uv, signal_closed);
        return STATUS_IO;
    }
    watch->next = loop->signals;
    loop->signals = watch;
    return STATUS_OK;
}

/* Taking down */

static void count_closing(uv_handle_t *handle, void *count)
{
    *(size_t *)count += uv_is_closing(handle) != 0;
}

void loop_settle(struct loop *loop)
{
    size_t closing;
    do {
        uv_run(&loop->uv, loop->jobs ? UV_RUN_ONCE : UV_RUN_NOWAIT);
        closing = 0;
        uv_walk(&loop->uv, count_closing, &closing);
    } while (closing || loop->deferred_count || loop->jobs);
}

void loop_destroy(struct loop *loop)
{
    loop->ending = true;
    loop->deferred_count = 0;
    while (loop->jobs)
        uv_run(&loop->uv, UV_RUN_ONCE);
    while (loop->timers)
        loop_timer_stop(loop->timers);
    while (loop->signals) {
        struct signal_watch *watch = loop->signals;
        loop->signals = watch->next;
        uv_close((uv_handle_t *)&watch->uv, signal_closed);
    }
    uv_close((uv_handle_t *)&loop->turn_end, NULL);
    uv_close((uv_handle_t *)&loop->idle, NULL);
    loop_settle(loop);
    ALWAYS(uv_loop_close(&loop->uv) == 0);
    free(loop->deferred);
    free(loop);
}
