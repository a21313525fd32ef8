#include "outbound/errands.h"

#include <stdlib.h>
#include <uv.h>

#include "base/always.h"
#include "base/mem.h"

#define MOST_THREADS 8

struct errand {
    struct errand *next;
    void (*work)(void *context, struct fetcher *fetcher);
    loop_cb done;
    void *context;
};

struct list {
    struct errand *first, **end;
};

struct errands {
    uv_async_t answer; /* something is done */
    uv_mutex_t mutex;  /* of `waiting`, `finished` and, with `change`, of what threads wait for */
    uv_cond_t change;
    struct list waiting, finished;
    atomic_bool stopped;
    size_t count, most; /* of errands; the loop's */
    uv_thread_t threads[MOST_THREADS];
    size_t thread_count, started;
    long seconds;
};

static void list_init(struct list *list)
{
    list->first = NULL;
    list->end = &list->first;
}

static void list_add(struct list *list, struct errand *errand)
{
    errand->next = NULL;
    *list->end = errand;
    list->end = &errand->next;
}

static struct errand *list_take(struct list *list)
{
    struct errand *errand = list->first;
    if (errand && !(list->first = errand->next))
        list->end = &list->first;
    return errand;
}

/* The next errand, waited for; NULL when there will be none. */
static struct errand *next_errand(struct errands *errands)
{
    uv_mutex_lock(&errands->mutex);
    while (!errands->waiting.first && !atomic_load(&errands->stopped))
        uv_cond_wait(&errands->change, &errands->mutex);
    struct errand *errand = atomic_load(&errands->stopped) ? NULL : list_take(&errands->waiting);
    uv_mutex_unlock(&errands->mutex);
    return errand;
}

static void run_errands(void *context)
{
    struct errands *errands = context;
    struct fetcher *fetcher = fetcher_create();
    fetcher_bound(fetcher, errands->seconds, &errands->stopped);
    for (struct errand *errand; (errand = next_errand(errands));) {
        errand->work(errand->context, fetcher);
        uv_mutex_lock(&errands->mutex);
        list_add(&errands->finished, errand);
        uv_mutex_unlock(&errands->mutex);
        uv_async_send(&errands->answer);
    }
    fetcher_destroy(fetcher);
}

static void finish(struct errands *errands, struct list *list)
{
    for (;;) {
        uv_mutex_lock(&errands->mutex);
        struct errand *errand = list_take(list);
        uv_mutex_unlock(&errands->mutex);
        if (!errand)
            return;
        errands->count--;
        errand->done(errand->context);
        free(errand);
    }
}

static void answer(uv_async_t *handle)
{
    struct errands *errands = handle->data;
    finish(errands, &errands->finished);
}

struct errands *errands_create(struct loop *loop, size_t threads, size_t most, long seconds)
{
    struct errands *errands = mem_zero(1, sizeof *errands);
    ALWAYS(threads >= 1 && threads <= MOST_THREADS);
    errands->thread_count = threads;
    errands->most = most;
    errands->seconds = seconds;
    list_init(&errands->waiting);
    list_init(&errands->finished);
    ALWAYS(uv_mutex_init(&errands->mutex) == 0 && uv_cond_init(&errands->change) == 0);
    ALWAYS(uv_async_init(loop_uv(loop), &errands->answer, answer) == 0);
    uv_unref((uv_handle_t *)&errands->answer);
    errands->answer.data = errands;
    return errands;
}

bool errands_add(struct errands *errands, void (*work)(void *context, struct fetcher *fetcher), loop_cb done,
                 void *context)
{
    if (errands->count == errands->most || atomic_load(&errands->stopped))
        return false;
    if (errands->started < errands->thread_count && errands->started <= errands->count)
        ALWAYS(uv_thread_create(&errands->threads[errands->started++], run_errands, errands) == 0);
    struct errand *errand = mem_alloc(sizeof *errand);
    *errand = (struct errand){.work = work, .done = done, .context = context};
    errands->count++;
    uv_mutex_lock(&errands->mutex);
    list_add(&errands->waiting, errand);
    uv_cond_signal(&errands->change);
    uv_mutex_unlock(&errands->mutex);
    return true;
}

void errands_stop(struct errands *errands)
{
    uv_mutex_lock(&errands->mutex);
    atomic_store(&errands->stopped, true);
    uv_cond_broadcast(&errands->change);
    uv_mutex_unlock(&errands->mutex);
    for (; errands->started; errands->started--)
        uv_thread_join(&errands->threads[errands->started - 1]);
    finish(errands, &errands->finished);
    finish(errands, &errands->waiting);
}

static void closed(uv_handle_t *handle)
{
    free(handle->data);
}

void errands_destroy(struct errands *errands)
{
    if (!errands)
        return;
    uv_mutex_destroy(&errands->mutex);
    uv_cond_destroy(&errands->change);
    uv_close((uv_handle_t *)&errands->answer, closed);
}
