#include "cli/expiry.h"

#include <stddef.h>
#include <stdlib.h>

bool expiry_read(const char *text, int64_t now, int64_t *out)
{
    static const struct {
        char unit;
        int64_t ms;
    } units[] = {{'d', 86400000}, {'h', 3600000}, {'m', 60000}};
    char *end;
    long long count = strtoll(text, &end, 10);
    for (size_t i = 0; i < 3; i++)
        if (end != text && *end == units[i].unit && !end[1] && count > 0 && count < 1000000) {
            *out = now + count * units[i].ms;
            return true;
        }
    return false;
}
