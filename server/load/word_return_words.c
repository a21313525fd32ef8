/* The step of word_return_read() for the items that the file still has, and those that it has no more: cell by cell, what came, what went and what
 * looks otherwise. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/items.h"
#include "load/word_return_state.h"

/* A link has looks of its own. */
static struct word_look look_of(const struct word_return *returned, const struct align_cell *cell)
{
    bool linked = cell->link != WORD_NONE;

    return (struct word_look){linked ? 0 : cell->format, linked ? returned->file.links[cell->link] : NULL};
}

/* Words further on, where there are some before: what stands apart in the text does not run together where it is told. */
static void tell_gap(struct buf *words, const char **gap)
{
    if (words->len > 0 && *gap)
        buf_text(words, *gap);
    *gap = NULL;
}

void word_return_want_cell(const struct word_return *returned, struct word_wish *wish, uint32_t at,
                           const struct align_cell *cell)
{
    struct buf words = BUF_EMPTY;
    struct word_look look = look_of(returned, cell);

    word_return_add_glyph(returned, &words, cell->glyph);
    if (word_cited_is(cell->glyph))
        word_wish_refer(wish, at, words.bytes, word_cited_target(&returned->cited, cell->glyph), look.format);
    else
        word_wish_insert(wish, at, words.bytes, words.len, &look);
    tell_gap(&wish->now, &wish->now_gap);
    word_return_add_glyph(returned, &wish->now, cell->glyph);
    buf_clear(&words);
}

/* Blanks alone are no change: files come with them in order. */
static bool is_only_blanks(const struct align_cells *cells, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (cells->list[i].glyph != ' ' && cells->list[i].glyph != 0xa0)
            return false;
    return true;
}

static void strike(const struct word_return *returned, struct word_wish *wish, const struct align_cells *was,
                   size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct align_cell *cell = &was->list[i];
        if (cell->struck) /* somebody proposes that already: accepted in Word, it is still not for a file to decide */
            continue;
        if (cell->units)
            word_wish_delete(wish, cell->source, cell->units);
        tell_gap(&wish->was, &wish->was_gap);
        word_return_add_glyph(returned, &wish->was, cell->glyph);
    }
}

uint32_t word_return_place_before(const struct align_cells *was, size_t cell)
{
    if (cell > 0)
        return was->list[cell - 1].source + was->list[cell - 1].units;
    return 0;
}

/* The wish for words of this look among those of one item, which begin at `from`. */
static struct word_wish *wish_of_look(struct word_return *returned, size_t from, const struct item *item,
                                      const struct word_look *look)
{
    for (size_t i = from; i < returned->wish_count; i++) {
        const struct word_edit *edit = &returned->wishes[i].edits[0];
        if (edit->format == look->format &&
            (edit->link ? look->link && strcmp(edit->link, look->link) == 0 : !look->link))
            return &returned->wishes[i];
    }
    return returned->wish_count < WORD_RETURN_MAX ? word_return_add_wish(returned, WISH_FORMAT, item) : NULL;
}

static bool looks_otherwise(const struct align_cell *was, const struct align_cell *now)
{
    return !word_cited_is(now->glyph) && !was->struck && !now->struck && was->units &&
           (was->format != now->format || was->link != now->link);
}

/* Where words end that begin at `from` and get one look in place of another; blanks at their ends belong to none. */
static size_t end_of_look(const struct align_cells *was, const struct align_cells *now, const uint32_t *pairs,
                          size_t from)
{
    size_t end = from + 1;

    for (size_t i = from + 1;
         i < now->count && pairs[i] == pairs[i - 1] + 1 &&
         looks_otherwise(&was->list[pairs[i]], &now->list[i]) &&
         now->list[i].format == now->list[from].format && now->list[i].link == now->list[from].link;
         i++)
        end = is_only_blanks(now, i, i + 1) ? end : i + 1;
    return end;
}

/* Words that stayed and look otherwise. */
static void compare_looks(struct word_return *returned, const struct word_shown *shown, const uint32_t *pairs)
{
    const struct align_cells *was = &shown->cells, *now = &shown->line->cells;
    size_t first = returned->wish_count;

    for (size_t i = 0, end; i < now->count; i = end) {
        end = i + 1;
        if (pairs[i] == ALIGN_NONE || is_only_blanks(now, i, i + 1) ||
            !looks_otherwise(&was->list[pairs[i]], &now->list[i]))
            continue;
        struct word_look look = look_of(returned, &now->list[i]);
        struct word_wish *wish = wish_of_look(returned, first, shown->item, &look);
        end = end_of_look(was, now, pairs, i);
        if (!wish)
            return;
        wish->untaken = returned->unmarked;
        buf_text(&wish->now, wish->now.len ? " \xe2\x80\xa6 " : "");
        for (size_t k = i; k < end; k++) {
            const struct align_cell *cell = &was->list[pairs[k]];
            word_wish_restyle(wish, cell->source, cell->units, &look);
            word_return_add_glyph(returned, &wish->now, cell->glyph);
        }
    }
}

/* A change of the cells from `from` on, where the last one ended at `last`. */
static void go_on(struct word_wish *wish, const struct align_cells *was, size_t last, size_t from)
{
    if (last < from)
        wish->was_gap = wish->now_gap = is_only_blanks(was, last, from) ? " " : " \xe2\x80\xa6 ";
}

/* What is different between an item and its paragraph. Where the file removes all of it as the draft proposes, its words are struck by that: also
 * those that others insert. */
static void compare_words(struct word_return *returned, const struct word_shown *shown)
{
    const struct align_cells *was = &shown->cells, *now = &shown->line->cells;
    uint32_t *pairs = mem_alloc((now->count + 1) * sizeof *pairs);
    struct word_wish *wish = word_return_add_wish(returned, WISH_TEXT, shown->item);
    size_t at = 0;   /* cells of `was` that have been looked at */
    size_t last = 0; /* … up to where they were changed */

    align_pair(was, now, pairs);
    for (size_t i = 0; i <= now->count;) {
        size_t end = i;
        while (end < now->count && pairs[end] == ALIGN_NONE)
            end++;
        size_t next = end < now->count ? pairs[end] : was->count;
        bool edges = is_only_blanks(was, at, next) && (end == i || is_only_blanks(now, i, end));
        if (!edges && (at < next || i < end)) {
            go_on(wish, was, last, at);
            strike(returned, wish, was, at, next);
            last = next;
        }
        for (size_t k = i; k < end && !edges; k++) {
            if (now->list[k]
                    .struck) /* inserted by one and struck by another: whoever sends the file has both */
                continue;
            word_return_want_cell(returned, wish, word_return_place_before(was, next), &now->list[k]);
        }
        if (end < now->count) {
            if (now->list[end].struck && !was->list[next].struck && !shown->line->removed) {
                go_on(wish, was, last, next);
                strike(returned, wish, was, next, next + 1);
                last = next + 1;
            }
            at = next + 1;
            end++;
        } else {
            end = now->count + 1;
        }
        i = end;
    }
    if (word_wish_is_empty(wish)) {
        word_wish_clear(wish);
        returned->wish_count--;
    }
    compare_looks(returned, shown, pairs);
    free(pairs);
}

/* Whether everything below an item is gone from the file as well. */
static bool is_gone_below(const struct word_return *returned, size_t index)
{
    const struct item *item = returned->shown[index].item;

    for (size_t i = index + 1; i < returned->shown_count && item_is_below(returned->shown[i].item, item); i++)
        if (returned->shown[i].line && !returned->shown[i].line->removed)
            return false;
    return true;
}

/* An item that the file has no more. With something below it that stays, it stays too, and loses its words. */
static void want_removed(struct word_return *returned, size_t index)
{
    const struct word_shown *shown = &returned->shown[index];
    bool whole = is_gone_below(returned, index);
    struct word_wish *wish = word_return_add_wish(returned, whole ? WISH_REMOVE : WISH_TEXT, shown->item);

    if (!whole)
        strike(returned, wish, &shown->cells, 0, shown->cells.count);
    for (size_t k = 0; whole && k < shown->cells.count; k++)
        word_return_add_glyph(returned, &wish->was, shown->cells.list[k].glyph);
    if (word_wish_is_empty(wish)) {
        word_wish_clear(wish);
        returned->wish_count--;
    }
}

void word_return_compare_items(struct word_return *returned)
{
    const struct item *removed = NULL; /* the last one that goes with all that is below it */

    for (size_t i = 0; i < returned->shown_count && returned->wish_count < WORD_RETURN_MAX; i++) {
        const struct word_shown *shown = &returned->shown[i];
        bool gone = !shown->line || (shown->line->removed && !shown->removed);
        if (removed && item_is_below(shown->item, removed))
            continue;
        if (!gone) {
            compare_words(returned, shown);
        } else if (!shown->removed && (shown->cells.count > 0 || shown->line)) {
            want_removed(returned, i);
            removed = is_gone_below(returned, i) ? shown->item : removed;
        }
    }
}
