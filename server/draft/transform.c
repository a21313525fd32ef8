/* Moving an op over ops that it does not know.
 *
 * An op B arrives that was made on an older state; since then the ops A1, A2, … were applied. B must become B', which can be applied
 * after them and means what B meant. draft/transform_pair.c says how one change moves over one other; here whole lists meet.
 *
 * Let A be one of those ops, its changes a1, a2, …, and b1, b2, … the changes of B. Think of a table with a row for each a and a column for
 * each b. A cell takes an a that comes from its left and a b that comes from above, both made on the same state, and moves each over the
 * other: a goes on to the right, b goes on below. What leaves the table below is B'.
 *
 *              b1            b2                    A: text in item q; split of item p at 4 into p and n
 *        ┌─────────────┬─────────────┐             B: text in item p, "xy" at 6;    text in item q
 *     a1 │      –      │ a1 × b2     │  text in q
 *        ├─────────────┼─────────────┤             a1 × b2   two changes of one text: the words of both stand
 *     a2 │ a2 × b1     │      –      │  split of p  a2 × b1   the words lie behind the cut: b1 becomes text in n, "xy" at 2
 *        └─────────────┴─────────────┘             –         nothing in common, nothing to do
 *
 * A text that passes a split can become two changes, one for each part. Then the row, or the column, is two from there on.
 *
 * What holds, and tests/property/test_transform.c checks against a twin that goes through every cell:
 *  - Each cell needs only the one to its left and the one above it. So the rows are taken one after the other, and within a row only those
 *    cells are visited whose changes share an item: the columns are indexed by the items that they are about, in the order of B.
 *  - A column is about other items after it has passed a split or a merge, and its place in the index changes with it.
 *  - An a matters for B only if it changes words, splits or merges; every other kind goes past all columns unseen.
 *  - An a is copied when it has met its first b and others follow; the op that was applied itself never changes.
 *  - Only a merge can bring two changes of B into one text. Where they then lie side by side they are composed, as an op has at most one change
 *    for each text; where another change lies between them, it might matter, and they stay two.
 *
 * Every cell is paid for before it is visited, by what the two changes are long; so the product of two ops is bounded by what the submission
 * may cost (draft/work.h).
 */
#include "draft/transform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/transform_pair.h"

#define PAIR_STEPS        60 /* what a cell costs, besides what is in it */
#define PART_STEPS        16 /* for each part of a delta */
#define BYTES_EACH_STEP   16 /* of inserted words */
#define ORDER_GAP         (UINT64_C(1) << 32)
#define ITEMS_OF_A_CHANGE 2

/* The columns that are about an item, in order. */
struct about {
    char item[ID_BYTES];
    struct entry *first, *last;
};

struct entry {
    struct column *column;
    struct about *about; /* NULL: not in use */
    struct entry *previous, *next;
};

/* A change of the op that is being moved. */
struct column {
    struct change change;
    struct column *next;
    uint64_t order; /* grows from column to column, with room between them for those that splits add */
    struct entry entries[ITEMS_OF_A_CHANGE];
};

struct transform {
    struct column *first;
    struct map abouts; /* item -> struct about */
    enum transform_tie tie;
    struct work *work;
    bool gave_up; /* there was not enough of it */
    bool
        brought_together; /* a text has come to another item: perhaps into one where another change of B is */
};

/* A change of an applied op on its way through the columns. */
struct row {
    struct row *next; /* goes through them after this one */
    const struct change *change;
    struct change own;           /* what `change` points to as soon as it has moved */
    const struct column *behind; /* the column that it met last; NULL: none yet */
};

/* ---- what a change is about ---- */

/* The items through which a change can meet others, at most ITEMS_OF_A_CHANGE. */
static size_t items_of(const struct change *change, const char **items)
{
    size_t count = 0;
    bool by_item = change_is(change, &change_text) || change_is(change, &change_item_split) ||
                   change_is(change, &change_item_merge) || change_is(change, &change_comment_add) ||
                   change_is(change, &change_proposal_add) || change_is(change, &change_proposal_part);
    if (by_item)
        items[count++] = change->item;
    else if (change->parent)
        items[count++] = change->parent;
    if (change_is(change, &change_item_merge) && strcmp(change->into, change->item) != 0)
        items[count++] = change->into;
    return count;
}

static bool moves_others(const struct change *change)
{
    return change_is(change, &change_text) || change_is(change, &change_item_split) ||
           change_is(change, &change_item_merge);
}

static struct about *about_item(struct transform *moving, const char *item)
{
    struct about *about = map_get(&moving->abouts, item);
    if (about)
        return about;
    about = mem_zero(1, sizeof *about);
    snprintf(about->item, sizeof about->item, "%s", item);
    map_put(&moving->abouts, about->item, about);
    return about;
}

/* Looks for its place from the end, because columns come here in their order, nearly always. */
static void link_entry(struct about *about, struct entry *entry)
{
    struct entry *before = about->last;
    while (before && before->column->order > entry->column->order)
        before = before->previous;
    entry->about = about;
    entry->previous = before;
    entry->next = before ? before->next : about->first;
    *(before ? &before->next : &about->first) = entry;
    *(entry->next ? &entry->next->previous : &about->last) = entry;
}

static void unlink_entry(struct entry *entry)
{
    *(entry->previous ? &entry->previous->next : &entry->about->first) = entry->next;
    *(entry->next ? &entry->next->previous : &entry->about->last) = entry->previous;
    entry->about = NULL;
}

static void unlink_column(struct column *column)
{
    for (size_t i = 0; i < ITEMS_OF_A_CHANGE; i++)
        if (column->entries[i].about)
            unlink_entry(&column->entries[i]);
}

/* Puts the column where its change belongs now. */
static void link_column(struct transform *moving, struct column *column)
{
    const char *items[ITEMS_OF_A_CHANGE];
    size_t count = items_of(&column->change, items);
    for (size_t i = 0; i < ITEMS_OF_A_CHANGE; i++) {
        struct entry *entry = &column->entries[i];
        entry->column = column;
        if (entry->about && i < count && strcmp(entry->about->item, items[i]) == 0)
            continue;
        if (entry->about)
            unlink_entry(entry);
        if (i < count)
            link_entry(about_item(moving, items[i]), entry);
    }
}

/* ---- columns ---- */

static void number_columns(struct transform *moving)
{
    uint64_t order = 0;
    for (struct column *column = moving->first; column; column = column->next)
        column->order = order += ORDER_GAP;
}

static struct column *add_column(struct transform *moving, struct column *before, const struct change *change)
{
    struct column *column = mem_zero(1, sizeof *column);
    column->change = *change;
    column->next = before ? before->next : moving->first;
    *(before ? &before->next : &moving->first) = column;
    uint64_t from = before ? before->order : 0;
    column->order = column->next ? from + (column->next->order - from) / 2 : from + ORDER_GAP;
    if (column->order == from)
        number_columns(moving);
    return column;
}

struct transform *transform_begin(struct change_list *incoming, enum transform_tie tie, struct work *work)
{
    struct transform *moving = mem_zero(1, sizeof *moving);
    struct column *last = NULL;
    moving->tie = tie;
    moving->work = work;
    for (size_t i = 0; i < incoming->count; i++) {
        last = add_column(moving, last, &incoming->changes[i]);
        link_column(moving, last);
    }
    free(incoming->changes);
    *incoming = (struct change_list){0};
    return moving;
}

void transform_end(struct transform *moving, struct change_list *out)
{
    void *about;
    for (struct column *column = moving->first, *next; column; column = next) {
        next = column->next;
        *change_list_add(out) = column->change;
        free(column);
    }
    for (size_t i = 0; (about = map_next(&moving->abouts, &i));)
        free(about);
    map_clear(&moving->abouts);
    free(moving);
}

/* ---- a cell ---- */

static uint64_t attributes_of(const struct delta *delta)
{
    uint64_t count = 0;
    for (size_t i = 0; i < delta->count; i++)
        count += attributes_count(delta->ops[i].attributes);
    return count;
}

static uint64_t length_of(const struct change *change)
{
    return attributes_of(&change->delta) * PART_STEPS + change->delta.count * PART_STEPS +
           change->delta.len_bytes / BYTES_EACH_STEP + change->places.count * PART_STEPS;
}

static bool pay(struct transform *moving, uint64_t steps)
{
    moving->gave_up = moving->gave_up || !work_pay(moving->work, steps);
    return !moving->gave_up;
}

static bool pay_cell(struct transform *moving, const struct change *a, const struct change *b)
{
    return pay(moving, PAIR_STEPS + length_of(a) + length_of(b));
}

static void replace(struct transform *moving, struct column *column, struct change_list *with)
{
    const struct about *before = column->entries[0].about;
    column->change = with->changes[0];
    link_column(moving, column);
    if (with->count > 1)
        link_column(moving, add_column(moving, column, &with->changes[1]));
    moving->brought_together |= with->count > 1 || column->entries[0].about != before;
    free(with->changes);
}

/* The row as it goes on; what it is divided into follows behind it. */
static void advance(struct row *row, struct change_list *as)
{
    row->own = as->changes[0];
    row->change = &row->own;
    if (as->count > 1) {
        struct row *second = mem_zero(1, sizeof *second);
        *second = (struct row){row->next, NULL, as->changes[1], row->behind};
        second->change = &second->own;
        row->next = second;
    }
    free(as->changes);
}

/* Moves a row and a column over each other. The row is kept as it goes on, unless this is the last column that it meets. */
static void meet(struct transform *moving, struct row *row, struct column *column)
{
    struct change_list as = {0}, bs = {0};
    struct change moved = {0};
    struct column *following = column->next;
    if (following) {
        change_copy(row->change, &moved);
        transform_pair(&moved, &column->change, moving->tie == TRANSFORM_RETURNS, &as);
    }
    transform_pair(&column->change, row->change, moving->tie == TRANSFORM_LATE, &bs);
    replace(moving, column, &bs);
    row->behind = column->next == following ? column : column->next;
    if (!following)
        return;
    if (row->change == &row->own)
        change_clear(&row->own);
    advance(row, &as);
}

/* ---- a row ---- */

/* The first column behind the last one met that shares an item with the row; NULL at the end, and where the search costs too much. */
static struct column *next_column(struct transform *moving, const struct row *row)
{
    const char *items[ITEMS_OF_A_CHANGE];
    struct column *nearest = NULL;
    uint64_t behind = row->behind ? row->behind->order : 0;
    for (size_t i = items_of(row->change, items); i-- > 0;) {
        const struct about *about = map_get(&moving->abouts, items[i]);
        struct entry *entry = about ? about->first : NULL;
        for (; entry && entry->column->order <= behind; entry = entry->next)
            if (!pay(moving, 1))
                return NULL;
        if (entry && (!nearest || entry->column->order < nearest->order))
            nearest = entry->column;
    }
    return nearest;
}

static void take_row(struct transform *moving, struct row *row)
{
    struct column *column;
    while ((column = next_column(moving, row)) && pay_cell(moving, row->change, &column->change))
        meet(moving, row, column);
}

static bool cross(struct transform *moving, const struct change *change)
{
    struct row *row = mem_zero(1, sizeof *row);
    row->change = change;
    while (row) {
        take_row(moving, row);
        struct row *next = row->next;
        if (row->change == &row->own)
            change_clear(&row->own);
        free(row);
        row = next;
    }
    return !moving->gave_up;
}

/* ---- an op ---- */

static bool same_text(const struct change *a, const struct change *b)
{
    return change_is(a, &change_text) && change_is(b, &change_text) && strcmp(a->item, b->item) == 0 &&
           strcmp(a->lang, b->lang) == 0;
}

static void compose_next(struct column *column)
{
    struct column *next = column->next;
    struct delta both;
    delta_compose(&column->change.delta, &next->change.delta, &both);
    delta_clear(&column->change.delta);
    column->change.delta = both;
    column->next = next->next;
    unlink_column(next);
    change_clear(&next->change);
    free(next);
}

static bool compose_neighbours(struct transform *moving)
{
    for (struct column *column = moving->first; column && column->next;) {
        if (!pay(moving, 1))
            return false;
        if (!same_text(&column->change, &column->next->change))
            column = column->next;
        else if (pay_cell(moving, &column->change, &column->next->change))
            compose_next(column);
        else
            return false;
    }
    return true;
}

bool transform_over(struct transform *moving, const struct change_list *applied)
{
    moving->brought_together = false;
    for (size_t i = 0; i < applied->count; i++) {
        const struct change *change = &applied->changes[i];
        if (!pay(moving, 1))
            return false;
        if (moves_others(change) && !cross(moving, change))
            return false;
    }
    return !moving->brought_together || compose_neighbours(moving);
}
