/* The end of what was deleted in a data folder, also where its logs lie in the database of a cluster. */
#ifndef CLI_PURGING_H
#define CLI_PURGING_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

struct purging {
    const char *dir;
    const char *id; /* as struct purge has them (store/deletion.h), and `since` as deletion_tidy */
    int64_t before, since, now;
    const char *by;
};

/* Opens what it needs, as a command does, and may be called on any thread beside a running server. As deletion_purge and people_place_open, with a sentence in `why` where there is
 * more to say than the status does. */
enum status purging_run(const struct purging *purging, struct buf *why) MUST_CHECK;

#endif
