#include "text/delta.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "text/utf.h"

void delta_clear(struct delta *delta)
{
    for (size_t i = 0; i < delta->count; i++)
        attributes_unref(delta->ops[i].attributes);
    free(delta->ops);
    free(delta->bytes);
    *delta = (struct delta)DELTA_EMPTY;
}

void delta_copy(const struct delta *from, struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    if (from->count) {
        out->ops = mem_alloc(from->count * sizeof *out->ops);
        memcpy(out->ops, from->ops, from->count * sizeof *out->ops);
        out->count = out->capacity = from->count;
    }
    if (from->len_bytes) {
        out->bytes = mem_copy_bytes(from->bytes, from->len_bytes);
        out->len_bytes = out->capacity_bytes = from->len_bytes;
    }
    for (size_t i = 0; i < out->count; i++)
        attributes_ref(out->ops[i].attributes);
}

static bool op_equal(const struct delta *a, const struct delta_op *left, const struct delta *b,
                     const struct delta_op *right)
{
    if (left->type != right->type || left->len_u16 != right->len_u16 || left->len_bytes != right->len_bytes)
        return false;
    if (left->len_bytes && memcmp(delta_op_bytes(a, left), delta_op_bytes(b, right), left->len_bytes) != 0)
        return false;
    return attributes_equal(left->attributes, right->attributes);
}

bool delta_equal(const struct delta *a, const struct delta *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!op_equal(a, &a->ops[i], b, &b->ops[i]))
            return false;
    }
    return true;
}

/* Lengths that a client made up may add up past 32 bits. They stop at the top, where every check finds them too long. */
static uint32_t add_len(uint32_t a, uint32_t b)
{
    return b > UINT32_MAX - a ? UINT32_MAX : a + b;
}

static bool mergeable(const struct delta_op *op, enum delta_type type, const struct attributes *attributes)
{
    return op && op->type == type && attributes_equal(op->attributes, attributes);
}

/* The op that a new one at `index` comes after. */
static struct delta_op *before(struct delta *delta, size_t index)
{
    return index ? &delta->ops[index - 1] : NULL;
}

/* A new op at `index`: the end, or just before the last. Takes a reference of its own. */
static struct delta_op *place(struct delta *delta, size_t index, enum delta_type type,
                              struct attributes *attributes)
{
    delta->ops = mem_grow(delta->ops, delta->count, &delta->capacity, sizeof *delta->ops);
    if (index < delta->count)
        delta->ops[index + 1] = delta->ops[index];
    delta->count++;
    delta->ops[index] = (struct delta_op){type, 0, 0, 0, attributes_ref(attributes)};
    return &delta->ops[index];
}

static void append_bytes(struct delta *delta, const char *utf8, size_t len_bytes)
{
    size_t need = delta->len_bytes + len_bytes;
    ALWAYS(need >= len_bytes && need <= UINT32_MAX);
    if (need > delta->capacity_bytes) {
        delta->capacity_bytes = need > 2 * delta->capacity_bytes ? need : 2 * delta->capacity_bytes;
        delta->bytes = mem_resize(delta->bytes, delta->capacity_bytes);
    }
    memcpy(delta->bytes + delta->len_bytes, utf8, len_bytes);
    delta->len_bytes = need;
}

void delta_insert(struct delta *delta, const char *utf8, size_t len_bytes, struct attributes *attributes)
{
    if (!len_bytes)
        return;
    /* Beside a delete it makes no difference which comes first: the insert does, always. */
    size_t index = delta->count;
    if (index && delta->ops[index - 1].type == DELTA_DELETE)
        index--;
    struct delta_op *op = before(delta, index);
    if (!mergeable(op, DELTA_INSERT, attributes)) {
        op = place(delta, index, DELTA_INSERT, attributes);
        op->at_bytes = (uint32_t)delta->len_bytes;
    }
    /* It is the last insert either way, so its bytes are the last too. */
    append_bytes(delta, utf8, len_bytes);
    op->len_bytes += (uint32_t)len_bytes;
    op->len_u16 += utf_len_u16(utf8, len_bytes);
}

void delta_retain(struct delta *delta, uint32_t len_u16, struct attributes *attributes)
{
    if (!len_u16)
        return;
    struct delta_op *op = before(delta, delta->count);
    if (!mergeable(op, DELTA_RETAIN, attributes))
        op = place(delta, delta->count, DELTA_RETAIN, attributes);
    op->len_u16 = add_len(op->len_u16, len_u16);
}

void delta_delete(struct delta *delta, uint32_t len_u16)
{
    if (!len_u16)
        return;
    struct delta_op *op = before(delta, delta->count);
    if (!mergeable(op, DELTA_DELETE, NULL))
        op = place(delta, delta->count, DELTA_DELETE, NULL);
    op->len_u16 = add_len(op->len_u16, len_u16);
}

void delta_chop(struct delta *delta)
{
    struct delta_op *last = before(delta, delta->count);
    if (mergeable(last, DELTA_RETAIN, NULL))
        delta->count--;
}

const char *delta_op_bytes(const struct delta *delta, const struct delta_op *op)
{
    return delta->bytes + op->at_bytes;
}

static uint32_t sum(const struct delta *delta, enum delta_type one, enum delta_type other)
{
    uint32_t len = 0;
    for (size_t i = 0; i < delta->count; i++) {
        if (delta->ops[i].type == one || delta->ops[i].type == other)
            len = add_len(len, delta->ops[i].len_u16);
    }
    return len;
}

uint32_t delta_base_len(const struct delta *delta)
{
    return sum(delta, DELTA_RETAIN, DELTA_DELETE);
}

uint32_t delta_result_len(const struct delta *delta)
{
    return sum(delta, DELTA_RETAIN, DELTA_INSERT);
}

bool delta_is_document(const struct delta *delta)
{
    for (size_t i = 0; i < delta->count; i++) {
        if (delta->ops[i].type != DELTA_INSERT)
            return false;
    }
    return true;
}

static void write_op(struct buf *out, const struct delta *delta, const struct delta_op *op)
{
    buf_char(out, '{');
    switch (op->type) {
    case DELTA_INSERT:
        json_write_key(out, "insert");
        json_write_bytes(out, delta_op_bytes(delta, op), op->len_bytes);
        break;
    case DELTA_RETAIN:
        json_write_key(out, "retain");
        buf_number(out, op->len_u16);
        break;
    case DELTA_DELETE:
        json_write_key(out, "delete");
        buf_number(out, op->len_u16);
        break;
    }
    if (op->attributes) {
        buf_char(out, ',');
        json_write_key(out, "attributes");
        attributes_write_json(out, op->attributes);
    }
    buf_char(out, '}');
}

void delta_write_json(struct buf *out, const struct delta *delta)
{
    buf_text(out, "{\"ops\":[");
    for (size_t i = 0; i < delta->count; i++) {
        if (i)
            buf_char(out, ',');
        write_op(out, delta, &delta->ops[i]);
    }
    buf_text(out, "]}");
}
