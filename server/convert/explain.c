#include "convert/explain.h"

#include <stdio.h>
#include <string.h>

#include "convert/brackets.h"
#include "convert/edge_blanks.h"
#include "text/utf.h"

#define TEXT_BYTES 100 /* of a long text that are shown */
#define MARKS_MAX  16  /* proposals around the same words */

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

/* How wide the column of numbers is: as its longest one. */
#define NUMBER_COLUMNS 9

struct table {
    struct buf *out;
    const struct outline *outline;
    unsigned number_columns;
};

static void write_row(const struct table *table, const char *lines, const char *kind, const char *depth,
                      const char *number, const char *guesses, const char *text, size_t len)
{
    struct buf *out = table->out;
    write_cell(out, lines, 8);
    write_cell(out, kind, 11);
    write_cell(out, depth, 7);
    write_cell(out, number, table->number_columns);
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

/* How many marks of proposals these words have in common with those that are open, outermost first; `marks` gets all of theirs. */
static size_t read_marks(const struct contested *contested, const struct attributes *set, const char **open,
                         size_t open_count, const char *marks[MARKS_MAX], size_t *count)
{
    size_t same = 0;
    bool deletes;
    *count = 0;
    for (size_t i = 0; i < attributes_count(set) && *count < MARKS_MAX; i++)
        if (contested_find(contested, attributes_at(set, i).key, &deletes))
            marks[(*count)++] = attributes_at(set, i).key;
    while (same < *count && same < open_count && strcmp(marks[same], open[same]) == 0)
        same++;
    return same;
}

/* NULL: nobody in particular. */
static const char *name_of(const struct contested_author *author)
{
    return author->delegation ? author->delegation : author->name;
}

static void open_bracket(struct buf *out, const struct contested *contested, const char *mark)
{
    bool deletes = false;
    const struct contested_proposal *proposal = contested_find(contested, mark, &deletes);
    const char *who = name_of(&proposal->by);
    buf_text(out, deletes ? who ? "[del. " : "[del" : "[");
    buf_text(out, who ? who : "");
    buf_text(out, who || deletes ? ": " : "");
}

/* The words of an entry, those that are proposed in brackets. Caller clears. */
static struct buf words_of(const struct outline *outline, const struct outline_item *item)
{
    struct buf out = BUF_EMPTY;
    const char *open[MARKS_MAX], *marks[MARKS_MAX];
    size_t open_count = 0, count = 0;
    struct delta text = edge_blanks_leave(&item->text);
    for (size_t i = 0; i < text.count; i++) {
        const struct delta_op *op = &text.ops[i];
        size_t same = read_marks(&outline->contested, op->attributes, open, open_count, marks, &count);
        for (; open_count > same; open_count--)
            buf_char(&out, ']');
        for (; open_count < count; open_count++) {
            open[open_count] = marks[open_count];
            open_bracket(&out, &outline->contested, marks[open_count]);
        }
        buf_add(&out, delta_op_bytes(&text, op), op->len_bytes);
    }
    for (; open_count > 0; open_count--)
        buf_char(&out, ']');
    buf_text(&out, "");
    delta_clear(&text);
    return out;
}

static void write_entry(const struct table *table, const struct outline_item *item, const char *number)
{
    struct buf words = words_of(table->outline, item);
    char lines[32], depth[16];
    struct buf guesses = name_guesses(item->guesses);
    if (item->lang[0])
        buf_format(&guesses, "%s%s", guesses.len ? "," : "", item->lang);
    if (item->line_first == item->line_last)
        snprintf(lines, sizeof lines, "%u", (unsigned)item->line_first);
    else
        snprintf(lines, sizeof lines, "%u-%u", (unsigned)item->line_first, (unsigned)item->line_last);
    snprintf(depth, sizeof depth, "%d", item->depth);
    write_row(table, lines, item_kind_name(item->kind), depth, number, guesses.len ? guesses.bytes : "",
              words.bytes, words.len);
    buf_clear(&words);
    buf_clear(&guesses);
}

/* What is proposed for a whole entry already. */
static void write_acts(struct buf *out, const struct outline *outline, size_t entry)
{
    for (size_t i = 0; i < outline->contested.proposal_count; i++) {
        const struct contested_proposal *proposal = &outline->contested.proposals[i];
        const char *who = name_of(&proposal->by);
        if (proposal->entry != entry || proposal->act == PROPOSAL_TEXT)
            continue;
        write_cell(out, "", 55);
        buf_format(out, "%s%s%s\n", proposal->act == PROPOSAL_ADD ? "add" : "remove", who ? " by " : "",
                   who ? who : "");
    }
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

static void write_asides(const struct table *table, size_t *next, uint32_t before)
{
    const struct outline *outline = table->outline;
    for (; *next < outline->aside_count && outline->aside[*next].line < before; ++*next) {
        const struct outline_aside *aside = &outline->aside[*next];
        char line[16];
        snprintf(line, sizeof line, "%u", (unsigned)aside->line);
        write_row(table, line, "aside", "", "", "", aside->text, strlen(aside->text));
    }
}

static unsigned widest_number(const struct outline *outline, const char *lang)
{
    struct numbering numbering;
    unsigned widest = NUMBER_COLUMNS;
    outline_start_numbers(outline, lang, &numbering);
    for (size_t i = 0; i < outline->count; i++) {
        outline_take_number(&outline->items[i], &numbering);
        unsigned columns = utf_len_u16(numbering.label, strlen(numbering.label)) + 1;
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

void explain_write(struct buf *out, const struct outline *outline, const char *lang)
{
    struct brackets brackets;
    struct buf guesses = name_guesses(outline->title_guesses);
    struct numbering numbering;
    struct table table = {out, outline, widest_number(outline, lang)};
    size_t aside = 0, bracket = 0;
    outline_start_numbers(outline, lang, &numbering);
    brackets_find(outline, &brackets);
    write_row(&table, "line", "kind", "depth", "number", "guess", "text", 4);
    if (outline->title[0])
        write_row(&table, "", "title", "", "", guesses.len ? guesses.bytes : "", outline->title,
                  strlen(outline->title));
    for (size_t i = 0; i < outline->count; i++) {
        write_asides(&table, &aside, outline->items[i].line_first);
        outline_take_number(&outline->items[i], &numbering);
        write_entry(&table, &outline->items[i], numbering.label);
        write_acts(out, outline, i);
        for (; bracket < brackets.count && brackets.list[bracket].entry == i; bracket++)
            write_bracket(out, outline, &brackets.list[bracket]);
    }
    write_asides(&table, &aside, UINT32_MAX);
    brackets_clear(&brackets);
    buf_clear(&guesses);
}
