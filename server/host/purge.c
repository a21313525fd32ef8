#include "host/purge.h"

#include <unistd.h>

static void remove_record(void *context, enum deletion_kind kind, const char *id)
{
    struct buf path = BUF_EMPTY;
    if (kind != DELETION_DRAFT)
        return;
    buf_format(&path, "%s/records/%s.record", (const char *)context, id);
    unlink(path.bytes); /* most drafts have none */
    buf_clear(&path);
}

enum status host_purge(const char *dir, const char *id, int64_t before, const char *by, int64_t now)
{
    return deletion_purge(dir, id, before, by, now, remove_record, (void *)dir);
}
