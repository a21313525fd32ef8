/* Any bytes are JSON that is acceptable or are refused; every getter gets by with every value. What is acceptable is read the same as JSON that
 * this program has written, and other bytes do no harm there. */
#include <stdint.h>
#include <string.h>

#include "base/always.h"
#include "support/json_same.h"
#include "wire/json.h"

#define MAX_VALUES 500

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static size_t values;

static void ask(const struct json *value)
{
    uint64_t number;
    int64_t with_sign;
    bool yes;
    const char *string = json_string(value);
    if (json_integer(value, &number))
        ALWAYS(number <= JSON_MAX_INTEGER);
    if (json_signed(value, &with_sign))
        ALWAYS(with_sign >= -JSON_MAX_INTEGER && with_sign <= JSON_MAX_INTEGER);
    int kinds = (string != NULL) + json_bool(value, &yes) + json_is_null(value) + json_is_object(value) +
                json_is_array(value);
    ALWAYS(kinds <= 1);
    if (string)
        ALWAYS(strlen(string) < SIZE_MAX);
}

static void walk(const struct json *value, unsigned depth)
{
    size_t count = 0;
    ALWAYS(depth <= JSON_MAX_DEPTH);
    values++;
    ask(value);
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        count++;
        if (json_is_object(value))
            ALWAYS(json_name(child) && json_get(value, json_name(child)));
        walk(child, depth + 1);
    }
    ALWAYS(count == json_count(value));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct json_doc *doc = json_parse((const char *)bytes, len, MAX_VALUES);
    struct json_doc *ours = json_parse_ours((const char *)bytes, len);
    if (doc)
        ALWAYS(ours && json_same(json_root(doc), json_root(ours)));
    json_free(ours);
    if (!doc)
        return 0;
    values = 0;
    walk(json_root(doc), 0);
    ALWAYS(values <= MAX_VALUES);
    ALWAYS(!memchr(bytes, '\0', len));
    json_free(doc);
    return 0;
}
