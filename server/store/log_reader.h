/* The reading half of log_sqlite: a few connections, handed out one to a caller, so that any thread can read while the
 * writer commits. Reads go page by page: a read transaction that stays open would keep the write-ahead log from being
 * reused. */
#ifndef STORE_LOG_READER_H
#define STORE_LOG_READER_H

#include <stdint.h>

#include "base/status.h"
#include "store/log_store.h"

struct log_reader;

struct log_reader *log_reader_create(const char *dir); /* connections are opened when they are needed */
void log_reader_destroy(struct log_reader *reader);    /* takes; no read may be under way */

/* As in log_store.h. A gap in the seqs is STATUS_CORRUPT. */
enum status log_reader_read(struct log_reader *reader, const char *draft, uint64_t from_seq, uint64_t to_seq,
                            log_read_cb each, void *context) MUST_CHECK;
enum status log_reader_summary(struct log_reader *reader, const char *draft,
                               struct log_summary *out) MUST_CHECK;
enum status log_reader_due(struct log_reader *reader, int64_t until, size_t limit, log_wake_cb each,
                           void *context) MUST_CHECK;
enum status log_reader_snapshot(struct log_reader *reader, const char *draft, uint64_t max_seq,
                                struct log_snapshot *out) MUST_CHECK;

#endif
