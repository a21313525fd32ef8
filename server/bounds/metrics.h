/* What the server counts for its operator; printed by /metrics in Prometheus' text format. */
#ifndef BOUNDS_METRICS_H
#define BOUNDS_METRICS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/turns.h"
#include "draft/types.h"

#define METRICS_COMMIT_BUCKETS 12

struct metrics {
    uint64_t connections[ROLE_COUNT]; /* open now, by role */
    uint64_t connections_total;
    uint64_t drafts_loaded; /* now */
    uint64_t ops_total;     /* durable */
    uint64_t op_bytes_total;
    uint64_t rejects[STATUS_COUNT];
    uint64_t closes[STATUS_COUNT]; /* connections that the server closed, by cause */
    uint64_t snapshots_total;
    uint64_t loads_total;
    uint64_t load_failures_total;
    uint64_t commits_total;
    uint64_t commit_us_total;
    uint64_t commit_buckets[METRICS_COMMIT_BUCKETS + 1]; /* by upper bound, the last is infinity */
};

/* Figures that others keep, collected when somebody asks; most are sums over the drafts that are loaded. */
struct metrics_gauges {
    uint64_t frames_total; /* handed to connections */
    uint64_t frame_bytes_total;
    uint64_t queue_bytes;               /* frames waiting in outboxes or half sent, each once */
    uint64_t waiting_work;              /* pieces of work that wait for a worker */
    uint64_t cache_bytes;               /* answers that are kept */
    uint64_t record_bytes;              /* what logs tell, kept for whoever asks again */
    uint64_t history_bytes;             /* ops held in memory */
    uint64_t log_bytes;                 /* ops of loaded drafts on disk */
    uint64_t snapshot_bytes;            /* newest encoded snapshots held in memory */
    uint64_t database_bytes, wal_bytes; /* of the data folder */
    uint64_t database_most_bytes;       /* the setting max_database_bytes */
    uint64_t lagging;                   /* connections that are being brought up to date */
    uint64_t resyncs;                   /* of loaded drafts: how often that had to be done */
};

void metrics_count_commit(struct metrics *metrics, uint64_t commit_us);
/* Writes how long the turns of the loop took. */
void metrics_write_turns(struct buf *out, struct turns *turns, uint64_t now_us);
void metrics_write(struct buf *out, const struct metrics *metrics, const struct metrics_gauges *gauges);

#endif
