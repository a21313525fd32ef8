#include "convert/explain.h"

#include <stdio.h>
#include <string.h>

#include "convert/brackets.h"
#include "text/utf.h"

#define TEXT_BYTES 100 /* of a long text that are shown */

static void write_short(struct buf *out, const char *text, size_t len)
{
    size_t shown = len > TEXT_BYTES ? TEXT_BYTES : len;
    while (shown < len && shown > 0 && ((unsigned char)text[shown] & 0xc0) == 0x80)
        shown--;
    buf_add(out, text, shown);
    buf_text(out, shown < len ? " \xe2\x80\xa6" : "");
}

/* A cell of so many columns, with a blank behind it. */
static void write_cell(struct buf *out, const char *words, unsigned columns)
{
    unsigned width = utf_len_u16(words, strlen(words));
    buf_text(out, words);
    do
        buf_char(out, ' ');
    while (++width < columns);
}

static void write_row(struct buf *out, const char *lines, const char *kind, const char *depth,
                      const char *number, const char *guesses, const char *text, size_t len)
{
    write_cell(out, lines, 8);
    write_cell(out, kind, 11);
    write_cell(out, depth, 7);
    write_cell(out, number, 9);
    write_cell(out, guesses, 18);
    write_short(out, text, len);
    buf_char(out, '\n');
}

/* Caller clears. */
static struct buf name_guesses(uint32_t guesses)
{
    struct buf out = BUF_EMPTY;
    for (int bit = 0; bit < OUTLINE_BIT_COUNT; bit++)
        if (guesses >> bit & 1)
            buf_format(&out, "%s%s", out.len ? "," : "", outline_guess_name((enum outline_guess_bit)bit));
    buf_text(&out, "");
    return out;
}

static void write_entry(struct buf *out, const struct outline_item *item, const char *number)
{
    char lines[32], depth[16];
    struct buf guesses = name_guesses(item->guesses);
    if (item->lang[0])
        buf_format(&guesses, "%s%s", guesses.len ? "," : "", item->lang);
    if (item->line_first == item->line_last)
        snprintf(lines, sizeof lines, "%u", (unsigned)item->line_first);
    else
        snprintf(lines, sizeof lines, "%u-%u", (unsigned)item->line_first, (unsigned)item->line_last);
    snprintf(depth, sizeof depth, "%d", item->depth);
    write_row(out, lines, item_kind_name(item->kind), depth, number, guesses.len ? guesses.bytes : "",
              item->text.bytes ? item->text.bytes : "", item->text.len_bytes);
    buf_clear(&guesses);
}

static void write_bracket(struct buf *out, const struct outline *outline, const struct bracket *bracket)
{
    const struct delta *text = &outline->items[bracket->entry].text;
    write_cell(out, "", 55);
    buf_text(out, bracket_meaning_name(bracket->meaning));
    for (size_t i = 0; i < bracket->who.count; i++)
        buf_format(out, "%s%s", i ? ", " : " by ",
                   bracket->who.list[i].code ? bracket->who.list[i].code : bracket->who.list[i].words);
    if (bracket->group)
        buf_format(out, ", alternative of group %u", bracket->group);
    if (bracket->to > bracket->from && bracket->last_entry == bracket->entry) {
        buf_text(out, ": ");
        write_short(out, text->bytes + bracket->from, bracket->to - bracket->from);
    }
    buf_char(out, '\n');
}

static void write_asides(struct buf *out, const struct outline *outline, size_t *next, uint32_t before)
{
    for (; *next < outline->aside_count && outline->aside[*next].line < before; ++*next) {
        const struct outline_aside *aside = &outline->aside[*next];
        char line[16];
        snprintf(line, sizeof line, "%u", (unsigned)aside->line);
        write_row(out, line, "aside", "", "", "", aside->text, strlen(aside->text));
    }
}

void explain_write(struct buf *out, const struct outline *outline)
{
    struct brackets brackets;
    struct buf guesses = name_guesses(outline->title_guesses);
    struct numbering numbering;
    size_t aside = 0, bracket = 0;
    outline_start_numbers(outline, &numbering);
    brackets_find(outline, &brackets);
    write_row(out, "line", "kind", "depth", "number", "guess", "text", 4);
    if (outline->title[0])
        write_row(out, "", "title", "", "", guesses.len ? guesses.bytes : "", outline->title,
                  strlen(outline->title));
    for (size_t i = 0; i < outline->count; i++) {
        write_asides(out, outline, &aside, outline->items[i].line_first);
        outline_take_number(&outline->items[i], &numbering);
        write_entry(out, &outline->items[i], numbering.label);
        for (; bracket < brackets.count && brackets.list[bracket].entry == i; bracket++)
            write_bracket(out, outline, &brackets.list[bracket]);
    }
    write_asides(out, outline, &aside, UINT32_MAX);
    brackets_clear(&brackets);
    buf_clear(&guesses);
}
