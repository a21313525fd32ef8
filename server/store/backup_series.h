/* A folder of backups, one file each time: plenaria-20261128T171530Z.db. The names sort by time, so the newest ones are the last. */
#ifndef STORE_BACKUP_SERIES_H
#define STORE_BACKUP_SERIES_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/status.h"

/* The path of the backup of the moment `now`, seconds since 1970; caller frees. */
char *backup_series_path(const char *folder, time_t now);

/* Removes the older backups of the series until `keep` of them are left, at least one; other files stay. STATUS_IO where the folder cannot
 * be read or a file not be removed: `why` as in data_folder.h. */
enum status backup_series_prune(const char *folder, size_t keep, struct buf *why, size_t *removed) MUST_CHECK;

#endif
