#include "load/word_tree.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/rising.h"
#include "draft/items.h"

#define OFFSETS                                                                                              \
    (2 * DRAFT_MAX_DEPTH + 3) /* how much deeper than its list says an item is: -8 … 8, and what is beyond */

/* ---- depth ---- */

struct list {
    long id;
    size_t votes[OFFSETS];
};

struct lists {
    struct list *list;
    size_t count, capacity;
};

static struct list *list_of(struct lists *lists, long id)
{
    for (size_t i = lists->count; i-- > 0;)
        if (lists->list[i].id == id)
            return &lists->list[i];
    lists->list = mem_grow(lists->list, lists->count, &lists->capacity, sizeof *lists->list);
    lists->list[lists->count] = (struct list){.id = id};
    return &lists->list[lists->count++];
}

static bool is_voter(const struct tree_line *line)
{
    return line->item && line->depth > 0 && !line->exact;
}

static size_t vote_of(const struct tree_line *line)
{
    int offset = (int)item_depth(line->item) - line->depth + DRAFT_MAX_DEPTH + 1;

    return offset < 0 ? 0 : offset >= OFFSETS ? OFFSETS - 1 : (size_t)offset;
}

static int offset_of(const struct list *list)
{
    size_t best = DRAFT_MAX_DEPTH + 1;

    for (size_t i = 0; i < OFFSETS; i++)
        if (list->votes[i] > list->votes[best])
            best = i;
    return (int)best - DRAFT_MAX_DEPTH - 1;
}

/* A paragraph that says nothing is as deep as its item; a new one, as what is in front of it. */
static void find_depths(struct tree_line *lines, size_t count)
{
    struct lists lists = {0};
    int last = 1;

    for (size_t i = 0; i < count; i++)
        if (is_voter(&lines[i]))
            list_of(&lists, lines[i].list)->votes[vote_of(&lines[i])]++;
    for (size_t i = 0; i < count; i++) {
        struct tree_line *line = &lines[i];
        if (line->depth <= 0)
            line->depth = line->item ? (int)item_depth(line->item) : last;
        else if (!line->exact)
            line->depth += offset_of(list_of(&lists, line->list));
        line->depth = line->depth < 1 ? 1 : line->depth;
        last = line->depth;
    }
    free(lists.list);
}

/* ---- what stands below what ---- */

static bool is_as_deep(const struct tree_line *line)
{
    return line->item && line->depth == (int)item_depth(line->item);
}

static void find_parents(struct tree_line *lines, size_t count)
{
    size_t *open = mem_alloc((count + 1) * sizeof *open); /* each deeper than the one before */
    size_t opened = 0;

    for (size_t i = 0; i < count; i++) {
        while (opened > 0 && lines[open[opened - 1]].depth >= lines[i].depth)
            opened--;
        size_t above = opened;
        while (above > 0 && is_as_deep(&lines[i]) && !lines[open[above - 1]].item)
            above--;
        lines[i].parent = above > 0 ? open[above - 1] : TREE_NONE;
        open[opened++] = i;
    }
    free(open);
}

static void find_previous(struct tree_line *lines, size_t count)
{
    size_t *last = mem_alloc((count + 1) * sizeof *last); /* child of each; of the top at `count` */

    for (size_t i = 0; i <= count; i++)
        last[i] = TREE_NONE;
    for (size_t i = 0; i < count; i++) {
        size_t below = lines[i].parent == TREE_NONE ? count : lines[i].parent;
        lines[i].after = last[below];
        last[below] = i;
    }
    free(last);
}

/* ---- what was moved ---- */

static bool has_other_parent(const struct tree_line *lines, const struct tree_line *line,
                             const struct map *there)
{
    const struct item *was = line->item->parent;
    const struct tree_line *is = line->parent == TREE_NONE ? NULL : &lines[line->parent];

    if (was && !map_get(there, was->id))
        return !is_as_deep(line);
    return is ? is->item != was : was != NULL;
}

static void find_other_parents(struct tree_line *lines, size_t count)
{
    struct map there = {NULL, 0, 0};

    for (size_t i = 0; i < count; i++)
        if (lines[i].item)
            map_put(&there, lines[i].item->id, &lines[i]);
    for (size_t i = 0; i < count; i++)
        if (lines[i].item && has_other_parent(lines, &lines[i], &there))
            lines[i].change = is_as_deep(&lines[i]) ? TREE_MOVED : TREE_OTHER_LEVEL;
    map_clear(&there);
}

/* Below one parent, what has to go for the rest to be in the draft's order. `next` are the children of a parent, by index of a line. */
static void find_order(struct tree_line *lines, size_t first, const size_t *next, uint32_t *places,
                       size_t *which, bool *keep)
{
    size_t count = 0;

    for (size_t i = first; i != TREE_NONE; i = next[i]) {
        if (!lines[i].item || lines[i].change != TREE_STAYS)
            continue;
        which[count] = i;
        places[count++] = lines[i].place;
    }
    rising_keep(places, count, keep);
    for (size_t i = 0; i < count; i++)
        if (!keep[i])
            lines[which[i]].change = TREE_MOVED;
}

static void find_orders(struct tree_line *lines, size_t count)
{
    uint32_t *places = mem_alloc((count + 1) * sizeof *places);
    size_t *which = mem_alloc((count + 1) * sizeof *which);
    size_t *next = mem_alloc((count + 1) * sizeof *next);
    bool *keep = mem_alloc(count + 1);

    for (size_t i = 0; i < count; i++)
        next[i] = TREE_NONE;
    for (size_t i = 0; i < count; i++)
        if (lines[i].after != TREE_NONE)
            next[lines[i].after] = i;
    for (size_t i = 0; i < count; i++)
        if (lines[i].after == TREE_NONE)
            find_order(lines, i, next, places, which, keep);
    free(places);
    free(which);
    free(next);
    free(keep);
}

void word_tree_read(struct tree_line *lines, size_t count)
{
    find_depths(lines, count);
    find_parents(lines, count);
    find_previous(lines, count);
    find_other_parents(lines, count);
    find_orders(lines, count);
}
