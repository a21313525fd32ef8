/* What those who find the brackets of an outline share while they look. */
#ifndef CONVERT_BRACKET_FINDER_H
#define CONVERT_BRACKET_FINDER_H

#include "convert/brackets.h"
#include "convert/stretch.h"

#define MAX_NESTING 16
#define PREFIX_MAX  160 /* bytes in front of a colon that may be names */

struct bracket_finder {
    const struct outline *outline;
    struct brackets *out;
    struct bracket_numbered *numbered; /* entries in the order of their numbers; NULL: nobody has asked yet */
    size_t numbered_count;
    size_t remarks; /* round brackets that were looked at */
    bool own;       /* an export of ours: alternatives are always marked as such */
    unsigned groups;
};

/* A bracket of which nothing is known but where it stands. Valid until the next one is added. */
struct bracket *bracket_finder_add(struct bracket_finder *finder, size_t entry, size_t from, size_t to);

struct stretch bracket_finder_text(const struct outline *outline, size_t entry);

/* As bracket_names_read, where it is short enough to be names. Caller clears. */
bool bracket_finder_names(const struct stretch *stretch, struct bracket_names *out);

#endif
