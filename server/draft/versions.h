/* Versions: moments of a draft that somebody gave a name, such as "Rev.2, after the second reading". */
#ifndef DRAFT_VERSIONS_H
#define DRAFT_VERSIONS_H

#include "draft/state.h"

#define DRAFT_MAX_VERSIONS   1000
#define VERSION_NAME_MAX_U16 200

struct version {
    char id[ID_BYTES];
    char *name;
    uint64_t of; /* the moment: after this op */
    char *by;    /* participant who named it */
    uint64_t seq;
    int64_t at;
};

struct version *versions_find(const struct draft *draft, const char *id); /* NULL where absent */
/* Takes `version`, whose id is fresh. */
void versions_add(struct draft *draft, struct version *version);

#endif
