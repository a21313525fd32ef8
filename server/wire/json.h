/* JSON in, over cJSON, which only the files of this one know. Parsing refuses what cJSON would let through: NUL bytes, trailing
 * garbage, deep nesting, too many values, numbers that are not finite. The getters check presence, type and range in one place.
 *
 *   struct json_doc *doc = json_parse(bytes, len, &limits);     // NULL: not acceptable
 *   const struct json *root = json_root(doc);
 *   uint64_t n;
 *   if (json_get_integer(root, "n", &n) && ...)
 *   json_free(doc);
 */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_MAX_DEPTH   32
#define JSON_MAX_INTEGER 9007199254740991 /* 2^53 - 1 */

struct json; /* one value; borrowed from its document */
struct json_doc;

/* NULL where the text is not one acceptable JSON value of at most `max_values` values. Borrows; caller frees with json_free. */
struct json_doc *json_parse(const char *bytes, size_t len, size_t max_values);
/* The same of what this program has written, after its hash has been compared: it is not looked at once more. */
struct json_doc *json_parse_ours(const char *bytes, size_t len);
const struct json *json_root(const struct json_doc *doc);
void json_free(struct json_doc *doc);

bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_null(const struct json *value);
const char *json_string(const struct json *value);          /* NULL unless a string */
bool json_integer(const struct json *value, uint64_t *out); /* 0 … 2^53-1, whole */
bool json_signed(const struct json *value, int64_t *out);   /* the same with a sign */
bool json_bool(const struct json *value, bool *out);

/* A member of an object, exact name; NULL where absent or `object` is none. */
const struct json *json_get(const struct json *object, const char *name);
const char *json_get_string(const struct json *object, const char *name);
/* The same of a member that may be absent or null: NULL then. False where it is anything but a string. */
bool json_take_string(const struct json *object, const char *name, const char **out);
bool json_get_integer(const struct json *object, const char *name, uint64_t *out);

/* Children of an array or object in order; NULL ends. */
const struct json *json_first(const struct json *container);
const struct json *json_after(const struct json *child);
const char *json_name(const struct json *child); /* its name inside an object */
size_t json_count(const struct json *container);

#endif
