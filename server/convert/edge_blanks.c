#include "convert/edge_blanks.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

/* Ops that carry one mark without a gap. */
struct span {
    const char *key;
    size_t first, end;
};

/* A mark comes on a blank, or goes from it. */
struct edit {
    uint32_t at; /* UTF-16 units in front of the blank */
    const char *key;
};

struct edits {
    const struct delta *text;
    uint32_t *starts; /* of each op: UTF-16 units in front of it */
    struct edit *list;
    size_t count, capacity;
    bool (*may)(void *context, const char *key);
    void *context;
};

static bool is_mark(const char *key)
{
    return strncmp(key, "ins:", 4) == 0 || strncmp(key, "del:", 4) == 0;
}

static bool has(const struct delta *text, size_t op, const char *key)
{
    return attributes_get(text->ops[op].attributes, key).key != NULL;
}

static char first_of(const struct delta *text, size_t op)
{
    return delta_op_bytes(text, &text->ops[op])[0];
}

static char last_of(const struct delta *text, size_t op)
{
    return delta_op_bytes(text, &text->ops[op])[text->ops[op].len_bytes - 1];
}

/* ---- what stands around a span ---- */

static bool is_one_of(const char *bytes, size_t len, bool at_end, const char *const *signs)
{
    for (; *signs; signs++) {
        size_t sign = strlen(*signs);
        if (sign <= len && memcmp(at_end ? bytes + len - sign : bytes, *signs, sign) == 0)
            return true;
    }
    return false;
}

/* A blank is the span's alone, if it is taken from the other side. */
static bool opens(const struct delta *text, const struct span *span)
{
    static const char *const signs[] = {" ", "(", "[", "\xc2\xab", "\xc2\xbf", "\xc2\xa1", "\xe2\x80\x9c",
                                        NULL};
    if (!span->first)
        return true;
    const struct delta_op *op = &text->ops[span->first - 1];
    return is_one_of(delta_op_bytes(text, op), op->len_bytes, true, signs);
}

static bool stops(const struct delta *text, const struct span *span)
{
    static const char *const signs[] = {".", ",", ";", ":", "!", "?", ")", "]", "\xc2\xbb", "\xe2\x80\x9d",
                                        NULL};
    if (span->end == text->count)
        return true;
    const struct delta_op *op = &text->ops[span->end];
    return is_one_of(delta_op_bytes(text, op), op->len_bytes, false, signs);
}

/* Whether each mark of an op is on another one too. */
static bool is_within(const struct delta *text, size_t op, size_t other)
{
    const struct attributes *set = text->ops[op].attributes;
    for (size_t i = 0; i < attributes_count(set); i++)
        if (is_mark(attributes_at(set, i).key) && !has(text, other, attributes_at(set, i).key))
            return false;
    return true;
}

/* An insertion that begins right behind the span belongs together with it: an alternative, or what comes in its place. */
static bool goes_on(const struct delta *text, const struct span *span)
{
    const struct attributes *set = text->ops[span->end].attributes;
    for (size_t i = 0; i < attributes_count(set); i++) {
        const char *key = attributes_at(set, i).key;
        if (strncmp(key, "ins:", 4) == 0 && !has(text, span->end - 1, key) &&
            (*span->key == 'i' || strcmp(key + 4, span->key + 4) == 0))
            return true;
    }
    return false;
}

/* ---- which blanks ---- */

static void add(struct edits *edits, size_t op, bool last, const char *key)
{
    uint32_t at = edits->starts[op] + (last ? edits->text->ops[op].len_u16 - 1 : 0);
    edits->list = mem_grow(edits->list, edits->count, &edits->capacity, sizeof *edits->list);
    edits->list[edits->count++] = (struct edit){at, key};
}

static void leave(struct edits *edits, const struct span *span)
{
    const struct delta *text = edits->text;
    bool front = first_of(text, span->first) == ' ', behind = last_of(text, span->end - 1) == ' ';
    if (behind && !front && span->end < text->count && first_of(text, span->end) != ' ' &&
        opens(text, span) && !goes_on(text, span))
        add(edits, span->end - 1, true, span->key);
    if (front && !behind && span->first && last_of(text, span->first - 1) != ' ' && stops(text, span) &&
        is_within(text, span->first - 1, span->first))
        add(edits, span->first, false, span->key);
}

/* Whether the blank that ends an op has words in front of it, and no mark that ends there. */
static bool is_free(const struct delta *text, size_t op)
{
    return text->ops[op].len_bytes > 1 || (op > 0 && is_within(text, op - 1, op));
}

static void take(struct edits *edits, const struct span *span)
{
    const struct delta *text = edits->text;
    size_t first = span->first, end = span->end;
    if (first_of(text, first) == ' ' || last_of(text, end - 1) == ' ' ||
        !edits->may(edits->context, span->key))
        return;
    if (end < text->count && first_of(text, end) == ' ') {
        if (opens(text, span) && is_within(text, end, end - 1))
            add(edits, end, false, span->key);
    } else if (first && last_of(text, first - 1) == ' ' && stops(text, span) &&
               is_within(text, first - 1, first) && is_free(text, first - 1)) {
        add(edits, first - 1, true, span->key);
    }
}

static void each_span(struct edits *edits, void (*look)(struct edits *edits, const struct span *span))
{
    const struct delta *text = edits->text;
    for (size_t op = 0; op < text->count; op++) {
        const struct attributes *set = text->ops[op].attributes;
        for (size_t i = 0; i < attributes_count(set); i++) {
            struct span span = {attributes_at(set, i).key, op, op + 1};
            if (!is_mark(span.key) || (op && has(text, op - 1, span.key)))
                continue;
            while (span.end < text->count && has(text, span.end, span.key))
                span.end++;
            look(edits, &span);
        }
    }
}

/* ---- the text with them ---- */

static int in_order(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* All edits, of which each adds its mark or takes it away. */
static struct delta change_of(const struct edits *edits, enum attribute_type type)
{
    struct delta change = DELTA_EMPTY;
    struct attribute *list = mem_zero(edits->count + 1, sizeof *list);
    uint32_t done = 0;
    for (size_t i = 0, end = 0; i < edits->count; i = end) {
        struct attributes *attributes = NULL;
        for (end = i; end < edits->count && edits->list[end].at == edits->list[i].at; end++)
            list[end - i] = (struct attribute){edits->list[end].key, type, NULL};
        ALWAYS(attributes_create(list, end - i, &attributes) == STATUS_OK);
        delta_retain(&change, edits->list[i].at - done, NULL);
        delta_retain(&change, 1, attributes);
        attributes_unref(attributes);
        done = edits->list[i].at + 1;
    }
    free(list);
    return change;
}

static struct delta changed(struct edits *edits, void (*look)(struct edits *edits, const struct span *span),
                            enum attribute_type type)
{
    const struct delta *text = edits->text;
    struct delta out;
    edits->starts = mem_zero(text->count + 1, sizeof *edits->starts);
    for (size_t op = 0; op < text->count; op++)
        edits->starts[op + 1] = edits->starts[op] + text->ops[op].len_u16;
    each_span(edits, look);
    if (edits->count)
        qsort(edits->list, edits->count, sizeof *edits->list, in_order);
    struct delta change = change_of(edits, type);
    delta_compose(text, &change, &out);
    delta_clear(&change);
    free(edits->starts);
    free(edits->list);
    return out;
}

void edge_blanks_take(struct delta *text, bool (*may)(void *context, const char *key), void *context)
{
    struct edits edits = {.text = text, .may = may, .context = context};
    struct delta out = changed(&edits, take, ATTRIBUTE_TRUE);
    delta_clear(text);
    *text = out;
}

struct delta edge_blanks_leave(const struct delta *text)
{
    struct edits edits = {.text = text};
    return changed(&edits, leave, ATTRIBUTE_NULL);
}
