#include "convert/reference_lines.h"

#include <string.h>

#include "convert/digits.h"
#include "convert/glyph.h"

#define HEAD_LINES 6  /* above them at most: who speaks */
#define LINES_MIN  3  /* fewer may be a title */
#define CODES_MIN  2  /* of them, which are no place and date */
#define LINE_BYTES 60 /* longer ones say something */
#define CODE_BYTES 8  /* "COEST", "MIGR" */

static bool begins_with(const struct line *line, const char *words)
{
    size_t len = strlen(words);

    return line->len > len && memcmp(line->at, words, len) == 0;
}

size_t reference_line_name(const struct line *line)
{
    static const char *const names[] = {"Ref",        "REF",   "R\xc3\xa9\x66",   "Our ref",
                                        "Our Ref",    "N/Ref", "N/R\xc3\xa9\x66", "N. ref",
                                        "Nuestra ref"};
    size_t name = 0;

    for (size_t i = 0; name == 0 && i < sizeof names / sizeof *names; i++)
        name = begins_with(line, names[i]) ? strlen(names[i]) : 0;
    size_t signs = name;
    while (name > 0 && signs < line->len && strchr(".: ", line->at[signs]))
        signs++;
    return memchr(line->at + name, '.', signs - name) || memchr(line->at + name, ':', signs - name) ? signs
                                                                                                    : 0;
}

bool reference_line_is_named(const struct line *line)
{
    size_t name = reference_line_name(line);
    bool figures = false, divided = false;

    for (size_t i = name; name > 0 && i < line->len; i++) {
        if (line->at[i] == ' ')
            return false;
        figures = figures || digits_is_one(line->at[i]);
        divided = divided || strchr("/-", line->at[i]);
    }
    return figures && divided;
}

/* "9871/26", "9871/1/26 REV 1": figures and strokes, and behind them a revision. */
static bool is_number(const struct line *line)
{
    bool stroke = false;
    size_t at = 0;

    while (at < line->len && (digits_is_one(line->at[at]) || (at > 0 && line->at[at] == '/')))
        stroke = line->at[at++] == '/' || stroke;
    for (size_t i = at; i < line->len; i++)
        if (!strchr(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", line->at[i]))
            return false;
    return stroke && (at == line->len || line->at[at] == ' ');
}

/* "(OR. en)": the language of the original. */
static bool is_language(const struct line *line)
{
    return (begins_with(line, "(OR. ") || begins_with(line, "(Or. ")) && line->len < 20 &&
           line->at[line->len - 1] == ')';
}

/* "MIGR 214 SOC 388": short words in capitals, each with a number behind it. */
static bool is_codes(const struct line *line)
{
    const char *at = line->at, *end = at + line->len;
    bool word = true;

    while (at < end) {
        const char *blank = memchr(at, ' ', (size_t)(end - at)), *stop = blank ? blank : end;
        if (stop == at || stop - at > CODE_BYTES)
            return false;
        for (const char *c = at; c < stop; c++)
            if (word ? *c < 'A' || *c > 'Z' : !digits_is_one(*c))
                return false;
        word = !word;
        at = blank ? blank + 1 : end;
    }
    return word; /* a number was the last */
}

/* "Brussels, 9 June 2026", "Bruxelles, le 9 juin 2026": a name, and behind a comma a day of a year. */
static bool is_place_and_date(const struct line *line)
{
    const char *day = memmem(line->at, line->len, ", ", 2), *end = line->at + line->len;
    size_t year = 0;

    if (!day)
        return false;
    day += end - day > 5 && memcmp(day, ", le ", 5) == 0 ? 5 : 2;
    while (year < line->len && digits_is_one(end[-1 - (ptrdiff_t)year]))
        year++;
    return year == 4 && day < end && digits_is_one(*day) && glyph_is_upper(glyph_first(line->at, line->len));
}

size_t reference_lines_find(const struct lines *lines, size_t *end)
{
    size_t first = 0, codes = 0;

    while (first < lines->count && first < HEAD_LINES && lines->list[first].len <= LINE_BYTES &&
           !glyph_ends_sentence(lines->list[first].at, lines->list[first].len) &&
           !is_place_and_date(&lines->list[first]) && !is_number(&lines->list[first]))
        first++;
    *end = first;
    while (*end < lines->count && lines->list[*end].len <= LINE_BYTES) {
        const struct line *line = &lines->list[*end];
        bool code = is_number(line) || is_language(line) || is_codes(line);
        if (!code && !is_place_and_date(line))
            break;
        codes += code;
        (*end)++;
    }
    if (*end - first < LINES_MIN || codes < CODES_MIN || *end == lines->count)
        *end = first;
    return first;
}
