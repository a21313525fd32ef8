/* A disk that fails on demand: a layer over SQLite's own file access that counts writes and syncs and refuses the one it
 * was told to. Installed as the default, so that the code under test opens it without knowing. */
#ifndef SUPPORT_FAULT_VFS_H
#define SUPPORT_FAULT_VFS_H

#include <stdbool.h>

enum fault_kind { FAULT_WRITE, FAULT_SYNC, FAULT_KINDS };

void fault_vfs_install(void); /* once */

/* From now on the nth write or sync (1: the next) gives SQLite's error `code`; after that none, or, for ever, all. */
void fault_vfs_fail(enum fault_kind kind, int nth, bool for_ever, int code);
void fault_vfs_heal(void);
/* How many were refused since fault_vfs_fail. */
int fault_vfs_refused(void);
/* How many there were since the start. */
int fault_vfs_count(enum fault_kind kind);

#endif
