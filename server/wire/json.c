/* A document lives in one piece: what cJSON asks memory for while it parses comes from the document's own blocks, one behind another, and goes
 * with them. An op of the log is some twenty allocations otherwise, and reading a log is mostly that. */
#include "wire/json.h"

#include <ctype.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "text/utf.h"
#include "wire/json_state.h"

#define FIRST_BLOCK ((size_t)1000) /* so small a one costs the C library nothing */
#define LAST_BLOCK  ((size_t)1 << 20)
#define KEPT_BLOCK  ((size_t)4000) /* most ops of a log fit into it */

struct json_block {
    struct json_block *before;
    size_t used, size;
    _Alignas(max_align_t) char bytes[];
};

static _Thread_local struct json_doc *parsing;

static void add_block(struct json_doc *doc, size_t size)
{
    struct json_block *block = mem_alloc(sizeof *block + size);
    block->before = doc->last;
    block->used = 0;
    block->size = size;
    doc->last = block;
}

void *json_take_memory(struct json_doc *doc, size_t size)
{
    size = (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
    struct json_block *block = doc->last;
    if (!block || block->size - block->used < size) {
        size_t next = block ? block->size * 2 : FIRST_BLOCK;
        next = next < LAST_BLOCK ? next : LAST_BLOCK;
        add_block(doc, size > next ? size : next);
        block = doc->last;
    }
    block->used += size;
    return block->bytes + block->used - size;
}

/* ---- the block that a thread keeps ---- */

/* Ops of a log are read one after another, and asking for a block of this size costs about as much as reading one; so the last document leaves it
 * to the next one. */
static pthread_key_t kept_block;

static void make_key(void)
{
    ALWAYS(pthread_key_create(&kept_block, free) == 0);
}

static void keep_block(struct json_block *block)
{
    ALWAYS(pthread_setspecific(kept_block, block) == 0);
}

/* Becomes the first of an empty document. */
static void begin_in_kept_block(struct json_doc *doc)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    ALWAYS(pthread_once(&once, make_key) == 0);
    doc->last = pthread_getspecific(kept_block);
    if (doc->last)
        keep_block(NULL);
    else
        add_block(doc, KEPT_BLOCK);
    doc->last->used = 0;
    doc->keeps = true;
}

static void free_block(const struct json_doc *doc, struct json_block *block)
{
    if (doc->keeps && !block->before && !pthread_getspecific(kept_block))
        keep_block(block);
    else
        free(block);
}

/* ---- parsing ---- */

/* cJSON's hooks are the process's; only what it does for json_parse is in a document. */
static void *take_memory(size_t size)
{
    return parsing ? json_take_memory(parsing, size)
                   : mem_alloc(size); /* somebody else's, who uses cJSON as it is */
}

static void leave_memory(void *bytes)
{
    if (!parsing)
        free(bytes);
}

static void set_hooks(void)
{
    cJSON_Hooks hooks = {take_memory, leave_memory};
    cJSON_InitHooks(&hooks);
}

/* struct json is a cJSON under a name that keeps its header out of everybody else's sight. */
static const cJSON *node(const struct json *value)
{
    return (const cJSON *)(const void *)value;
}

static const struct json *wrap(const cJSON *value)
{
    return (const struct json *)(const void *)value;
}

/* Whether what begins with this backslash is not NUL. cJSON ends strings there and would silently cut "a\u0000b"; and where no four digits
 * follow the u, it reads just that. */
static bool escape_acceptable(const char *escape, size_t len)
{
    if (len < 2 || escape[1] == '\0')
        return false;
    if (escape[1] != 'u')
        return true;
    for (size_t i = 2; i < 6; i++)
        if (i >= len || !isxdigit((unsigned char)escape[i]))
            return false;
    return memcmp(escape + 2, "0000", 4) != 0;
}

/* Where a character that ends or escapes a string stands next, from `at` on; `len` where there is none. */
static size_t string_goes_on(const char *bytes, size_t at, size_t len)
{
    while (at < len && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] != '\0')
        at++;
    return at;
}

/* The end of a string whose first character is at `at`, its quotation mark, or `len`; SIZE_MAX where it holds what cJSON would not read. */
static size_t string_end(const char *bytes, size_t at, size_t len)
{
    while ((at = string_goes_on(bytes, at, len)) < len && bytes[at] == '\\') {
        if (!escape_acceptable(bytes + at, len - at))
            return SIZE_MAX;
        at += 2;
    }
    return at < len && bytes[at] == '\0' ? SIZE_MAX : at;
}

/* cJSON allocates 64 bytes for each value, so values are counted and depth is bounded before it sees anything. */
static bool acceptable(const char *bytes, size_t len, size_t max_values)
{
    size_t depth = 0, values = 1; /* the root; then one for each comma, and for the first in each container */
    for (size_t i = 0; i < len; i++) {
        switch (bytes[i]) {
        case '"':
            i = string_end(bytes, i + 1, len);
            if (i == SIZE_MAX)
                return false;
            break;
        case '{':
        case '[':
            if (++depth > JSON_MAX_DEPTH)
                return false;
            values++;
            break;
        case '}':
        case ']':
            depth -= depth > 0;
            break;
        case ',':
            values++;
            break;
        case '\0':
            return false;
        default:
            break;
        }
    }
    return values <= max_values;
}

static bool numbers_finite(const cJSON *value)
{
    for (; value; value = value->next)
        if ((cJSON_IsNumber(value) && !isfinite(value->valuedouble)) ||
            (value->child && !numbers_finite(value->child)))
            return false;
    return true;
}

static bool only_blanks(const char *from, const char *end)
{
    for (; from < end; from++)
        if (*from != ' ' && *from != '\t' && *from != '\r' && *from != '\n')
            return false;
    return true;
}

static struct json_doc *parse(const char *bytes, size_t len)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const char *end = NULL;
    ALWAYS(pthread_once(&once, set_hooks) == 0);
    struct json_doc *doc = mem_zero(1, sizeof *doc);
    parsing = doc;
    doc->root = cJSON_ParseWithLengthOpts(bytes, len, &end, 0);
    parsing = NULL;
    if (!doc->root || !only_blanks(end, bytes + len)) {
        json_free(doc);
        return NULL;
    }
    return doc;
}

struct json_doc *json_parse(const char *bytes, size_t len, size_t max_values)
{
    struct json_doc *doc =
        acceptable(bytes, len, max_values) && utf_valid(bytes, len) ? parse(bytes, len) : NULL;
    if (doc && !numbers_finite(doc->root)) {
        json_free(doc);
        return NULL;
    }
    return doc;
}

struct json_doc *json_parse_ours(const char *bytes, size_t len)
{
    struct json_doc *doc = mem_zero(1, sizeof *doc);
    begin_in_kept_block(doc);
    if (json_read_ours(doc, bytes, len))
        return doc;
    json_free(doc);
    return parse(bytes, len);
}

const struct json *json_root(const struct json_doc *doc)
{
    return wrap(doc->root);
}

void json_free(struct json_doc *doc)
{
    if (!doc)
        return;
    for (struct json_block *block = doc->last, *before; block; block = before) {
        before = block->before;
        free_block(doc, block);
    }
    free(doc);
}

bool json_is_object(const struct json *value)
{
    return cJSON_IsObject(node(value));
}

bool json_is_array(const struct json *value)
{
    return cJSON_IsArray(node(value));
}

bool json_is_null(const struct json *value)
{
    return cJSON_IsNull(node(value));
}

const char *json_string(const struct json *value)
{
    return cJSON_IsString(node(value)) ? node(value)->valuestring : NULL;
}

bool json_signed(const struct json *value, int64_t *out)
{
    if (!cJSON_IsNumber(node(value)))
        return false;
    double number = node(value)->valuedouble;
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
    *out = cJSON_IsTrue(node(value));
    return cJSON_IsBool(node(value));
}

const struct json *json_get(const struct json *object, const char *name)
{
    if (!json_is_object(object))
        return NULL;
    const cJSON *member = node(object)->child;
    while (member && (*member->string != *name || strcmp(member->string, name) != 0))
        member = member->next;
    return wrap(member);
}

const char *json_get_string(const struct json *object, const char *name)
{
    return json_string(json_get(object, name));
}

bool json_take_string(const struct json *object, const char *name, const char **out)
{
    const struct json *value = json_get(object, name);
    *out = json_string(value);
    return *out || !value || json_is_null(value);
}

bool json_get_integer(const struct json *object, const char *name, uint64_t *out)
{
    return json_integer(json_get(object, name), out);
}

const struct json *json_first(const struct json *container)
{
    return container ? wrap(node(container)->child) : NULL;
}

const struct json *json_after(const struct json *child)
{
    return wrap(node(child)->next);
}

const char *json_name(const struct json *child)
{
    return node(child)->string;
}

size_t json_count(const struct json *container)
{
    size_t count = 0;
    for (const struct json *child = json_first(container); child; child = json_after(child))
        count++;
    return count;
}
