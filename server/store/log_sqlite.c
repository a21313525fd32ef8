/* The queue, the thread and the way back to the loop; what a commit is, see log_writer.
 *
 *   loop thread                         writer thread
 *   append ──► waiting ── mutex ──► take all ──► commit ──► snapshots ──┐
 *   done ◄── finished ◄── mutex ◄──────────────── uv_async_send ◄───────┘
 *
 * Everything that both threads touch is in `shared` and under its mutex; the rest belongs to one of them. */
#include "store/log_sqlite.h"

#include <stdlib.h>
#include <uv.h>

#include "base/always.h"
#include "base/mem.h"
#include "store/log_reader.h"
#include "store/log_writer.h"

/* A snapshot that waits to be stored. */
struct note {
    struct note *next;
    char *draft;
    struct log_snapshot snapshot;
};

struct note_list {
    struct note *first;
    struct note **end;
};

struct append_list {
    struct log_append *first;
    struct log_append **end;
    size_t count;
};

struct shared {
    uv_mutex_t mutex;
    uv_cond_t work;
    struct append_list waiting;
    struct append_list probes;  /* waiting too */
    struct note_list snapshots; /* and these */
    size_t gathering;           /* the writer goes on sleeping until so many appends wait; 0: it does not */
    bool stopping;
    struct append_list finished;
};

struct log_sqlite {
    struct log_store store;
    struct log_writer *writer; /* the writer thread's, if there is one */
    struct log_reader *reader;
    bool threaded;
    bool closing;     /* loop thread */
    uv_async_t *wake; /* outlives us until the loop has closed it */
    uv_thread_t thread;
    struct shared shared;
};

static struct log_sqlite *from_store(struct log_store *store)
{
    return (struct log_sqlite *)store;
}

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

static void notes_clear(struct note_list *list)
{
    list->first = NULL;
    list->end = &list->first;
}

static struct note *notes_add(struct note_list *list, const char *draft)
{
    struct note *note = mem_zero(1, sizeof *note);
    note->draft = mem_copy_string(draft);
    *list->end = note;
    list->end = &note->next;
    return note;
}

static void notes_move(struct note_list *to, struct note_list *from)
{
    if (!from->first)
        return;
    *to->end = from->first;
    to->end = from->end;
    notes_clear(from);
}

static struct note *notes_take(struct note_list *list)
{
    struct note *note = list->first;
    if (!note)
        return NULL;
    list->first = note->next;
    if (!list->first)
        list->end = &list->first;
    return note;
}

static void note_destroy(struct note *note)
{
    free(note->draft);
    buf_clear(&note->snapshot.bytes);
    buf_clear(&note->snapshot.clients);
    free(note);
}

/* The writer thread */

static void store_snapshots(struct log_sqlite *log, struct note_list *snapshots)
{
    for (struct note *note; (note = notes_take(snapshots));) {
        log_writer_put_snapshot(log->writer, note->draft, &note->snapshot);
        note_destroy(note);
    }
}

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

/* Waits for work. Takes all there is. */
static void wait_for_work(struct shared *shared, const struct gather *gather, struct append_list *appends,
                          struct append_list *probes, struct note_list *snapshots, bool *stopping)
{
    uv_mutex_lock(&shared->mutex);
    while (!shared->waiting.first && !shared->probes.first && !shared->snapshots.first && !shared->stopping)
        uv_cond_wait(&shared->work, &shared->mutex);
    wait_for_the_others(shared, gather);
    appends_move(appends, &shared->waiting);
    appends_move(probes, &shared->probes);
    notes_move(snapshots, &shared->snapshots);
    *stopping = shared->stopping;
    uv_mutex_unlock(&shared->mutex);
}

/* Commits, and expects the next group to be of these authors and those who came meanwhile. */
static void commit(struct log_sqlite *log, struct append_list *appends, struct gather *gather)
{
    uint64_t start = uv_hrtime();
    log_writer_commit(log->writer, appends->first);
    gather->patience_ns = (uv_hrtime() - start) / 4;
    if (gather->patience_ns > PATIENCE_MAX_NS)
        gather->patience_ns = PATIENCE_MAX_NS;
    uv_mutex_lock(&log->shared.mutex);
    gather->expected = appends->count + log->shared.waiting.count;
    uv_mutex_unlock(&log->shared.mutex);
}

static void hand_back(struct log_sqlite *log, struct append_list *appends)
{
    if (!appends->first)
        return;
    uv_mutex_lock(&log->shared.mutex);
    appends_move(&log->shared.finished, appends);
    uv_mutex_unlock(&log->shared.mutex);
    uv_async_send(log->wake);
}

/* One answer for all who ask now. */
static void probe_for(struct log_sqlite *log, struct append_list *probes)
{
    enum status status = probes->first ? log_writer_probe(log->writer) : STATUS_OK;
    for (struct log_append *one = probes->first; one; one = one->next)
        one->status = status;
}

static void write_until_stopped(void *context)
{
    struct log_sqlite *log = context;
    struct append_list appends, probes;
    struct note_list snapshots;
    struct gather gather = {0, 0};
    bool stopping = false;
    appends_clear(&appends);
    appends_clear(&probes);
    notes_clear(&snapshots);
    while (!stopping) {
        wait_for_work(&log->shared, &gather, &appends, &probes, &snapshots, &stopping);
        if (appends.first)
            commit(log, &appends, &gather);
        hand_back(log, &appends); /* before all else: authors wait for it */
        probe_for(log, &probes);
        hand_back(log, &probes);
        store_snapshots(log, &snapshots);
    }
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

static void deliver(struct log_sqlite *log)
{
    struct append_list finished;
    appends_clear(&finished);
    uv_mutex_lock(&log->shared.mutex);
    appends_move(&finished, &log->shared.finished);
    uv_mutex_unlock(&log->shared.mutex);
    call_done(finished.first);
}

static void on_wake(uv_async_t *wake)
{
    deliver(wake->data);
}

static void append(struct log_store *store, const char *draft, uint64_t first_seq, const struct log_op *ops,
                   size_t count, log_done_cb done, void *context)
{
    struct log_sqlite *log = from_store(store);
    if (log->closing) { /* from within a `done` that destroy calls */
        done(context, STATUS_STORAGE, 0);
        return;
    }
    struct log_append *append = log_append_create(draft, first_seq, ops, count, done, context);
    if (!log->threaded) {
        log_writer_commit(log->writer, append);
        call_done(append);
        return;
    }
    uv_mutex_lock(&log->shared.mutex);
    appends_add(&log->shared.waiting, append);
    bool enough = log->shared.waiting.count >= log->shared.gathering;
    uv_mutex_unlock(&log->shared.mutex);
    if (enough) /* only now: who is woken first would wait for the mutex */
        uv_cond_signal(&log->shared.work);
}

static void probe(struct log_store *store, log_done_cb done, void *context)
{
    struct log_sqlite *log = from_store(store);
    if (log->closing || !log->threaded) {
        done(context, log->closing ? STATUS_STORAGE : log_writer_probe(log->writer), 0);
        return;
    }
    struct log_append *one = log_append_create("", 0, NULL, 0, done, context);
    uv_mutex_lock(&log->shared.mutex);
    appends_add(&log->shared.probes, one);
    uv_cond_signal(&log->shared.work);
    uv_mutex_unlock(&log->shared.mutex);
}

static void put_snapshot(struct log_store *store, const char *draft, const struct log_snapshot *snapshot)
{
    struct log_sqlite *log = from_store(store);
    if (!log->threaded) {
        log_writer_put_snapshot(log->writer, draft, snapshot);
        return;
    }
    if (log->closing)
        return;
    uv_mutex_lock(&log->shared.mutex);
    struct note *note = notes_add(&log->shared.snapshots, draft);
    note->snapshot.seq = snapshot->seq;
    note->snapshot.head = snapshot->head;
    buf_add(&note->snapshot.bytes, snapshot->bytes.bytes, snapshot->bytes.len);
    buf_add(&note->snapshot.clients, snapshot->clients.bytes, snapshot->clients.len);
    uv_cond_signal(&log->shared.work);
    uv_mutex_unlock(&log->shared.mutex);
}

static enum status read_ops(struct log_store *store, const char *draft, uint64_t from_seq, uint64_t to_seq,
                            log_read_cb each, void *context)
{
    return log_reader_read(from_store(store)->reader, draft, from_seq, to_seq, each, context);
}

static enum status summary(struct log_store *store, const char *draft, struct log_summary *out)
{
    return log_reader_summary(from_store(store)->reader, draft, out);
}

static enum status due(struct log_store *store, int64_t until, size_t limit, log_wake_cb each, void *context)
{
    return log_reader_due(from_store(store)->reader, until, limit, each, context);
}

static enum status get_snapshot(struct log_store *store, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out)
{
    return log_reader_snapshot(from_store(store)->reader, draft, max_seq, out);
}

static void free_handle(uv_handle_t *handle)
{
    free(handle);
}

static void stop_thread(struct log_sqlite *log)
{
    uv_mutex_lock(&log->shared.mutex);
    log->shared.stopping = true;
    uv_cond_signal(&log->shared.work);
    uv_mutex_unlock(&log->shared.mutex);
    uv_thread_join(&log->thread);
    log->closing = true;
    deliver(log);
    uv_close((uv_handle_t *)log->wake, free_handle);
    uv_cond_destroy(&log->shared.work);
    uv_mutex_destroy(&log->shared.mutex);
}

static void destroy(struct log_store *store)
{
    struct log_sqlite *log = from_store(store);
    if (log->threaded)
        stop_thread(log);
    log_reader_destroy(log->reader);
    log_writer_close(log->writer);
    free(log);
}

/* One process owns the database, for as long as it runs (data_folder.h). */
static void claim(struct log_store *store, const char *draft, log_claim_cb done, void *context)
{
    (void)store;
    (void)draft;
    done(context, STATUS_OK, NULL);
}

static void release(struct log_store *store, const char *draft)
{
    (void)store;
    (void)draft;
}

static void on_lost(struct log_store *store, log_lost_cb lost, void *context)
{
    (void)store;
    (void)lost;
    (void)context;
}

static const struct log_store_ops functions = {
    .claim = claim,
    .release = release,
    .on_lost = on_lost,
    .append = append,
    .read = read_ops,
    .summary = summary,
    .due = due,
    .put_snapshot = put_snapshot,
    .get_snapshot = get_snapshot,
    .probe = probe,
    .destroy = destroy,
};

static void start_thread(struct log_sqlite *log, uv_loop_t *loop)
{
    appends_clear(&log->shared.waiting);
    appends_clear(&log->shared.probes);
    appends_clear(&log->shared.finished);
    notes_clear(&log->shared.snapshots);
    log->wake = mem_zero(1, sizeof *log->wake);
    log->wake->data = log;
    ALWAYS(uv_mutex_init(&log->shared.mutex) == 0 && uv_cond_init(&log->shared.work) == 0);
    ALWAYS(uv_async_init(loop, log->wake, on_wake) == 0);
    ALWAYS(uv_thread_create(&log->thread, write_until_stopped, log) == 0);
    log->threaded = true;
}

enum status log_sqlite_open(const struct log_sqlite_options *options, struct buf *why, struct log_store **out)
{
    struct log_writer *writer;
    enum status status = log_writer_open(options->dir, options->max_bytes, options->create, why, &writer);
    if (status != STATUS_OK)
        return status;
    struct log_sqlite *log = mem_zero(1, sizeof *log);
    log->store.ops = &functions;
    log->writer = writer;
    log->reader = log_reader_create(options->dir);
    if (options->loop)
        start_thread(log, options->loop);
    *out = &log->store;
    return STATUS_OK;
}
