#include "store/backup_series.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/why.h"

#define DAY    "[0-9][0-9][0-9][0-9][0-1][0-9][0-3][0-9]"
#define SECOND "[0-2][0-9][0-5][0-9][0-6][0-9]"
#define NAMES  "plenaria-" DAY "T" SECOND "Z.db"

char *backup_series_path(const char *folder, time_t now)
{
    struct tm utc;
    char name[sizeof "plenaria-20261128T171530Z.db" + 8];
    struct buf path = BUF_EMPTY;
    gmtime_r(&now, &utc);
    strftime(name, sizeof name, "plenaria-%Y%m%dT%H%M%SZ.db", &utc);
    buf_format(&path, "%s/%s", folder, name);
    return buf_take(&path);
}

static int is_of_series(const struct dirent *entry)
{
    return fnmatch(NAMES, entry->d_name, 0) == 0;
}

static enum status remove_file(const char *folder, const char *name, struct buf *why)
{
    struct buf path = BUF_EMPTY;
    enum status status = STATUS_OK;
    buf_format(&path, "%s/%s", folder, name);
    if (unlink(path.bytes) && errno != ENOENT) {
        why_add(why, "The old backup %s cannot be removed (%s); check who owns the folder.", path.bytes,
                strerror(errno));
        status = STATUS_IO;
    }
    buf_clear(&path);
    return status;
}

enum status backup_series_prune(const char *folder, size_t keep, struct buf *why, size_t *removed)
{
    struct dirent **entries;
    enum status status = STATUS_OK;
    int count = scandir(folder, &entries, is_of_series, alphasort);
    *removed = 0;
    if (count < 0) {
        why_add(why, "%s cannot be read (%s).", folder, strerror(errno));
        return STATUS_IO;
    }
    size_t kept = keep ? keep : 1;
    size_t old = (size_t)count > kept ? (size_t)count - kept : 0;
    for (size_t i = 0; i < (size_t)count; i++) {
        if (i < old && status == STATUS_OK) {
            status = remove_file(folder, entries[i]->d_name, why);
            *removed += status == STATUS_OK;
        }
        free(entries[i]);
    }
    free(entries);
    return status;
}
