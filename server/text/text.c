#include "text/text.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"
#include "text/span_edit.h"
#include "text/utf.h"

struct text {
    struct span_list spans;
};

struct text *text_create(void)
{
    return mem_zero(1, sizeof(struct text));
}

void text_destroy(struct text *text)
{
    if (!text)
        return;
    span_list_clear(&text->spans);
    free(text);
}

struct text *text_copy(const struct text *text)
{
    struct text *copy = text_create();
    span_list_copy(&text->spans, &copy->spans);
    return copy;
}

uint32_t text_len(const struct text *text)
{
    return text->spans.len_u16;
}

uint64_t text_bytes(const struct text *text)
{
    return text->spans.bytes;
}

uint32_t text_spans(const struct text *text)
{
    return text->spans.before + text->spans.after;
}

static bool cuts_pair(const struct span_list *spans, struct span_place *place, uint32_t position_u16)
{
    bool cut = false;
    const struct span *span = span_list_find(spans, place, position_u16);
    uint32_t offset = position_u16 - place->start_u16;
    if (span && offset && span->len_bytes != span->len_u16) /* equal: all ASCII */
        span_bytes_of(span, offset, &cut);
    return cut;
}

bool text_cuts_pair(const struct text *text, uint32_t position_u16)
{
    if (position_u16 > text_len(text))
        return true;
    struct span_place place = span_list_near(&text->spans, position_u16);
    return cuts_pair(&text->spans, &place, position_u16);
}

enum status text_check(const struct text *text, const struct delta *delta)
{
    struct span_place place = {0, 0};
    uint64_t result = text_len(text);
    uint32_t at = 0; /* in the old text */
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        if (op->type == DELTA_INSERT) {
            if (attributes_have_null(op->attributes))
                return STATUS_BAD_OP;
            result += op->len_u16;
            continue; /* that it stands beside a whole character is known from the op before */
        }
        if (op->len_u16 > text_len(text) - at)
            return STATUS_BAD_OP;
        at += op->len_u16;
        if (i == 0)
            place = span_list_near(&text->spans, at);
        if (cuts_pair(&text->spans, &place, at))
            return STATUS_BAD_OP;
        if (op->type == DELTA_DELETE)
            result -= op->len_u16;
    }
    return result > TEXT_MAX_U16 ? STATUS_TOO_LARGE : STATUS_OK;
}

void text_apply(struct text *text, const struct delta *delta)
{
    uint32_t at = 0; /* in the new text */
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        switch (op->type) {
        case DELTA_INSERT:
            span_edit_insert(&text->spans, at, delta_op_bytes(delta, op), op->len_bytes, op->attributes);
            at += op->len_u16;
            break;
        case DELTA_RETAIN:
            if (op->attributes)
                span_edit_format(&text->spans, at, op->len_u16, op->attributes);
            at += op->len_u16;
            break;
        case DELTA_DELETE:
            span_edit_delete(&text->spans, at, op->len_u16);
            break;
        }
    }
}

/* From-to, looked for from a place at or before it, which goes on to the last span that was met. */
static void slice(const struct text *text, struct span_place *place, uint32_t from_u16, uint32_t to_u16,
                  struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    while (from_u16 < to_u16) {
        const struct span *span = span_list_find(&text->spans, place, from_u16);
        uint32_t end_u16 = place->start_u16 + span->len_u16;
        size_t start = span_bytes_of(span, from_u16 - place->start_u16, NULL);
        size_t end =
            to_u16 < end_u16 ? span_bytes_of(span, to_u16 - place->start_u16, NULL) : span->len_bytes;
        delta_insert(out, span->bytes + start, end - start, span->attributes);
        from_u16 = to_u16 < end_u16 ? to_u16 : end_u16;
    }
}

/* Takes back what `op`, a delete or a retain with attributes, does from a position on. */
static void invert_op(const struct text *text, struct span_place *place, uint32_t from_u16,
                      const struct delta_op *op, struct delta *out)
{
    struct delta taken;
    slice(text, place, from_u16, from_u16 + op->len_u16, &taken);
    for (size_t i = 0; i < taken.count; i++) {
        const struct delta_op *was = &taken.ops[i];
        if (op->type == DELTA_DELETE) {
            delta_insert(out, delta_op_bytes(&taken, was), was->len_bytes, was->attributes);
            continue;
        }
        struct attributes *attributes = attributes_invert(op->attributes, was->attributes);
        delta_retain(out, was->len_u16, attributes);
        attributes_unref(attributes);
    }
    delta_clear(&taken);
}

void text_invert(const struct text *text, const struct delta *delta, struct delta *out)
{
    struct span_place place = {0, 0};
    bool found = false; /* where the first one is that has to be looked at */
    uint32_t at = 0;    /* in the old text */
    *out = (struct delta)DELTA_EMPTY;
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        if (op->type == DELTA_INSERT) {
            delta_delete(out, op->len_u16);
            continue;
        }
        if (op->type == DELTA_RETAIN && !op->attributes)
            delta_retain(out, op->len_u16, NULL);
        else {
            place = found ? place : span_list_near(&text->spans, at);
            found = true;
            invert_op(text, &place, at, op, out);
        }
        at += op->len_u16;
    }
    delta_chop(out);
}

void text_slice(const struct text *text, uint32_t from_u16, uint32_t to_u16, struct delta *out)
{
    ALWAYS(from_u16 <= to_u16 && to_u16 <= text_len(text));
    struct span_place place = span_list_near(&text->spans, from_u16);
    slice(text, &place, from_u16, to_u16, out);
}

const struct attributes *text_attributes_at(const struct text *text, uint32_t position_u16)
{
    if (position_u16 >= text_len(text))
        return NULL;
    struct span_place place = span_list_near(&text->spans, position_u16);
    const struct span *span = span_list_find(&text->spans, &place, position_u16);
    return span ? span->attributes : NULL;
}

void text_visit_attributes(const struct text *text,
                           bool (*visit)(void *context, const struct attributes *attributes), void *context)
{
    const struct span *span;
    for (uint32_t i = 0; (span = span_list_at(&text->spans, i)); i++)
        if (span->attributes && !visit(context, span->attributes))
            return;
}

void text_write_plain(const struct text *text, struct buf *out)
{
    const struct span *span;
    for (uint32_t i = 0; (span = span_list_at(&text->spans, i)); i++)
        buf_add(out, span->bytes, span->len_bytes);
}

void text_write_json(const struct text *text, struct buf *out)
{
    struct delta whole;
    text_slice(text, 0, text_len(text), &whole);
    delta_write_json(out, &whole);
    delta_clear(&whole);
}
