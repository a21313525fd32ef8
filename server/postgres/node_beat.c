#include "postgres/node_beat.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/loop.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/ticker.h"
#include "postgres/pg.h"

#define BEAT_MS    1000
#define ANSWER_MS  2500
#define DEAD_BEATS 5

/* Another server, as this one sees it. */
struct other {
    char incarnation[NODE_ID_BYTES];
    uint64_t beat;
    unsigned same; /* so many rounds */
    bool seen;     /* in this round */
};

struct node_beat {
    struct pg_hosts *hosts;
    char *incarnation, *node, *address;
    void (*revived)(void *context);
    void *context;
    struct ticker *ticker;
    struct pg *pg;
    struct map others;
    pthread_mutex_t mutex; /* over the rest */
    uint64_t acknowledged_ms;
    struct node_state state;
    struct buf living; /* addresses of the others, each between two line feeds */
};

/* ---- this server's row ---- */

static enum status enter(struct node_beat *beat)
{
    struct pg_values name = {.count = 0}, values = {.count = 0};
    pg_text(&name, beat->node);
    pg_text(&name, beat->incarnation);
    enum status status = pg_query(
        beat->pg, "UPDATE nodes SET state = 'dead' WHERE node = $1 AND incarnation <> $2", &name, NULL);
    pg_text(&values, beat->incarnation);
    pg_text(&values, beat->node);
    pg_text(&values, beat->address);
    if (status == STATUS_OK)
        status =
            pg_query(beat->pg,
                     "INSERT INTO nodes(incarnation, node, address, beat, state) VALUES($1, $2, $3, 0, 'up')"
                     " ON CONFLICT (incarnation) DO UPDATE SET state = 'up'",
                     &values, NULL);
    return status;
}

static void leave(struct node_beat *beat)
{
    struct pg_values values = {.count = 0};
    pg_text(&values, beat->incarnation);
    if (!pg_is_alive(beat->pg) || pg_query(beat->pg, "UPDATE nodes SET state = 'dead' WHERE incarnation = $1",
                                           &values, NULL) != STATUS_OK)
        diag(DIAG_WARNING, "this server could not say that it leaves; others will find out");
}

static void note_beat(struct node_beat *beat, uint64_t sent_ms, int64_t database_ms, int64_t middle_ms)
{
    pthread_mutex_lock(&beat->mutex);
    beat->acknowledged_ms = sent_ms; /* from when on the database was there at the latest */
    beat->state.clock_ahead_ms = database_ms - middle_ms;
    pthread_mutex_unlock(&beat->mutex);
}

static void come_back(struct node_beat *beat)
{
    diag(DIAG_ERROR, "this server was declared dead by another; it goes on with what was not taken from it");
    if (enter(beat) != STATUS_OK)
        return;
    pthread_mutex_lock(&beat->mutex);
    beat->state.was_declared_dead++;
    pthread_mutex_unlock(&beat->mutex);
    beat->revived(beat->context);
}

static enum status say_that_we_live(struct node_beat *beat)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    uint64_t sent = loop_clock_us() / 1000;
    int64_t before = loop_now_ms();
    pg_text(&values, beat->incarnation);
    enum status status =
        pg_query(beat->pg,
                 "UPDATE nodes SET beat = beat + 1 WHERE incarnation = $1 AND state <> 'dead'"
                 " RETURNING (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
                 &values, &rows);
    if (status == STATUS_OK && pg_count(rows))
        note_beat(beat, sent, (int64_t)pg_get_number(rows, 0, 0), before + (loop_now_ms() - before) / 2);
    else if (status == STATUS_OK)
        come_back(beat);
    pg_rows_free(rows);
    return status;
}

/* ---- the others ---- */

static struct other *other_of(struct node_beat *beat, const char *incarnation)
{
    struct other *other = map_get(&beat->others, incarnation);
    if (other)
        return other;
    other = mem_zero(1, sizeof *other);
    snprintf(other->incarnation, sizeof other->incarnation, "%s", incarnation);
    map_put(&beat->others, other->incarnation, other);
    return other;
}

/* Only while its beat is the one that we have seen all the time. */
static enum status declare_dead(struct node_beat *beat, const struct other *other)
{
    struct pg_values values = {.count = 0};
    pg_text(&values, other->incarnation);
    pg_number(&values, other->beat);
    diag(DIAG_WARNING, "server %s does not beat any more: declared dead", other->incarnation);
    pthread_mutex_lock(&beat->mutex);
    beat->state.declared_dead++;
    pthread_mutex_unlock(&beat->mutex);
    return pg_query(beat->pg, "UPDATE nodes SET state = 'dead' WHERE incarnation = $1 AND beat = $2", &values,
                    NULL);
}

static void forget_the_unseen(struct node_beat *beat)
{
    struct other *other;
    for (size_t i = 0; (other = map_next(&beat->others, &i));) {
        if (other->seen) {
            other->seen = false;
            continue;
        }
        map_remove(&beat->others, other->incarnation);
        free(other);
        i = 0;
    }
}

static void note_living(struct node_beat *beat, struct buf *living, size_t count)
{
    pthread_mutex_lock(&beat->mutex);
    beat->state.alive = count;
    if (!beat->living.len || strcmp(beat->living.bytes, living->bytes) != 0) {
        struct buf old = beat->living;
        beat->living = *living;
        *living = old;
        beat->state.changes++;
    }
    pthread_mutex_unlock(&beat->mutex);
}

static enum status look_at_the_others(struct node_beat *beat)
{
    struct pg_values values = {.count = 0};
    struct pg_rows *rows = NULL;
    pg_text(&values, beat->incarnation);
    enum status status = pg_query(
        beat->pg, "SELECT incarnation, beat, address FROM nodes WHERE state <> 'dead' AND incarnation <> $1",
        &values, &rows);
    size_t count = status == STATUS_OK ? pg_count(rows) : 0;
    struct buf living = BUF_EMPTY;
    buf_char(&living, '\n');
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        struct other *other = other_of(beat, pg_get_text(rows, i, 0));
        uint64_t now = pg_get_number(rows, i, 1);
        other->same = now == other->beat ? other->same + 1 : 0;
        other->beat = now;
        other->seen = true;
        if (other->same >= DEAD_BEATS)
            status = declare_dead(beat, other);
        else
            buf_format(&living, "%s\n", pg_get_text(rows, i, 2));
    }
    pg_rows_free(rows);
    if (status == STATUS_OK) {
        forget_the_unseen(beat);
        note_living(beat, &living, count + 1);
    }
    buf_clear(&living);
    return status;
}

/* ---- the thread ---- */

static enum status connect_if_needed(struct node_beat *beat, struct buf *why)
{
    if (pg_is_alive(beat->pg))
        return STATUS_OK;
    pg_close(beat->pg);
    beat->pg = NULL;
    enum status status = pg_hosts_open(beat->hosts, why, &beat->pg);
    if (status == STATUS_OK)
        pg_set_patience(beat->pg, ANSWER_MS);
    return status;
}

static void beat_once(void *context)
{
    struct node_beat *beat = context;
    enum status status = connect_if_needed(beat, NULL);
    if (status == STATUS_OK)
        status = say_that_we_live(beat);
    if (status == STATUS_OK)
        status = look_at_the_others(beat);
    if (status == STATUS_UNKNOWN) { /* what comes late would be taken for the next answer */
        pg_close(beat->pg);
        beat->pg = NULL;
    }
}

static void destroy(struct node_beat *beat)
{
    struct other *other;
    pg_close(beat->pg);
    for (size_t i = 0; (other = map_next(&beat->others, &i));)
        free(other);
    map_clear(&beat->others);
    buf_clear(&beat->living);
    pthread_mutex_destroy(&beat->mutex);
    pg_hosts_release(beat->hosts);
    free(beat->incarnation);
    free(beat->node);
    free(beat->address);
    free(beat);
}

enum status node_beat_start(const struct node_beat_options *options, struct buf *why, struct node_beat **out)
{
    struct node_beat *beat = mem_zero(1, sizeof *beat);
    beat->hosts = pg_hosts_share(options->hosts);
    beat->incarnation = mem_copy_string(options->incarnation);
    beat->node = mem_copy_string(options->node);
    beat->address = mem_copy_string(options->address);
    beat->revived = options->revived;
    beat->context = options->context;
    beat->acknowledged_ms = loop_clock_us() / 1000;
    beat->state.alive = 1;
    pthread_mutex_init(&beat->mutex, NULL);
    enum status status = connect_if_needed(beat, why);
    if (status == STATUS_OK && enter(beat) != STATUS_OK) {
        buf_format(why, "This server cannot enter itself among its like: %s", pg_error(beat->pg));
        status = STATUS_STORAGE;
    }
    if (status != STATUS_OK) {
        destroy(beat);
        return status;
    }
    beat->ticker = ticker_start(BEAT_MS, beat_once, beat);
    *out = beat;
    return STATUS_OK;
}

void node_beat_rest(struct node_beat *beat)
{
    ticker_stop(beat->ticker);
    beat->ticker = NULL;
}

void node_beat_stop(struct node_beat *beat)
{
    if (!beat)
        return;
    node_beat_rest(beat);
    leave(beat);
    destroy(beat);
}

struct node_state node_beat_state(struct node_beat *beat)
{
    pthread_mutex_lock(&beat->mutex);
    struct node_state state = beat->state;
    state.silent_ms = loop_clock_us() / 1000 - beat->acknowledged_ms;
    pthread_mutex_unlock(&beat->mutex);
    return state;
}

bool node_beat_is_alive(struct node_beat *beat, const char *address)
{
    struct buf wanted = BUF_EMPTY;
    buf_format(&wanted, "\n%s\n", address);
    pthread_mutex_lock(&beat->mutex);
    bool alive = beat->living.len && strstr(beat->living.bytes, wanted.bytes);
    pthread_mutex_unlock(&beat->mutex);
    buf_clear(&wanted);
    return alive;
}

void node_beat_list(struct node_beat *beat, struct buf *out)
{
    pthread_mutex_lock(&beat->mutex);
    if (beat->living.len)
        buf_text(out, beat->living.bytes + 1); /* it begins with a line feed */
    pthread_mutex_unlock(&beat->mutex);
}
