/* The few calls of store/people.h that sessions make, over a table in memory: linked in place of store/people.c. */
#ifndef SIM_PEOPLE_H
#define SIM_PEOPLE_H

#include <stddef.h>

#include "draft/types.h"
#include "store/people.h"

struct sim_person {
    char token[32];
    char id[ID_BYTES]; /* of the participant and of the invitation */
    enum role role;
    char name[32];
    char *delegation; /* or NULL; static */
};

struct people {
    const char *draft;
    struct sim_person *persons;
    size_t count;
};

#endif
