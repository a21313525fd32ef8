/* The writing half of log_postgres: one connection, groups of appends in, one transaction out, and the claims. Knows nothing of threads:
 * one at a time may use it. It blocks for as long as PATIENCE_MS where the database is away.
 *
 * An append is one statement that moves the log's tail from what we believe it to be, and only then inserts the op; epoch and owner stand in the
 * condition, so a server that was declared dead cannot append any more, however late its message arrives. What a group comes to:
 *
 *   COMMIT came back plain ─────────────────────────► durable; a statement that touched no row: CONFLICT or FENCED, that append alone
 *   COMMIT came back with a warning ── barrier ─────► durable, where the barrier is acknowledged
 *   refused before COMMIT ──────────────────────────► nothing is stored; each append once more alone, so that one does not spoil the others
 *   no answer, connection gone ── claim anew ───────► the new epoch shuts out what may still be on its way; then the tail tells:
 *                                                      ours with the ops: durable; ours without: sent again; another's: FENCED
 *                              └─ not within PATIENCE_MS: UNKNOWN
 *
 * A database that comes back without ops that it had acknowledged gets them again, from the latest that the owner keeps (recent_ops.h). */
#ifndef POSTGRES_PG_WRITER_H
#define POSTGRES_PG_WRITER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/lease_table.h"
#include "postgres/pg_hosts.h"
#include "store/log_append.h"
#include "store/log_errand.h"

struct pg_writer;

struct pg_writer_options {
    struct pg_hosts *hosts;     /* shared */
    const char *incarnation;    /* who owns what is claimed; "": nobody, for tools. Copied */
    bool strict;                /* refuse a database that could lose what it acknowledged */
    struct lease_table *leases; /* borrowed */
    void (*lost)(void *context, const char *draft); /* a draft is not ours any more */
    void *context;
};

/* STATUS_USAGE, STATUS_STORAGE, STATUS_CONFLICT (written by a newer version), with a sentence in `why`. */
enum status pg_writer_open(const struct pg_writer_options *options, struct buf *why,
                           struct pg_writer **out) MUST_CHECK;
void pg_writer_close(struct pg_writer *writer);

/* Ops that were given back to a database that had lost them. Any thread. */
uint64_t pg_writer_given_back(const struct pg_writer *writer);
/* Whether a draft that we do not hold is ours in the database, or may become so: a release did not get there, or nobody knows whether a claim did. A check (LOG_CHECK) hands it back. Any thread. */
bool pg_writer_keeps_released(const struct pg_writer *writer);

/* As struct log_queue_work has it. */
void pg_writer_commit(void *writer, struct log_append *list);
void pg_writer_run(void *writer, struct log_errand *errands);

#endif
