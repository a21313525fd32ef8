#include "store/log_queue.h"

#include <stdlib.h>
#include <uv.h>

#include "base/always.h"
#include "base/mem.h"

struct append_list {
    struct log_append *first;
    struct log_append **end;
    size_t count;
};

struct errand_list {
    struct log_errand *first;
    struct log_errand **end;
};

/* Everything that both threads touch; the rest belongs to one of them. */
struct shared {
    uv_mutex_t mutex;
    uv_cond_t work;
    struct append_list waiting;
    struct errand_list errands; /* waiting too */
    size_t gathering;           /* the writer goes on sleeping until so many appends wait; 0: it does not */
    bool stopping;
    struct append_list finished;
    struct errand_list finished_errands;
};

struct log_queue {
    const struct log_queue_work *work;
    void *writer; /* the thread's, if there is one */
    bool threaded;
    bool closing; /* loop thread */
    log_lost_cb lost;
    void *lost_context;
    uv_async_t *wake; /* outlives us until the loop has closed it */
    uv_thread_t thread;
    struct shared shared;
};

/* Lists in order of arrival */

static void appends_clear(struct append_list *list)
{
    list->first = NULL;
    list->end = &list->first;
    list->count = 0;
}

static void appends_add(struct append_list *list, struct log_append *append)
{
    append->next = NULL;
    *list->end = append;
    list->end = &append->next;
    list->count++;
}

/* Moves a whole list to the end of another. */
static void appends_move(struct append_list *to, struct append_list *from)
{
    if (!from->first)
        return;
    *to->end = from->first;
    to->end = from->end;
    to->count += from->count;
    appends_clear(from);
}

static void errands_clear(struct errand_list *list)
{
    list->first = NULL;
    list->end = &list->first;
}

static void errands_add(struct errand_list *list, struct log_errand *errand)
{
    errand->next = NULL;
    *list->end = errand;
    list->end = &errand->next;
}

static void errands_move(struct errand_list *to, struct errand_list *from)
{
    if (!from->first)
        return;
    *to->end = from->first;
    to->end = from->end;
    errands_clear(from);
}

static struct log_errand *errands_take_turn(struct errand_list *list)
{
    struct log_errand *turn = log_errand_take_turn(&list->first);
    if (!list->first)
        list->end = &list->first;
    return turn;
}

static struct log_errand *errands_take(struct errand_list *list)
{
    struct log_errand *errand = list->first;
    if (!errand)
        return NULL;
    list->first = errand->next;
    if (!list->first)
        list->end = &list->first;
    return errand;
}

/* The writer thread */

/* How the writer gathers a group. Authors who wait for each outcome before they send on would fall into two halves, each waiting for the
 * other's commit: so after a commit the writer waits for as many appends as it had and as came meanwhile, but never longer than a
 * quarter of what the commit took. Somebody who writes alone is never kept waiting. */
struct gather {
    size_t expected;
    uint64_t patience_ns;
};

#define PATIENCE_MAX_NS 2000000

static void wait_for_the_others(struct shared *shared, const struct gather *gather)
{
    uint64_t start = uv_hrtime(), waited = 0;
    if (!shared->waiting.first || gather->expected < 2)
        return;
    shared->gathering = gather->expected;
    while (shared->waiting.count < gather->expected && !shared->stopping && waited < gather->patience_ns) {
        (void)uv_cond_timedwait(&shared->work, &shared->mutex, gather->patience_ns - waited);
        waited = uv_hrtime() - start;
    }
    shared->gathering = 0;
}

/* Waits for work, unless there are errands left. Takes all there is. */
static void wait_for_work(struct shared *shared, const struct gather *gather, struct append_list *appends,
                          struct errand_list *errands, bool *stopping)
{
    uv_mutex_lock(&shared->mutex);
    while (!shared->waiting.first && !shared->errands.first && !errands->first && !shared->stopping)
        uv_cond_wait(&shared->work, &shared->mutex);
    wait_for_the_others(shared, gather);
    appends_move(appends, &shared->waiting);
    errands_move(errands, &shared->errands);
    *stopping = shared->stopping;
    uv_mutex_unlock(&shared->mutex);
}

/* Commits, and expects the next group to be of these authors and those who came meanwhile. */
static void commit(struct log_queue *queue, struct append_list *appends, struct gather *gather)
{
    uint64_t start = uv_hrtime();
    queue->work->commit(queue->writer, appends->first);
    gather->patience_ns = (uv_hrtime() - start) / 4;
    if (gather->patience_ns > PATIENCE_MAX_NS)
        gather->patience_ns = PATIENCE_MAX_NS;
    uv_mutex_lock(&queue->shared.mutex);
    gather->expected = appends->count + queue->shared.waiting.count;
    uv_mutex_unlock(&queue->shared.mutex);
}

static void hand_back(struct log_queue *queue, struct append_list *appends, struct errand_list *errands)
{
    if (!appends->first && !errands->first)
        return;
    uv_mutex_lock(&queue->shared.mutex);
    appends_move(&queue->shared.finished, appends);
    errands_move(&queue->shared.finished_errands, errands);
    uv_mutex_unlock(&queue->shared.mutex);
    uv_async_send(queue->wake);
}

/* One probe answers all who ask now. */
static void answer_probes(struct errand_list *errands, enum status status, struct errand_list *done)
{
    struct errand_list others;
    errands_clear(&others);
    for (struct log_errand *errand; (errand = errands_take(errands));) {
        bool asks = errand->kind == LOG_PROBE;
        if (asks)
            errand->status = status;
        errands_add(asks ? done : &others, errand);
    }
    errands_move(errands, &others);
}

static void run_next_turn(struct log_queue *queue, struct errand_list *errands, struct errand_list *done)
{
    struct log_errand *turn = errands_take_turn(errands);
    if (!turn)
        return;
    queue->work->run(queue->writer, turn);
    if (turn->kind == LOG_PROBE)
        answer_probes(errands, turn->status, done);
    for (struct log_errand *next; turn; turn = next) {
        next = turn->next;
        errands_add(done, turn);
    }
}

static void write_until_stopped(void *context)
{
    struct log_queue *queue = context;
    struct append_list appends;
    struct errand_list errands, done;
    struct gather gather = {0, 0};
    bool stopping = false;
    appends_clear(&appends);
    errands_clear(&errands);
    errands_clear(&done);
    while (!stopping || errands.first) {
        wait_for_work(&queue->shared, &gather, &appends, &errands, &stopping);
        if (appends.first)
            commit(queue, &appends, &gather);
        hand_back(queue, &appends, &done); /* before all else: authors wait for it */
        run_next_turn(queue, &errands, &done);
        hand_back(queue, &appends, &done);
    }
}

void log_queue_tell_lost(struct log_queue *queue, const char *draft)
{
    struct append_list none;
    struct errand_list one;
    appends_clear(&none);
    errands_clear(&one);
    errands_add(&one, log_errand_create(LOG_LOST, draft));
    if (queue->threaded)
        hand_back(queue, &none, &one);
    else
        log_errand_destroy(errands_take(&one)); /* whoever calls hears of it with the next append */
}

/* The loop's thread */

static void call_done(struct log_append *list)
{
    while (list) {
        struct log_append *append = list;
        list = append->next;
        append->done(append->context, append->status, append->commit_us);
        log_append_destroy(append);
    }
}

static void answer(struct log_queue *queue, struct log_errand *errand)
{
    if (errand->probed)
        errand->probed(errand->context, errand->status, 0);
    if (errand->claimed)
        errand->claimed(errand->context, errand->status, errand->owner);
    if (errand->kind == LOG_LOST && queue->lost)
        queue->lost(queue->lost_context, errand->draft);
    log_errand_destroy(errand);
}

static void deliver(struct log_queue *queue)
{
    struct append_list finished;
    struct errand_list errands;
    appends_clear(&finished);
    errands_clear(&errands);
    uv_mutex_lock(&queue->shared.mutex);
    appends_move(&finished, &queue->shared.finished);
    errands_move(&errands, &queue->shared.finished_errands);
    uv_mutex_unlock(&queue->shared.mutex);
    call_done(finished.first);
    for (struct log_errand *errand; (errand = errands_take(&errands));)
        answer(queue, errand);
}

static void on_wake(uv_async_t *wake)
{
    deliver(wake->data);
}

void log_queue_append(struct log_queue *queue, const char *draft, uint64_t first_seq,
                      const struct log_op *ops, size_t count, log_done_cb done, void *context)
{
    if (queue->closing) { /* from within a `done` that destroy calls */
        done(context, STATUS_STORAGE, 0);
        return;
    }
    struct log_append *append = log_append_create(draft, first_seq, ops, count, done, context);
    if (!queue->threaded) {
        queue->work->commit(queue->writer, append);
        call_done(append);
        return;
    }
    uv_mutex_lock(&queue->shared.mutex);
    appends_add(&queue->shared.waiting, append);
    bool enough = queue->shared.waiting.count >= queue->shared.gathering;
    uv_mutex_unlock(&queue->shared.mutex);
    if (enough) /* only now: who is woken first would wait for the mutex */
        uv_cond_signal(&queue->shared.work);
}

void log_queue_dispatch(struct log_queue *queue, struct log_errand *errand)
{
    if (queue->closing || !queue->threaded) {
        errand->status = STATUS_STORAGE;
        if (!queue->closing)
            queue->work->run(queue->writer, errand);
        answer(queue, errand);
        return;
    }
    uv_mutex_lock(&queue->shared.mutex);
    errands_add(&queue->shared.errands, errand);
    uv_cond_signal(&queue->shared.work);
    uv_mutex_unlock(&queue->shared.mutex);
}

void log_queue_on_lost(struct log_queue *queue, log_lost_cb lost, void *context)
{
    queue->lost = lost;
    queue->lost_context = context;
}

/* Life */

static void start_thread(struct log_queue *queue, uv_loop_t *loop)
{
    appends_clear(&queue->shared.waiting);
    appends_clear(&queue->shared.finished);
    errands_clear(&queue->shared.errands);
    errands_clear(&queue->shared.finished_errands);
    queue->wake = mem_zero(1, sizeof *queue->wake);
    queue->wake->data = queue;
    ALWAYS(uv_mutex_init(&queue->shared.mutex) == 0 && uv_cond_init(&queue->shared.work) == 0);
    ALWAYS(uv_async_init(loop, queue->wake, on_wake) == 0);
    ALWAYS(uv_thread_create(&queue->thread, write_until_stopped, queue) == 0);
    queue->threaded = true;
}

struct log_queue *log_queue_create(struct uv_loop_s *loop, const struct log_queue_work *work, void *writer)
{
    struct log_queue *queue = mem_zero(1, sizeof *queue);
    queue->work = work;
    queue->writer = writer;
    if (loop)
        start_thread(queue, loop);
    return queue;
}

static void free_handle(uv_handle_t *handle)
{
    free(handle);
}

static void stop_thread(struct log_queue *queue)
{
    uv_mutex_lock(&queue->shared.mutex);
    queue->shared.stopping = true;
    uv_cond_signal(&queue->shared.work);
    uv_mutex_unlock(&queue->shared.mutex);
    uv_thread_join(&queue->thread);
    queue->closing = true;
    deliver(queue);
    uv_close((uv_handle_t *)queue->wake, free_handle);
    uv_cond_destroy(&queue->shared.work);
    uv_mutex_destroy(&queue->shared.mutex);
}

void log_queue_destroy(struct log_queue *queue)
{
    if (queue->threaded)
        stop_thread(queue);
    free(queue);
}
