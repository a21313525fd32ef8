#include "base/ticker.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/always.h"
#include "base/mem.h"

struct ticker {
    unsigned ms;
    void (*tick)(void *context);
    void *context;
    pthread_t thread;
    pthread_mutex_t mutex; /* over the rest */
    pthread_cond_t wake;
    bool stopping;
};

static struct timespec moment_after(unsigned ms)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_nsec += ms % 1000 * 1000000L;
    moment.tv_sec += ms / 1000 + moment.tv_nsec / 1000000000;
    moment.tv_nsec %= 1000000000;
    return moment;
}

/* False when it is time to stop. */
static bool sleep_until(struct ticker *ticker, const struct timespec *moment)
{
    pthread_mutex_lock(&ticker->mutex);
    while (!ticker->stopping && pthread_cond_timedwait(&ticker->wake, &ticker->mutex, moment) != ETIMEDOUT)
        continue;
    bool goes_on = !ticker->stopping;
    pthread_mutex_unlock(&ticker->mutex);
    return goes_on;
}

static void *tick_until_stopped(void *context)
{
    struct ticker *ticker = context;
    struct timespec next;
    do {
        next = moment_after(ticker->ms);
        ticker->tick(ticker->context);
    } while (sleep_until(ticker, &next));
    return NULL;
}

struct ticker *ticker_start(unsigned ms, void (*tick)(void *context), void *context)
{
    pthread_condattr_t clock;
    struct ticker *ticker = mem_zero(1, sizeof *ticker);
    ticker->ms = ms;
    ticker->tick = tick;
    ticker->context = context;
    pthread_mutex_init(&ticker->mutex, NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&ticker->wake, &clock);
    pthread_condattr_destroy(&clock);
    ALWAYS(pthread_create(&ticker->thread, NULL, tick_until_stopped, ticker) == 0);
    return ticker;
}

void ticker_stop(struct ticker *ticker)
{
    if (!ticker)
        return;
    pthread_mutex_lock(&ticker->mutex);
    ticker->stopping = true;
    pthread_cond_signal(&ticker->wake);
    pthread_mutex_unlock(&ticker->mutex);
    pthread_join(ticker->thread, NULL);
    pthread_mutex_destroy(&ticker->mutex);
    pthread_cond_destroy(&ticker->wake);
    free(ticker);
}
