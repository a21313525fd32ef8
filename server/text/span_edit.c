#include "text/span_edit.h"

#include "base/always.h"
#include "text/utf.h"

static bool can_take(const struct span *span, size_t len_bytes, const struct attributes *attributes)
{
    return span && span_has_room(span, len_bytes) && attributes_equal(span->attributes, attributes);
}

/* Puts the gap at a position that may lie inside a span. */
static void split_at(struct span_list *list, uint32_t at_u16)
{
    span_list_seek(list, at_u16);
    uint32_t offset = at_u16 - list->before_u16;
    if (offset)
        span_list_split_next(list, span_bytes_of(span_list_next(list), offset, NULL), offset);
}

/* New spans at the gap, each with room to grow. */
static void push_spans(struct span_list *list, const char *utf8, size_t len_bytes,
                       struct attributes *attributes)
{
    while (len_bytes) {
        size_t take = len_bytes;
        if (take > SPAN_FILL_BYTES) {
            take = SPAN_FILL_BYTES;
            while (((unsigned char)utf8[take] & 0xC0) == 0x80)
                take--;
        }
        span_list_push(list, span_of(utf8, take, attributes));
        utf8 += take;
        len_bytes -= take;
    }
}

void span_edit_insert(struct span_list *list, uint32_t at_u16, const char *utf8, size_t len_bytes,
                      struct attributes *attributes)
{
    ALWAYS(at_u16 <= list->len_u16);
    span_list_seek(list, at_u16);
    uint32_t offset = at_u16 - list->before_u16;
    if (offset && can_take(span_list_next(list), len_bytes, attributes)) {
        size_t at_bytes = span_bytes_of(span_list_next(list), offset, NULL);
        span_list_insert_next(list, at_bytes, utf8, len_bytes, utf_len_u16(utf8, len_bytes));
        return;
    }
    split_at(list, at_u16);
    if (can_take(span_list_prev(list), len_bytes, attributes))
        span_list_insert_prev(list, utf8, len_bytes, utf_len_u16(utf8, len_bytes));
    else if (can_take(span_list_next(list), len_bytes, attributes))
        span_list_insert_next(list, 0, utf8, len_bytes, utf_len_u16(utf8, len_bytes));
    else
        push_spans(list, utf8, len_bytes, attributes);
}

void span_edit_delete(struct span_list *list, uint32_t at_u16, uint32_t len_u16)
{
    ALWAYS(at_u16 <= list->len_u16 && len_u16 <= list->len_u16 - at_u16);
    while (len_u16) {
        span_list_seek(list, at_u16);
        struct span *span = span_list_next(list);
        uint32_t offset = at_u16 - list->before_u16;
        uint32_t take = span->len_u16 - offset < len_u16 ? span->len_u16 - offset : len_u16;
        if (take == span->len_u16) {
            span_list_drop_next(list);
        } else {
            size_t from = span_bytes_of(span, offset, NULL);
            size_t bytes = utf_bytes_of(span->bytes + from, span->len_bytes - from, take, NULL);
            span_list_remove_next(list, from, bytes, take);
        }
        len_u16 -= take;
    }
    span_list_seek(list, at_u16);
    span_list_join(list);
}

void span_edit_format(struct span_list *list, uint32_t at_u16, uint32_t len_u16, struct attributes *change)
{
    ALWAYS(at_u16 <= list->len_u16 && len_u16 <= list->len_u16 - at_u16);
    uint32_t end_u16 = at_u16 + len_u16;
    split_at(list, end_u16);
    split_at(list, at_u16);
    while (list->before_u16 < end_u16) {
        span_list_format_next(list, attributes_compose(span_list_next(list)->attributes, change, false));
        if (!span_list_join(list))
            span_list_pass(list);
    }
    span_list_join(list);
}
