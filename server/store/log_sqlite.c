/* The queue and its thread, see log_queue; the writing, see log_writer; the reading, see log_reader. */
#include "store/log_sqlite.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/log_queue.h"
#include "store/log_reader.h"
#include "store/log_writer.h"

struct log_sqlite {
    struct log_store store;
    struct log_writer *writer; /* the queue's */
    struct log_reader *reader;
    struct log_queue *queue;
};

static struct log_sqlite *from_store(struct log_store *store)
{
    return (struct log_sqlite *)store;
}

/* What the queue's thread does */

static void commit(void *writer, struct log_append *list)
{
    log_writer_commit(writer, list);
}

static void run_errand(void *writer, struct log_errand *errand)
{
    if (errand->kind == LOG_PROBE)
        errand->status = log_writer_probe(writer);
    else if (errand->kind == LOG_SNAPSHOT)
        log_writer_put_snapshot(writer, errand->draft, &errand->snapshot);
}

static const struct log_queue_work work = {commit, run_errand};

/* The interface */

static void append(struct log_store *store, const char *draft, uint64_t first_seq, const struct log_op *ops,
                   size_t count, log_done_cb done, void *context)
{
    log_queue_append(from_store(store)->queue, draft, first_seq, ops, count, done, context);
}

static void probe(struct log_store *store, log_done_cb done, void *context)
{
    log_queue_probe(from_store(store)->queue, done, context);
}

static void put_snapshot(struct log_store *store, const char *draft, const struct log_snapshot *snapshot)
{
    log_queue_put_snapshot(from_store(store)->queue, draft, snapshot);
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

static void destroy(struct log_store *store)
{
    struct log_sqlite *log = from_store(store);
    log_queue_destroy(log->queue);
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

static void confirm(struct log_store *store, const char *draft, log_done_cb done, void *context)
{
    (void)store;
    (void)draft;
    done(context, STATUS_OK, 0);
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
    .confirm = confirm,
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
    log->queue = log_queue_create(options->loop, &work, writer);
    *out = &log->store;
    return STATUS_OK;
}
