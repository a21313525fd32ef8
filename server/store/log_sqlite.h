/* The op log in SQLite: the default behind log_store.h.
 *
 * With a loop: one writer thread owns the connection that appends. It takes everything that has been queued since its
 * last commit, commits it as one transaction and wakes the loop once; the `done` callbacks run there. No timer gathers
 * ops: the time that a sync takes is the batching window.
 * Without a loop (the commands of the command line): append commits before it returns, and has called `done` by then.
 *
 *   struct log_sqlite_options options = {.dir = "data", .loop = loop, .create = true};
 *   struct log_store *log;
 *   if (log_sqlite_open(&options, &why, &log) != STATUS_OK) ...
 *   log->ops->append(log, "d1", 1, &op, 1, appended, context);
 *   log->ops->destroy(log);
 *
 * What is refused and why:
 * - STATUS_CONFLICT: that append alone, the log had another last seq.
 * - STATUS_STORAGE: everything that waited in the same commit; no room, an I/O error, or another process holding the
 *   database for more than five seconds. Nothing of it is in the log. The store goes on: the next append is tried anew,
 *   so it works again as soon as there is room. After an I/O error the connection is replaced, and what the failed
 *   commit may have left in the write-ahead log is overwritten before anybody hears of the refusal: an op that was
 *   refused does not come back at the next start.
 * - An append that builds on one that was refused for want of storage (it was queued before the answer came) is refused
 *   with STATUS_STORAGE too.
 *
 * destroy() finishes what is queued, calling `done` for it, and closes. Call it on the loop's thread, and run the loop
 * once more afterwards so that its handle can close. */
#ifndef STORE_LOG_SQLITE_H
#define STORE_LOG_SQLITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "store/log_store.h"

struct uv_loop_s;

struct log_sqlite_options {
    const char *dir;        /* the data folder; borrowed during the call */
    struct uv_loop_s *loop; /* borrowed until the loop has closed the handle; NULL: synchronous */
    uint64_t max_bytes;     /* the database grows no further than this; 0: as far as the disk goes */
    bool create;            /* make folder and database where absent, else STATUS_NOT_FOUND */
};

/* `why` as in data_folder.h. STATUS_NOT_FOUND, STATUS_IO, STATUS_CORRUPT, or STATUS_CONFLICT where a newer version has
 * written the database. */
enum status log_sqlite_open(const struct log_sqlite_options *options, struct buf *why,
                            struct log_store **out) MUST_CHECK;

#endif
