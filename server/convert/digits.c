#include "convert/digits.h"

bool digits_is_one(char c)
{
    return c >= '0' && c <= '9';
}

size_t digits_count(const char *at, const char *end)
{
    const char *start = at;

    while (at < end && digits_is_one(*at))
        at++;
    return (size_t)(at - start);
}
