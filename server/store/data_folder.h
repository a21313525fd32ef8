/* The data folder: where things lie in it, and the lock that keeps a second server out.
 *
 *   DIR/plenaria.db        everything that lasts (and plenaria.db-wal, plenaria.db-shm while it is open)
 *   DIR/records/           what is known from the logs about drafts (record/shelf.h); nothing is lost with it
 *   DIR/lock               held by the running server; other commands work beside it and do not take it
 *
 * Functions that take `why` append one English sentence to it that says what failed and what to do; it may be NULL. */
#ifndef STORE_DATA_FOLDER_H
#define STORE_DATA_FOLDER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

struct data_folder_lock;

struct data_folder_sizes {
    uint64_t database_bytes;
    uint64_t wal_bytes; /* written but not yet moved into the database file */
};

/* Makes the folder (not its parents), readable by its owner only. STATUS_OK where it is there already; STATUS_IO. */
enum status data_folder_make(const char *dir, struct buf *why) MUST_CHECK;

/* Takes the lock, making the folder where needed. STATUS_CONFLICT while another process holds it; STATUS_IO. The lock
 * goes with the process, however that ends. */
enum status data_folder_lock(const char *dir, struct buf *why, struct data_folder_lock **out) MUST_CHECK;
/* The same for a server of a cluster, whose log is elsewhere: several may hold it, but not beside one that has taken it for itself. */
enum status data_folder_share(const char *dir, struct buf *why, struct data_folder_lock **out) MUST_CHECK;
/* Writes into the lock where the server can be reached from this machine, for commands that ask it; of several servers the last one. STATUS_IO. */
enum status data_folder_announce(struct data_folder_lock *lock, const char *url) MUST_CHECK;
/* What it has written, copied; NULL where that server has ended, or none has said it. Caller frees. */
char *data_folder_server(const char *dir);
void data_folder_unlock(struct data_folder_lock *lock); /* takes; NULL is fine */

char *data_folder_database(const char *dir); /* the path of the database; caller frees */

/* How much disk the folder takes; zeros for what is not there. */
void data_folder_measure(const char *dir, struct data_folder_sizes *out);

#endif
