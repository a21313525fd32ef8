#include "convert/bracket_target.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/bracket_words.h"
#include "convert/marker.h"

#define NEAR_BYTES 1024 /* how far from the bracket the words may stand that it would strike */

/* An entry by its number. */
struct bracket_numbered {
    enum marker_series series;
    enum marker_style style;
    uint32_t value;
    size_t entry;
};

static int compare_numbers(const void *a, const void *b)
{
    const struct bracket_numbered *x = a, *y = b;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->style != y->style)
        return x->style < y->style ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

static int compare_numbered(const void *a, const void *b)
{
    const struct bracket_numbered *x = a, *y = b;
    int order = compare_numbers(x, y);
    return order ? order : x->entry < y->entry ? -1 : 1;
}

/* Puts the entries in the order of their numbers, once for all brackets that name one. */
static void number_entries(struct bracket_finder *finder)
{
    const struct outline *outline = finder->outline;
    finder->numbered = mem_zero(outline->count + 1, sizeof *finder->numbered);
    for (size_t i = 0; i < outline->count; i++) {
        struct marker found;
        const char *removed = outline->items[i].removed ? outline->items[i].removed : "";
        if (marker_parse(removed, strlen(removed), &found) && !found.extra)
            finder->numbered[finder->numbered_count++] =
                (struct bracket_numbered){found.series, found.readings[0].style, found.readings[0].value, i};
    }
    qsort(finder->numbered, finder->numbered_count, sizeof *finder->numbered, compare_numbered);
}

/* The first entry of that number; NOWHERE. */
static size_t find_number(struct bracket_finder *finder, const struct bracket_numbered *key)
{
    size_t low = 0, high = finder->numbered_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_numbers(&finder->numbered[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < finder->numbered_count && compare_numbers(&finder->numbered[low], key) == 0;
    return there ? finder->numbered[low].entry : NOWHERE;
}

/* The first entry that "OP3", "PP2", "párrafo 4" names; NOWHERE. Where operative paragraphs are numbered "3.", that is "OP3". */
static size_t find_entry(struct bracket_finder *finder, const struct stretch *name)
{
    static const char *const words[] = {"parrafo", "paragraph", "para", "para.", "parr.",
                                        "punto",   "numeral",   "item", NULL};
    struct stretch rest = *name;
    struct marker wanted;
    rest.from += stretch_first_word(&rest, words);
    if (!marker_parse(stretch_at(&rest), stretch_len(&rest), &wanted) || !wanted.alone)
        return NOWHERE;
    if (!finder->numbered)
        number_entries(finder);
    struct bracket_numbered key = {wanted.series, wanted.readings[0].style, wanted.readings[0].value, 0};
    size_t found = find_number(finder, &key);
    if (found != NOWHERE || wanted.series != SERIES_OPERATIVE)
        return found;
    key.series = SERIES_NONE;
    return find_number(finder, &key);
}

/* The words in quotation marks, where the span is nothing else. */
static bool unquote(struct stretch *span)
{
    static const char *const pairs[][2] = {{"\"", "\""},
                                           {"\xe2\x80\x9c", "\xe2\x80\x9d"},
                                           {"\xc2\xab", "\xc2\xbb"},
                                           {"\xe2\x80\x98", "\xe2\x80\x99"},
                                           {"'", "'"}};
    struct stretch inner = stretch_trim(*span);
    while (inner.to > inner.from && strchr(".,;", inner.text[inner.to - 1]))
        inner.to--;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t front = strlen(pairs[i][0]), back = strlen(pairs[i][1]);
        if (stretch_len(&inner) > front + back && memcmp(stretch_at(&inner), pairs[i][0], front) == 0 &&
            memcmp(inner.text + inner.to - back, pairs[i][1], back) == 0) {
            *span = (struct stretch){inner.text, inner.from + front, inner.to - back};
            return true;
        }
    }
    return false;
}

/* The nearest place in the entry, in front of the bracket if there is one, that reads so. */
static size_t find_words(const struct stretch *text, const struct stretch *words,
                         const struct bracket *bracket)
{
    size_t len = stretch_len(words), found = NOWHERE;
    size_t first = bracket->from > NEAR_BYTES ? bracket->from - NEAR_BYTES : 0;
    size_t last = text->to - bracket->to > NEAR_BYTES ? bracket->to + NEAR_BYTES : text->to;
    for (size_t i = first; len > 0 && i + len <= last; i++) {
        if (i + len > bracket->from && i < bracket->to) /* not in the bracket itself */
            continue;
        if (memcmp(text->text + i, stretch_at(words), len) != 0)
            continue;
        if (i > bracket->from && found != NOWHERE)
            break;
        found = i;
        if (i > bracket->from)
            break;
    }
    return found;
}

bool bracket_target_read(struct bracket_finder *finder, struct bracket *bracket, struct stretch target,
                         bool surely)
{
    struct stretch text = bracket_finder_text(finder->outline, bracket->entry);
    bool whole = bracket_words_mean_all(target);
    bracket->meaning = BRACKET_REMOVE;
    bracket->encloses = false;
    bracket->target = whole ? bracket->entry : find_entry(finder, &target);
    if (bracket->target != NOWHERE)
        return true;
    target = stretch_trim(target);
    bool quoted = unquote(&target);
    bracket->target = bracket->entry;
    size_t found = surely || quoted ? find_words(&text, &target, bracket) : NOWHERE;
    bracket->encloses = quoted && found == NOWHERE; /* then they stand here alone */
    if (bracket->encloses)
        found = target.from;
    if (found == NOWHERE)
        return false;
    bracket->meaning = BRACKET_DELETE;
    bracket->words_from = found;
    bracket->words_to = found + stretch_len(&target);
    return true;
}
