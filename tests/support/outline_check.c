#include "support/outline_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/decode.h"
#include "text/unseen.h"
#include "text/utf.h"

#define MAX_U16 65536

/* The printing characters of something, in order. */
struct glyphs {
    uint32_t *list;
    size_t count;
    size_t capacity;
};

/* Spaces and controls do not; nor does what nobody sees: the importer leaves that out, and keeps what a script needs of it. */
static bool prints(uint32_t g)
{
    if (g <= 0x20 || (g >= 0x7f && g <= 0xa0) || g == 0x1680 || g == 0x3000)
        return false;
    return !(g >= 0x2000 && g <= 0x200b) && g != 0x2028 && g != 0x2029 && g != 0x202f && g != 0x205f &&
           !unseen_is(g);
}

static void add(struct glyphs *glyphs, const char *utf8, size_t len)
{
    while (len > 0) {
        uint32_t glyph = 0;
        size_t taken = utf_decode(utf8, len, &glyph);
        if (taken == 0)
            abort();
        if (prints(glyph)) {
            glyphs->list = mem_grow(glyphs->list, glyphs->count, &glyphs->capacity, sizeof *glyphs->list);
            glyphs->list[glyphs->count++] = glyph;
        }
        utf8 += taken;
        len -= taken;
    }
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void sort(struct glyphs *glyphs)
{
    if (glyphs->count > 0)
        qsort(glyphs->list, glyphs->count, sizeof *glyphs->list, by_value);
}

static bool same(const struct glyphs *a, const struct glyphs *b)
{
    return a->count == b->count &&
           (a->count == 0 || memcmp(a->list, b->list, a->count * sizeof *a->list) == 0);
}

static bool in_order(const struct glyphs *part, const struct glyphs *whole)
{
    size_t found = 0;

    for (size_t i = 0; i < whole->count && found < part->count; i++)
        found += whole->list[i] == part->list[found];
    return found == part->count;
}

static const char *check_item(const struct outline *outline, size_t i)
{
    const struct outline_item *item = &outline->items[i];
    const struct delta *text = &item->text;
    int above = i > 0 ? outline->items[i - 1].depth : 0;

    if (item->depth < 1 || item->depth > DRAFT_MAX_DEPTH || item->depth > above + 1)
        return "an entry stands at an impossible depth";
    if (!delta_is_document(text))
        return "a text does more than insert";
    if (text->len_bytes > 0 && !utf_valid_text(text->bytes, text->len_bytes))
        return "a text holds characters that no text may hold";
    if (delta_result_len(text) > MAX_U16)
        return "a text is too long";
    if (item->line_first == 0 || item->line_last < item->line_first)
        return "an entry does not know its lines";
    return NULL;
}

/* Title and texts, and what is said beside them in another language, each stand in the order of the source. */
static bool are_in_order(const struct outline *outline, const struct glyphs *whole)
{
    bool ok = true;

    for (size_t k = 0; ok && k <= outline->count; k++) {
        const char *lang = k ? outline->items[k - 1].lang : "";
        struct glyphs kept = {NULL, 0, 0};
        if (k && !*lang)
            continue;
        if (!k)
            add(&kept, outline->title, strlen(outline->title));
        for (size_t i = 0; i < outline->count; i++)
            if (strcmp(outline->items[i].lang, lang) == 0)
                add(&kept, outline->items[i].text.bytes, outline->items[i].text.len_bytes);
        ok = in_order(&kept, whole);
        free(kept.list);
    }
    return ok;
}

static const char *check_characters(const char *source, size_t len, const struct outline *outline)
{
    struct glyphs whole = {NULL, 0, 0};
    struct glyphs kept = {NULL, 0, 0};
    struct buf decoded = BUF_EMPTY;
    const char *wrong = NULL;

    decode_text(source, len, &decoded);
    add(&whole, decoded.bytes, decoded.len);
    add(&kept, outline->title, strlen(outline->title));
    for (size_t i = 0; i < outline->count; i++)
        add(&kept, outline->items[i].text.bytes, outline->items[i].text.len_bytes);
    if (!are_in_order(outline, &whole))
        wrong = "title and texts are not in the order of the source";
    add(&kept, outline->title_removed, strlen(outline->title_removed));
    for (size_t i = 0; i < outline->count; i++)
        add(&kept, outline->items[i].removed, strlen(outline->items[i].removed));
    for (size_t i = 0; i < outline->aside_count; i++)
        add(&kept, outline->aside[i].text, strlen(outline->aside[i].text));
    sort(&whole);
    sort(&kept);
    if (!wrong && !same(&whole, &kept))
        wrong = "characters were lost or made up";
    free(whole.list);
    free(kept.list);
    buf_clear(&decoded);
    return wrong;
}

const char *outline_check(const char *source, size_t len, const struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++) {
        const char *wrong = check_item(outline, i);
        if (wrong)
            return wrong;
    }
    return check_characters(source, len, outline);
}
