/* SQLite's own checks of one open database. */
#ifndef STORE_INTEGRITY_PRAGMA_H
#define STORE_INTEGRITY_PRAGMA_H

#include <sqlite3.h>

#include "base/buf.h"
#include "base/status.h"

/* STATUS_CORRUPT with the first finding in `why`. Reads the whole file. */
enum status integrity_pragma_run(sqlite3 *db, struct buf *why) MUST_CHECK;

#endif
