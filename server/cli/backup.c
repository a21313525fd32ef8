#include "cli/cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/json_write.h"
#include "cli/host_act.h"
#include "cli/rehearsal.h"
#include "store/backup.h"
#include "store/backup_series.h"

#define KEEP_DEFAULT 14
#define KEEP_MAX     10000

struct backup {
    const char *dir, *into, *target, *rehearse;
    long keep;
};

static bool read_keep(const char *word, long *keep)
{
    char *end;
    *keep = KEEP_DEFAULT;
    if (!word)
        return true;
    errno = 0;
    *keep = strtol(word, &end, 10);
    return !errno && end != word && !*end && *keep >= 1 && *keep <= KEEP_MAX;
}

static bool write_copy(const struct backup *backup, const char *path, struct buf *why)
{
    enum status status = backup_write(backup->dir, path, why);
    if (status != STATUS_OK && !why->len)
        buf_text(why, status_message(status));
    return status == STATUS_OK;
}

static void tell(const struct backup *backup, const char *path, const struct verified *found, size_t removed)
{
    struct buf line = BUF_EMPTY;
    buf_text(&line, "{\"file\":");
    json_write_string(&line, path);
    if (backup->rehearse)
        buf_format(&line, ",\"drafts\":%zu,\"ops\":%" PRIu64, found->drafts, found->ops);
    if (backup->into)
        buf_format(&line, ",\"removed\":%zu", removed);
    printf("%s}\n", line.bytes);
    buf_clear(&line);
}

/* Older backups go only when the newer one has passed everything that was asked of it. */
static bool make(const struct backup *backup, const char *path, struct buf *why)
{
    struct verified found = {0};
    size_t removed = 0;
    if (!write_copy(backup, path, why) || (backup->rehearse && !rehearsal_run(path, why, &found)))
        return false;
    if (backup->into && backup_series_prune(backup->into, (size_t)backup->keep, why, &removed) != STATUS_OK)
        return false;
    host_act_note(backup->dir, "backup.write", NULL, path);
    if (backup->into || backup->rehearse)
        tell(backup, path, &found, removed);
    return true;
}

static int run(int argc, char **argv)
{
    struct backup backup = {0};
    const char *keep = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &backup.dir},
        {"into", "FOLDER", "write FOLDER/plenaria-TIME.db, and keep only the newest ones there", false,
         &backup.into},
        {"keep", "N", "how many of them, with --into; 14", false, &keep},
        {"verify", NULL, "restore the copy into a folder of its own and verify everything in it", false,
         &backup.rehearse},
        {0},
    };
    bool helped;
    struct buf why = BUF_EMPTY;
    int code = args_read(&backup_command, options, argc, argv, &backup.target, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!backup.target == !backup.into)
        return args_misuse("Say where the copy goes: FILE, or --into FOLDER.");
    if (!read_keep(keep, &backup.keep) || (keep && !backup.into))
        return args_misuse("--keep goes with --into and is a number of files, at least 1.");
    char *path = backup.into ? backup_series_path(backup.into, time(NULL)) : NULL;
    if (!make(&backup, path ? path : backup.target, &why))
        code = args_fail("%s", why.bytes);
    free(path);
    buf_clear(&why);
    return code;
}

const struct command backup_command = {"backup", "copy the data folder into one file, also while serving",
                                       "[FILE]", run};
