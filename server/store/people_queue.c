#include "store/people_queue.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"
#include "store/meetings.h"

struct act {
    struct people_queue *queue;
    people_work work;
    loop_cb done;
    void *context;
    struct act *next;
};

struct people_queue {
    struct loop *loop;
    struct people *people;
    struct act *first, **last; /* the first one is the one that is under way, if any is */
    bool running;
    size_t length;
};

struct people_queue *people_queue_create(struct loop *loop, struct people *people)
{
    struct people_queue *queue = mem_zero(1, sizeof *queue);
    queue->loop = loop;
    queue->people = people;
    queue->last = &queue->first;
    return queue;
}

static void begin_next(struct people_queue *queue);

static void work_on_thread(void *context)
{
    const struct act *act = context;
    act->work(act->context, act->queue->people);
}

static void is_done(void *context)
{
    struct act *act = context;
    struct people_queue *queue = act->queue;
    act->done(act->context);
    queue->first = act->next;
    if (!queue->first)
        queue->last = &queue->first;
    queue->running = false;
    queue->length--;
    free(act);
    begin_next(queue);
}

static void begin_next(struct people_queue *queue)
{
    if (queue->running || !queue->first)
        return;
    queue->running = true;
    loop_work(queue->loop, work_on_thread, is_done, queue->first);
}

void people_queue_add(struct people_queue *queue, people_work work, loop_cb done, void *context)
{
    struct act *act = mem_zero(1, sizeof *act);
    *act = (struct act){queue, work, done, context, NULL};
    *queue->last = act;
    queue->last = &act->next;
    queue->length++;
    begin_next(queue);
}

/* ---- transactions ---- */

struct transaction {
    people_body body;
    people_written written;
    void *context;
    struct people *people; /* while it runs */
    enum status status;
};

static enum status run_body(void *context)
{
    const struct transaction *transaction = context;
    return transaction->body(transaction->context, transaction->people);
}

static void transact(void *context, struct people *people)
{
    struct transaction *transaction = context;
    transaction->people = people;
    transaction->status = people_transact(people, run_body, transaction);
}

static void tell_written(void *context)
{
    struct transaction *transaction = context;
    transaction->written(transaction->context, transaction->status);
    free(transaction);
}

void people_queue_write(struct people_queue *queue, people_body body, people_written written, void *context)
{
    struct transaction *transaction = mem_zero(1, sizeof *transaction);
    *transaction = (struct transaction){.body = body, .written = written, .context = context};
    people_queue_add(queue, transact, tell_written, transaction);
}

size_t people_queue_length(const struct people_queue *queue)
{
    return queue->length;
}

void people_queue_destroy(struct people_queue *queue)
{
    if (!queue)
        return;
    ALWAYS(!queue->first);
    people_close(queue->people);
    free(queue);
}
