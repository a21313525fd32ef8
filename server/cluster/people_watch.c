#include "cluster/people_watch.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/loop.h"
#include "base/mem.h"
#include "base/ticker.h"
#include "postgres/people_postgres.h"
#include "store/people_replica.h"

enum { FOLLOW_MS = 200, TIDY_EVERY = 300 /* rounds: a minute */ };

struct people_watch {
    struct people_replica *replica; /* the thread's */
    struct ticker *ticker;
    unsigned rounds;
    pthread_mutex_t mutex; /* over the rest */
    bool anew, outdated;
    uint64_t followed_ms;
};

static void follow(struct people_watch *watch)
{
    struct people_followed followed;
    uint64_t asked = loop_clock_us() / 1000;
    enum status status = people_replica_follow(watch->replica, &followed);
    if (!followed.newer && (status == STATUS_CONFLICT || status == STATUS_CORRUPT))
        diag(DIAG_ERROR, "what other servers wrote about people cannot be taken over: %s",
             status_message(status));
    pthread_mutex_lock(&watch->mutex);
    watch->anew = watch->anew || followed.anew;
    watch->outdated = followed.newer;
    if (status == STATUS_OK)
        watch->followed_ms = asked;
    pthread_mutex_unlock(&watch->mutex);
}

static void look(void *context)
{
    struct people_watch *watch = context;
    follow(watch);
    if (++watch->rounds % TIDY_EVERY == 0 && people_replica_tidy(watch->replica) != STATUS_OK)
        diag(DIAG_WARNING, "the journal of people could not be tidied; it will be tried again");
}

enum status people_watch_start(const char *dir, const char *database, struct pg_hosts *hosts, struct buf *why,
                               struct people_watch **out)
{
    struct people_journal *journal = NULL;
    struct people_replica *replica = NULL;
    enum status status = people_postgres_open(hosts, why, &journal);
    if (status == STATUS_OK)
        status = people_replica_open(dir, journal, database, why, &replica);
    if (status != STATUS_OK)
        return status;
    struct people_watch *watch = mem_zero(1, sizeof *watch);
    watch->replica = replica;
    watch->followed_ms = loop_clock_us() / 1000;
    pthread_mutex_init(&watch->mutex, NULL);
    watch->ticker = ticker_start(FOLLOW_MS, look, watch);
    *out = watch;
    return STATUS_OK;
}

void people_watch_stop(struct people_watch *watch)
{
    if (!watch)
        return;
    ticker_stop(watch->ticker);
    people_replica_close(watch->replica);
    pthread_mutex_destroy(&watch->mutex);
    free(watch);
}

uint64_t people_watch_silent_ms(struct people_watch *watch)
{
    pthread_mutex_lock(&watch->mutex);
    uint64_t silent = loop_clock_us() / 1000 - watch->followed_ms;
    pthread_mutex_unlock(&watch->mutex);
    return silent;
}

bool people_watch_is_outdated(struct people_watch *watch)
{
    pthread_mutex_lock(&watch->mutex);
    bool outdated = watch->outdated;
    pthread_mutex_unlock(&watch->mutex);
    return outdated;
}

bool people_watch_take_anew(struct people_watch *watch)
{
    pthread_mutex_lock(&watch->mutex);
    bool anew = watch->anew;
    watch->anew = false;
    pthread_mutex_unlock(&watch->mutex);
    return anew;
}
