/* What the parts of people.h share: people.c (drafts and invitations), seats.c (what tokens and cookies open), acts.c (what
 * was done to seats). */
#ifndef STORE_PEOPLE_DATABASE_H
#define STORE_PEOPLE_DATABASE_H

#include "base/sha256.h"
#include "store/acts.h"
#include "store/database.h"
#include "store/people.h"

sqlite3 *people_database(struct people *people); /* borrowed */

/* Every write to this database stands between these two, with the note of what was done (acts.h): the door through which all of it
 * passes. people_end commits where `status` is STATUS_OK, else it takes everything back, also where people_begin failed; it returns what came of it. */
enum status people_begin(struct people *people) MUST_CHECK;
enum status people_end(struct people *people, enum status status) MUST_CHECK;

/* Somebody was not found: what other servers have written since is taken over, within a bound. True where there may be something that was not there before: look
 * again. */
bool people_catch_up(struct people *people);

/* A statement that every connection and request asks for, by its literal: statement_cache.h. */
enum status people_take_statement(struct people *people, const char *sql, sqlite3_stmt **out) MUST_CHECK;
void people_give_statement(struct people *people, sqlite3_stmt *statement);

/* Secrets are random and long, so that a plain hash hides them, and looking up a hash tells nothing by its timing. */
struct sha256 people_hash_secret(const char *secret);

/* Whether an invitation `i` is neither revoked nor expired at `now`, both names in SQL. */
#define PEOPLE_GOOD(i, now)      "(" i ".revoked_at = 0 AND " PEOPLE_UNEXPIRED(i, now) ")"
#define PEOPLE_UNEXPIRED(i, now) "(" i ".expires_at = 0 OR " i ".expires_at > " now ")"

/* Every good seat of a chair in a draft, oldest first, as people_seats_of_participant. */
enum status people_chairs_of_draft(struct people *people, const char *draft, int64_t now,
                                   bool (*each)(void *context, const struct seat *seat),
                                   void *context) MUST_CHECK;

/* Notes what was done to a seat; within the transaction that does it. */
enum status people_note_act(struct people *people, enum act_kind kind, const char *seat, const char *by,
                            int64_t now) MUST_CHECK;

#endif
