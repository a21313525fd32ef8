/* The bounds that sessions and drafts in use keep to; config.h names, checks and explains them. */
#ifndef BOUNDS_LIMITS_H
#define BOUNDS_LIMITS_H

#include <stddef.h>
#include <stdint.h>

struct limits {
    uint64_t hello_ms;       /* time to say hello */
    uint64_t idle_ms;        /* a draft that nobody follows stays in memory this long */
    uint64_t snapshot_ops;   /* a snapshot is stored every so many ops */
    uint64_t history_ops;    /* so many of its last ops are read when a draft is opened */
    size_t outbox_bytes;     /* soft limit of what waits for one reader */
    uint64_t waiting_bytes;  /* what may wait for all readers together */
    uint64_t lagging_ms;     /* a reader that cannot be brought up to date for so long is closed */
    uint64_t ops_per_second; /* sustained, for each seat; budgets.h */
    uint64_t ops_burst;      /* above that for a moment */
    uint64_t ops_in_flight;  /* from one connection, without an outcome yet */
    uint64_t seat_message_bytes_per_second;
    uint64_t seat_message_bytes_burst;
    uint64_t seat_work_per_second; /* in steps of about ten nanoseconds; draft/work.h */
    uint64_t seat_work_burst;
    uint64_t delegation_work_per_second;
    uint64_t delegation_work_burst;
    uint64_t delegation_bytes_per_minute; /* of ops, sustained */
    uint64_t delegation_bytes_burst;
    uint64_t draft_bytes;      /* of one draft as it is, closed proposals and tombstones too */
    uint64_t draft_log_bytes;  /* of one draft's log */
    uint64_t sessions;         /* WebSocket connections in all */
    uint64_t observer_percent; /* of these, as many as observers may take */
    uint64_t observers;        /* as many as the two before give; service.c computes it */
    uint64_t seat_connections; /* WebSockets of one seat */
    uint64_t seat_answers;     /* HTTP answers to one seat that are read from the log while they are sent */
    uint64_t seat_streams;     /* event streams of one seat */
    uint64_t streams;          /* of all */
    uint64_t
        meeting_acts_per_minute; /* what is done to people and agenda of a meeting, a person counting once */
    uint64_t meeting_acts_burst;
    uint64_t admin_tries_per_minute; /* wrong administrators' tokens from one address */
    uint64_t admin_tries_burst;
    uint64_t seat_jobs;  /* answers to one seat that workers are to make, or make */
    uint64_t workers;    /* so many of these jobs run at a time */
    size_t cache_bytes;  /* of answers that are kept for whoever asks for the same */
    size_t record_bytes; /* of what the logs of drafts tell, kept for whoever asks again */
    uint64_t cookie_ms;  /* how long a browser stays signed in */
};

/* clang-format off */
#define LIMITS_DEFAULT \
    { \
        .hello_ms = 10000, \
        .idle_ms = 60000, \
        .snapshot_ops = 1000, \
        .history_ops = 1000, \
        .outbox_bytes = 1u << 20, \
        .waiting_bytes = 256u << 20, \
        .lagging_ms = 120000, \
        .ops_per_second = 2000, \
        .ops_burst = 4000, \
        .ops_in_flight = 64, \
        .seat_message_bytes_per_second = 4u << 20, \
        .seat_message_bytes_burst = 16u << 20, \
        .seat_work_per_second = 10000000, \
        .seat_work_burst = 20000000, \
        .delegation_work_per_second = 20000000, \
        .delegation_work_burst = 40000000, \
        .delegation_bytes_per_minute = 1u << 20, \
        .delegation_bytes_burst = 16u << 20, \
        .draft_bytes = 16u << 20, \
        .draft_log_bytes = 1u << 30, \
        .sessions = 20000, \
        .observer_percent = 90, \
        .observers = 18000, \
        .seat_connections = 64, \
        .seat_answers = 4, \
        .seat_streams = 4, \
        .streams = 1000, \
        .seat_jobs = 9, \
        .meeting_acts_per_minute = 300, \
        .meeting_acts_burst = 600, \
        .admin_tries_per_minute = 10, \
        .admin_tries_burst = 20, \
        .workers = 2, \
        .cache_bytes = 32u << 20, \
        .record_bytes = 128u << 20, \
        .cookie_ms = INT64_C(30) * 24 * 3600 * 1000 \
    }

/* clang-format on */

#endif
