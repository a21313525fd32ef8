/* Where op logs are, as commands name it: a data folder, or postgres://… of a cluster. */
#ifndef CLI_LOG_PLACE_H
#define CLI_LOG_PLACE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "store/log_store.h"

bool log_place_is_shared(const char *where); /* postgres://… */
/* Opens it without a loop: every call is done when it returns. A folder that is not there is made if `create` says so. `why` gets a sentence. */
enum status log_place_open(const char *where, bool create, struct buf *why,
                           struct log_store **out) MUST_CHECK;
/* Calls back with the id of every draft that has a log, in the order of ids; return false to stop. */
enum status log_place_each(const char *where, struct log_store *log,
                           bool (*each)(void *context, const char *draft), void *context) MUST_CHECK;
/* Takes the log of a draft out of a cluster's database for good, as postgres/log_purge.h. */
enum status log_place_erase(const char *where, const char *draft, struct buf *why) MUST_CHECK;

#endif
