/* What the two halves of people.h share: people.c (drafts and invitations) and seats.c (what tokens and cookies open). */
#ifndef STORE_PEOPLE_DATABASE_H
#define STORE_PEOPLE_DATABASE_H

#include "base/sha256.h"
#include "store/database.h"
#include "store/people.h"

sqlite3 *people_database(struct people *people); /* borrowed */

/* Secrets are random and long, so that a plain hash hides them, and looking up a hash tells nothing by its timing. */
struct sha256 people_hash_secret(const char *secret);

#endif
