/* Whether two parsed values are the same, in kind, order and names. */
#ifndef SUPPORT_JSON_SAME_H
#define SUPPORT_JSON_SAME_H

#include "wire/json.h"

bool json_same(const struct json *a, const struct json *b);

#endif
