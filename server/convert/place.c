#include "convert/place.h"

#include <stdlib.h>
#include <string.h>

#include "convert/block_look.h"
#include "convert/place_parts.h"

#define FAR_RIGHT 24 /* columns: further in than any list, as the date of a signature */

/* "Acordamos:" between two lists: it belongs to the one that it leads to. */
static bool leads_to_a_new_list(const struct blocks *blocks, size_t i)
{
    const struct block *next = i + 1 < blocks->count ? &blocks->list[i + 1] : NULL;

    return blocks->list[i].role == BLOCK_PLAIN && blocks->list[i].space_above &&
           block_last_glyph(&blocks->list[i]) == ':' && next && next->role == BLOCK_ITEM && next->number == 1;
}

/* "3. Entry into force", and below it what the last item says: of an article all its paragraphs. */
static bool says_what_it_is_about(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i], *item = i > 0 ? block - 1 : NULL;

    while (item && item > blocks->list && item->role == BLOCK_PLAIN && item->depth > 1 && block_stops(item))
        item--;
    if (item && item + 1 < block && !block_is_article(item))
        return false;
    return item && item->role == BLOCK_ITEM && item->number > 0 && item->text.len > 0 && !block_stops(item) &&
           !block_starts_lower(item) && !block_starts_lower(block) &&
           block_units(item) <= LOOSE_HEADING_U16 && block_units(block) > block_units(item) &&
           block_stops(block) && !block_says_where_done(block) && !block_ends_with_date(block) &&
           !block_is_note(block);
}

/* "Deeply concerned by the losses;" between a list inside the preamble and the list of what is decided: a clause as those above the first list. */
static bool is_clause_between_lists(const struct blocks *blocks, size_t i, const struct block *item)
{
    const struct block *block = &blocks->list[i];
    size_t next = i + 1;

    while (next < blocks->count && blocks->list[next].role != BLOCK_ITEM)
        next++;
    return item->depth == 1 && block->role == BLOCK_PLAIN && block->space_above &&
           !block_starts_lower(block) &&
           (block_last_glyph(block) == ',' || blocks_announce_more(block->text.bytes, block->text.len)) &&
           next < blocks->count && blocks->list[next].depth == 1 && blocks->list[next].number == 1;
}

/* The last of a list below an item, "a) …; b) ….", and what comes next is no part of it: what stands between goes on with the item above. */
static bool closes_list(const struct block *item, const struct block *first, int next)
{
    const struct block *before = item - 1;

    return item->depth > 1 && next > 0 && next < item->depth && block_last_glyph(item) == '.' &&
           before > first && before->role == BLOCK_ITEM && before->depth == item->depth &&
           blocks_announce_more(before->text.bytes, before->text.len);
}

/* Whether the list on top has no blank line between its items, up to item `i`; `packed` says so of the item before. */
static bool is_packed(const struct blocks *blocks, size_t i, bool packed)
{
    const struct block *item = &blocks->list[i];

    if (item->space_above)
        return false;
    return packed || (item->depth == 1 && i > 0 && item[-1].role == BLOCK_ITEM);
}

/* Below such a list, apart from it and above the next heading, "Expected result: ...": it speaks of the whole list, as no item of it has a second
 * paragraph. "Responsible: Chile." may be said of the last. */
static bool is_list_summed_up(const struct blocks *blocks, size_t i)
{
    const struct block *below = &blocks->list[i + 1];
    size_t next = i + 1;

    while (next < blocks->count && blocks->list[next].role == BLOCK_PLAIN)
        next++;
    return next > i + 1 && below->space_above && !block_is_note(below) && next < blocks->count &&
           blocks->list[next].role == BLOCK_HEADING;
}

/* A heading stands beside the item that it heads: so letters run on below it. A paragraph stands inside the item before it,
 * beside that item's children if there are any; below a heading, beside the heading. What follows the last item closes the
 * document, unless it is indented. */
static void find_depths(struct blocks *blocks, size_t first, int max_depth)
{
    int next = 0; /* depth of the next item, 0 where there is none */

    for (size_t i = blocks->count; i-- > first;) {
        struct block *block = &blocks->list[i];
        if (block->role == BLOCK_ITEM)
            next = block->depth;
        else
            block->depth = next;
        if (block->role != BLOCK_ITEM && block_is_annex(block))
            next = 0; /* what stands in front of it is the end of the text */
    }
    const struct block *item = NULL; /* the last one */
    int heading = 0;                 /* depth of a heading since, else 0 */
    bool packed = false;             /* … with those before it */
    bool summed_up = false;          /* what stands below it is about the whole list */
    for (size_t i = first; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        bool last = block->depth == 0;
        if (block->role == BLOCK_ITEM) {
            item = block;
            heading = 0;
            packed = is_packed(blocks, i, packed);
            summed_up = packed && is_list_summed_up(blocks, i);
            continue;
        }
        if (block->said_depth && block->role == BLOCK_PARAGRAPH) {
            block->depth = block->said_depth;
            continue;
        }
        if (block->role == BLOCK_HEADING || block->role == BLOCK_TITLE) {
            block->depth = block->said_depth ? block->said_depth : last ? 1 : block->depth;
            heading = block->depth;
            continue;
        }
        if (block->role == BLOCK_BELOW && i > first) {
            const struct block *above = block - 1;
            block->depth = above->depth + (above->role == BLOCK_ITEM && above->depth < max_depth);
            continue;
        }
        bool indented = item && block->indent > item->indent + 1 && block->indent < item->indent + FAR_RIGHT;
        if (heading > 0)
            block->depth = heading;
        else if (leads_to_a_new_list(blocks, i))
            block->depth = block[1].depth;
        else if (!item || block->role == BLOCK_PARAGRAPH || is_clause_between_lists(blocks, i, item) ||
                 (!indented && summed_up) || (last && !indented && !says_what_it_is_about(blocks, i)))
            block->depth = 1;
        else if (!indented && closes_list(item, blocks->list, block->depth))
            block->depth = item->depth;
        else
            block->depth = item->depth < max_depth ? item->depth + 1 : max_depth;
        if (block->role == BLOCK_PLAIN && item)
            block->guesses |= OUTLINE_GUESS_PLACE;
    }
}

static enum item_kind kind_of(enum block_role role)
{
    if (role == BLOCK_ITEM)
        return KIND_ITEM;
    return role == BLOCK_HEADING || role == BLOCK_TITLE ? KIND_HEADING : KIND_PARAGRAPH;
}

static const char *removed_of(const struct block *block)
{
    return block->removed.bytes ? block->removed.bytes : "";
}

static void take_title(const struct blocks *blocks, size_t count, bool markdown, struct outline *out)
{
    struct buf title = BUF_EMPTY;
    struct buf removed = BUF_EMPTY;

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks->list[i];
        if (title.len > 0)
            buf_char(&title, ' ');
        buf_add(&title, block->text.bytes, block->text.len);
        buf_text(&removed, removed_of(block));
        out->title_guesses |= block->guesses;
    }
    char *words = buf_take(&title);
    char *taken = buf_take(&removed);
    entry_add_title(out, markdown, words, count > 0 ? strlen(words) : 0, taken);
    free(words);
    free(taken);
}

enum status place_blocks(struct blocks *blocks, const struct import_options *options, bool markdown,
                         struct outline *out)
{
    place_named_parts(blocks, 1);
    size_t first = place_title(blocks);

    take_title(blocks, first, markdown, out);
    place_headings(blocks, first, markdown);
    place_lists(blocks, first, options->max_depth);
    find_depths(blocks, first, options->max_depth);
    for (size_t i = first; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        struct entry entry = {
            .depth = block->depth,
            .kind = kind_of(block->role),
            .text = block->text.bytes ? block->text.bytes : "",
            .len = block->text.len,
            .removed = removed_of(block),
            .words = block->words,
            .number = block->number,
            .line_first = block->line_first,
            .line_last = block->line_last,
            .guesses = block->guesses,
        };
        enum status st = entry_add(out, options, markdown, &entry);
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}
