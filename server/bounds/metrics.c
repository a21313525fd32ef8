#include "bounds/metrics.h"

#include <inttypes.h>

static const uint64_t bounds_us[METRICS_COMMIT_BUCKETS] = {250,   500,   1000,  2000,   4000,   8000,
                                                           16000, 32000, 64000, 128000, 512000, 2000000};

void metrics_count_commit(struct metrics *metrics, uint64_t commit_us)
{
    int i = 0;
    while (i < METRICS_COMMIT_BUCKETS && commit_us > bounds_us[i])
        i++;
    metrics->commit_buckets[i]++;
    metrics->commits_total++;
    metrics->commit_us_total += commit_us;
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_format(out, "# HELP plenaria_%s %s\n# TYPE plenaria_%s %s\n", name, help, name, type);
}

static void one(struct buf *out, const char *name, const char *type, const char *help, uint64_t value)
{
    head(out, name, type, help);
    buf_format(out, "plenaria_%s %" PRIu64 "\n", name, value);
}

static void by_code(struct buf *out, const char *name, const char *help, const uint64_t *counts)
{
    head(out, name, "counter", help);
    for (int i = 1; i < STATUS_COUNT; i++)
        if (counts[i])
            buf_format(out, "plenaria_%s{code=\"%s\"} %" PRIu64 "\n", name, status_code((enum status)i),
                       counts[i]);
}

static void write_commits(struct buf *out, const struct metrics *metrics)
{
    uint64_t sum = 0;
    head(out, "commit_seconds", "histogram", "Time to make a group of ops durable.");
    for (int i = 0; i < METRICS_COMMIT_BUCKETS; i++) {
        sum += metrics->commit_buckets[i];
        buf_format(out, "plenaria_commit_seconds_bucket{le=\"%g\"} %" PRIu64 "\n", (double)bounds_us[i] / 1e6,
                   sum);
    }
    buf_format(out, "plenaria_commit_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", metrics->commits_total);
    buf_format(out, "plenaria_commit_seconds_sum %g\n", (double)metrics->commit_us_total / 1e6);
    buf_format(out, "plenaria_commit_seconds_count %" PRIu64 "\n", metrics->commits_total);
}

void metrics_write_turns(struct buf *out, struct turns *turns, uint64_t now_us)
{
    uint64_t sum = 0;
    head(out, "turn_longest_seconds", "gauge", "The longest turn of the loop since the start.");
    buf_format(out, "plenaria_turn_longest_seconds %g\n", (double)turns->longest_us / 1e6);
    head(out, "turn_recent_seconds", "gauge", "The longest turn of the last minute.");
    buf_format(out, "plenaria_turn_recent_seconds %g\n", (double)turns_recent_us(turns, now_us) / 1e6);
    head(out, "turn_seconds", "histogram", "Turns of the loop: what everybody else waits meanwhile.");
    for (int i = 0; i < TURNS_BUCKETS; i++) {
        sum += turns->buckets[i];
        buf_format(out, "plenaria_turn_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
                   (double)turns_bound_us(i) / 1e6, sum);
    }
    buf_format(out, "plenaria_turn_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", turns->count);
    buf_format(out, "plenaria_turn_seconds_sum %g\n", (double)turns->sum_us / 1e6);
    buf_format(out, "plenaria_turn_seconds_count %" PRIu64 "\n", turns->count);
}

void metrics_write(struct buf *out, const struct metrics *metrics, const struct metrics_gauges *gauges)
{
    head(out, "connections", "gauge", "Open WebSocket connections that said hello.");
    for (int role = 0; role < ROLE_COUNT; role++)
        buf_format(out, "plenaria_connections{role=\"%s\"} %" PRIu64 "\n", role_name((enum role)role),
                   metrics->connections[role]);
    one(out, "connections_total", "counter", "WebSocket connections ever accepted.",
        metrics->connections_total);
    one(out, "drafts_loaded", "gauge", "Drafts held in memory.", metrics->drafts_loaded);
    one(out, "draft_loads_total", "counter", "Drafts loaded from the log.", metrics->loads_total);
    one(out, "draft_load_failures_total", "counter", "Drafts that could not be loaded.",
        metrics->load_failures_total);
    one(out, "ops_total", "counter", "Ops made durable.", metrics->ops_total);
    one(out, "op_bytes_total", "counter", "Canonical bytes of those ops.", metrics->op_bytes_total);
    by_code(out, "rejects_total", "Ops refused.", metrics->rejects);
    by_code(out, "closes_total", "Connections closed by the server.", metrics->closes);
    write_commits(out, metrics);
    one(out, "frames_total", "counter", "Messages handed to connections.", gauges->frames_total);
    one(out, "frame_bytes_total", "counter", "Bytes of those messages.", gauges->frame_bytes_total);
    one(out, "queue_bytes", "gauge",
        "Messages that wait for slow readers or are half sent; each counts once, however many wait for it.",
        gauges->queue_bytes);
    one(out, "waiting_work", "gauge", "Past states, exports and the like that wait for a worker.",
        gauges->waiting_work);
    one(out, "cache_bytes", "gauge", "Answers kept for whoever asks for the same.", gauges->cache_bytes);
    one(out, "record_bytes", "gauge", "What logs tell of words and items, kept for whoever asks again.",
        gauges->record_bytes);
    one(out, "lagging_connections", "gauge", "Connections being brought up to date.", gauges->lagging);
    one(out, "resyncs_total", "counter", "Readers that fell behind and were brought up to date.",
        gauges->resyncs);
    one(out, "snapshots_total", "counter", "Snapshots stored.", metrics->snapshots_total);
    one(out, "snapshot_bytes", "gauge", "Encoded snapshots held in memory.", gauges->snapshot_bytes);
    one(out, "log_bytes", "gauge", "Canonical bytes in the logs of loaded drafts.", gauges->log_bytes);
    one(out, "database_bytes", "gauge", "The database file.", gauges->database_bytes);
    one(out, "database_most_bytes", "gauge", "The setting max_database_bytes; 0: as far as the disk goes.",
        gauges->database_most_bytes);
    one(out, "wal_bytes", "gauge", "Written and not yet moved into the database file.", gauges->wal_bytes);
    one(out, "history_bytes", "gauge", "Ops of loaded drafts held in memory.", gauges->history_bytes);
}
