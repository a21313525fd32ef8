#include "text/span_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The first slot behind the gap. */
static struct span *tail(const struct span_list *list)
{
    return list->slots + (list->capacity - list->after);
}

void span_list_clear(struct span_list *list)
{
    for (uint32_t i = 0; i < list->before; i++)
        span_clear(&list->slots[i]);
    for (uint32_t i = 0; i < list->after; i++)
        span_clear(&tail(list)[i]);
    free(list->slots);
    *list = (struct span_list){0};
}

void span_list_copy(const struct span_list *from, struct span_list *out)
{
    *out = (struct span_list){0};
    out->capacity = out->before = from->before + from->after;
    if (!out->capacity)
        return;
    out->slots = mem_alloc(out->capacity * sizeof *out->slots);
    for (uint32_t i = 0; i < out->before; i++) {
        const struct span *span = span_list_at(from, i);
        out->slots[i] = span_of(span->bytes, span->len_bytes, span->attributes);
    }
    out->before_u16 = out->len_u16 = from->len_u16;
    out->bytes = from->bytes;
}

struct span *span_list_prev(const struct span_list *list)
{
    return list->before ? &list->slots[list->before - 1] : NULL;
}

struct span *span_list_next(const struct span_list *list)
{
    return list->after ? tail(list) : NULL;
}

void span_list_pass(struct span_list *list)
{
    struct span *next = tail(list);
    list->before_u16 += next->len_u16;
    list->slots[list->before++] = *next;
    list->after--;
}

static void pass_back(struct span_list *list)
{
    struct span *prev = &list->slots[--list->before];
    list->before_u16 -= prev->len_u16;
    list->after++;
    *tail(list) = *prev;
}

void span_list_seek(struct span_list *list, uint32_t position_u16)
{
    while (position_u16 < list->before_u16)
        pass_back(list);
    while (list->after && position_u16 - list->before_u16 >= tail(list)->len_u16)
        span_list_pass(list);
}

static void make_room(struct span_list *list)
{
    if (list->before + list->after < list->capacity)
        return;
    uint32_t capacity = list->capacity ? 2 * list->capacity : 2;
    list->slots = mem_resize(list->slots, capacity * sizeof *list->slots);
    struct span *old_tail = tail(list);
    list->capacity = capacity;
    memmove(tail(list), old_tail, list->after * sizeof *list->slots);
}

void span_list_push(struct span_list *list, struct span span)
{
    make_room(list);
    list->slots[list->before++] = span;
    list->before_u16 += span.len_u16;
    list->len_u16 += span.len_u16;
    list->bytes += span_written_bytes(&span);
}

void span_list_drop_next(struct span_list *list)
{
    list->len_u16 -= tail(list)->len_u16;
    list->bytes -= span_written_bytes(tail(list));
    span_clear(tail(list));
    list->after--;
}

void span_list_split_next(struct span_list *list, size_t at_bytes, uint32_t at_u16)
{
    make_room(list);
    struct span *next = tail(list);
    list->bytes -= span_written_bytes(next);
    struct span right = span_split(next, at_bytes, at_u16);
    list->bytes += span_written_bytes(next) + span_written_bytes(&right);
    span_list_pass(list);
    list->after++;
    *tail(list) = right;
}

void span_list_format_next(struct span_list *list, struct attributes *attributes)
{
    struct span *next = tail(list);
    list->bytes -= span_written_bytes(next);
    attributes_unref(next->attributes);
    next->attributes = attributes;
    list->bytes += span_written_bytes(next);
}

bool span_list_join(struct span_list *list)
{
    struct span *prev = span_list_prev(list);
    struct span *next = span_list_next(list);
    if (!prev || !next || prev->len_bytes + next->len_bytes > SPAN_JOIN_BYTES ||
        !attributes_equal(prev->attributes, next->attributes))
        return false;
    span_list_insert_prev(list, next->bytes, next->len_bytes, next->len_u16);
    span_list_drop_next(list);
    return true;
}

void span_list_insert_prev(struct span_list *list, const char *utf8, size_t len_bytes, uint32_t len_u16)
{
    struct span *prev = span_list_prev(list);
    span_insert(prev, prev->len_bytes, utf8, len_bytes, len_u16);
    list->before_u16 += len_u16;
    list->len_u16 += len_u16;
    list->bytes += len_bytes;
}

void span_list_insert_next(struct span_list *list, size_t at_bytes, const char *utf8, size_t len_bytes,
                           uint32_t len_u16)
{
    span_insert(tail(list), at_bytes, utf8, len_bytes, len_u16);
    list->len_u16 += len_u16;
    list->bytes += len_bytes;
}

void span_list_remove_next(struct span_list *list, size_t at_bytes, size_t len_bytes, uint32_t len_u16)
{
    span_remove(tail(list), at_bytes, len_bytes, len_u16);
    list->len_u16 -= len_u16;
    list->bytes -= len_bytes;
}

struct span_place span_list_near(const struct span_list *list, uint32_t position_u16)
{
    if (position_u16 < list->before_u16 / 2)
        return (struct span_place){0, 0};
    struct span_place place = {list->before, list->before_u16};
    while (place.start_u16 > position_u16)
        place.start_u16 -= list->slots[--place.index].len_u16;
    return place;
}

const struct span *span_list_at(const struct span_list *list, uint32_t index)
{
    if (index < list->before)
        return &list->slots[index];
    index -= list->before;
    return index < list->after ? &tail(list)[index] : NULL;
}

const struct span *span_list_find(const struct span_list *list, struct span_place *place,
                                  uint32_t position_u16)
{
    const struct span *span = span_list_at(list, place->index);
    while (span && position_u16 - place->start_u16 >= span->len_u16) {
        place->start_u16 += span->len_u16;
        place->index++;
        span = span_list_at(list, place->index);
    }
    return span;
}
