/* The op log in PostgreSQL, for several servers that share it: behind log_store.h as log_sqlite is.
 *
 * With a loop: one writer thread owns the connection that appends (store/log_queue.h). Without a loop, every call is done when it returns.
 * What is refused and why, see pg_writer.h. */
#ifndef POSTGRES_LOG_POSTGRES_H
#define POSTGRES_LOG_POSTGRES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "postgres/pg_hosts.h"
#include "store/log_store.h"

struct uv_loop_s;

struct log_postgres_options {
    const char *address; /* postgres://…, as libpq reads it; of several hosts one is used, see pg_hosts.h */
    const char *incarnation; /* of this server, which owns what it claims; "" for tools, which own nothing */
    bool strict;             /* refuse a database that could lose what it acknowledged */
    struct uv_loop_s *loop;  /* borrowed until it has closed the handle; NULL: synchronous */
};

/* STATUS_USAGE, STATUS_STORAGE, STATUS_CONFLICT (a newer version has written it), with a sentence in `why`. */
enum status log_postgres_open(const struct log_postgres_options *options, struct buf *why,
                              struct log_store **out) MUST_CHECK;
/* The address of the server that owns the draft, if it is another that lives; "" where it is nobody's; NULL where it is ours, or has no log. Caller frees. Any thread. STATUS_IO. */
enum status log_postgres_owner(struct log_store *store, const char *draft, char **out) MUST_CHECK;
/* Every draft that has a log, in the order of ids, for tools; return false to stop. STATUS_IO. */
enum status log_postgres_drafts(struct log_store *store, bool (*each)(void *context, const char *draft),
                                void *context) MUST_CHECK;
/* From any thread: drafts may have been taken from us; of those that were, on_lost tells. */
void log_postgres_check(struct log_store *store);
/* From any thread: a draft that was released, or whose claim nobody knows the outcome of, may still be ours in the database, until log_postgres_check has handed it back. */
bool log_postgres_keeps_released(struct log_store *store);
/* Which host of the address is used, for others who share that. Borrowed; any thread. */
struct pg_hosts *log_postgres_hosts(struct log_store *store);
/* Ops that were given back to a database that had lost what it had acknowledged. Any thread. */
uint64_t log_postgres_given_back(struct log_store *store);

#endif
