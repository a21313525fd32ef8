/* The people of a data folder, as commands open them: where the folder is one of a cluster, what is written is written for all of its servers, and what they wrote is
 * there. */
#ifndef CLI_PEOPLE_PLACE_H
#define CLI_PEOPLE_PLACE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "store/people.h"

/* As people_open and people_replica_open; STATUS_USAGE where this program cannot speak to the cluster's database. */
enum status people_place_open(const char *dir, bool create, struct buf *why, struct people **out) MUST_CHECK;
/* Makes the folder one of the cluster whose database is at `address`, whose people it then has; or gives the cluster its own, where that has none. */
enum status people_place_join(const char *dir, const char *address, struct buf *why) MUST_CHECK;
/* The folder gets the people of the cluster, and is none of its folders any more. */
enum status people_place_part(const char *dir, const char *address, struct buf *why) MUST_CHECK;

#endif
