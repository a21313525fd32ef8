/* The end of what was deleted, with all that lies beside the database. */
#ifndef HOST_PURGE_H
#define HOST_PURGE_H

#include "store/deletion.h"

/* deletion_purge and deletion_tidy in the data folder `dir`; what is known of the purged drafts (DIR/records) goes too. Any thread. */
enum status host_purge(const struct purge *purge, const char *dir, int64_t since) MUST_CHECK;

#endif
