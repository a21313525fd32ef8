/* The writing half of log_sqlite: one connection, groups of appends in, one transaction out. Knows nothing of threads:
 * one at a time may use it.
 *
 *   OPEN ── I/O error ──► BROKEN ── refused ops overwritten, connection replaced ──► OPEN
 *
 * That is tried at once and before each further use; while it fails everything is refused with STATUS_STORAGE. */
#ifndef STORE_LOG_WRITER_H
#define STORE_LOG_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "store/log_append.h"
#include "store/log_store.h"

struct log_writer;

/* See log_sqlite.h for max_bytes, create and the results. */
enum status log_writer_open(const char *dir, uint64_t max_bytes, bool create, struct buf *why,
                            struct log_writer **out) MUST_CHECK;
void log_writer_close(struct log_writer *writer); /* takes; moves the write-ahead log into the database */

/* Commits the list as one transaction and sets each append's status. */
void log_writer_commit(struct log_writer *writer, struct log_append *list);

/* A failure is said in the diagnostics only: snapshots are a cache. */
/* Whether there is a commit to be had: STATUS_OK, or why not. */
enum status log_writer_probe(struct log_writer *writer) MUST_CHECK;
void log_writer_put_snapshot(struct log_writer *writer, const char *draft,
                             const struct log_snapshot *snapshot);

#endif
