/* The queue and its thread, see store/log_queue; the writing, see pg_writer; the reading, see pg_reader. */
#include "postgres/log_postgres.h"

#include <stdlib.h>

#include "base/mem.h"
#include "postgres/lease_table.h"
#include "postgres/pg_reader.h"
#include "postgres/pg_writer.h"
#include "store/log_queue.h"

struct log_postgres {
    struct log_store store;
    struct pg_hosts *hosts;
    struct lease_table *leases;
    struct pg_writer *writer; /* the queue's */
    struct pg_reader *reader;
    struct log_queue *queue;
};

static struct log_postgres *from_store(struct log_store *store)
{
    return (struct log_postgres *)store;
}

static const struct log_queue_work work = {pg_writer_commit, pg_writer_run};

static void lost(void *context, const char *draft)
{
    const struct log_postgres *log = context;
    if (log->queue)
        log_queue_tell_lost(log->queue, draft);
}

static void claim(struct log_store *store, const char *draft, log_claim_cb done, void *context)
{
    log_queue_claim(from_store(store)->queue, draft, done, context);
}

static void confirm(struct log_store *store, const char *draft, log_done_cb done, void *context)
{
    log_queue_confirm(from_store(store)->queue, draft, done, context);
}

static void release(struct log_store *store, const char *draft)
{
    log_queue_release(from_store(store)->queue, draft);
}

static void on_lost(struct log_store *store, log_lost_cb told, void *context)
{
    log_queue_on_lost(from_store(store)->queue, told, context);
}

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
    return pg_reader_read(from_store(store)->reader, draft, from_seq, to_seq, each, context);
}

static enum status summary(struct log_store *store, const char *draft, struct log_summary *out)
{
    return pg_reader_summary(from_store(store)->reader, draft, out);
}

static enum status due(struct log_store *store, int64_t until, size_t limit, log_wake_cb each, void *context)
{
    return pg_reader_due(from_store(store)->reader, until, limit, each, context);
}

static enum status get_snapshot(struct log_store *store, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out)
{
    return pg_reader_snapshot(from_store(store)->reader, draft, max_seq, out);
}

static void destroy(struct log_store *store)
{
    struct log_postgres *log = from_store(store);
    log_queue_destroy(log->queue);
    log->queue = NULL;
    pg_reader_destroy(log->reader);
    pg_writer_close(log->writer);
    lease_table_destroy(log->leases);
    pg_hosts_release(log->hosts);
    free(log);
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

enum status log_postgres_open(const struct log_postgres_options *options, struct buf *why,
                              struct log_store **out)
{
    struct log_postgres *log = mem_zero(1, sizeof *log);
    log->store.ops = &functions;
    log->leases = lease_table_create();
    struct pg_writer_options writing = {.incarnation = options->incarnation,
                                        .strict = options->strict,
                                        .leases = log->leases,
                                        .lost = lost,
                                        .context = log};
    enum status status = pg_hosts_create(options->address, options->strict, why, &log->hosts);
    writing.hosts = log->hosts;
    if (status == STATUS_OK)
        status = pg_writer_open(&writing, why, &log->writer);
    if (status != STATUS_OK) {
        lease_table_destroy(log->leases);
        pg_hosts_release(log->hosts);
        free(log);
        return status;
    }
    log->reader = pg_reader_create(log->hosts, options->incarnation, log->leases);
    log->queue = log_queue_create(options->loop, &work, log->writer);
    *out = &log->store;
    return STATUS_OK;
}

enum status log_postgres_drafts(struct log_store *store, bool (*each)(void *context, const char *draft),
                                void *context)
{
    return pg_reader_drafts(from_store(store)->reader, each, context);
}

enum status log_postgres_owner(struct log_store *store, const char *draft, char **out)
{
    return pg_reader_owner(from_store(store)->reader, draft, out);
}

struct pg_hosts *log_postgres_hosts(struct log_store *store)
{
    return from_store(store)->hosts;
}

void log_postgres_check(struct log_store *store)
{
    log_queue_check(from_store(store)->queue);
}

uint64_t log_postgres_given_back(struct log_store *store)
{
    return pg_writer_given_back(from_store(store)->writer);
}

bool log_postgres_keeps_released(struct log_store *store)
{
    return pg_writer_keeps_released(from_store(store)->writer);
}
