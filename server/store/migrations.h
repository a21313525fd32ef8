/* The schema, as the ordered list of steps that made it. A step that has been released is never changed: a later one
 * corrects it. The database remembers how many it has taken (PRAGMA user_version).
 *
 * Programs of several versions may follow one journal of people (people_replica.h) for a while. Each is kept from the rows of tables that were made otherwise after its last step
 * (table_versions.h): so a step that changes rows of people, or what their values mean, makes the table anew. */
#ifndef STORE_MIGRATIONS_H
#define STORE_MIGRATIONS_H

#include <sqlite3.h>

#include "base/buf.h"
#include "base/status.h"

/* The version of a database that has taken all steps. */
int migrations_latest(void);

/* Takes the steps up to `version` that the database has not taken, all or none. STATUS_CONFLICT where it is ahead of all
 * steps known here: a newer program wrote it, and this one would misread it. */
enum status migrations_apply(sqlite3 *db, int version, struct buf *why) MUST_CHECK;

#endif
