#include "convert/entry.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/inline.h"
#include "convert/marker.h"
#include "text/utf.h"

/* "países.Realizar" */
static bool is_glued(const char *text, size_t len)
{
    const char *end = text + len;
    uint32_t last[3] = {0, 0, 0};

    while (text < end) {
        uint32_t glyph = glyph_next(&text, end);
        if (glyph_is_lower(glyph) && glyph_is_upper(last[2]) && last[1] == '.' && glyph_is_lower(last[0]))
            return true;
        last[0] = last[1];
        last[1] = last[2];
        last[2] = glyph;
    }
    return false;
}

/* Bytes of the first piece of a text that is too long: up to a blank, in the worst case up to the limit. */
static size_t first_piece(const char *text, size_t len, uint32_t max_u16)
{
    bool cut = false;
    /* a unit is at least a third of its bytes: spares measuring the whole rest of a long text for every piece */
    size_t window = len / 3 > max_u16 ? 3 * (size_t)max_u16 + 3 : len;
    while (window < len && ((unsigned char)text[window] & 0xc0) == 0x80)
        window++;

    if (window == len && utf_len_u16(text, len) <= max_u16)
        return len;
    size_t most = utf_bytes_of(text, window, max_u16, &cut);
    if (cut) /* never half a pair */
        most = utf_bytes_of(text, window, max_u16 - 1, &cut);
    for (size_t i = most; i > most / 2; i--) {
        if (text[i - 1] == ' ')
            return i;
    }
    return most;
}

/* The words between two bytes of a text. */
static void slice(const struct delta *words, size_t from, size_t to, struct delta *out)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct delta_op *op = &words->ops[i];
        size_t start = op->at_bytes > from ? op->at_bytes : from;
        size_t end = (size_t)op->at_bytes + op->len_bytes < to ? (size_t)op->at_bytes + op->len_bytes : to;
        if (start < end)
            delta_insert(out, words->bytes + start, end - start, op->attributes);
    }
}

static void add_piece(struct outline *outline, bool markdown, const struct entry *entry, size_t at, int depth,
                      enum item_kind kind, const char *removed, uint32_t guesses)
{
    struct outline_item *item = outline_add(outline, depth, kind);
    struct buf taken = BUF_EMPTY;

    buf_text(&taken, removed);
    if (entry->words)
        slice(entry->words, at, at + entry->len, &item->text);
    else
        inline_parse(entry->text, entry->len, markdown, &item->text, &taken);
    item->removed = buf_take(&taken);
    item->line_first = entry->line_first;
    item->line_last = entry->line_last;
    item->number = at == 0 ? entry->number : 0;
    if (at == 0)
        marker_name(entry->removed, item->name);
    item->guesses = guesses | (is_glued(entry->text, entry->len) ? OUTLINE_GUESS_GLUED : 0u);
}

enum status entry_add(struct outline *outline, const struct import_options *options, bool markdown,
                      const struct entry *entry)
{
    int above = outline->count > 0 ? outline->items[outline->count - 1].depth : 0;
    int depth = entry->depth > above + 1 ? above + 1 : entry->depth;
    uint32_t guesses = entry->guesses | (depth < entry->depth ? OUTLINE_GUESS_DEPTH : 0u);
    enum item_kind kind = entry->kind;
    const char *removed = entry->removed;
    struct entry rest = *entry;

    do {
        if (outline->count == options->max_items)
            return STATUS_LIMIT;
        struct entry piece = rest;
        piece.len = first_piece(rest.text, rest.len, options->max_text_u16);
        rest.text += piece.len;
        rest.len -= piece.len;
        if (rest.len > 0)
            guesses |= OUTLINE_GUESS_CUT;
        while (piece.len > 0 && piece.text[piece.len - 1] == ' ')
            piece.len--;
        add_piece(outline, markdown, &piece, (size_t)(piece.text - entry->text), depth, kind, removed,
                  guesses);
        if (kind == KIND_ITEM && depth < options->max_depth)
            depth++;
        kind = KIND_PARAGRAPH;
        removed = "";
    } while (rest.len > 0);
    return STATUS_OK;
}

void entry_add_title(struct outline *outline, bool markdown, const char *text, size_t len,
                     const char *removed)
{
    struct delta words;
    struct buf title = BUF_EMPTY;
    struct buf taken = BUF_EMPTY;

    buf_text(&taken, outline->title_removed ? outline->title_removed : "");
    buf_text(&taken, removed);
    inline_parse(text, len, markdown, &words, &taken);
    buf_text(&title, outline->title ? outline->title : "");
    if (title.len > 0)
        buf_char(&title, ' ');
    buf_add(&title, words.bytes, words.len_bytes);
    delta_clear(&words);
    free(outline->title);
    free(outline->title_removed);
    outline->title = buf_take(&title);
    outline->title_removed = buf_take(&taken);
}
