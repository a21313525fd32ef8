#include "record/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rising.h"

void parts_add(struct parts *parts, const struct part *part)
{
    if (!part->len)
        return;
    parts->all = mem_grow(parts->all, parts->count, &parts->capacity, sizeof *parts->all);
    parts->all[parts->count++] = *part;
}

/* Makes room for so many in all. */
static void reserve(struct parts *parts, size_t count)
{
    if (count <= parts->capacity)
        return;
    parts->all = mem_resize(parts->all, count * sizeof *parts->all);
    parts->capacity = count;
}

void parts_clear(struct parts *parts)
{
    free(parts->all);
    *parts = (struct parts){0};
}

struct part part_take(struct part *part, uint32_t len)
{
    struct part first = *part;
    first.len = len;
    part->len -= len;
    part->at += len;
    if (part->before != NO_PLACE)
        part->before += len;
    if (part->after != NO_PLACE)
        part->after += len;
    return first;
}

/* ---- one text ---- */

/* The text at each of the two moments. */
struct sides {
    uint64_t from, to;
    bool in_before, in_after;
    uint32_t before_len, after_len;
    struct parts before, after;
};

static void add_stretch(void *context, const struct stretch *stretch)
{
    struct sides *sides = context;
    struct part part = {.len = stretch->len,
                        .before = NO_PLACE,
                        .after = NO_PLACE,
                        .at = stretch->at,
                        .written = stretch->written,
                        .went = stretch->moved ? 0 : stretch->went,
                        .under = stretch->under,
                        .struck = stretch->struck};
    if (sides->in_before && stretch_is_there(stretch, sides->from)) {
        struct part earlier = part;
        earlier.kind = PART_DELETED;
        earlier.before = sides->before_len;
        sides->before_len += stretch->len;
        parts_add(&sides->before, &earlier);
    }
    if (sides->in_after && stretch_is_there(stretch, sides->to)) {
        part.kind = PART_INSERTED;
        part.after = sides->after_len;
        sides->after_len += stretch->len;
        parts_add(&sides->after, &part);
    }
}

static int by_letters(const void *a, const void *b)
{
    uint32_t left = ((const struct part *)a)->at, right = ((const struct part *)b)->at;
    return left < right ? -1 : left > right;
}

/* Of parts sorted by their letters, the first that ends behind `at`. */
static size_t first_behind(const struct parts *sorted, uint32_t at)
{
    size_t low = 0, high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted->all[middle].at + sorted->all[middle].len <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Looks up the first letters of `part` in `sorted`. Returns the part that has them, and sets *len to how
 * many it has; returns NULL where none has them, and sets *len to how many letters stand before the next
 * part of `sorted`. */
static const struct part *match_first(const struct parts *sorted, const struct part *part, uint32_t *len)
{
    size_t index = first_behind(sorted, part->at);
    const struct part *found = index < sorted->count ? &sorted->all[index] : NULL;
    uint32_t until = found ? found->at : UINT32_MAX;
    bool matches = found && found->at <= part->at;
    if (matches)
        until = found->at + found->len;
    *len = until - part->at < part->len ? until - part->at : part->len;
    return matches ? found : NULL;
}

/* The later text, cut so that each part is wholly in the earlier one, with its place there, or not at all. */
static struct parts match(const struct parts *before, const struct parts *after)
{
    struct parts sorted = {0}, out = {0};
    reserve(&sorted, before->count);
    reserve(&out, after->count);
    for (size_t i = 0; i < before->count; i++)
        parts_add(&sorted, &before->all[i]);
    if (sorted.count)
        qsort(sorted.all, sorted.count, sizeof *sorted.all, by_letters);
    for (size_t i = 0; i < after->count; i++)
        for (struct part rest = after->all[i]; rest.len;) {
            uint32_t len;
            const struct part *same = match_first(&sorted, &rest, &len);
            struct part part = part_take(&rest, len);
            if (same)
                part.before = same->before + (part.at - same->at);
            parts_add(&out, &part);
        }
    parts_clear(&sorted);
    return out;
}

/* Of the matched ones, those that stand in the order of the earlier text are kept. */
static void keep_in_order(struct parts *after)
{
    uint32_t *places = mem_alloc((after->count + 1) * sizeof *places);
    bool *keep = mem_alloc(after->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < after->count; i++)
        if (after->all[i].before != NO_PLACE)
            places[count++] = after->all[i].before;
    rising_keep(places, count, keep);
    count = 0;
    for (size_t i = 0; i < after->count; i++) {
        struct part *part = &after->all[i];
        if (part->before == NO_PLACE)
            continue;
        if (keep[count++])
            part->kind = PART_KEPT;
        else
            part->before = NO_PLACE;
    }
    free(places);
    free(keep);
}

/* What stood in the earlier text from one place to another, none of it kept. */
static void add_deleted(const struct parts *before, size_t *index, uint32_t from, uint32_t to,
                        struct parts *out)
{
    for (; *index < before->count && before->all[*index].before < to; ++*index) {
        struct part part = before->all[*index];
        uint32_t end = part.before + part.len;
        if (end <= from)
            continue;
        if (part.before < from)
            part_take(&part, from - part.before);
        bool goes_on = end > to;
        if (goes_on)
            part.len = to - part.before;
        parts_add(out, &part);
        if (goes_on)
            return;
    }
}

/* Between two kept parts what is deleted stands in front of what is inserted. */
static void weave_together(const struct sides *sides, const struct parts *after, struct parts *out)
{
    uint32_t done = 0;
    size_t index = 0, waiting = 0;
    for (size_t i = 0; i <= after->count; i++) {
        bool end = i == after->count;
        if (!end && after->all[i].kind != PART_KEPT)
            continue;
        add_deleted(&sides->before, &index, done, end ? sides->before_len : after->all[i].before, out);
        for (; waiting < i; waiting++)
            parts_add(out, &after->all[waiting]);
        if (end)
            return;
        parts_add(out, &after->all[i]);
        done = after->all[i].before + after->all[i].len;
        waiting = i + 1;
    }
}

void parts_of(const struct strand *strand, uint64_t from, uint64_t to, bool before, bool after,
              struct parts *out)
{
    struct sides sides = {.from = from, .to = to, .in_before = before, .in_after = after};
    *out = (struct parts){0};
    if (!strand)
        return;
    strand_visit(strand, add_stretch, &sides);
    struct parts matched = match(&sides.before, &sides.after);
    keep_in_order(&matched);
    reserve(out, matched.count + sides.before.count);
    weave_together(&sides, &matched, out);
    parts_clear(&matched);
    parts_clear(&sides.before);
    parts_clear(&sides.after);
}

/* ---- from text to text ---- */

/* Where letters have gone, or come from, or by which op they went. */
struct trace {
    struct parts came, left, died;
    uint64_t from, to;
};

static void note_ends(struct trace *trace, const struct traced *text)
{
    for (size_t i = 0; i < text->parts->count; i++) {
        struct part part = text->parts->all[i];
        part.other = text->item;
        if (part.kind == PART_INSERTED && part.written <= trace->from)
            parts_add(&trace->came, &part);
        else if (part.kind == PART_DELETED)
            parts_add(&trace->left, &part);
    }
}

static void note_death(void *context, const struct stretch *stretch)
{
    struct trace *trace = context;
    if (!stretch->went || stretch->moved || stretch->went <= trace->from || stretch->went > trace->to ||
        stretch->came <= trace->from || stretch->written > trace->from)
        return;
    parts_add(&trace->died, &(struct part){.len = stretch->len,
                                           .at = stretch->at,
                                           .went = stretch->went,
                                           .under = stretch->under,
                                           .struck = stretch->struck});
}

static void sort(struct parts *parts)
{
    if (parts->count)
        qsort(parts->all, parts->count, sizeof *parts->all, by_letters);
}

/* Adds a part whose letters went to another text and are no longer anywhere: trace->died says which op
 * took them away. */
static void add_dead(const struct trace *trace, struct part rest, struct parts *out)
{
    while (rest.len) {
        uint32_t len;
        const struct part *death = rest.went ? NULL : match_first(&trace->died, &rest, &len);
        struct part part = part_take(&rest, rest.went ? rest.len : len);
        if (death) {
            part.went = death->went;
            part.under = death->under;
            part.struck = death->struck;
        }
        parts_add(out, &part);
    }
}

static void resolve(const struct trace *trace, struct part rest, struct parts *out)
{
    bool came = rest.kind == PART_INSERTED && rest.written <= trace->from;
    if (!came && rest.kind != PART_DELETED) {
        parts_add(out, &rest);
        return;
    }
    while (rest.len) {
        uint32_t len;
        const struct part *end = match_first(came ? &trace->left : &trace->came, &rest, &len);
        struct part part = part_take(&rest, len);
        if (end) {
            part.kind = came ? PART_CAME : PART_LEFT;
            part.other = end->other;
        }
        if (part.kind == PART_DELETED)
            add_dead(trace, part, out);
        else
            parts_add(out, &part);
    }
}

void parts_trace(const struct weave *weave, const char *lang, struct traced *texts, size_t count,
                 uint64_t from, uint64_t to)
{
    struct trace trace = {.from = from, .to = to};
    for (size_t i = 0; i < count; i++)
        note_ends(&trace, &texts[i]);
    weave_visit(weave, lang, note_death, &trace);
    sort(&trace.came);
    sort(&trace.left);
    sort(&trace.died);
    for (size_t i = 0; i < count; i++) {
        struct parts resolved = {0};
        reserve(&resolved, texts[i].parts->count);
        for (size_t k = 0; k < texts[i].parts->count; k++)
            resolve(&trace, texts[i].parts->all[k], &resolved);
        parts_clear(texts[i].parts);
        *texts[i].parts = resolved;
    }
    parts_clear(&trace.came);
    parts_clear(&trace.left);
    parts_clear(&trace.died);
}
