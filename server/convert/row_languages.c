#include "convert/row_languages.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/language.h"
#include "text/text.h"
#include "text/utf.h"

#define BAR " | "

/* The bar between two cells; NULL where there are more of them, or none. */
static const char *only_bar(const struct outline_item *item)
{
    const char *text = item->text.bytes;
    size_t len = item->text.len_bytes;
    const char *bar = item->guesses & OUTLINE_GUESS_ROW && text ? memmem(text, len, BAR, strlen(BAR)) : NULL;
    const char *behind = bar ? bar + strlen(BAR) : NULL;

    return bar && !memmem(behind, len - (size_t)(behind - text), BAR, strlen(BAR)) ? bar : NULL;
}

/* Rows of two cells from `from` on; behind the last of them. */
static size_t end_of_rows(const struct outline *outline, size_t from)
{
    while (from < outline->count && only_bar(&outline->items[from]))
        from++;
    return from;
}

/* The language of the right column, where it is another than that of the left one; else NULL. */
static const char *other_language(const struct outline *outline, size_t from, size_t to)
{
    struct buf left = BUF_EMPTY, right = BUF_EMPTY;

    for (size_t i = from; i < to; i++) {
        const struct delta *text = &outline->items[i].text;
        const char *bar = only_bar(&outline->items[i]);
        buf_add(&left, text->bytes, (size_t)(bar - text->bytes));
        buf_char(&left, ' ');
        bar += strlen(BAR);
        buf_add(&right, bar, text->len_bytes - (size_t)(bar - text->bytes));
        buf_char(&right, ' ');
    }
    const char *original = left.len ? language_guess(left.bytes, left.len) : NULL;
    const char *other = right.len ? language_guess(right.bytes, right.len) : NULL;
    buf_clear(&left);
    buf_clear(&right);
    return original && other && strcmp(original, other) != 0 ? other : NULL;
}

/* The words behind the bar become an entry of their own. */
static void divide(struct outline *outline, size_t at, const char *lang)
{
    const struct delta *whole = &outline->items[at].text;
    uint32_t place = utf_len_u16(whole->bytes, (size_t)(only_bar(&outline->items[at]) - whole->bytes));
    struct text *words = text_create();
    struct delta left, right;

    text_apply(words, whole);
    text_slice(words, 0, place, &left);
    text_slice(words, place + (uint32_t)strlen(BAR), text_len(words), &right);
    text_destroy(words);
    struct outline_item *next = outline_insert(outline, at + 1);
    struct outline_item *item = &outline->items[at];
    next->depth = item->depth;
    next->kind = item->kind;
    next->line_first = item->line_first;
    next->line_last = item->line_last;
    next->guesses = item->guesses;
    next->text = right;
    memcpy(next->lang, lang, strlen(lang) + 1);
    free(next->removed);
    next->removed = mem_copy_string("|");
    delta_clear(&item->text);
    item->text = left;
}

void row_languages_find(struct outline *outline, size_t max_items)
{
    for (size_t from = 0; from < outline->count; from++) {
        size_t to = end_of_rows(outline, from);
        const char *lang = to > from ? other_language(outline, from, to) : NULL;
        if (!lang || outline->count + (to - from) > max_items) {
            from = to > from ? to : from;
            continue;
        }
        for (size_t i = to; i-- > from;)
            divide(outline, i, lang);
        from = to + (to - from) - 1;
    }
}
