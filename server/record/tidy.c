#include "record/tidy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/runs.h"

/* ---- what a view shows ---- */

/* Walks along a text, which is looked at from anywhere, mostly forward. */
struct format_walk {
    const struct delta *text;
    size_t index;
    uint32_t start;
};

/* The run at a place; `left` is how much of it follows. */
static const struct delta_op *run_at(struct format_walk *walk, uint32_t place, uint32_t *left)
{
    if (place < walk->start) {
        walk->index = 0;
        walk->start = 0;
    }
    while (place >= walk->start + walk->text->ops[walk->index].len_u16)
        walk->start += walk->text->ops[walk->index++].len_u16;
    *left = walk->start + walk->text->ops[walk->index].len_u16 - place;
    return &walk->text->ops[walk->index];
}

static bool same_format(const struct delta_op *a, const struct delta_op *b)
{
    return !a || !b || attributes_equal(a->attributes, b->attributes);
}

static void add_seen(struct parts *out, struct part part, const struct delta_op *before,
                     const struct delta_op *after, enum document_view view)
{
    bool was = before && runs_show(before->attributes, view);
    bool is = after && runs_show(after->attributes, view);
    if (part.kind == PART_KEPT && was != is)
        part.kind = was ? PART_DELETED : PART_INSERTED;
    else if (!was && !is)
        return;
    if (part.kind == PART_KEPT)
        part.reformatted = !same_format(before, after);
    else if (is)
        part.before = NO_PLACE;
    else
        part.after = NO_PLACE;
    parts_add(out, &part);
}

void parts_view(struct parts *parts, const struct delta *before, const struct delta *after,
                enum document_view view)
{
    struct format_walk earlier = {before, 0, 0}, later = {after, 0, 0};
    struct parts out = {0};
    for (size_t i = 0; i < parts->count; i++)
        for (struct part rest = parts->all[i]; rest.len;) {
            const struct delta_op *was = NULL, *is = NULL;
            uint32_t len = rest.len, left;
            if (rest.before != NO_PLACE) {
                was = run_at(&earlier, rest.before, &left);
                len = left < len ? left : len;
            }
            if (rest.after != NO_PLACE) {
                is = run_at(&later, rest.after, &left);
                len = left < len ? left : len;
            }
            add_seen(&out, part_take(&rest, len), was, is, view);
        }
    parts_clear(parts);
    *parts = out;
}

/* ---- whole words ---- */

/* Letters and digits of the scripts that put blanks between words. */
static bool in_word(uint16_t unit)
{
    if (unit < 0x80)
        return (unit >= '0' && unit <= '9') || (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z') ||
               unit == '\'';
    return unit == 0xAA || unit == 0xBA || unit == 0x2019 || (unit >= 0xC0 && unit < 0x2000);
}

static bool is_space(uint16_t unit)
{
    return unit == ' ' || unit == '\t' || unit == 0xA0 || unit == 0x202F;
}

static bool is_change(const struct part *part)
{
    return part->kind == PART_DELETED || part->kind == PART_INSERTED;
}

/* What is swallowed of a kept part by the changes in front of it and behind it. */
struct bite {
    uint32_t head, tail;
};

struct tidying {
    const struct weave *weave;
    const struct parts *parts;
    struct bite *bites;
};

static uint16_t unit_of(const struct tidying *tidying, size_t index, uint32_t offset)
{
    return weave_unit(tidying->weave, tidying->parts->all[index].at + offset);
}

static bool starts_in_word(const struct tidying *tidying, size_t index)
{
    return in_word(unit_of(tidying, index, 0));
}

static bool ends_in_word(const struct tidying *tidying, size_t index)
{
    return in_word(unit_of(tidying, index, tidying->parts->all[index].len - 1));
}

/* The changes [from, to) begin, or end, inside a word: some of what is deleted or inserted goes on from what stands there. */
static bool touches(const struct tidying *tidying, size_t from, size_t to, bool at_start)
{
    for (enum part_kind kind = PART_DELETED; kind <= PART_INSERTED; kind++) {
        size_t found = to;
        for (size_t i = from; i < to; i++)
            if (tidying->parts->all[i].kind == kind && (found == to || !at_start))
                found = i;
        if (found < to && (at_start ? starts_in_word(tidying, found) : ends_in_word(tidying, found)))
            return true;
    }
    return false;
}

static uint32_t word_at_start(const struct tidying *tidying, size_t index)
{
    uint32_t len = tidying->parts->all[index].len, at = 0;
    while (at < len && in_word(unit_of(tidying, index, at)))
        at++;
    return at;
}

static uint32_t word_at_end(const struct tidying *tidying, size_t index)
{
    uint32_t len = tidying->parts->all[index].len, at = 0;
    while (at < len && in_word(unit_of(tidying, index, len - 1 - at)))
        at++;
    return at;
}

static size_t end_of_change(const struct parts *parts, size_t from)
{
    while (from < parts->count && parts->all[from].kind != PART_KEPT)
        from++;
    return from;
}

static void bite_around(struct tidying *tidying, size_t from, size_t to)
{
    const struct part *all = tidying->parts->all;
    if (from && touches(tidying, from, to, true))
        tidying->bites[from - 1].tail = word_at_end(tidying, from - 1);
    if (to < tidying->parts->count && touches(tidying, from, to, false))
        tidying->bites[to].head = word_at_start(tidying, to);
    if (from && tidying->bites[from - 1].head + tidying->bites[from - 1].tail > all[from - 1].len)
        tidying->bites[from - 1].tail = all[from - 1].len - tidying->bites[from - 1].head;
}

static bool replaces(const struct parts *parts, size_t from, size_t to)
{
    bool deletes = false, inserts = false;
    for (size_t i = from; i < to; i++) {
        deletes = deletes || parts->all[i].kind == PART_DELETED;
        inserts = inserts || parts->all[i].kind == PART_INSERTED;
    }
    return deletes && inserts;
}

/* Where a kept part between two replacements has only blanks left, both replacements become one and
 * swallow the blanks. */
static void bite_blank(struct tidying *tidying, size_t index)
{
    const struct parts *parts = tidying->parts;
    struct bite *bite = &tidying->bites[index];
    uint32_t len = parts->all[index].len;
    size_t from = index;
    while (from && parts->all[from - 1].kind != PART_KEPT)
        from--;
    if (from == index || !replaces(parts, from, index) ||
        !replaces(parts, index + 1, end_of_change(parts, index + 1)))
        return;
    for (uint32_t at = bite->head; at < len - bite->tail; at++)
        if (!is_space(unit_of(tidying, index, at)))
            return;
    bite->head = len - bite->tail;
}

static void bite_all(struct tidying *tidying)
{
    const struct parts *parts = tidying->parts;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->all[i].kind == PART_KEPT)
            continue;
        size_t end = end_of_change(parts, i);
        bite_around(tidying, i, end);
        i = end;
    }
    for (size_t i = 0; i < parts->count; i++)
        if (parts->all[i].kind == PART_KEPT)
            bite_blank(tidying, i);
}

/* ---- in order ---- */

/* One change that is being put together. */
struct changing {
    struct parts deleted, inserted; /* with what left, and what came */
};

static void carry(struct changing *changing, struct part part)
{
    struct part gone = part, come = part;
    gone.kind = PART_DELETED;
    come.kind = PART_INSERTED;
    gone.after = come.before = NO_PLACE;
    gone.carried = come.carried = true;
    parts_add(&changing->deleted, &gone);
    parts_add(&changing->inserted, &come);
}

/* Unchanged letters that a change takes along get its author: that of the changed part beside them on
 * their own side, or else that of the other side. */
static void adopt(struct parts *own, const struct parts *others)
{
    const struct part *last = NULL;
    for (size_t i = 0; !last && i < own->count; i++)
        last = is_change(&own->all[i]) && !own->all[i].carried ? &own->all[i] : NULL;
    for (size_t i = 0; !last && i < others->count; i++)
        last = is_change(&others->all[i]) && !others->all[i].carried ? &others->all[i] : NULL;
    if (!last)
        return;
    for (size_t i = 0; i < own->count; i++) {
        struct part *part = &own->all[i];
        if (!part->carried) {
            last = is_change(part) ? part : last;
            continue;
        }
        bool deletes = last->kind == PART_DELETED;
        part->went = part->written = deletes ? last->went : last->written;
        part->under = last->under;
        part->struck = last->struck;
    }
}

static bool is_like(const struct part *a, const struct part *b, const struct weave *weave)
{
    uint32_t one = a->kind == PART_DELETED ? a->went : a->written;
    uint32_t other = b->kind == PART_DELETED ? b->went : b->written;
    if (a->kind != b->kind || a->reformatted != b->reformatted || a->other != b->other)
        return false;
    if (a->before != NO_PLACE && a->before + a->len != b->before)
        return false;
    if (a->after != NO_PLACE && a->after + a->len != b->after)
        return false;
    if (a->kind == PART_KEPT || a->kind == PART_LEFT || a->kind == PART_CAME || one == other)
        return a->kind == PART_KEPT || (a->under == b->under && a->struck == b->struck);
    return one && other && a->under == b->under && a->struck == b->struck &&
           strcmp(weave_author(weave, one), weave_author(weave, other)) == 0;
}

/* Behind the last one, or as one with it; of both ops the later one is told. */
static void join(struct parts *out, const struct part *part, const struct weave *weave)
{
    struct part *last = out->count ? &out->all[out->count - 1] : NULL;
    if (!last || !part->len || !is_like(last, part, weave)) {
        parts_add(out, part);
        return;
    }
    last->len += part->len;
    last->written = last->written > part->written ? last->written : part->written;
    last->went = last->went > part->went ? last->went : part->went;
}

static void close_change(struct changing *changing, struct parts *out, const struct weave *weave)
{
    adopt(&changing->deleted, &changing->inserted);
    adopt(&changing->inserted, &changing->deleted);
    for (size_t i = 0; i < changing->deleted.count; i++)
        join(out, &changing->deleted.all[i], weave);
    for (size_t i = 0; i < changing->inserted.count; i++)
        join(out, &changing->inserted.all[i], weave);
    changing->deleted.count = changing->inserted.count = 0;
}

static void add_kept(const struct tidying *tidying, size_t index, struct changing *changing,
                     struct parts *out)
{
    struct part rest = tidying->parts->all[index];
    const struct bite *bite = &tidying->bites[index];
    uint32_t middle = rest.len - bite->head - bite->tail;
    if (bite->head)
        carry(changing, part_take(&rest, bite->head));
    if (middle) {
        struct part kept = part_take(&rest, middle);
        close_change(changing, out, tidying->weave);
        join(out, &kept, tidying->weave);
    }
    if (bite->tail)
        carry(changing, rest);
}

void parts_tidy(struct parts *parts, const struct weave *weave)
{
    struct tidying tidying = {weave, parts, mem_zero(parts->count + 1, sizeof(struct bite))};
    struct changing changing = {{0}, {0}};
    struct parts out = {0};
    bite_all(&tidying);
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->all[i];
        if (part->kind == PART_KEPT)
            add_kept(&tidying, i, &changing, &out);
        else
            parts_add(part->kind == PART_DELETED || part->kind == PART_LEFT ? &changing.deleted
                                                                            : &changing.inserted,
                      part);
    }
    close_change(&changing, &out, weave);
    parts_clear(&changing.deleted);
    parts_clear(&changing.inserted);
    parts_clear(parts);
    free(tidying.bites);
    *parts = out;
}
