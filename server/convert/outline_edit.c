#include "convert/outline_edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/contested_moves.h"
#include "text/text.h"
#include "text/utf.h"

/* No entry is more than one deeper than the one before it. */
static void level(struct outline *outline)
{
    int above = 0;
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
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
    if (depth < 1 || depth > DRAFT_MAX_DEPTH)
        return false;
    for (size_t i = at; i < outline->count && (i == at || outline->items[i].depth > root); i++) {
        int moved = outline->items[i].depth + by;
        outline->items[i].depth = moved > DRAFT_MAX_DEPTH ? DRAFT_MAX_DEPTH : moved;
    }
    return true;
}

static bool join(struct outline *outline, size_t at)
{
    if (at == 0)
        return false;
    struct outline_item *into = &outline->items[at - 1], *item = &outline->items[at];
    struct buf removed = BUF_EMPTY;
    if (!contested_may_join(outline, at))
        return false;
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
    return true;
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
        next->text = second;
        delta_clear(&outline->items[at].text);
        outline->items[at].text = first;
        contested_split_entry(outline, at, place, skipped);
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
    if (*lang && at == 0)
        return false;
    memcpy(outline->items[at].lang, lang, strlen(lang) + 1);
    return true;
}

static bool apply(struct outline *outline, const struct outline_edit *edit, size_t max_items)
{
    bool grows = edit->act == OUTLINE_SPLIT || edit->act == OUTLINE_BACK;
    if (grows && outline->count >= max_items)
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

/* An entry that has no words in the other language. */
static void leave_blank(struct outline *outline, size_t at, const struct outline_item *like)
{
    struct outline_item *item = put_in(outline, at);
    item->depth = like->depth;
    item->kind = like->kind;
}

bool outline_edit_pair(struct outline *outline, struct outline *translation, const struct outline_edit *edit,
                       size_t max_items)
{
    bool back = edit->act == OUTLINE_BACK && edit->entry < outline->aside_count;
    size_t at = back ? place_of_line(outline, outline->aside[edit->entry].line) : edit->entry + 1;

    if (edit->act == OUTLINE_LANG || !outline_edit_apply(outline, edit, max_items))
        return false;
    if (edit->act == OUTLINE_BACK || edit->act == OUTLINE_SPLIT)
        leave_blank(translation, at, &outline->items[at]);
    else
        (void)outline_edit_apply(translation, edit, max_items);
    return true;
}

/* ---- languages ---- */

/* Proposals and the like name entries by index: renumber() gives them the new indices, and those of an
 * entry that goes to the entry before. */
static void renumber(struct contested *contested, const size_t *places)
{
    for (size_t i = 0; i < contested->proposal_count; i++)
        contested->proposals[i].entry = places[contested->proposals[i].entry];
    for (size_t i = 0; i < contested->position_count; i++)
        contested->positions[i].entry = places[contested->positions[i].entry];
    for (size_t i = 0; i < contested->comment_count; i++)
        contested->comments[i].entry = places[contested->comments[i].entry];
}

void outline_copy_language(const struct outline *outline, const char *lang, struct outline *out)
{
    *out = (struct outline)OUTLINE_EMPTY;
    out->title = mem_copy_string("");
    out->title_removed = mem_copy_string("");
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        if (!item->lang[0]) {
            outline_add(out, item->depth, item->kind)->line_first = item->line_first;
            continue;
        }
        struct outline_item *same = out->count ? &out->items[out->count - 1] : NULL;
        if (!same || strcmp(item->lang, lang) != 0)
            continue;
        if (same->text.len_bytes)
            delta_insert(&same->text, " ", 1, NULL);
        append(&same->text, &item->text);
    }
}

void outline_drop_languages(struct outline *outline)
{
    size_t *places = mem_zero(outline->count + 1, sizeof *places), kept = 0;
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
        places[i] = kept;
        if (!item->lang[0]) {
            outline->items[kept++] = *item;
            continue;
        }
        places[i] = kept ? kept - 1 : 0;
        clear_item(item);
    }
    outline->count = kept;
    renumber(&outline->contested, places);
    free(places);
}
