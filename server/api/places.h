/* Who is connected to which draft, by how many connections: what is told one connection at a time, added up. */
#ifndef API_PLACES_H
#define API_PLACES_H

#include <stdint.h>

#include "base/map.h"
#include "draft/types.h"
#include "store/people.h"

struct place {
    char draft[ID_BYTES], participant[PEOPLE_ID_BYTES];
    uint64_t connections;
};

struct places {
    size_t most;       /* places; further ones are left out */
    struct map by_key; /* struct place, by draft and participant */
    uint64_t all;      /* connections, also of those that were left out */
};

/* One more; a callback of service_each_in_room. `places`: a struct places. */
void places_count(void *places, const char *draft, const char *participant);
void places_add(void *places, const char *draft, const char *participant, uint64_t connections);
void places_each(const struct places *places, void (*each)(void *context, const struct place *place),
                 void *context);
void places_clear(struct places *places);

#endif
