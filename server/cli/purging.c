#include "cli/purging.h"

#include "cli/log_place.h"
#include "cli/people_place.h"
#include "host/purge.h"

struct shared_log {
    struct buf address; /* of the cluster's database */
    struct buf *why;
};

static enum status erase_log(void *context, const char *draft)
{
    const struct shared_log *log = context;
    buf_reset(log->why);
    return log_place_erase(log->address.bytes, draft, log->why);
}

enum status purging_run(const struct purging *purging, struct buf *why)
{
    struct people *people = NULL;
    struct shared_log log = {BUF_EMPTY, why};
    enum status status = people_place_open(purging->dir, false, why, &people);
    if (status == STATUS_OK)
        status = people_shared_at(people, &log.address);
    if (status == STATUS_OK) {
        const struct purge purge = {.people = people,
                                    .id = purging->id,
                                    .before = purging->before,
                                    .by = purging->by,
                                    .now = purging->now,
                                    .erase_log = log.address.len ? erase_log : NULL,
                                    .context = &log};
        status = host_purge(&purge, purging->dir, purging->since);
    }
    people_close(people);
    buf_clear(&log.address);
    return status;
}
