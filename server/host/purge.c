#include "host/purge.h"

#include <unistd.h>

static void remove_record(void *dir, const char *draft)
{
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/records/%s.record", (const char *)dir, draft);
    unlink(path.bytes); /* most drafts have none */
    buf_clear(&path);
}

enum status host_purge(const struct purge *purge, const char *dir, int64_t since)
{
    enum status status = deletion_purge(purge);
    enum status tidied = deletion_tidy(dir, since, remove_record, (void *)dir);
    return status == STATUS_OK ? tidied : status;
}
