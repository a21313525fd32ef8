#include "support/naive_transform.h"

#include <stdlib.h>
#include <string.h>

#include "draft/change_kind.h"
#include "base/always.h"
#include "draft/transform.h"
#include "draft/transform_pair.h"

static bool same(const char *x, const char *y)
{
    return x && y && strcmp(x, y) == 0;
}

static bool is_split(const struct change *change)
{
    return change_is(change, &change_item_split);
}

static bool is_merge(const struct change *change)
{
    return change_is(change, &change_item_merge);
}

static bool is_text(const struct change *change)
{
    return change_is(change, &change_text);
}

/* Whether the one can matter to the other at all; most pairs are two texts of different items. */
static bool related(const struct change *a, const struct change *b)
{
    if (is_text(a) && is_text(b))
        return same(a->item, b->item) && same(a->lang, b->lang);
    return is_text(a) || is_text(b) || is_split(a) || is_split(b) || is_merge(a) || is_merge(b);
}

static void take_tail(struct change_list *list, struct change_list *tail)
{
    *tail = (struct change_list){0};
    for (size_t i = 1; i < list->count; i++)
        *change_list_add(tail) = list->changes[i];
    list->count = 1;
}

/* Moves each list over the other, in place: as becomes what can follow bs, and bs what can follow as. Two lists are crossed by
 * crossing their parts, down to one pair; each pair may yield more than one change. */
static void cross(struct change_list *as, struct change_list *bs)
{
    struct change_list tail;
    if (!as->count || !bs->count)
        return;
    if (as->count > 1) {
        take_tail(as, &tail);
        cross(as, bs);
        cross(&tail, bs);
        change_list_append(as, &tail);
        return;
    }
    if (bs->count > 1) {
        take_tail(bs, &tail);
        cross(as, bs);
        cross(as, &tail);
        change_list_append(bs, &tail);
        return;
    }
    if (!related(&as->changes[0], &bs->changes[0]))
        return;
    struct change_list a_out = {0}, b_out = {0};
    struct change a_before;
    change_copy(&as->changes[0], &a_before);
    transform_pair(&as->changes[0], &bs->changes[0], false, &a_out);
    transform_pair(&bs->changes[0], &a_before, true, &b_out);
    change_clear(&a_before);
    as->count = bs->count = 0;
    change_list_clear(as);
    change_list_clear(bs);
    *as = a_out;
    *bs = b_out;
}

/* A split has divided the incoming change: what follows it in the op must see what both parts do to it. */
static void cross_rest(struct change_list *incoming, const struct change_list *applied, size_t from)
{
    struct change_list rest = {0};
    for (size_t i = from; i < applied->count; i++)
        change_copy(&applied->changes[i], change_list_add(&rest));
    cross(&rest, incoming);
    change_list_clear(&rest);
}

/* One change over a whole op: as long as it stays one, nobody needs the op moved the other way, so nothing of it is copied. */
static void move_single(struct change_list *incoming, const struct change_list *applied)
{
    for (size_t i = 0; i < applied->count; i++) {
        if (incoming->count > 1) {
            cross_rest(incoming, applied, i);
            return;
        }
        if (!related(&applied->changes[i], &incoming->changes[0]))
            continue;
        struct change_list out = {0};
        transform_pair(&incoming->changes[0], &applied->changes[i], true, &out);
        incoming->count = 0;
        change_list_clear(incoming);
        *incoming = out;
    }
}

/* A merge can bring two changes of one op into the same text: made one again, as an op has at most one for each. Only
 * neighbours: between them, another change might matter. */
static void compose_neighbours(struct change_list *list)
{
    size_t kept = 0;
    for (size_t i = 1; i < list->count; i++) {
        struct change *before = &list->changes[kept], *change = &list->changes[i];
        if (is_text(before) && is_text(change) && same(before->item, change->item) &&
            same(before->lang, change->lang)) {
            struct delta both;
            delta_compose(&before->delta, &change->delta, &both);
            delta_clear(&before->delta);
            before->delta = both;
            change_clear(change);
        } else {
            list->changes[++kept] = *change;
        }
    }
    if (list->count)
        list->count = kept + 1;
}

static bool all_unrelated(const struct change_list *incoming, const struct change_list *applied)
{
    for (size_t i = 0; i < applied->count; i++)
        for (size_t k = 0; k < incoming->count; k++)
            if (related(&applied->changes[i], &incoming->changes[k]))
                return false;
    return true;
}

void naive_transform_over(struct change_list *incoming, const struct change_list *applied)
{
    if (all_unrelated(incoming, applied))
        return;
    if (incoming->count == 1) {
        move_single(incoming, applied);
    } else {
        struct change_list copy;
        change_list_copy(applied, &copy);
        cross(&copy, incoming);
        change_list_clear(&copy);
    }
    compose_neighbours(incoming);
}

void plain_transform_over(struct change_list *incoming, const struct change_list *applied)
{
    struct transform *moving = transform_begin(incoming, TRANSFORM_LATE, NULL);
    ALWAYS(transform_over(moving, applied));
    transform_end(moving, incoming);
}
