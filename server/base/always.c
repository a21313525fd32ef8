#include "base/always.h"

#include <stdio.h>
#include <stdlib.h>

void always_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "plenaria: broken invariant %s at %s:%d\n", condition, file, line);
    abort();
}
