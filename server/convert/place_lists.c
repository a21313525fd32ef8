#include "convert/place_parts.h"

#include <string.h>

#include "convert/block_look.h"
#include "convert/outline.h"

/* After an item that ends with a colon, two or more plain blocks up to the next item are its list. */
static size_t find_unmarked(struct blocks *blocks, size_t opener)
{
    const struct block *item = &blocks->list[opener];
    size_t end = opener + 1;

    while (end < blocks->count && blocks->list[end].role == BLOCK_PLAIN &&
           !block_starts_lower(&blocks->list[end]) &&
           blocks->list[end].space_above == blocks->list[opener + 1].space_above)
        end++;
    if (end - opener < 3)
        return opener;
    bool followed = end < blocks->count && blocks->list[end].role == BLOCK_ITEM;
    if (followed && blocks->list[end].depth > item->depth)
        return opener; /* the list has markers; these lines only lead to it */
    if (!followed && blocks->list[opener + 1].space_above)
        return opener; /* closing paragraphs */
    for (size_t i = opener + 1; i < end; i++) {
        blocks->list[i].role = BLOCK_ITEM;
        blocks->list[i].depth = item->depth + 1;
        blocks->list[i].guesses |= OUTLINE_GUESS_UNMARKED;
    }
    return end - 1;
}

/* What has been considered, and is not yet what is decided. */
static bool is_recital(const struct block *block)
{
    return block->text.len > 4 &&
           (memcmp(block->text.bytes, "Que ", 4) == 0 || memcmp(block->text.bytes, "que ", 4) == 0);
}

/* Where a list stands that a plain block leads to: inside the item right above it, where that is one of several. */
static int depth_led_to(const struct blocks *blocks, size_t opener, size_t last)
{
    const struct block *item = opener > 0 ? &blocks->list[opener - 1] : NULL;
    const struct block *next = last + 1 < blocks->count ? &blocks->list[last + 1] : NULL;
    bool goes_on = item && next && item->role == BLOCK_ITEM && next->role == BLOCK_ITEM &&
                   next->depth == item->depth && next->number == item->number + 1;

    return goes_on ? item->depth + 1 : 1;
}

/* Clauses behind a colon, each but the last with a semicolon (or short ones with a comma) and the last with a full stop, are a list whatever they
 * begin with. */
static size_t find_clauses(struct blocks *blocks, size_t opener)
{
    const struct block *above = &blocks->list[opener];
    size_t last = opener + 1;

    while (last < blocks->count && blocks->list[last].role == BLOCK_PLAIN &&
           (blocks->list[last].clause ||
            blocks_announce_more(blocks->list[last].text.bytes, blocks->list[last].text.len)) &&
           !is_recital(&blocks->list[last]))
        last++;
    if (last - opener < 2 || last == blocks->count || blocks->list[last].role != BLOCK_PLAIN ||
        block_last_glyph(&blocks->list[last]) != '.')
        return opener;
    int depth = depth_led_to(blocks, opener, last);
    for (size_t i = opener + 1; i <= last; i++) {
        blocks->list[i].role = BLOCK_ITEM;
        blocks->list[i].depth = above->role == BLOCK_ITEM ? above->depth + 1 : depth;
        blocks->list[i].guesses |= OUTLINE_GUESS_UNMARKED;
    }
    return last;
}

void place_lists(struct blocks *blocks, size_t first, int max_depth)
{
    for (size_t i = first; i + 1 < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        bool item = block->role == BLOCK_ITEM && block->depth < max_depth;
        if (block_last_glyph(block) != ':' || (!item && block->role != BLOCK_PLAIN))
            continue;
        size_t last = find_clauses(blocks, i);
        i = last == i && item ? find_unmarked(blocks, i) : last;
    }
}
