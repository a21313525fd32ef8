#include "api/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

void places_add(void *context, const char *draft, const char *participant, uint64_t connections)
{
    struct places *places = context;
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s", draft, participant);
    struct place *one = map_get(&places->by_key, key.bytes);
    if (!one && places->by_key.count < places->most) {
        one = mem_zero(1, sizeof *one + key.len + 1);
        snprintf(one->draft, sizeof one->draft, "%s", draft);
        snprintf(one->participant, sizeof one->participant, "%s", participant);
        char *name = (char *)(one + 1);
        memcpy(name, key.bytes, key.len + 1);
        map_put(&places->by_key, name, one);
    }
    if (one)
        one->connections += connections;
    places->all += connections;
    buf_clear(&key);
}

void places_count(void *places, const char *draft, const char *participant)
{
    places_add(places, draft, participant, 1);
}

void places_each(const struct places *places, void (*each)(void *context, const struct place *place),
                 void *context)
{
    const struct place *one;
    for (size_t i = 0; (one = map_next(&places->by_key, &i));)
        each(context, one);
}

void places_clear(struct places *places)
{
    struct place *one;
    for (size_t i = 0; (one = map_next(&places->by_key, &i));)
        free(one);
    map_clear(&places->by_key);
}
