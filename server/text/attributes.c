#include "text/attributes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "text/utf.h"

#define LINK_MAX_BYTES 2048
#define ID_MAX_BYTES   64

/* One block of memory: the head, the list, then the strings that the list points to. References are counted without
 * atomics: texts live on the loop's thread. */
struct attributes {
    size_t refs;
    size_t count;
    size_t bytes;
    struct attribute list[];
};

static bool blank_or_control(uint32_t code_point)
{
    return code_point <= 0x20 || (code_point >= 0x7F && code_point <= 0xA0) || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 || code_point == 0x2029 ||
           code_point == 0x202F || code_point == 0x205F || code_point == 0x3000 || code_point == 0xFEFF;
}

static bool valid_id(const char *id)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    size_t len = strspn(id, allowed);
    return len > 0 && len <= ID_MAX_BYTES && id[len] == '\0';
}

/* Only what a page may safely put behind a click, and what reads as one word; or what means something within the draft. */
static bool valid_link(const char *url)
{
    static const char *const starts[] = {"http://", "https://", "mailto:"};
    if (strncmp(url, ATTRIBUTE_ITEM_LINK, sizeof ATTRIBUTE_ITEM_LINK - 1) == 0)
        return valid_id(url + sizeof ATTRIBUTE_ITEM_LINK - 1);
    if (strcmp(url, ATTRIBUTE_ROLL_LINK) == 0)
        return true;
    size_t len = strnlen(url, LINK_MAX_BYTES + 1);
    if (len > LINK_MAX_BYTES)
        return false;
    for (size_t i = 0; i < len;) {
        uint32_t code_point;
        size_t taken = utf_decode(url + i, len - i, &code_point);
        if (!taken || blank_or_control(code_point))
            return false;
        i += taken;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t start = strlen(starts[i]);
        if (len > start && strncasecmp(url, starts[i], start) == 0)
            return true;
    }
    return false;
}

static bool valid(const struct attribute *attribute)
{
    static const char *const flags[] = {"bold", "italic", "underline"};
    const char *key = attribute->key;
    if (strcmp(key, "link") == 0)
        return attribute->type == ATTRIBUTE_NULL ||
               (attribute->type == ATTRIBUTE_STRING && valid_link(attribute->string));
    if (attribute->type == ATTRIBUTE_STRING)
        return false;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (strcmp(key, flags[i]) == 0)
            return true;
    }
    return (strncmp(key, "ins:", 4) == 0 || strncmp(key, "del:", 4) == 0) && valid_id(key + 4);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct attribute *)a)->key, ((const struct attribute *)b)->key);
}

static char *store(char **free_bytes, const char *string)
{
    size_t size = strlen(string) + 1;
    char *copy = memcpy(*free_bytes, string, size);
    *free_bytes += size;
    return copy;
}

#define WRITTEN_BYTES 8 /* of quotes, colon, comma and true */

/* A new set from a sorted list without doubles. */
static struct attributes *make(const struct attribute *sorted, size_t count)
{
    if (!count)
        return NULL;
    size_t strings = 0;
    for (size_t i = 0; i < count; i++)
        strings += strlen(sorted[i].key) + 1 + (sorted[i].string ? strlen(sorted[i].string) + 1 : 0);
    struct attributes *set = mem_alloc(sizeof *set + count * sizeof *sorted + strings);
    char *free_bytes = (char *)(set->list + count);
    set->refs = 1;
    set->count = count;
    set->bytes = strings + count * WRITTEN_BYTES;
    for (size_t i = 0; i < count; i++) {
        set->list[i].key = store(&free_bytes, sorted[i].key);
        set->list[i].type = sorted[i].type;
        set->list[i].string = sorted[i].string ? store(&free_bytes, sorted[i].string) : NULL;
    }
    return set;
}

enum status attributes_create(const struct attribute *list, size_t count, struct attributes **out)
{
    *out = NULL;
    if (!count)
        return STATUS_OK;
    enum status st = STATUS_BAD_OP;
    struct attribute *sorted = mem_zero(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        if (!valid(&list[i]))
            goto done;
        sorted[i] = list[i];
        if (sorted[i].type != ATTRIBUTE_STRING)
            sorted[i].string = NULL;
    }
    qsort(sorted, count, sizeof *sorted, by_key);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sorted[i - 1].key, sorted[i].key) == 0)
            goto done;
    }
    *out = make(sorted, count);
    st = STATUS_OK;
done:
    free(sorted);
    return st;
}

struct attributes *attributes_ref(struct attributes *set)
{
    if (set)
        set->refs++;
    return set;
}

void attributes_unref(struct attributes *set)
{
    if (set && --set->refs == 0)
        free(set);
}

size_t attributes_bytes(const struct attributes *set)
{
    return set ? set->bytes : 0;
}

size_t attributes_count(const struct attributes *set)
{
    return set ? set->count : 0;
}

struct attribute attributes_at(const struct attributes *set, size_t index)
{
    return set->list[index];
}

struct attribute attributes_get(const struct attributes *set, const char *key)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        if (strcmp(set->list[i].key, key) == 0)
            return set->list[i];
    }
    return (struct attribute){NULL, ATTRIBUTE_NULL, NULL};
}

static bool same_value(const struct attribute *a, const struct attribute *b)
{
    return a->type == b->type && (a->type != ATTRIBUTE_STRING || strcmp(a->string, b->string) == 0);
}

const char *attributes_address(const struct attributes *set)
{
    const char *link = attributes_get(set, "link").string;
    return link && *link != '#' ? link : NULL;
}

bool attributes_equal(const struct attributes *a, const struct attributes *b)
{
    if (a == b)
        return true;
    if (attributes_count(a) != attributes_count(b))
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->list[i].key, b->list[i].key) != 0 || !same_value(&a->list[i], &b->list[i]))
            return false;
    }
    return true;
}

bool attributes_have_null(const struct attributes *set)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        if (set->list[i].type == ATTRIBUTE_NULL)
            return true;
    }
    return false;
}

/* What a law puts into its result for one key: `a` and `b` are that key's attributes, at least one of them not NULL.
 * Yields false where the key is left out. */
typedef bool law(const struct attribute *a, const struct attribute *b, struct attribute *out);

/* Walks both sorted lists at once and asks the law about every key. */
static struct attributes *merge(const struct attributes *a, const struct attributes *b, law *decide)
{
    size_t a_count = attributes_count(a);
    size_t b_count = attributes_count(b);
    struct attribute few[16] = {{NULL, ATTRIBUTE_NULL, NULL}};
    struct attribute *list = a_count + b_count <= 16 ? few : mem_zero(a_count + b_count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a_count || j < b_count;) {
        const struct attribute *left = i < a_count ? &a->list[i] : NULL;
        const struct attribute *right = j < b_count ? &b->list[j] : NULL;
        int order = !left ? 1 : !right ? -1 : strcmp(left->key, right->key);
        if (order < 0)
            right = NULL;
        else if (order > 0)
            left = NULL;
        i += left != NULL;
        j += right != NULL;
        count += decide(left, right, &list[count]);
    }
    struct attributes *result = make(list, count);
    if (list != few)
        free(list);
    return result;
}

static bool later_wins(const struct attribute *a, const struct attribute *b, struct attribute *out)
{
    *out = b ? *b : *a;
    return true;
}

/* A null removes the key. One that already stands in `a` stays, as in quill-delta. */
static bool later_wins_null_removes(const struct attribute *a, const struct attribute *b,
                                    struct attribute *out)
{
    *out = b ? *b : *a;
    return !b || b->type != ATTRIBUTE_NULL;
}

static bool only_what_a_leaves_alone(const struct attribute *a, const struct attribute *b,
                                     struct attribute *out)
{
    if (a)
        return false;
    *out = *b;
    return true;
}

/* a: the change, b: what was there. */
static bool back_to_base(const struct attribute *a, const struct attribute *b, struct attribute *out)
{
    if (!a || (b && same_value(a, b)))
        return false;
    *out = b ? *b : (struct attribute){a->key, ATTRIBUTE_NULL, NULL};
    return true;
}

struct attributes *attributes_compose(struct attributes *a, struct attributes *b, bool keep_null)
{
    if (!b)
        return attributes_ref(a);
    if (!a && (keep_null || !attributes_have_null(b)))
        return attributes_ref(b);
    return merge(a, b, keep_null ? later_wins : later_wins_null_removes);
}

struct attributes *attributes_transform(struct attributes *a, struct attributes *b, bool priority)
{
    if (!a || !b || !priority)
        return attributes_ref(b);
    return merge(a, b, only_what_a_leaves_alone);
}

struct attributes *attributes_invert(struct attributes *change, struct attributes *base)
{
    if (!change)
        return NULL;
    return merge(change, base, back_to_base);
}

struct attributes *attributes_filter(struct attributes *set,
                                     bool (*keep)(void *context, const struct attribute *attribute),
                                     void *context)
{
    size_t count = 0, all = attributes_count(set);
    struct attribute *list = mem_zero(all, sizeof *list);
    for (size_t i = 0; i < all; i++)
        if (keep(context, &set->list[i]))
            list[count++] = set->list[i];
    struct attributes *result = count == all ? attributes_ref(set) : make(list, count);
    free(list);
    return result;
}

void attributes_write_json(struct buf *out, const struct attributes *set)
{
    buf_char(out, '{');
    for (size_t i = 0; i < attributes_count(set); i++) {
        const struct attribute *attribute = &set->list[i];
        if (i)
            buf_char(out, ',');
        json_write_key(out, attribute->key);
        if (attribute->type == ATTRIBUTE_STRING)
            json_write_string(out, attribute->string);
        else
            buf_text(out, attribute->type == ATTRIBUTE_TRUE ? "true" : "null");
    }
    buf_char(out, '}');
}
