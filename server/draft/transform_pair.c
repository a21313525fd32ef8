#include "draft/transform_pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/caret.h"
#include "draft/change_kind.h"

static bool same(const char *x, const char *y)
{
    return x && y && strcmp(x, y) == 0;
}

static void rename_id(char **id, const char *to)
{
    free(*id);
    *id = mem_copy_string(to);
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

/* Whether it goes along words: it changes them, or chooses some of them. */
static bool walks_words(const struct change *change)
{
    return is_text(change) || change_is(change, &change_proposal_part);
}

/* ---- text over what happened to its item ---- */

/* Both sides of a cut may have something to do. An empty side is dropped, but one change always remains. */
static void text_over_split(struct change *text, const struct change *split, struct change_list *out)
{
    const struct lang_entry *cut =
        same(text->item, split->item) ? lang_map_get(&split->places, text->lang) : NULL;
    struct change *left = change_list_add(out);
    *left = *text;
    if (!cut)
        return;
    struct delta whole = text->delta, right_delta;
    delta_cut(&whole, cut->place_u16, &left->delta, &right_delta);
    delta_clear(&whole);
    delta_chop(&left->delta);
    delta_chop(&right_delta);
    if (!right_delta.count) {
        delta_clear(&right_delta);
        return;
    }
    if (!left->delta.count) { /* all of it lies behind the cut */
        delta_clear(&left->delta);
        left->delta = right_delta;
        rename_id(&left->item, split->new_item);
        return;
    }
    struct change *right = change_list_add(out);
    left = &out->changes[out->count - 2];
    *right = (struct change){.kind = left->kind, .accept = left->accept, .anchor = -1, .head = -1};
    right->proposal = mem_copy_string(left->proposal);
    right->item = mem_copy_string(split->new_item);
    right->lang = mem_copy_string(left->lang);
    right->delta = right_delta;
}

static void shift_delta(struct delta *delta, uint32_t by)
{
    struct delta shifted = DELTA_EMPTY;
    delta_retain(&shifted, by, NULL);
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        if (op->type == DELTA_INSERT)
            delta_insert(&shifted, delta_op_bytes(delta, op), op->len_bytes, op->attributes);
        else if (op->type == DELTA_RETAIN)
            delta_retain(&shifted, op->len_u16, op->attributes);
        else
            delta_delete(&shifted, op->len_u16);
    }
    delta_clear(delta);
    *delta = shifted;
}

/* Words of the merged item now stand behind those of the one it went into. */
static void text_over_merge(struct change *text, const struct change *merge)
{
    if (!same(text->item, merge->item))
        return;
    const struct lang_entry *at = lang_map_get(&merge->places, text->lang);
    shift_delta(&text->delta, at ? at->place_u16 : 0);
    delta_chop(&text->delta);
    rename_id(&text->item, merge->into);
}

static void text_over_text(struct change *text, const struct change *other, bool other_first)
{
    if (!same(text->item, other->item) || !same(text->lang, other->lang))
        return;
    struct delta moved;
    delta_transform(&other->delta, &text->delta, other_first, &moved);
    delta_clear(&text->delta);
    text->delta = moved;
}

/* ---- split and merge over what happened to their items ---- */

static void split_over_text(struct change *split, const struct change *text)
{
    struct lang_entry *cut = same(split->item, text->item) ? lang_map_get(&split->places, text->lang) : NULL;
    if (cut) /* what was inserted exactly at the cut stays left of it */
        cut->place_u16 = delta_transform_position(&text->delta, cut->place_u16, false);
}

/* The one that came first has divided the text: this cut falls into one of the two parts. The first language that both name
 * decides; a cut in another language that would fall into the other part is moved to the border. */
static void split_over_split(struct change *split, const struct change *first)
{
    if (!same(split->item, first->item))
        return;
    int side = 0; /* -1 left, 1 right */
    for (size_t i = 0; i < split->places.count; i++) {
        struct lang_entry *cut = &split->places.entries[i];
        const struct lang_entry *border = lang_map_get(&first->places, cut->lang);
        if (border && !side)
            side = cut->place_u16 > border->place_u16 ? 1 : -1;
    }
    if (side > 0)
        rename_id(&split->item, first->new_item);
    for (size_t i = 0; i < split->places.count; i++) {
        struct lang_entry *cut = &split->places.entries[i];
        const struct lang_entry *border = lang_map_get(&first->places, cut->lang);
        if (!border) /* this language stayed whole in the left part */
            cut->place_u16 = side > 0 ? 0 : cut->place_u16;
        else if (side > 0)
            cut->place_u16 = cut->place_u16 > border->place_u16 ? cut->place_u16 - border->place_u16 : 0;
        else if (cut->place_u16 > border->place_u16)
            cut->place_u16 = border->place_u16;
    }
}

static void split_over_merge(struct change *split, const struct change *merge)
{
    if (!same(split->item, merge->item))
        return;
    rename_id(&split->item, merge->into);
    for (size_t i = 0; i < split->places.count; i++) {
        const struct lang_entry *at = lang_map_get(&merge->places, split->places.entries[i].lang);
        split->places.entries[i].place_u16 += at ? at->place_u16 : 0;
    }
}

/* The length of `into` that a merge carries grows and shrinks with its text. */
static void merge_over_text(struct change *merge, const struct change *text)
{
    struct lang_entry *at = same(merge->into, text->item) ? lang_map_get(&merge->places, text->lang) : NULL;
    if (at)
        at->place_u16 = at->place_u16 + delta_result_len(&text->delta) - delta_base_len(&text->delta);
}

/* Merging into an item that was split meanwhile: its end is now at the end of the new part. */
static void merge_over_split(struct change *merge, const struct change *split)
{
    if (!same(merge->into, split->item))
        return;
    rename_id(&merge->into, split->new_item);
    for (size_t i = 0; i < merge->places.count; i++) {
        const struct lang_entry *cut = lang_map_get(&split->places, merge->places.entries[i].lang);
        uint32_t *at = &merge->places.entries[i].place_u16;
        *at = cut && *at > cut->place_u16 ? *at - cut->place_u16 : 0;
    }
}

static void merge_over_merge(struct change *merge, const struct change *first)
{
    if (!same(merge->into, first->item))
        return;
    rename_id(&merge->into, first->into);
    for (size_t i = 0; i < merge->places.count; i++) {
        const struct lang_entry *at = lang_map_get(&first->places, merge->places.entries[i].lang);
        merge->places.entries[i].place_u16 += at ? at->place_u16 : 0;
    }
}

/* Items below a split or merged item went along with it, so whoever puts something there means the new parent. */
static void parent_over(struct change *change, const struct change *first)
{
    if (is_split(first) && same(change->parent, first->item))
        rename_id(&change->parent, first->new_item);
    else if (is_merge(first) && same(change->parent, first->item))
        rename_id(&change->parent, first->into);
}

/* ---- the negotiation ---- */

static bool is_comment(const struct change *change)
{
    return change_is(change, &change_comment_add);
}

/* A range moves with the words; a comment on the whole item stays with it. Its `parent` is a comment, not an item. */
static void comment_over(struct change *comment, const struct change *other)
{
    struct caret range = {.anchor = 0, .head = 0};
    if (!comment->lang) {
        if (is_merge(other) && same(comment->item, other->item))
            rename_id(&comment->item, other->into);
        return;
    }
    snprintf(range.item, sizeof range.item, "%s", comment->item);
    snprintf(range.lang, sizeof range.lang, "%s", comment->lang);
    range.anchor = (uint32_t)comment->anchor;
    range.head = (uint32_t)comment->head;
    caret_follow_change(&range, other, false);
    comment->anchor = range.anchor;
    comment->head = range.head;
    if (!same(comment->item, range.item))
        rename_id(&comment->item, range.item);
}

static void proposal_over(struct change *proposal, const struct change *other)
{
    if (is_merge(other) && same(proposal->item, other->item))
        rename_id(&proposal->item, other->into);
}

/* ---- one change over one other ---- */

void transform_pair(struct change *change, const struct change *other, bool other_first,
                    struct change_list *out)
{
    if (walks_words(change) && is_split(other)) {
        text_over_split(change, other, out);
        return;
    }
    if (walks_words(change) && is_text(other))
        text_over_text(change, other, other_first);
    else if (walks_words(change) && is_merge(other))
        text_over_merge(change, other);
    else if (is_split(change) && is_text(other))
        split_over_text(change, other);
    else if (is_split(change) && is_split(other))
        split_over_split(change, other);
    else if (is_split(change) && is_merge(other))
        split_over_merge(change, other);
    else if (is_merge(change) && is_text(other))
        merge_over_text(change, other);
    else if (is_merge(change) && is_split(other))
        merge_over_split(change, other);
    else if (is_merge(change) && is_merge(other))
        merge_over_merge(change, other);
    else if (is_comment(change))
        comment_over(change, other);
    else if (change_is(change, &change_proposal_add))
        proposal_over(change, other);
    else if (change->parent)
        parent_over(change, other);
    *change_list_add(out) = *change;
}
