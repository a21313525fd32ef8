#include "sim_log_queue.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"
#include "sim_fiber.h"
#include "sim_loop.h"
#include "store/log_queue.h"

struct appends {
    struct log_append *first, **end;
};

struct errands {
    struct log_errand *first, **end;
};

struct log_queue {
    struct log_queue *next; /* of all queues with a loop */
    const struct log_queue_work *work;
    void *writer;
    struct loop *loop; /* NULL: everything is done at once */
    struct sim_fiber *fiber;
    struct loop_timer *going_on; /* the fiber is to be resumed */
    struct loop_timer *answering;
    struct appends waiting, finished;
    struct errands errands, finished_errands;
    bool busy, stopping, killed;
    log_lost_cb lost;
    void *lost_context;
};

static struct loop *world;
static uint64_t (*frozen_until)(const struct loop *loop);
static struct log_queue *queues, *current;

void sim_log_queue_set_world(struct loop *loop, uint64_t (*frozen_until_ms)(const struct loop *loop))
{
    world = loop;
    frozen_until = frozen_until_ms;
}

struct log_queue *sim_log_queue_of(const struct loop *loop)
{
    struct log_queue *queue = queues;
    while (queue && queue->loop != loop)
        queue = queue->next;
    return queue;
}

struct log_queue *sim_log_queue_current(void)
{
    return current;
}

bool sim_log_queue_is_killed(const struct log_queue *queue)
{
    return queue->killed;
}

static void ring(void *context)
{
    sim_log_queue_wake(context);
}

struct loop_timer *sim_log_queue_alarm(struct log_queue *queue, uint64_t ms)
{
    return loop_timer_start(world, ms, 0, ring, queue);
}

/* ---- lists ---- */

static void clear_lists(struct log_queue *queue)
{
    queue->waiting = (struct appends){NULL, &queue->waiting.first};
    queue->finished = (struct appends){NULL, &queue->finished.first};
    queue->errands = (struct errands){NULL, &queue->errands.first};
    queue->finished_errands = (struct errands){NULL, &queue->finished_errands.first};
}

static struct log_append *take_appends(struct appends *list)
{
    struct log_append *all = list->first;
    *list = (struct appends){NULL, &list->first};
    return all;
}

static struct log_errand *take_errand(struct errands *list)
{
    struct log_errand *errand = list->first;
    if (errand) {
        list->first = errand->next;
        errand->next = NULL;
    }
    if (!list->first)
        list->end = &list->first;
    return errand;
}

static struct log_errand *take_turn(struct errands *list)
{
    struct log_errand *turn = log_errand_take_turn(&list->first);
    if (!list->first)
        list->end = &list->first;
    return turn;
}

static void add_errand(struct errands *list, struct log_errand *errand)
{
    errand->next = NULL;
    *list->end = errand;
    list->end = &errand->next;
}

/* ---- the fiber ---- */

static void go_on(void *context);

void sim_log_queue_wake(struct log_queue *queue)
{
    uint64_t now = sim_clock_ms(), until = frozen_until(queue->loop);
    if (!queue->going_on && !queue->killed)
        queue->going_on = loop_timer_start(world, until > now ? until - now : 0, 0, go_on, queue);
}

static void resume(struct log_queue *queue)
{
    current = queue;
    sim_fiber_resume(queue->fiber);
    current = NULL;
}

static void go_on(void *context)
{
    struct log_queue *queue = context;
    loop_timer_stop(queue->going_on);
    queue->going_on = NULL;
    if (frozen_until(queue->loop) > sim_clock_ms())
        sim_log_queue_wake(queue);
    else
        resume(queue);
}

static void answer(void *context);

static void hand_back(struct log_queue *queue, struct log_append *appends, struct log_errand *errands)
{
    while (appends) {
        struct log_append *append = appends;
        appends = append->next;
        append->next = NULL;
        *queue->finished.end = append;
        queue->finished.end = &append->next;
    }
    while (errands) {
        struct log_errand *errand = errands;
        errands = errand->next;
        add_errand(&queue->finished_errands, errand);
    }
    if (!queue->answering && !queue->killed)
        queue->answering = loop_timer_start(queue->loop, 0, 0, answer, queue);
}

static void write_until_stopped(void *context)
{
    struct log_queue *queue = context;
    for (;;) {
        struct log_append *appends = take_appends(&queue->waiting);
        queue->busy = true;
        if (appends) {
            queue->work->commit(queue->writer, appends);
            hand_back(queue, appends, NULL);
        }
        struct log_errand *turn = take_turn(&queue->errands);
        if (turn) {
            queue->work->run(queue->writer, turn);
            hand_back(queue, NULL, turn);
        }
        queue->busy = false;
        if (queue->waiting.first || queue->errands.first)
            continue;
        if (queue->stopping)
            return;
        sim_fiber_yield();
    }
}

/* ---- the loop ---- */

static void call_back(struct log_queue *queue, struct log_append *append)
{
    if (!queue->killed)
        append->done(append->context, append->status, append->commit_us);
    log_append_destroy(append);
}

static void answer_errand(struct log_queue *queue, struct log_errand *errand)
{
    if (!queue->killed && errand->probed)
        errand->probed(errand->context, errand->status, 0);
    if (!queue->killed && errand->claimed)
        errand->claimed(errand->context, errand->status, errand->owner);
    if (!queue->killed && errand->kind == LOG_LOST && queue->lost)
        queue->lost(queue->lost_context, errand->draft);
    log_errand_destroy(errand);
}

static void deliver(struct log_queue *queue)
{
    for (struct log_append *append = take_appends(&queue->finished), *next; append; append = next) {
        next = append->next;
        call_back(queue, append);
    }
    for (struct log_errand *errand; (errand = take_errand(&queue->finished_errands));)
        answer_errand(queue, errand);
}

static void answer(void *context)
{
    struct log_queue *queue = context;
    loop_timer_stop(queue->answering);
    queue->answering = NULL;
    deliver(queue);
}

bool sim_log_queue_is_idle(const struct log_queue *queue)
{
    return !queue->busy && !queue->waiting.first && !queue->errands.first && !queue->finished.first &&
           !queue->finished_errands.first;
}

void log_queue_append(struct log_queue *queue, const char *draft, uint64_t first_seq,
                      const struct log_op *ops, size_t count, log_done_cb done, void *context)
{
    if (queue->killed)
        return;
    struct log_append *append = log_append_create(draft, first_seq, ops, count, done, context);
    *queue->waiting.end = append;
    queue->waiting.end = &append->next;
    sim_log_queue_wake(queue);
}

void log_queue_dispatch(struct log_queue *queue, struct log_errand *errand)
{
    if (queue->killed) {
        log_errand_destroy(errand);
        return;
    }
    add_errand(&queue->errands, errand);
    sim_log_queue_wake(queue);
}

void log_queue_on_lost(struct log_queue *queue, log_lost_cb lost, void *context)
{
    queue->lost = lost;
    queue->lost_context = context;
}

void log_queue_tell_lost(struct log_queue *queue, const char *draft)
{
    hand_back(queue, NULL, log_errand_create(LOG_LOST, draft));
}

/* ---- life ---- */

struct log_queue *log_queue_create(struct uv_loop_s *loop, const struct log_queue_work *work, void *writer)
{
    struct log_queue *queue = mem_zero(1, sizeof *queue);
    *queue = (struct log_queue){
        .work = work, .writer = writer, .loop = (struct loop *)(void *)loop, .next = queues};
    ALWAYS(loop != NULL);
    queues = queue;
    clear_lists(queue);
    queue->fiber = sim_fiber_create(write_until_stopped, queue);
    return queue;
}

void sim_log_queue_kill(struct log_queue *queue)
{
    queue->killed = queue->stopping = true;
    while (!sim_fiber_has_ended(queue->fiber))
        resume(queue);
    sim_clock_skip_back();
    loop_timer_stop(queue->going_on);
    loop_timer_stop(queue->answering);
    queue->going_on = queue->answering = NULL;
    deliver(queue);
}

/* By now it was killed, or is idle. */
void log_queue_destroy(struct log_queue *queue)
{
    struct log_queue **at = &queues;
    if (!queue->killed)
        sim_log_queue_kill(queue);
    while (*at != queue)
        at = &(*at)->next;
    *at = queue->next;
    sim_fiber_destroy(queue->fiber);
    free(queue);
}
