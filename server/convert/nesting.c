#include "convert/nesting.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char arrow[] = "\xe2\x86\x92";

struct mark {
    const char *key; /* of its attribute; what is around the whole item has none */
    const char *proposal;
    bool deletes;
    size_t reach; /* index of how far it goes on without a gap */
};

/* A piece of words, and the marks around it, the outermost first. */
struct part {
    struct mark *marks;
    size_t count;
};

struct nesting {
    const struct delta *text;
    const struct nesting_visitor *visitor;
    struct part *parts;
    size_t count;
    uint64_t *reaches; /* UTF-16 units */
    size_t reach_count;
};

static bool read_mark(const char *key, struct mark *out)
{
    out->key = key;
    out->deletes = strncmp(key, "del:", 4) == 0;
    out->proposal = key + 4;
    return out->deletes || strncmp(key, "ins:", 4) == 0;
}

/* ---- what is around each piece ---- */

static size_t reach_from(struct nesting *nesting, const struct part *before, const char *key)
{
    for (size_t i = 0; before && i < before->count; i++)
        if (before->marks[i].key && strcmp(before->marks[i].key, key) == 0)
            return before->marks[i].reach;
    return nesting->reach_count++;
}

static void add_around(struct part *part, const struct nesting_around *around)
{
    for (size_t i = 0; i < around->removal_count && part->count < NESTING_MOST; i++)
        part->marks[part->count++] = (struct mark){.proposal = around->removals[i], .deletes = true};
    if (around->insertion && part->count < NESTING_MOST)
        part->marks[part->count++] = (struct mark){.proposal = around->insertion};
}

static void fill_part(struct nesting *nesting, size_t at, const struct nesting_around *around)
{
    struct part *part = &nesting->parts[at];
    const struct delta_op *op = at < nesting->text->count ? &nesting->text->ops[at] : NULL;
    size_t attributes = op ? attributes_count(op->attributes) : 0;
    part->marks =
        mem_zero(around->removal_count + (around->insertion != NULL) + attributes + 1, sizeof *part->marks);
    add_around(part, around);
    for (size_t i = 0; i < attributes && part->count < NESTING_MOST; i++) {
        struct mark mark;
        if (!read_mark(attributes_at(op->attributes, i).key, &mark))
            continue;
        mark.reach = reach_from(nesting, at ? part - 1 : NULL, mark.key);
        nesting->reaches[mark.reach] += op->len_u16;
        part->marks[part->count++] = mark;
    }
}

static bool is_outside(const struct nesting *nesting, const struct mark *a, const struct mark *b)
{
    uint64_t x = nesting->reaches[a->reach], y = nesting->reaches[b->reach];
    if (x != y)
        return x > y;
    if (a->deletes != b->deletes)
        return b->deletes;
    return strcmp(a->proposal, b->proposal) < 0;
}

/* Marks around the whole item stay in front, in their order. */
static void sort_part(const struct nesting *nesting, struct part *part)
{
    for (size_t i = 1; i < part->count; i++)
        for (size_t k = i; k > 0 && part->marks[k - 1].key; k--) {
            struct mark outer = part->marks[k - 1], inner = part->marks[k];
            if (!is_outside(nesting, &inner, &outer))
                break;
            part->marks[k - 1] = inner;
            part->marks[k] = outer;
        }
}

/* ---- the brackets, from outside to inside ---- */

/* Pieces that stand in one bracket, and how many marks around them it stands for. */
struct range {
    size_t first, end;
    size_t depth, inner; /* marks around the bracket, and with its own */
};

static const struct mark *mark_at(const struct nesting *nesting, size_t part, size_t depth)
{
    return depth < nesting->parts[part].count ? &nesting->parts[part].marks[depth] : NULL;
}

static bool is_same(const struct mark *a, const struct mark *b)
{
    return a && b && a->deletes == b->deletes && strcmp(a->proposal, b->proposal) == 0;
}

/* Whether one mark stands around all pieces of the range, at this depth. */
static bool is_around_all(const struct nesting *nesting, const struct range *range, size_t depth)
{
    for (size_t i = range->first; i < range->end; i++)
        if (!is_same(mark_at(nesting, range->first, depth), mark_at(nesting, i, depth)))
            return false;
    return true;
}

/* What starts at this piece: a bracket, or one piece that has none, with `inner` equal to `depth`. */
static struct range range_at(const struct nesting *nesting, size_t first, size_t end, size_t depth)
{
    struct range range = {first, first + 1, depth, depth};
    const struct mark *mark = mark_at(nesting, first, depth);
    if (!mark)
        return range;
    while (range.end < end && is_same(mark, mark_at(nesting, range.end, depth)))
        range.end++;
    range.inner++;
    while (is_around_all(nesting, &range, range.inner) &&
           mark_at(nesting, first, range.inner)->deletes == mark->deletes)
        range.inner++;
    return range;
}

static bool has_insertion(const struct nesting *nesting, const struct range *range)
{
    for (size_t i = range->first; i < range->end; i++)
        for (size_t depth = range->inner; depth < nesting->parts[i].count; depth++)
            if (!nesting->parts[i].marks[depth].deletes)
                return true;
    return false;
}

static bool has_arrow(const struct nesting *nesting, const struct range *range)
{
    for (size_t i = range->first; i < range->end && i < nesting->text->count; i++) {
        const struct delta_op *op = &nesting->text->ops[i];
        const char *words = delta_op_bytes(nesting->text, op);
        for (size_t at = 0; nesting->parts[i].count == range->inner && at + 3 <= op->len_bytes; at++)
            if (memcmp(words + at, arrow, 3) == 0)
                return true;
    }
    return false;
}

/* Whether `next` stands in the place of what `struck` takes away. With an arrow in it nobody could tell where the struck words end. */
static bool is_replaced(const struct nesting *nesting, const struct range *struck, const struct range *next)
{
    size_t count = struck->inner - struck->depth;
    if (count == 0 || next->inner - next->depth != count || struck->end != next->first ||
        !mark_at(nesting, struck->first, struck->depth)->deletes ||
        mark_at(nesting, next->first, next->depth)->deletes)
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(mark_at(nesting, struck->first, struck->depth + i)->proposal,
                   mark_at(nesting, next->first, next->depth + i)->proposal) != 0)
            return false;
    return !has_insertion(nesting, struck) && !has_arrow(nesting, struck);
}

static void visit(const struct nesting *nesting, size_t first, size_t end, size_t depth, bool in_struck);

static void visit_bracket(const struct nesting *nesting, const struct range *range, enum nesting_half half,
                          bool in_struck)
{
    const struct nesting_visitor *visitor = nesting->visitor;
    const char *proposals[NESTING_MOST];
    struct nesting_bracket bracket = {.deletes = mark_at(nesting, range->first, range->depth)->deletes,
                                      .half = half,
                                      .proposals = proposals,
                                      .count = range->inner - range->depth,
                                      .arrow = has_arrow(nesting, range)};
    for (size_t i = 0; i < bracket.count; i++)
        proposals[i] = mark_at(nesting, range->first, range->depth + i)->proposal;
    visitor->open(visitor->context, &bracket);
    visit(nesting, range->first, range->end, range->inner, in_struck || bracket.deletes);
    visitor->close(visitor->context, &bracket);
}

static void visit(const struct nesting *nesting, size_t first, size_t end, size_t depth, bool in_struck)
{
    bool joined = false; /* this one is the second half of what was before it */
    for (struct range range, next; first < end; first = range.end) {
        range = range_at(nesting, first, end, depth);
        bool joins = false;
        if (!in_struck && range.end < end) {
            next = range_at(nesting, range.end, end, depth);
            joins = is_replaced(nesting, &range, &next);
        }
        if (range.inner > depth)
            visit_bracket(nesting, &range,
                          joins    ? NESTING_STRUCK
                          : joined ? NESTING_INSTEAD
                                   : NESTING_WHOLE,
                          in_struck);
        else if (first < nesting->text->count)
            nesting->visitor->words(nesting->visitor->context, first);
        joined = joins;
    }
}

static size_t count_attributes(const struct delta *text)
{
    size_t count = 0;
    for (size_t i = 0; i < text->count; i++)
        count += attributes_count(text->ops[i].attributes);
    return count;
}

void nesting_visit(const struct delta *text, const struct nesting_around *around,
                   const struct nesting_visitor *visitor)
{
    bool wrapped = around->removal_count > 0 || around->insertion;
    struct nesting nesting = {.text = text, .visitor = visitor};
    nesting.count = text->count ? text->count : wrapped ? 1 : 0;
    nesting.parts = mem_zero(nesting.count + 1, sizeof *nesting.parts);
    nesting.reaches = mem_zero(count_attributes(text) + 1, sizeof *nesting.reaches);
    for (size_t i = 0; i < nesting.count; i++)
        fill_part(&nesting, i, around);
    for (size_t i = 0; i < nesting.count; i++)
        sort_part(&nesting, &nesting.parts[i]);
    visit(&nesting, 0, nesting.count, 0, false);
    for (size_t i = 0; i < nesting.count; i++)
        free(nesting.parts[i].marks);
    free(nesting.parts);
    free(nesting.reaches);
}
