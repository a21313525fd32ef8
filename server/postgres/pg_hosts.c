#include "postgres/pg_hosts.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/ticker.h"
#include "postgres/pg_schema.h"

#define LOOK_MS   200  /* so long a doubt waits for its look at most */
#define ANSWER_MS 2000 /* so long each answer of a host is waited for */

struct pg_hosts {
    char *address;
    bool strict;
    size_t count;
    struct pg_seen *seen;  /* by host, of the last look; whoever looks */
    bool refusal_said;     /* the same */
    struct ticker *ticker; /* NULL where there is one host */
    struct pg_choice choice;
    pthread_mutex_t mutex; /* over the rest */
    unsigned shares;
    size_t chosen;
    /* of the chosen one, and so the highest that was ever used; 0: none yet, or it does not say */
    uint64_t timeline;
};

/* ---- the choice ---- */

static bool is_better(const struct pg_seen *one, const struct pg_seen *other)
{
    if (one->timeline != other->timeline)
        return one->timeline > other->timeline;
    return one->has_standby && !other->has_standby;
}

size_t pg_hosts_choose(const struct pg_seen *seen, size_t count, uint64_t least)
{
    size_t best = count;
    for (size_t i = 0; i < count; i++)
        if (seen[i].usable && seen[i].timeline >= least &&
            (best == count || is_better(&seen[i], &seen[best])))
            best = i;
    return best;
}

/* ---- one host ---- */

/* Of a primary. Any role may call these functions; where the role may not see the states of standbys, they are NULL. The control file would not do: it has the new
 * timeline only after the first checkpoint. */
static const char look_sql[] =
    "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint,"
    " (SELECT count(*) FROM pg_stat_replication WHERE coalesce(sync_state, 'sync') IN ('sync', 'quorum'))";

/* What only resembles PostgreSQL has no timelines: it says no, and is used as it comes. */
static enum status ask(struct pg *pg, struct pg_seen *out)
{
    struct pg_rows *rows = NULL;
    enum status status = pg_query(pg, look_sql, NULL, &rows);
    if (status == STATUS_OK && pg_count(rows)) {
        out->timeline = pg_get_number(rows, 0, 0);
        out->has_standby = pg_get_number(rows, 0, 1) > 0;
    }
    pg_rows_free(rows);
    return status == STATUS_UNKNOWN ? STATUS_STORAGE : STATUS_OK;
}

/* `unsafe`: why it is not safe, where it is not. */
static struct pg_seen look_at(const struct pg_hosts *hosts, size_t index, struct buf *why, struct buf *unsafe)
{
    struct pg_seen seen = {.usable = false};
    struct pg *pg = NULL;
    if (pg_open_host(hosts->address, index, why, &pg) != STATUS_OK)
        return seen;
    pg_set_patience(pg, ANSWER_MS);
    enum status status = ask(pg, &seen);
    if (status == STATUS_OK && hosts->strict) {
        buf_reset(unsafe);
        status = pg_schema_check_safety(pg, unsafe);
    }
    seen.usable = status == STATUS_OK;
    pg_close(pg);
    return seen;
}

/* ---- all of them ---- */

/* Once, until one can be used again. */
static void say_refusal(struct pg_hosts *hosts, uint64_t least)
{
    for (size_t i = 0; !hosts->refusal_said && i < hosts->count; i++) {
        struct buf name = BUF_EMPTY;
        if (!hosts->seen[i].usable)
            continue;
        pg_host_name(hosts->address, i, &name);
        diag(DIAG_ERROR,
             "the database at %s takes changes on timeline %" PRIu64 ", but timeline %" PRIu64
             " was used already: it was left behind, and is not used",
             name.bytes, hosts->seen[i].timeline, least);
        buf_clear(&name);
        hosts->refusal_said = true;
    }
}

static void choose(struct pg_hosts *hosts, size_t index)
{
    struct buf now = BUF_EMPTY, before = BUF_EMPTY;
    uint64_t timeline = hosts->seen[index].timeline;
    pg_host_name(hosts->address, index, &now);
    pg_host_name(hosts->address, hosts->chosen, &before);
    if (hosts->timeline)
        diag(DIAG_WARNING,
             "the database is at %s by now, on timeline %" PRIu64 "; before, it was at %s, on %" PRIu64,
             now.bytes, timeline, before.bytes, hosts->timeline);
    pthread_mutex_lock(&hosts->mutex);
    hosts->chosen = index;
    hosts->timeline = timeline;
    atomic_fetch_add(&hosts->choice.number, 1);
    pthread_mutex_unlock(&hosts->mutex);
    buf_clear(&now);
    buf_clear(&before);
}

/* STATUS_STORAGE: none can be used. */
static enum status look(struct pg_hosts *hosts, struct buf *why)
{
    struct buf unsafe = BUF_EMPTY;
    for (size_t i = 0; i < hosts->count; i++)
        hosts->seen[i] = look_at(hosts, i, why, &unsafe);
    size_t index = pg_hosts_choose(hosts->seen, hosts->count, hosts->timeline);
    if (index < hosts->count) {
        hosts->refusal_said = false;
        if (index != hosts->chosen || hosts->seen[index].timeline != hosts->timeline)
            choose(hosts, index);
    } else {
        say_refusal(hosts, hosts->timeline);
    }
    if (why && (unsafe.len || index < hosts->count))
        buf_reset(why);
    if (why && index == hosts->count)
        buf_add(why, unsafe.bytes ? unsafe.bytes : "", unsafe.len);
    buf_clear(&unsafe);
    return index < hosts->count ? STATUS_OK : STATUS_STORAGE;
}

/* On the thread. A doubt that comes up meanwhile may be about what was seen before it. */
static void look_if_doubted(void *context)
{
    struct pg_hosts *hosts = context;
    if (atomic_exchange(&hosts->choice.doubted, false) && look(hosts, NULL) != STATUS_OK)
        atomic_store(&hosts->choice.doubted, true);
}

/* ---- for those who connect ---- */

static struct pg_hosts *hosts_of(const char *address, bool strict, struct buf *why)
{
    size_t count = pg_host_count(address, why);
    if (!count)
        return NULL;
    struct pg_hosts *hosts = mem_zero(1, sizeof *hosts);
    hosts->address = mem_copy_string(address);
    hosts->strict = strict;
    hosts->count = count;
    hosts->seen = mem_zero(count, sizeof *hosts->seen);
    hosts->shares = 1;
    pthread_mutex_init(&hosts->mutex, NULL);
    return hosts;
}

enum status pg_hosts_create(const char *address, bool strict, struct buf *why, struct pg_hosts **out)
{
    struct pg_hosts *hosts = hosts_of(address, strict, why);
    if (!hosts)
        return STATUS_USAGE;
    enum status status = hosts->count > 1 ? look(hosts, why) : STATUS_OK;
    if (status != STATUS_OK) {
        pg_hosts_release(hosts);
        return status;
    }
    if (hosts->count > 1)
        hosts->ticker = ticker_start(LOOK_MS, look_if_doubted, hosts);
    *out = hosts;
    return STATUS_OK;
}

struct pg_hosts *pg_hosts_share(struct pg_hosts *hosts)
{
    pthread_mutex_lock(&hosts->mutex);
    hosts->shares++;
    pthread_mutex_unlock(&hosts->mutex);
    return hosts;
}

void pg_hosts_release(struct pg_hosts *hosts)
{
    if (!hosts)
        return;
    pthread_mutex_lock(&hosts->mutex);
    bool last = --hosts->shares == 0;
    pthread_mutex_unlock(&hosts->mutex);
    if (!last)
        return;
    ticker_stop(hosts->ticker);
    pthread_mutex_destroy(&hosts->mutex);
    free(hosts->seen);
    free(hosts->address);
    free(hosts);
}

uint64_t pg_hosts_timeline(struct pg_hosts *hosts)
{
    pthread_mutex_lock(&hosts->mutex);
    uint64_t timeline = hosts->timeline;
    pthread_mutex_unlock(&hosts->mutex);
    return timeline;
}

/* A host that was chosen on one timeline and is on another by now is another database. */
static enum status check_timeline(struct pg *pg, uint64_t timeline, struct buf *why)
{
    struct pg_seen seen = {.usable = true};
    pg_set_patience(pg, ANSWER_MS);
    enum status status = ask(pg, &seen);
    pg_set_patience(pg, PG_PATIENCE_MS);
    if (status == STATUS_OK && seen.timeline == timeline)
        return STATUS_OK;
    if (why && status == STATUS_OK)
        buf_format(why, "the database is on timeline %" PRIu64 ", and was on %" PRIu64, seen.timeline,
                   timeline);
    return STATUS_STORAGE;
}

enum status pg_hosts_open(struct pg_hosts *hosts, struct buf *why, struct pg **out)
{
    pthread_mutex_lock(&hosts->mutex);
    size_t index = hosts->chosen;
    uint64_t timeline = hosts->timeline;
    unsigned number = atomic_load(&hosts->choice.number);
    pthread_mutex_unlock(&hosts->mutex);
    enum status status = pg_open_host(hosts->address, index, why, out);
    if (hosts->count == 1)
        return status;
    if (status == STATUS_OK)
        status = check_timeline(*out, timeline, why);
    if (status == STATUS_OK) {
        pg_follow(*out, &hosts->choice, number);
        return STATUS_OK;
    }
    atomic_store(&hosts->choice.doubted, true);
    pg_close(*out);
    *out = NULL;
    return status;
}

enum status pg_open(const char *address, struct buf *why, struct pg **out)
{
    struct pg_hosts *hosts = hosts_of(address, false, why);
    *out = NULL;
    if (!hosts)
        return STATUS_USAGE;
    enum status status = hosts->count > 1 ? look(hosts, why) : STATUS_OK;
    if (status == STATUS_OK)
        status = pg_open_host(hosts->address, hosts->chosen, why, out);
    pg_hosts_release(hosts);
    return status;
}
