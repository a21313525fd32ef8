#include "wire/json.h"

#include <math.h>
#include <string.h>

#include "wire/json_value.h"

bool json_is_object(const struct json *value)
{
    return value && value->type == JSON_OBJECT;
}

bool json_is_array(const struct json *value)
{
    return value && value->type == JSON_ARRAY;
}

bool json_is_null(const struct json *value)
{
    return value && value->type == JSON_NULL;
}

const char *json_string(const struct json *value)
{
    return value && value->type == JSON_STRING ? value->string : NULL;
}

bool json_signed(const struct json *value, int64_t *out)
{
    if (!value || value->type != JSON_NUMBER)
        return false;
    double number = value->number;
    if (number != floor(number) || fabs(number) > (double)JSON_MAX_INTEGER)
        return false;
    *out = (int64_t)number;
    return true;
}

bool json_integer(const struct json *value, uint64_t *out)
{
    int64_t number;
    if (!json_signed(value, &number) || number < 0)
        return false;
    *out = (uint64_t)number;
    return true;
}

bool json_bool(const struct json *value, bool *out)
{
    *out = value && value->type == JSON_TRUE;
    return *out || (value && value->type == JSON_FALSE);
}

const struct json *json_get(const struct json *object, const char *name)
{
    if (!json_is_object(object))
        return NULL;
    for (const struct json *child = object->children; child; child = child->next)
        if (*child->name == *name && strcmp(child->name, name) == 0)
            return child;
    return NULL;
}

const char *json_get_string(const struct json *object, const char *name)
{
    return json_string(json_get(object, name));
}

bool json_get_integer(const struct json *object, const char *name, uint64_t *out)
{
    return json_integer(json_get(object, name), out);
}

const struct json *json_first(const struct json *container)
{
    return json_is_object(container) || json_is_array(container) ? container->children : NULL;
}

const struct json *json_after(const struct json *child)
{
    return child->next;
}

const char *json_name(const struct json *child)
{
    return child->name;
}

size_t json_count(const struct json *container)
{
    size_t count = 0;
    for (const struct json *child = json_first(container); child; child = json_after(child))
        count++;
    return count;
}
