#include "support/naive_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

/* The keys in use, and the values of each; the first value of a key is 1. */
struct key {
    const char *name;
    const char *links[2]; /* NULL: the value is true */
};

static const struct key keys[NAIVE_KEYS] = {
    {"bold", {NULL, NULL}},
    {"italic", {NULL, NULL}},
    {"underline", {NULL, NULL}},
    {"ins:p1", {NULL, NULL}},
    {"del:p1", {NULL, NULL}},
    {"del:p-2", {NULL, NULL}},
    {"link", {"https://example.org/", "mailto:a@example.org"}},
};

void naive_clear(struct naive_text *text)
{
    free(text->units);
    *text = (struct naive_text)NAIVE_EMPTY;
}

void naive_copy(const struct naive_text *from, struct naive_text *out)
{
    *out = (struct naive_text){mem_alloc(from->len * sizeof *from->units), from->len, from->len};
    if (from->len)
        memcpy(out->units, from->units, from->len * sizeof *from->units);
}

/* One character of UTF-8 as one or two units. */
static size_t units_of(const char *utf8, uint16_t units[2], size_t *len_bytes)
{
    const unsigned char *c = (const unsigned char *)utf8;
    uint32_t point = c[0];
    *len_bytes = c[0] < 0x80 ? 1 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
    if (*len_bytes == 2)
        point = (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
    if (*len_bytes == 3)
        point = (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
    if (*len_bytes == 4)
        point = (c[0] & 0x07u) << 18 | (c[1] & 0x3Fu) << 12 | (c[2] & 0x3Fu) << 6 | (c[3] & 0x3Fu);
    if (point < 0x10000) {
        units[0] = (uint16_t)point;
        return 1;
    }
    units[0] = (uint16_t)(0xD800 + ((point - 0x10000) >> 10));
    units[1] = (uint16_t)(0xDC00 + ((point - 0x10000) & 0x3FF));
    return 2;
}

/* The character at `at` as UTF-8, NUL-terminated; yields its units. */
static size_t utf8_of(const struct naive_text *text, size_t at, char utf8[5])
{
    uint32_t point = text->units[at].unit;
    size_t units = point >= 0xD800 && point < 0xDC00 ? 2 : 1;
    if (units == 2)
        point = 0x10000 + ((point - 0xD800) << 10) + (text->units[at + 1].unit - 0xDC00u);
    size_t len = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    utf8[len] = '\0';
    for (size_t i = len - 1; i > 0; i--, point >>= 6)
        utf8[i] = (char)(0x80 | (point & 0x3F));
    utf8[0] = (char)(leads[len] | point);
    return units;
}

void naive_append(struct naive_text *text, struct naive_unit unit)
{
    text->units = mem_grow(text->units, text->len, &text->capacity, sizeof *text->units);
    text->units[text->len++] = unit;
}

size_t naive_insert(struct naive_text *text, size_t at, const char *utf8, struct naive_format format)
{
    ALWAYS(at <= text->len);
    size_t start = at;
    while (*utf8) {
        uint16_t units[2];
        size_t len_bytes;
        size_t count = units_of(utf8, units, &len_bytes);
        for (size_t i = 0; i < count; i++, at++) {
            naive_append(text, (struct naive_unit){0, format});
            for (size_t j = text->len - 1; j > at; j--)
                text->units[j] = text->units[j - 1];
            text->units[at] = (struct naive_unit){units[i], format};
        }
        utf8 += len_bytes;
    }
    return at - start;
}

void naive_delete(struct naive_text *text, size_t at, size_t len)
{
    ALWAYS(at + len <= text->len);
    for (size_t i = at; i + len < text->len; i++)
        text->units[i] = text->units[i + len];
    text->len -= len;
}

void naive_format(struct naive_text *text, size_t at, size_t len, struct naive_format change)
{
    ALWAYS(at + len <= text->len);
    for (size_t i = at; i < at + len; i++) {
        for (size_t key = 0; key < NAIVE_KEYS; key++) {
            if (change.values[key] == NAIVE_NULL)
                text->units[i].format.values[key] = 0;
            else if (change.values[key])
                text->units[i].format.values[key] = change.values[key];
        }
    }
}

bool naive_cuts_pair(const struct naive_text *text, size_t position)
{
    return position > 0 && position < text->len && text->units[position].unit >= 0xDC00 &&
           text->units[position].unit < 0xE000;
}

static struct attribute attribute_of(size_t key, unsigned char value)
{
    const char *link = value == NAIVE_NULL ? NULL : keys[key].links[value - 1];
    enum attribute_type type = value == NAIVE_NULL ? ATTRIBUTE_NULL
                               : link              ? ATTRIBUTE_STRING
                                                   : ATTRIBUTE_TRUE;
    return (struct attribute){keys[key].name, type, link};
}

struct attributes *naive_attributes(struct naive_format format)
{
    struct attribute list[NAIVE_KEYS];
    size_t count = 0;
    for (size_t key = 0; key < NAIVE_KEYS; key++) {
        if (format.values[key])
            list[count++] = attribute_of(key, format.values[key]);
    }
    struct attributes *set;
    ALWAYS(attributes_create(list, count, &set) == STATUS_OK);
    return set;
}

static bool same_attribute(struct attribute a, struct attribute b)
{
    return a.key && a.type == b.type && (a.type != ATTRIBUTE_STRING || strcmp(a.string, b.string) == 0);
}

static bool same_format(struct naive_format format, const struct attributes *set)
{
    size_t count = 0;
    for (size_t key = 0; key < NAIVE_KEYS; key++) {
        if (!format.values[key])
            continue;
        count++;
        if (!same_attribute(attributes_get(set, keys[key].name), attribute_of(key, format.values[key])))
            return false;
    }
    return count == attributes_count(set);
}

struct naive_format naive_format_of(const struct attributes *set)
{
    struct naive_format format = {{0}};
    for (size_t key = 0; key < NAIVE_KEYS; key++) {
        struct attribute attribute = attributes_get(set, keys[key].name);
        unsigned char value = 1;
        if (!attribute.key)
            continue;
        if (attribute.type == ATTRIBUTE_NULL)
            value = NAIVE_NULL;
        else if (attribute.type == ATTRIBUTE_STRING && strcmp(attribute.string, keys[key].links[0]) != 0)
            value = 2;
        format.values[key] = value;
    }
    return format;
}

void naive_append_op(struct naive_text *text, const struct delta *delta, const struct delta_op *op)
{
    char *utf8 = mem_copy_bytes(delta_op_bytes(delta, op), op->len_bytes);
    naive_insert(text, text->len, utf8, naive_format_of(op->attributes));
    free(utf8);
}

void naive_document(const struct naive_text *text, struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    for (size_t at = 0; at < text->len;) {
        char utf8[5];
        struct attributes *attributes = naive_attributes(text->units[at].format);
        at += utf8_of(text, at, utf8);
        delta_insert(out, utf8, strlen(utf8), attributes);
        attributes_unref(attributes);
    }
}

/* Compares one insert with the units from `*at` on, and moves `*at` behind them. */
static bool op_is(const struct naive_text *text, size_t *at, const struct delta *document,
                  const struct delta_op *op)
{
    size_t start = *at;
    for (size_t byte = 0; byte < op->len_bytes;) {
        uint16_t units[2];
        size_t len_bytes;
        size_t count = units_of(delta_op_bytes(document, op) + byte, units, &len_bytes);
        for (size_t i = 0; i < count; i++, ++*at) {
            if (*at >= text->len || text->units[*at].unit != units[i] ||
                !same_format(text->units[*at].format, op->attributes))
                return false;
        }
        byte += len_bytes;
    }
    return *at - start == op->len_u16;
}

bool naive_is(const struct naive_text *text, const struct delta *document)
{
    size_t at = 0;
    for (size_t i = 0; i < document->count; i++) {
        if (document->ops[i].type != DELTA_INSERT || !op_is(text, &at, document, &document->ops[i]))
            return false;
    }
    return at == text->len;
}
