/* Names that come again and again, each kept once and known by a number from 0. */
#ifndef RECORD_NAMES_H
#define RECORD_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "record/packed.h"

#define NAME_UNKNOWN UINT32_MAX

struct names {
    char **all;
    size_t count;
    size_t capacity;
    struct map by_name; /* name -> number + 1, as a pointer */
};

void names_clear(struct names *names);
uint32_t names_number(struct names *names, const char *name);     /* known or new; copies */
uint32_t names_find(const struct names *names, const char *name); /* NAME_UNKNOWN where it is not */
const char *names_at(const struct names *names, uint32_t number); /* borrowed */

void names_pack(const struct names *names, struct buf *out);
void names_unpack(struct names *names,
                  struct packed *in); /* into an empty one; caller clears, also where it is broken */

#endif
