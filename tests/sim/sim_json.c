#include "sim_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Behind the value that begins at `at`. */
static const char *skip(const char *at, const char *end)
{
    int depth = 0;
    bool quoted = false;
    for (; at < end; at++) {
        if (quoted) {
            if (*at == '\\')
                at++;
            else if (*at == '"')
                quoted = false;
            continue;
        }
        if (*at == '"')
            quoted = true;
        else if (*at == '{' || *at == '[')
            depth++;
        else if (depth && (*at == '}' || *at == ']'))
            depth--;
        else if (!depth && (*at == ',' || *at == ':' || *at == '}' || *at == ']'))
            break;
    }
    return at < end ? at : end;
}

struct sim_slice sim_json_member(struct sim_slice object, const char *name)
{
    const char *at = object.bytes ? object.bytes + 1 : NULL, *end = object.bytes + object.len;
    size_t len = strlen(name);
    while (at && at < end && *at == '"') {
        const char *colon = skip(at, end), *after = skip(colon + 1, end);
        if ((size_t)(colon - at) == len + 2 && memcmp(at + 1, name, len) == 0)
            return (struct sim_slice){colon + 1, (size_t)(after - colon - 1)};
        at = after + 1;
    }
    return (struct sim_slice){NULL, 0};
}

bool sim_json_element(struct sim_slice *rest, struct sim_slice *element)
{
    if (!rest->bytes || rest->len < 2)
        return false;
    const char *start = rest->bytes + 1, *end = rest->bytes + rest->len;
    if (*start == ']' || start == end)
        return false;
    const char *after = skip(start, end);
    *element = (struct sim_slice){start, (size_t)(after - start)};
    *rest = (struct sim_slice){after, (size_t)(end - after)};
    return true;
}

uint64_t sim_json_number(struct sim_slice value)
{
    return value.bytes ? strtoull(value.bytes, NULL, 10) : 0;
}

bool sim_json_is(struct sim_slice value, const char *word)
{
    size_t len = strlen(word);
    return value.bytes && value.len == len + 2 && memcmp(value.bytes + 1, word, len) == 0;
}

void sim_json_word(struct sim_slice value, char *out, size_t room)
{
    int len = value.len >= 2 ? (int)value.len - 2 : 0;
    snprintf(out, room, "%.*s", len, value.bytes ? value.bytes + 1 : "");
}
