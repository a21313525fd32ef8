/* What `plenaria verify` needs beside the fold itself: SQLite's own check, and lists of all that is stored. */
#ifndef STORE_INTEGRITY_H
#define STORE_INTEGRITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/* SQLite's integrity check and the references between tables. STATUS_CORRUPT with the first finding in `why`;
 * STATUS_NOT_FOUND where `dir` holds no database. */
enum status integrity_check(const char *dir, struct buf *why) MUST_CHECK;

/* Calls back with the id of every draft that has a log, in the order of ids; return false to stop. */
enum status integrity_each_log(const char *dir, bool (*each)(void *context, const char *draft),
                               void *context) MUST_CHECK;

/* Calls back with every stored snapshot of a draft, newest first, and whether its checksum holds. */
enum status integrity_each_snapshot(const char *dir, const char *draft,
                                    bool (*each)(void *context, uint64_t seq, bool intact),
                                    void *context) MUST_CHECK;

#endif
