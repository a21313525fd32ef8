/* Of strings that may be missing. */
#ifndef BASE_STRINGS_H
#define BASE_STRINGS_H

#include <stdbool.h>
#include <string.h>

/* Whether both say the same, or both are NULL. */
static inline bool strings_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

#endif
