#include "support/naive_weave.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"

static struct naive_life *life_of(struct naive_weave *weave, const char *item, const char *lang)
{
    struct naive_life *found = (struct naive_life *)(uintptr_t)naive_weave_text(weave, item, lang);
    if (found)
        return found;
    weave->lives = mem_resize(weave->lives, (weave->count + 1) * sizeof *weave->lives);
    found = &weave->lives[weave->count++];
    memset(found, 0, sizeof *found);
    snprintf(found->item, sizeof found->item, "%s", item);
    snprintf(found->lang, sizeof found->lang, "%s", lang);
    return found;
}

const struct naive_life *naive_weave_text(const struct naive_weave *weave, const char *item, const char *lang)
{
    for (size_t i = 0; i < weave->count; i++)
        if (strcmp(weave->lives[i].item, item) == 0 && strcmp(weave->lives[i].lang, lang) == 0)
            return &weave->lives[i];
    return NULL;
}

static void put(struct naive_life *life, size_t at, struct naive_letter letter)
{
    life->letters = mem_resize(life->letters, (life->count + 1) * sizeof *life->letters);
    for (size_t i = life->count; i > at; i--)
        life->letters[i] = life->letters[i - 1];
    life->letters[at] = letter;
    life->count++;
}

static void take(struct naive_life *life, size_t at)
{
    for (size_t i = at; i + 1 < life->count; i++)
        life->letters[i] = life->letters[i + 1];
    life->count--;
}

/* "ins:q12": the bit of 12. */
static void mark(struct naive_letter *letter, const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        bool ins = strncmp(attribute.key, "ins:q", 5) == 0, del = strncmp(attribute.key, "del:q", 5) == 0;
        if (!ins && !del)
            continue;
        uint64_t bit = UINT64_C(1) << (strtoul(attribute.key + 5, NULL, 10) % NAIVE_PROPOSALS);
        if (ins && attribute.type != ATTRIBUTE_NULL)
            letter->under |= bit;
        else if (del && attribute.type == ATTRIBUTE_NULL)
            letter->struck &= ~bit;
        else if (del)
            letter->struck |= bit;
    }
}

/* One unit at a time, decoded by hand. */
static size_t next_units(const char *utf8, uint16_t units[2], size_t *bytes)
{
    const unsigned char *c = (const unsigned char *)utf8;
    uint32_t point = c[0];
    *bytes = c[0] < 0x80 ? 1 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
    if (*bytes == 2)
        point = (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
    else if (*bytes == 3)
        point = (c[0] & 0xFu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
    else if (*bytes == 4)
        point = (c[0] & 7u) << 18 | (c[1] & 0x3Fu) << 12 | (c[2] & 0x3Fu) << 6 | (c[3] & 0x3Fu);
    if (point < 0x10000) {
        units[0] = (uint16_t)point;
        return 1;
    }
    units[0] = (uint16_t)(0xD800 + ((point - 0x10000) >> 10));
    units[1] = (uint16_t)(0xDC00 + ((point - 0x10000) & 0x3FF));
    return 2;
}

static size_t type(struct naive_life *life, size_t at, uint32_t seq, const struct delta *delta,
                   const struct delta_op *op)
{
    const char *utf8 = delta_op_bytes(delta, op);
    size_t typed = 0;
    for (size_t i = 0, bytes; i < op->len_bytes; i += bytes) {
        uint16_t units[2];
        size_t count = next_units(utf8 + i, units, &bytes);
        for (size_t k = 0; k < count; k++) {
            struct naive_letter letter = {.unit = units[k], .written = seq};
            mark(&letter, op->attributes);
            put(life, at + typed++, letter);
        }
    }
    return typed;
}

static void edit(struct naive_life *life, uint32_t seq, const struct delta *delta)
{
    size_t at = 0;
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        if (op->type == DELTA_INSERT)
            at += type(life, at, seq, delta, op);
        for (uint32_t k = 0; op->type == DELTA_DELETE && k < op->len_u16; k++)
            take(life, at);
        for (uint32_t k = 0; op->type == DELTA_RETAIN && k < op->len_u16; k++)
            mark(&life->letters[at++], op->attributes);
    }
}

static void carry(struct naive_weave *weave, const char *from, const char *to, const char *lang, size_t at)
{
    (void)life_of(weave, from, lang);
    (void)life_of(weave, to, lang); /* so that neither moves from here on */
    struct naive_life *source = life_of(weave, from, lang), *target = life_of(weave, to, lang);
    while (source->count > at) {
        put(target, target->count, source->letters[at]);
        take(source, at);
    }
}

void naive_weave_fold(struct naive_weave *weave, const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++) {
        const struct change *change = &op->changes.changes[i];
        if (change_is(change, &change_text))
            edit(life_of(weave, change->item, change->lang), (uint32_t)op->seq, &change->delta);
        for (size_t k = 0; change_is(change, &change_item_add) && k < change->texts.count; k++)
            edit(life_of(weave, change->item, change->texts.entries[k].lang), (uint32_t)op->seq,
                 &change->texts.entries[k].delta);
        for (size_t k = 0; change_is(change, &change_item_split) && k < change->places.count; k++)
            carry(weave, change->item, change->new_item, change->places.entries[k].lang,
                  change->places.entries[k].place_u16);
        for (size_t k = 0; change_is(change, &change_item_merge) && k < change->places.count; k++)
            carry(weave, change->item, change->into, change->places.entries[k].lang, 0);
    }
}

void naive_weave_copy(const struct naive_weave *from, struct naive_weave *out)
{
    *out = (struct naive_weave){mem_alloc((from->count + 1) * sizeof *from->lives), from->count};
    for (size_t i = 0; i < from->count; i++) {
        out->lives[i] = from->lives[i];
        size_t bytes = from->lives[i].count * sizeof *from->lives[i].letters;
        out->lives[i].letters = mem_alloc(bytes + 1);
        if (bytes)
            memcpy(out->lives[i].letters, from->lives[i].letters, bytes);
    }
}

void naive_weave_clear(struct naive_weave *weave)
{
    for (size_t i = 0; i < weave->count; i++)
        free(weave->lives[i].letters);
    free(weave->lives);
    *weave = (struct naive_weave){0};
}
