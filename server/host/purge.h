/* The end of what was deleted, with all that lies beside the database. */
#ifndef HOST_PURGE_H
#define HOST_PURGE_H

#include "store/deletion.h"

/* As deletion_purge; what is known of the purged drafts (DIR/records) goes too. Any thread. */
enum status host_purge(const char *dir, const char *id, int64_t before, const char *by,
                       int64_t now) MUST_CHECK;

#endif
