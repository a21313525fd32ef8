#include "support/json_same.h"

#include <string.h>

static bool same_string(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_value(const struct json *a, const struct json *b)
{
    int64_t number_a = 0, number_b = 0;
    bool yes_a = false, yes_b = false;
    return json_signed(a, &number_a) == json_signed(b, &number_b) && number_a == number_b &&
           json_bool(a, &yes_a) == json_bool(b, &yes_b) && yes_a == yes_b &&
           json_is_null(a) == json_is_null(b) && json_is_object(a) == json_is_object(b) &&
           json_is_array(a) == json_is_array(b) && same_string(json_string(a), json_string(b));
}

bool json_same(const struct json *a, const struct json *b)
{
    if (!same_value(a, b))
        return false;
    const struct json *one = json_first(a), *other = json_first(b);
    for (; one && other; one = json_after(one), other = json_after(other))
        if (!same_string(json_name(one), json_name(other)) || !json_same(one, other))
            return false;
    return !one && !other;
}
