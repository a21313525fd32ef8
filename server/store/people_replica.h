/* The people of a data folder as a copy of a journal that several servers share (people_journal.h).
 *
 *   to write   take the turn ─► follow what is new ─► change the rows, recorded ─► add what was recorded to the journal ─► commit here
 *   to read    the folder's own database, as ever; what others write comes by people_replica_follow, which threads and programs call whenever they like
 *
 * What is recorded is the rows (SQLite's session extension), not the statements: so every table of people, also one that is added later, is replicated without a
 * word about it, as long as it is written between people_begin and people_end and has a primary key. Tables of the op log are not.
 *
 * The folder says how far it follows, in the same transaction as the rows (table `replica`), and where the journal is. A process that dies between the two commits
 * finds its own entry in the journal and takes it over. Where the journal holds another entry than the one that was taken over (a database that lost
 * its last commits), everything is made anew from the newest whole entry, and whoever follows is told so.
 *
 * A replica belongs to a thread; several, also of other processes, may follow into one folder. */
#ifndef STORE_PEOPLE_REPLICA_H
#define STORE_PEOPLE_REPLICA_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "store/people_journal.h"

struct people_replica;

/* Takes the journal, also where it fails. `address` says to commands where the journal is; kept in the folder. The first folder gives the journal its people. STATUS_CONFLICT:
 * the folder has people who are not of this journal; and as people_open and people_replica_follow, with a sentence in `why`. */
enum status people_replica_open(const char *dir, struct people_journal *journal, const char *address,
                                struct buf *why, struct people_replica **out) MUST_CHECK;
void people_replica_close(struct people_replica *replica); /* takes; NULL is fine */

struct people_followed {
    uint64_t entries; /* that were taken over */
    bool anew;        /* all people were made anew: what was known about seats may be wrong */
    bool newer;       /* the next entry is of a newer version, and can never be taken over here */
};

/* Takes over what is new. STATUS_STORAGE and STATUS_UNKNOWN where the journal does not answer; STATUS_CONFLICT: written by a newer version (`newer`), or nothing
 * is there; STATUS_CORRUPT: it is damaged. `out` says what was done also where it failed. */
enum status people_replica_follow(struct people_replica *replica, struct people_followed *out) MUST_CHECK;
/* Now and then: a whole entry where the last one is far, and what lies before it is dropped. As follow. */
enum status people_replica_tidy(struct people_replica *replica) MUST_CHECK;

/* Between these two, what is written by `db` is recorded; for people_begin and people_end. Where begin fails nothing is open. */
enum status people_replica_begin(struct people_replica *replica, sqlite3 *db) MUST_CHECK;
enum status people_replica_end(struct people_replica *replica, sqlite3 *db, enum status status) MUST_CHECK;

/* Where the journal of this folder is: appends, nothing where the folder follows none. */
enum status people_replica_address(sqlite3 *db, struct buf *out) MUST_CHECK;
/* The folder follows no journal any more, though it could go on with where it was, until it is written. */
enum status people_replica_part(struct people_replica *replica) MUST_CHECK;
/* It has been written without a journal: its people are its own now. Within the transaction. */
enum status people_replica_stray(sqlite3 *db) MUST_CHECK;

#endif
