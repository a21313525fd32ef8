/* Whose a replica is before it has written anything. Everybody sees the ids of those who edit; without this, somebody could connect as another's
 * replica while that one's line is broken, and write the first op as it, and its owner could never come back.
 *
 * An id belongs to the participant who was connected as it first, as long as the draft is in memory. Each participant has a few claims, and an
 * older one goes for a newer one: nobody can claim all there is. What is in the log counts before any claim. */
#ifndef LIVE_CLAIMS_H
#define LIVE_CLAIMS_H

#include "base/map.h"

#define CLAIMS_EACH 16

/* All zero: no claims. */
struct claims {
    struct map by_client;
    struct map by_participant;
};

/* The participant whom the replica belongs to; where it is nobody's, it is this one's from now on. Borrowed until the next call. */
const char *claims_take(struct claims *claims, const char *client, const char *participant);
void claims_clear(struct claims *claims);

#endif
