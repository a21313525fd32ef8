#include "convert/outline_edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/contested_moves.h"
#include "text/text.h"
#include "text/utf.h"

/* No entry is more than one deeper than the one before it; a translation is as deep as what it translates. */
static void level(struct outline *outline)
{
    int above = 0;
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
        if (item->lang[0]) {
            item->depth = above;
            continue;
        }
        if (item->depth > above + 1)
            item->depth = above + 1;
        above = item->depth;
    }
}

static void clear_item(struct outline_item *item)
{
    delta_clear(&item->text);
    free(item->removed);
}

static void remove_item(struct outline *outline, size_t at)
{
    outline->count--;
    memmove(&outline->items[at], &outline->items[at + 1], (outline->count - at) * sizeof *outline->items);
}

static void append(struct delta *text, const struct delta *more)
{
    for (size_t i = 0; i < more->count; i++)
        delta_insert(text, delta_op_bytes(more, &more->ops[i]), more->ops[i].len_bytes,
                     more->ops[i].attributes);
}

static uint32_t units_of(const struct delta *words)
{
    return words->len_bytes ? utf_len_u16(words->bytes, words->len_bytes) : 0;
}

/* Moves an entry forward or back, with what is contested in it. */
static void carry(struct outline *outline, size_t from, size_t to)
{
    if (from == to)
        return;
    struct outline_item item = outline->items[from];
    size_t *places = mem_zero(outline->count, sizeof *places);
    for (size_t i = 0; i < outline->count; i++)
        places[i] = from < to ? i - (i > from && i <= to) : i + (i >= to && i < from);
    places[from] = to;
    if (from < to)
        memmove(&outline->items[from], &outline->items[from + 1], (to - from) * sizeof item);
    else
        memmove(&outline->items[to + 1], &outline->items[to], (from - to) * sizeof item);
    outline->items[to] = item;
    contested_renumber(&outline->contested, places);
    free(places);
}

/* Behind entry `at` and its translations. */
static size_t end_of_entry(const struct outline *outline, size_t at)
{
    do
        at++;
    while (at < outline->count && outline->items[at].lang[0]);
    return at;
}

/* An empty entry, about which nothing is contested. */
static struct outline_item *put_in(struct outline *outline, size_t at)
{
    contested_make_room(&outline->contested, at);
    return outline_insert(outline, at);
}

static bool set_depth(struct outline *outline, size_t at, int depth)
{
    int by = depth - outline->items[at].depth;
    int root = outline->items[at].depth;
    if (depth < 1 || depth > DRAFT_MAX_DEPTH || outline->items[at].lang[0])
        return false;
    for (size_t i = at; i < outline->count; i++) {
        if (i != at && !outline->items[i].lang[0] && outline->items[i].depth <= root)
            break;
        int moved = outline->items[i].depth + by;
        outline->items[i].depth = moved > DRAFT_MAX_DEPTH ? DRAFT_MAX_DEPTH : moved;
    }
    return true;
}

/* The entry that entry `at` goes on in: the one before it that is no translation, or the one before where it is one itself. */
static size_t entry_before(const struct outline *outline, size_t at)
{
    size_t before = at - 1;
    while (!outline->items[at].lang[0] && before > 0 && outline->items[before].lang[0])
        before--;
    return before;
}

static void join_neighbours(struct outline *outline, size_t at)
{
    struct outline_item *into = &outline->items[at - 1], *item = &outline->items[at];
    struct buf removed = BUF_EMPTY;
    bool blank = into->text.len_bytes && item->text.len_bytes;
    contested_join_entries(outline, at, units_of(&into->text) + blank);
    if (blank)
        delta_insert(&into->text, " ", 1, NULL);
    append(&into->text, &item->text);
    buf_format(&removed, "%s%s", into->removed ? into->removed : "", item->removed ? item->removed : "");
    free(into->removed);
    into->removed = buf_take(&removed);
    into->line_last = item->line_last > into->line_last ? item->line_last : into->line_last;
    clear_item(item);
    remove_item(outline, at);
}

/* Whether both fit into one item. */
static bool may_be_one(const struct outline_item *into, const struct outline_item *item)
{
    return strcmp(item->lang, into->lang) == 0 &&
           (uint64_t)units_of(&into->text) + 1 + units_of(&item->text) <= TEXT_MAX_U16;
}

static bool join(struct outline *outline, size_t at)
{
    if (at == 0)
        return false;
    size_t next = entry_before(outline, at) + 1;
    if (!may_be_one(&outline->items[next - 1], &outline->items[at]))
        return false;
    carry(outline, at, next); /* in front of translations of the one that it goes on in */
    bool may = contested_may_join(outline, next);
    if (may)
        join_neighbours(outline, next);
    else
        carry(outline, next, at);
    return may;
}

/* A blank, but not one that is all that somebody proposes. */
static bool may_go(const struct delta *words, size_t at)
{
    size_t i = 0;
    while (i + 1 < words->count && words->ops[i + 1].at_bytes <= at)
        i++;
    const struct delta_op *op = &words->ops[i];
    bool says_more = !utf_is_blank(delta_op_bytes(words, op), op->len_bytes);
    for (size_t k = 0; !says_more && k < attributes_count(op->attributes); k++)
        if (strchr(attributes_at(op->attributes, k).key, ':'))
            return false;
    return words->bytes[at] == ' ';
}

/* The words between two places, without blanks at their ends. Gives how many were in front. */
static uint32_t slice_words(const struct text *text, uint32_t from, uint32_t to, struct delta *out)
{
    struct delta words;
    size_t first = 0;
    text_slice(text, from, to, &words);
    size_t last = words.len_bytes;
    while (first < last && may_go(&words, first))
        first++;
    while (last > first && may_go(&words, last - 1))
        last--;
    text_slice(text, from + (uint32_t)first, to - (uint32_t)(words.len_bytes - last), out);
    delta_clear(&words);
    return (uint32_t)first;
}

static bool split(struct outline *outline, size_t at, uint32_t place)
{
    struct outline_item whole = outline->items[at];
    struct text *words = text_create();
    struct delta first, second;
    text_apply(words, &whole.text);
    bool fits = place > 0 && place < text_len(words) && !text_cuts_pair(words, place);
    if (fits) {
        slice_words(words, 0, place, &first);
        uint32_t skipped = slice_words(words, place, text_len(words), &second);
        struct outline_item *next = put_in(outline, at + 1);
        next->depth = whole.depth;
        next->kind = whole.kind;
        next->line_first = whole.line_first;
        next->line_last = whole.line_last;
        next->guesses = whole.guesses;
        next->status = whole.status;
        memcpy(next->lang, whole.lang, sizeof next->lang);
        next->text = second;
        delta_clear(&outline->items[at].text);
        outline->items[at].text = first;
        contested_split_entry(outline, at, place, skipped);
        if (!whole.lang[0]) /* translations are of the first part */
            carry(outline, at + 1, end_of_entry(outline, at + 1) - 1);
    }
    text_destroy(words);
    return fits;
}

/* Where a line that was set apart comes back. */
static size_t place_of_line(const struct outline *outline, uint32_t line)
{
    size_t at = 0;
    while (at < outline->count && outline->items[at].line_first <= line)
        at++;
    return at;
}

static bool bring_back(struct outline *outline, size_t index)
{
    if (index >= outline->aside_count)
        return false;
    struct outline_aside aside = outline->aside[index];
    size_t at = place_of_line(outline, aside.line);
    int depth = at > 0 ? outline->items[at - 1].depth : 1;
    struct outline_item *item = put_in(outline, at);
    item->depth = depth;
    item->kind = KIND_PARAGRAPH;
    item->line_first = item->line_last = aside.line;
    delta_insert(&item->text, aside.text, strlen(aside.text), NULL);
    free(aside.text);
    outline->aside_count--;
    memmove(&outline->aside[index], &outline->aside[index + 1],
            (outline->aside_count - index) * sizeof *outline->aside);
    return true;
}

static bool set_lang(struct outline *outline, size_t at, const char *lang)
{
    if (*lang && (at == 0 || !contested_to_words(outline, at)))
        return false;
    memcpy(outline->items[at].lang, lang, strlen(lang) + 1);
    return true;
}

/* How many items a draft of it would have. */
static size_t own_entries(const struct outline *outline)
{
    size_t count = 0;
    for (size_t i = 0; i < outline->count; i++)
        count += !outline->items[i].lang[0];
    return count;
}

static bool apply(struct outline *outline, const struct outline_edit *edit, size_t max_items)
{
    bool grows = edit->act == OUTLINE_SPLIT || edit->act == OUTLINE_BACK;
    if (grows && own_entries(outline) >= max_items)
        return false;
    if (edit->act == OUTLINE_BACK)
        return bring_back(outline, edit->entry);
    if (edit->entry >= outline->count)
        return false;
    switch (edit->act) {
    case OUTLINE_KIND:
        outline->items[edit->entry].kind = edit->kind;
        return true;
    case OUTLINE_DEPTH:
        return set_depth(outline, edit->entry, edit->depth);
    case OUTLINE_JOIN:
        return join(outline, edit->entry);
    case OUTLINE_SPLIT:
        return split(outline, edit->entry, edit->place_u16);
    case OUTLINE_LANG:
        return set_lang(outline, edit->entry, edit->lang);
    case OUTLINE_BACK:
        break;
    }
    return false;
}

bool outline_edit_apply(struct outline *outline, const struct outline_edit *edit, size_t max_items)
{
    if (!apply(outline, edit, max_items))
        return false;
    level(outline);
    return true;
}
