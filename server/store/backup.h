/* A consistent copy of the whole data folder in one file, made while a server goes on writing. To restore, put the file
 * into an empty folder under the name plenaria.db. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/buf.h"
#include "base/status.h"

/* Copies to `target`, which must not exist (STATUS_EXISTS). The copy is made under a temporary name beside it, checked,
 * synced and only then renamed: what carries the name is whole. `why` as in data_folder.h. STATUS_NOT_FOUND where `dir`
 * holds no database; STATUS_IO, STATUS_STORAGE, STATUS_CORRUPT. Blocks for about 4 ms a megabyte: not for the loop. */
enum status backup_write(const char *dir, const char *target, struct buf *why) MUST_CHECK;

#endif
