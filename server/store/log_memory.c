#include "store/log_memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/map.h"
#include "base/mem.h"
#include "store/keyframes.h"
#include "store/log_append.h"

struct memory_snapshot {
    struct log_snapshot snapshot;
    bool damaged;
};

struct memory_log {
    char *draft; /* the key in the map */
    struct log_op *ops;
    size_t count, capacity;
    uint64_t bytes;
    char *owner;                                          /* another server's address; NULL: ours to claim */
    uint64_t refused_next;                                /* as in log_writer */
    struct memory_snapshot snapshots[SNAPSHOTS_KEPT + 1]; /* oldest first; one place for the newcomer */
    size_t snapshot_count;
};

/* An append or, with `done` NULL, a snapshot. */
struct waiting {
    struct waiting *next;
    char *draft;
    struct log_op *ops;
    size_t count;
    log_done_cb done;
    void *context;
    struct log_snapshot snapshot;
};

struct log_memory {
    struct log_store store;
    struct map logs;
    struct waiting *first;
    struct waiting **end;
    bool stepwise;
    enum status fail_next;
    bool lose_answer, lost_is_stored;
    log_lost_cb lost;
    void *lost_context;
};

static struct log_memory *from_store(struct log_store *store)
{
    return (struct log_memory *)store;
}

static struct memory_log *log_of(struct log_memory *memory, const char *draft)
{
    struct memory_log *log = map_get(&memory->logs, draft);
    if (log)
        return log;
    log = mem_zero(1, sizeof *log);
    log->draft = mem_copy_string(draft);
    map_put(&memory->logs, log->draft, log);
    return log;
}

static void copy_snapshot(struct log_snapshot *to, const struct log_snapshot *from)
{
    *to = (struct log_snapshot){.seq = from->seq, .head = from->head};
    buf_add(&to->bytes, from->bytes.bytes, from->bytes.len);
    buf_add(&to->clients, from->clients.bytes, from->clients.len);
}

static void clear_snapshot(struct log_snapshot *snapshot)
{
    buf_clear(&snapshot->bytes);
    buf_clear(&snapshot->clients);
}

/* Completing what waits */

static const struct sha256 *head_of(const struct memory_log *log)
{
    static const struct sha256 nothing = {{0}};
    return log->count ? &log->ops[log->count - 1].hash : &nothing;
}

static enum status judge(struct log_memory *memory, struct memory_log *log, const struct waiting *item)
{
    uint64_t first_seq = item->ops[0].seq;
    if (log->owner)
        return STATUS_FENCED;
    if (first_seq == log->refused_next) {
        log->refused_next += item->count;
        return STATUS_STORAGE;
    }
    if (!log_append_fits(item->ops, log->count, head_of(log)))
        return STATUS_CONFLICT;
    enum status status = memory->fail_next;
    memory->fail_next = STATUS_OK;
    log->refused_next = status == STATUS_STORAGE ? first_seq + item->count : 0;
    return status;
}

static void add_ops(struct memory_log *log, const struct waiting *item)
{
    for (size_t i = 0; i < item->count; i++) {
        struct log_op op = item->ops[i];
        op.bytes = mem_copy_bytes(op.bytes, op.len);
        log->ops = mem_grow(log->ops, log->count, &log->capacity, sizeof *log->ops);
        log->ops[log->count++] = op;
        log->bytes += op.len;
    }
}

static void drop_snapshot(struct memory_log *log, size_t index)
{
    clear_snapshot(&log->snapshots[index].snapshot);
    log->snapshot_count--;
    memmove(log->snapshots + index, log->snapshots + index + 1,
            (log->snapshot_count - index) * sizeof *log->snapshots);
}

static void thin_out(struct memory_log *log)
{
    struct keyframe all[SNAPSHOTS_KEPT + 1] = {{0}};
    size_t count = log->snapshot_count;
    for (size_t i = 0; i < count; i++) {
        const struct log_snapshot *snapshot = &log->snapshots[count - 1 - i].snapshot;
        all[i] = (struct keyframe){snapshot->seq, snapshot->bytes.len + snapshot->clients.len};
    }
    for (size_t index; (index = keyframes_drop(all, count)) < count;) {
        drop_snapshot(log, count - 1 - index);
        memmove(all + index, all + index + 1, (--count - index) * sizeof *all);
    }
}

static void add_snapshot(struct memory_log *log, const struct log_snapshot *snapshot)
{
    size_t at = 0;
    if (snapshot->seq == 0 || snapshot->seq > log->count ||
        memcmp(log->ops[snapshot->seq - 1].hash.bytes, snapshot->head.bytes, SHA256_BYTES) != 0)
        return;
    while (at < log->snapshot_count && log->snapshots[at].snapshot.seq < snapshot->seq)
        at++;
    if (at < log->snapshot_count && log->snapshots[at].snapshot.seq == snapshot->seq)
        drop_snapshot(log, at);
    memmove(log->snapshots + at + 1, log->snapshots + at,
            (log->snapshot_count - at) * sizeof *log->snapshots);
    log->snapshot_count++;
    log->snapshots[at].damaged = false;
    copy_snapshot(&log->snapshots[at].snapshot, snapshot);
    thin_out(log);
}

static struct waiting *take_first(struct log_memory *memory)
{
    struct waiting *item = memory->first;
    if (!item)
        return NULL;
    memory->first = item->next;
    if (!memory->first)
        memory->end = &memory->first;
    return item;
}

static void waiting_destroy(struct waiting *item)
{
    clear_snapshot(&item->snapshot);
    free(item->ops);
    free(item->draft);
    free(item);
}

/* Stores the snapshots that are waiting in front of the next append. */
static void store_snapshots(struct log_memory *memory)
{
    while (memory->first && !memory->first->done) {
        struct waiting *item = take_first(memory);
        add_snapshot(log_of(memory, item->draft), &item->snapshot);
        waiting_destroy(item);
    }
}

bool log_memory_step(struct log_store *store)
{
    struct log_memory *memory = from_store(store);
    struct waiting *item = take_first(memory);
    if (!item)
        return false;
    ALWAYS(item->done != NULL); /* snapshots never wait in front */
    struct memory_log *log = log_of(memory, item->draft);
    enum status status = judge(memory, log, item);
    bool unknown = status == STATUS_OK && memory->lose_answer;
    if (status == STATUS_OK && (!unknown || memory->lost_is_stored))
        add_ops(log, item);
    if (unknown) {
        memory->lose_answer = false;
        status = STATUS_UNKNOWN;
    }
    store_snapshots(memory);
    item->done(item->context, status, 0);
    waiting_destroy(item);
    return true;
}

static struct waiting *enqueue(struct log_memory *memory, const char *draft)
{
    struct waiting *item = mem_zero(1, sizeof *item);
    item->draft = mem_copy_string(draft);
    *memory->end = item;
    memory->end = &item->next;
    return item;
}

/* The interface */

static void claim(struct log_store *store, const char *draft, log_claim_cb done, void *context)
{
    const struct memory_log *log = map_get(&from_store(store)->logs, draft);
    if (log && log->owner)
        done(context, STATUS_FENCED, log->owner);
    else
        done(context, STATUS_OK, NULL);
}

static void confirm(struct log_store *store, const char *draft, log_done_cb done, void *context)
{
    const struct memory_log *log = map_get(&from_store(store)->logs, draft);
    done(context, log && log->owner ? STATUS_FENCED : STATUS_OK, 0);
}

static void release(struct log_store *store, const char *draft)
{
    (void)store;
    (void)draft;
}

static void on_lost(struct log_store *store, log_lost_cb lost, void *context)
{
    from_store(store)->lost = lost;
    from_store(store)->lost_context = context;
}

static void append(struct log_store *store, const char *draft, uint64_t first_seq, const struct log_op *ops,
                   size_t count, log_done_cb done, void *context)
{
    struct log_memory *memory = from_store(store);
    ALWAYS(count > 0);
    struct waiting *item = enqueue(memory, draft);
    item->ops = mem_zero(count, sizeof *ops);
    memcpy(item->ops, ops, count * sizeof *ops);
    item->count = count;
    item->done = done;
    item->context = context;
    for (size_t i = 0; i < count; i++)
        ALWAYS(ops[i].seq == first_seq + i && ops[i].len > 0);
    if (!memory->stepwise)
        log_memory_step(store);
}

static enum status read_ops(struct log_store *store, const char *draft, uint64_t from_seq, uint64_t to_seq,
                            log_read_cb each, void *context)
{
    struct memory_log *log = map_get(&from_store(store)->logs, draft);
    for (uint64_t seq = from_seq ? from_seq : 1; log && seq <= log->count && seq <= to_seq; seq++)
        if (!each(context, &log->ops[seq - 1]))
            break;
    return STATUS_OK;
}

static enum status summary(struct log_store *store, const char *draft, struct log_summary *out)
{
    struct memory_log *log = map_get(&from_store(store)->logs, draft);
    *out = (struct log_summary){0};
    if (!log || !log->count)
        return STATUS_OK;
    out->last_seq = log->count;
    out->head = log->ops[log->count - 1].hash;
    out->bytes = log->bytes;
    return STATUS_OK;
}

static int64_t wake_of(const struct memory_log *log)
{
    return log->count && !log->owner ? log->ops[log->count - 1].wake_at : 0;
}

static int by_wake(const void *a, const void *b)
{
    int64_t left = wake_of(*(struct memory_log *const *)a), right = wake_of(*(struct memory_log *const *)b);
    return (left > right) - (left < right);
}

static enum status due(struct log_store *store, int64_t until, size_t limit, log_wake_cb each, void *context)
{
    struct log_memory *memory = from_store(store);
    struct memory_log *log, **found = mem_zero(memory->logs.count + 1, sizeof(struct memory_log *));
    size_t count = 0;
    for (size_t i = 0; (log = map_next(&memory->logs, &i));)
        if (wake_of(log) && wake_of(log) <= until)
            found[count++] = log;
    qsort(found, count, sizeof(struct memory_log *), by_wake);
    for (size_t i = 0; i < count && i < limit; i++)
        each(context, found[i]->draft, wake_of(found[i]));
    free(found);
    return STATUS_OK;
}

static void put_snapshot(struct log_store *store, const char *draft, const struct log_snapshot *snapshot)
{
    struct log_memory *memory = from_store(store);
    copy_snapshot(&enqueue(memory, draft)->snapshot, snapshot);
    store_snapshots(memory);
}

static enum status get_snapshot(struct log_store *store, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out)
{
    struct memory_log *log = map_get(&from_store(store)->logs, draft);
    *out = (struct log_snapshot){0};
    for (size_t i = log ? log->snapshot_count : 0; i-- > 0;) {
        if (log->snapshots[i].snapshot.seq > max_seq || log->snapshots[i].damaged)
            continue;
        copy_snapshot(out, &log->snapshots[i].snapshot);
        return STATUS_OK;
    }
    return STATUS_NOT_FOUND;
}

static void probe(struct log_store *store, log_done_cb done, void *context)
{
    (void)store;
    done(context, STATUS_OK, 0);
}

static void destroy_log(struct memory_log *log)
{
    while (log->snapshot_count)
        drop_snapshot(log, log->snapshot_count - 1);
    for (size_t i = 0; i < log->count; i++)
        free((char *)log->ops[i].bytes); /* our copy */
    free(log->ops);
    free(log->owner);
    free(log->draft);
    free(log);
}

static void destroy(struct log_store *store)
{
    struct log_memory *memory = from_store(store);
    struct memory_log *log;
    log_memory_crash(store);
    for (size_t i = 0; (log = map_next(&memory->logs, &i));)
        destroy_log(log);
    map_clear(&memory->logs);
    free(memory);
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

/* What tests may do besides */

struct log_store *log_memory_create(void)
{
    struct log_memory *memory = mem_zero(1, sizeof *memory);
    memory->store.ops = &functions;
    memory->end = &memory->first;
    return &memory->store;
}

void log_memory_set_stepwise(struct log_store *store, bool stepwise)
{
    from_store(store)->stepwise = stepwise;
    while (!stepwise && log_memory_step(store))
        continue;
}

size_t log_memory_pending(const struct log_store *store)
{
    const struct log_memory *memory = (const struct log_memory *)store;
    size_t count = 0;
    for (const struct waiting *item = memory->first; item; item = item->next)
        count += item->done != NULL;
    return count;
}

void log_memory_fail_next(struct log_store *store, enum status status)
{
    from_store(store)->fail_next = status;
}

void log_memory_lose_next_answer(struct log_store *store, bool stored)
{
    struct log_memory *memory = from_store(store);
    memory->lose_answer = true;
    memory->lost_is_stored = stored;
}

void log_memory_take_over(struct log_store *store, const char *draft, const char *owner)
{
    struct log_memory *memory = from_store(store);
    struct memory_log *log = log_of(memory, draft);
    free(log->owner);
    log->owner = mem_copy_string(owner);
    if (owner && memory->lost)
        memory->lost(memory->lost_context, draft);
}

void log_memory_crash(struct log_store *store)
{
    for (struct waiting *item; (item = take_first(from_store(store)));)
        waiting_destroy(item);
}

void log_memory_damage_snapshots(struct log_store *store, const char *draft)
{
    struct memory_log *log = map_get(&from_store(store)->logs, draft);
    for (size_t i = 0; log && i < log->snapshot_count; i++)
        log->snapshots[i].damaged = true;
}
