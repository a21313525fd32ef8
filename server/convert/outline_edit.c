#include "convert/outline_edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/text.h"

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
    if (into->text.len_bytes && item->text.len_bytes)
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

/* The words between two places, without blanks at their ends. */
static void slice_words(const struct text *text, uint32_t from, uint32_t to, struct delta *out)
{
    struct delta words;
    size_t first = 0;
    text_slice(text, from, to, &words);
    size_t last = words.len_bytes;
    while (first < last && words.bytes[first] == ' ')
        first++;
    while (last > first && words.bytes[last - 1] == ' ')
        last--;
    text_slice(text, from + (uint32_t)first, to - (uint32_t)(words.len_bytes - last), out);
    delta_clear(&words);
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
        slice_words(words, place, text_len(words), &second);
        struct outline_item *next = outline_insert(outline, at + 1);
        next->depth = whole.depth;
        next->kind = whole.kind;
        next->line_first = whole.line_first;
        next->line_last = whole.line_last;
        next->guesses = whole.guesses;
        next->text = second;
        delta_clear(&outline->items[at].text);
        outline->items[at].text = first;
    }
    text_destroy(words);
    return fits;
}

static bool bring_back(struct outline *outline, size_t index)
{
    if (index >= outline->aside_count)
        return false;
    struct outline_aside aside = outline->aside[index];
    size_t at = 0;
    while (at < outline->count && outline->items[at].line_first <= aside.line)
        at++;
    int depth = at > 0 ? outline->items[at - 1].depth : 1;
    struct outline_item *item = outline_insert(outline, at);
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
