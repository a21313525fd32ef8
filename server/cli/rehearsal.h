/* A restore that nobody needs yet: what a backup is worth is known only when somebody has restored it. */
#ifndef CLI_REHEARSAL_H
#define CLI_REHEARSAL_H

#include "cli/verify_folder.h"

/* Puts a copy of the backup `path` into a new folder beside it, as one does to restore, verifies everything there, and removes the folder.
 * Needs as much room again while it runs. False where the copy is not good, or cannot be made: `why` gets the sentence, and the backup
 * itself stays as it is. */
bool rehearsal_run(const char *path, struct buf *why, struct verified *out);

#endif
