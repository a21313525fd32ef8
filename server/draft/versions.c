#include "draft/versions.h"

#include <stdlib.h>

struct version *versions_find(const struct draft *draft, const char *id)
{
    return entries_find(&draft->versions, id);
}

static void destroy(void *memory)
{
    struct version *version = memory;
    free(version->name);
    free(version->by);
    free(version);
}

void versions_add(struct draft *draft, struct version *version)
{
    entries_add(&draft->journal, &draft->versions, version, version->id, destroy);
}
