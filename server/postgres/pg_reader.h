/* The reading half of log_postgres: a few connections, handed out one to a caller, so that any thread can read while the writer commits.
 *
 * What it reads is durable. Of a draft that is ours: up to where the writer knows it to be. Of any other: first the tail is read, then a
 * commit is waited for, as everything that was visible before lies before it. */
#ifndef POSTGRES_PG_READER_H
#define POSTGRES_PG_READER_H

#include "base/status.h"
#include "postgres/lease_table.h"
#include "postgres/pg_hosts.h"
#include "store/log_store.h"

struct pg_reader;

/* Shares the hosts, copies the string, borrows the leases. Connections are opened when they are needed. */
struct pg_reader *pg_reader_create(struct pg_hosts *hosts, const char *incarnation,
                                   struct lease_table *leases);
void pg_reader_destroy(struct pg_reader *reader); /* no read may be under way */

/* As in log_store.h. */
enum status pg_reader_read(struct pg_reader *reader, const char *draft, uint64_t from_seq, uint64_t to_seq,
                           log_read_cb each, void *context) MUST_CHECK;
enum status pg_reader_summary(struct pg_reader *reader, const char *draft,
                              struct log_summary *out) MUST_CHECK;
enum status pg_reader_due(struct pg_reader *reader, int64_t until, size_t limit, log_wake_cb each,
                          void *context) MUST_CHECK;
enum status pg_reader_snapshot(struct pg_reader *reader, const char *draft, uint64_t max_seq,
                               struct log_snapshot *out) MUST_CHECK;
/* The address of the server that owns the draft, if it is another that lives; "" where it is nobody's; NULL where it is ours, or has no log. Caller frees. */
enum status pg_reader_owner(struct pg_reader *reader, const char *draft, char **out) MUST_CHECK;
/* Every draft that has a log, in the order of ids. */
enum status pg_reader_drafts(struct pg_reader *reader, bool (*each)(void *context, const char *draft),
                             void *context) MUST_CHECK;

#endif
