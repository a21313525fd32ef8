#include "convert/letterhead.h"

#include <string.h>

#include "convert/digits.h"
#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/part_name.h"
#include "convert/reference_lines.h"
#include "convert/web_page.h"
#include "text/utf.h"

#define SHORT_U16     80 /* longer lines are text */
#define LINES_MAX     12
#define BLOCK_MAX     5  /* lines of a secretariat's head */
#define TITLE_LETTERS 12 /* in capitals, that the title below it has at least */

/* "Guatemala, C.A.": the stop is that of an abbreviation. */
static bool ends_with_initials(const struct line *line)
{
    const char *end = line->at + line->len;

    return line->len > 4 && end[-1] == '.' && end[-2] >= 'A' && end[-2] <= 'Z' && end[-3] == '.';
}

/* Short, without a number in front of it or a stop behind it. */
static bool may_be_head(const struct line *line)
{
    struct marker marker;

    return line->len <= (size_t)2 * SHORT_U16 && utf_len_u16(line->at, line->len) <= SHORT_U16 &&
           !line->page_above && !marker_parse(line->at, line->len, &marker) &&
           (!glyph_ends_sentence(line->at, line->len) || ends_with_initials(line));
}

/* Lines up to the first that stands apart from those above it; lines->count: there is none. */
static size_t first_block(const struct lines *lines)
{
    size_t end = 1;

    while (end < lines->count && lines->list[end].blank_above == 0)
        end++;
    return end;
}

/* In capitals, and no label of what is below it. */
static bool is_title(const struct line *line)
{
    return line->blank_above > 0 &&
           (part_name_is_subject(line->at, line->len) ||
            (may_be_head(line) && glyph_all_capitals(line->at, line->len, TITLE_LETTERS) &&
             memchr(line->at, ' ', line->len)));
}

/* "Publicado em: 05/08/2026 | Edição: 146 | Página: 88": a menu of which one part is the page. */
static bool names_page_of_issue(const struct line *line)
{
    static const char *const words[] = {"| P\xc3\xa1gina: ", "| P\xc3\xa1gina ", "| P\xc3\xa1g. ",
                                        "| Page: ",          "| Page ",          "| p. "};
    bool found = false;

    for (size_t i = 0; !found && web_page_is_menu(line) && i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(line->at, line->len, words[i], strlen(words[i]));
        const char *figures = at ? at + strlen(words[i]) : NULL;
        found = figures && figures < line->at + line->len && digits_is_one(*figures);
    }
    return found;
}

/* "DIÁRIO OFICIAL" and the line that says which issue and page: all that stands with it. */
static size_t gazette_lines(const struct lines *lines)
{
    size_t end = first_block(lines);

    if (end >= lines->count || end > LINES_MAX)
        return 0;
    for (size_t i = 0; i < end; i++)
        if (names_page_of_issue(&lines->list[i]))
            return end;
    return 0;
}

/* "PIFS(26)FOC.4/Rev.3", "CM/27/4": one word with figures, and a slash or a bracket. */
static bool is_symbol(const struct line *line)
{
    bool figures = false, joined = false;

    for (size_t i = 0; i < line->len; i++) {
        if (line->at[i] == ' ')
            return false;
        figures = figures || digits_is_one(line->at[i]);
        joined = joined || strchr("/(", line->at[i]);
    }
    return figures && joined && line->at[0] >= 'A' && line->at[0] <= 'Z';
}

/* "14 July 2026", "14 July 2026, 21:15": a day, and at the end a year or an hour. */
static bool is_date(const struct line *line)
{
    const char *end = line->at + line->len;
    bool year = line->len > 8 && end[-5] == ' ' && digits_is_one(end[-4]) && digits_is_one(end[-1]);
    bool hour = line->len > 8 && end[-3] == ':' && digits_is_one(end[-4]) && digits_is_one(end[-1]);

    return digits_is_one(line->at[0]) && (year || hour);
}

/* The name of a body, the symbol of its paper and the day, one below the other, and apart from them the title. */
static size_t secretariat_lines(const struct lines *lines)
{
    size_t end = first_block(lines);
    bool symbol = false, date = false;

    if (end >= lines->count || end > BLOCK_MAX || !is_title(&lines->list[end]))
        return 0;
    for (size_t i = 0; i < end; i++) {
        const struct line *line = &lines->list[i];
        if (!may_be_head(line))
            return 0;
        symbol = symbol || is_symbol(line);
        date = date || is_date(line);
    }
    return symbol && date ? end : 0;
}

/* Down to the reference, below which the title stands apart. */
static size_t letter_lines(const struct lines *lines)
{
    for (size_t i = 0; i + 1 < lines->count && i < LINES_MAX && may_be_head(&lines->list[i]); i++)
        if (reference_line_name(&lines->list[i]) > 0) /* "Ref. EXP-ORD 1187-2026" */
            return is_title(&lines->list[i + 1]) ? i + 1 : 0;
    return 0;
}

size_t letterhead_lines(const struct lines *lines)
{
    size_t gazette = gazette_lines(lines), secretariat = gazette ? gazette : secretariat_lines(lines);

    return secretariat ? secretariat : letter_lines(lines);
}
