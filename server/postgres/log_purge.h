/* Takes a log out of the database for good, while servers may be running.
 *
 * The log is claimed first, as a server would: so it is nobody's who lives, and whoever thinks that it is still theirs appends nothing any more. Then one
 * statement takes out ops, snapshots and the log, if nobody has claimed it meanwhile. */
#ifndef POSTGRES_LOG_PURGE_H
#define POSTGRES_LOG_PURGE_H

#include "base/buf.h"
#include "base/status.h"

/* STATUS_OK: there is no log of the draft in the database at `address`, nor on its standby; also where there was none. STATUS_FENCED: a server that lives has it
 * open. STATUS_USAGE, STATUS_STORAGE, STATUS_UNKNOWN: it may be done again. `why` gets a sentence where it failed. May wait for a minute. */
enum status log_purge(const char *address, const char *draft, struct buf *why) MUST_CHECK;

#endif
