/* The second column of a Word file as the other language of the draft. */
#include "convert/import_word_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "convert/outline_languages.h"

/* The title in the other language; where it stands in one alone, that is the title in both. */
static void translate_title(const struct word_making *making, struct word_import *out)
{
    struct buf title = BUF_EMPTY;

    for (size_t i = 0; i < making->pieces.count; i++) {
        const struct buf *words = &making->pieces.list[i].other.words;
        if (making->entries[i] != SIZE_MAX || words->len == 0)
            continue;
        if (title.len > 0)
            buf_char(&title, ' ');
        buf_add(&title, words->bytes, words->len);
    }
    if (title.len == 0)
        buf_text(&title, making->out->title);
    out->translation_title = buf_take(&title);
    if (*making->out->title)
        return;
    free(making->out->title);
    making->out->title = mem_copy_string(out->translation_title);
}

/* The words beside the outline's, entry by entry, without the number that the original has in front of them. */
static void translate(struct word_making *making, struct outline *translation)
{
    const struct outline *out = making->out;
    size_t *known = word_making_no_proposals(making);

    for (size_t i = 0; i < out->count; i++) {
        struct outline_item *item = outline_add(translation, out->items[i].depth, out->items[i].kind);
        size_t piece = out->items[i].line_first - 1;
        const struct word_paragraph *other = &making->pieces.list[piece].other;
        struct marker marker = {.len_bytes = 0};
        item->line_first = item->line_last = out->items[i].line_first;
        if (making->entries[piece] != i || other->words.len == 0)
            continue;
        if (out->items[i].kind == KIND_ITEM && !marker_parse(other->words.bytes, other->words.len, &marker))
            marker.len_bytes = 0;
        item->removed = mem_copy_bytes(other->words.bytes, marker.len_bytes);
        word_making_add_words(making, out->count + i, other, marker.len_bytes, known, &item->text);
    }
    free(known);
}

void word_making_add_translation(struct word_making *making, struct word_import *out)
{
    struct outline translation = OUTLINE_EMPTY;

    translate(making, &translation);
    translate_title(making, out);
    outline_add_language(making->out, &translation, out->translation_lang);
    outline_clear(&translation);
}
