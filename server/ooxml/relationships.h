/* Which part of a package leads to which other: the only way by which parts are found. What lies outside the package is named, and never
 * opened. */
#ifndef OOXML_RELATIONSHIPS_H
#define OOXML_RELATIONSHIPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "ooxml/zip_reader.h"

#define RELATIONSHIPS_MAX 10000

struct relationship {
    char *id;
    char *type; /* the last segment of its type: "styles", "hyperlink" */
    char *
        target; /* name of a part of the package, without a slash in front; of an external one, the address as it stands */
    bool external; /* outside of the package */
};

struct relationships {
    struct relationship *list;
    size_t count;
    size_t capacity;
    struct map by_id;
};

#define RELATIONSHIPS_EMPTY                                                                                  \
    {                                                                                                        \
        .list = NULL                                                                                         \
    }

/* Those of a part; "" for those of the package itself. A part without any has none: STATUS_OK. Targets that lead out of the package by ".."
 * are left out. `out` is overwritten; the caller clears it, also after a failure. STATUS_LIMIT: more than RELATIONSHIPS_MAX. */
enum status relationships_read(struct zip_reader *zip, const char *part, struct buf *why,
                               struct relationships *out) MUST_CHECK;
void relationships_clear(struct relationships *relationships);

/* The first of that type that lies in the package, or NULL; the one of that id, or NULL. */
const struct relationship *relationships_of_type(const struct relationships *relationships, const char *type);
const struct relationship *relationships_by_id(const struct relationships *relationships, const char *id);

#endif
