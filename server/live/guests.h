/* Those who edit a draft that another server owns, as that one tells of them: their carets are shown to the observers here as if they were connected here. */
#ifndef LIVE_GUESTS_H
#define LIVE_GUESTS_H

#include "base/map.h"
#include "live/presence.h"
#include "wire/feed_codec.h"

struct guest;

struct guests {
    struct map by_client;
    struct participant *people; /* of the last roster */
    size_t people_count;
};

/* Takes over a roster: who they are. False where it is none. */
bool guests_take_people(struct guests *guests, const struct json *people) MUST_CHECK;
/* Takes over who came, moved and went, in places that were carried to the newest op by then. `all`: whoever is not in it has gone. False where it is no presence. */
bool guests_take_presence(struct guests *guests, struct presence *presence,
                          const struct feed_message *message, bool all) MUST_CHECK;
void guests_leave(struct guests *guests, struct presence *presence); /* all of them; ends the struct */

#endif
