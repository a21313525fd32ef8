#include "convert/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/marker.h"
#include "convert/run_on.h"
#include "text/utf.h"

#define PAGE_BLANKS 3 /* so many blank lines are a page break */

void lines_add(struct lines *out, const struct line *line)
{
    out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
    out->list[out->count++] = *line;
}

static uint32_t hashes(const struct line *line)
{
    uint32_t level = 0;

    while (level < line->len && line->at[level] == '#')
        level++;
    return level <= 6 && level < line->len && line->at[level] == ' ' ? level : 0;
}

/* A normalised line has one tab at most. */
static size_t take_tab(char *line, size_t len)
{
    char *tab = memchr(line, '\t', len);

    if (!tab)
        return 0;
    *tab = ' ';
    return (size_t)(tab - line);
}

static void split(char *text, size_t len, struct lines *out)
{
    const char *end = text + len;
    struct line next = {.number = 1};

    while (text < end) {
        char *stop = text;
        while (stop < end && *stop != '\n' && *stop != '\f')
            stop++;
        char *start = text;
        while (start < stop && *start == ' ')
            start++;
        next.at = start;
        next.indent = (uint32_t)(start - text);
        next.len = (size_t)(stop - start);
        next.column = take_tab(start, next.len);
        if (next.len > 0) {
            lines_add(out, &next);
            next.blank_above = 0;
            next.page_above = false;
        } else if (stop < end && *stop == '\n') {
            next.blank_above++;
        }
        if (stop < end && *stop == '\f')
            next.page_above = true;
        else
            next.number++;
        text = stop + 1;
    }
}

bool lines_is_rule(const struct line *line)
{
    size_t signs = 0;

    if (line->len < 3 || !strchr("-=_*~#", line->at[0]))
        return false;
    for (size_t i = 0; i < line->len; i++) {
        if (line->at[i] != line->at[0] && line->at[i] != ' ')
            return false;
        signs += line->at[i] == line->at[0];
    }
    return signs >= 3;
}

bool lines_is_row(const struct line *line)
{
    size_t bars = 0;

    if (line->len < 3 || line->at[0] != '|' || line->at[line->len - 1] != '|')
        return false;
    for (size_t i = 0; i < line->len; i++)
        bars += line->at[i] == '|';
    return bars >= 3;
}

bool lines_is_row_rule(const struct line *line)
{
    if (!lines_is_row(line))
        return false;
    for (size_t i = 0; i < line->len; i++)
        if (!strchr("|-:= +", line->at[i]))
            return false;
    return true;
}

/* "I", "XIV": upper roman digits and nothing else; its value, 0 for other lines. */
static uint32_t roman_alone(const struct line *line)
{
    struct marker marker;
    char with_stop[8];

    if (line->len == 0 || line->len > 6 || strspn(line->at, "IVXL") < line->len)
        return 0;
    memcpy(with_stop, line->at, line->len);
    with_stop[line->len] = '.';
    if (!marker_parse(with_stop, line->len + 1, &marker))
        return 0;
    for (size_t r = 0; r < marker.count; r++)
        if (marker.readings[r].style == MARKER_UPPER_ROMAN)
            return marker.readings[r].value;
    return 0;
}

/* Roman numerals alone on their lines that count up from I are the numbers of sections. */
static void mark_sections(struct lines *lines)
{
    uint32_t last = 0;
    size_t first = 0;

    for (size_t i = 0; i + 1 < lines->count; i++) {
        uint32_t value = roman_alone(&lines->list[i]);
        if (value == 1)
            first = i;
        if (value == 0 || (value != 1 && value != last + 1))
            continue;
        last = value;
        if (value == 2)
            lines->list[first].section = true;
        lines->list[i].section = value > 1;
    }
}

/* Many blank lines are a page break, unless all lines are that far apart. */
static void mark_pages(struct lines *lines)
{
    size_t wide = 0;

    for (size_t i = 0; i < lines->count; i++)
        wide += lines->list[i].blank_above >= PAGE_BLANKS;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->list[i].blank_above >= PAGE_BLANKS && wide * 4 < lines->count)
            lines->list[i].page_above = true;
    }
    if (lines->count > 0)
        lines->list[0].page_above = false;
}

static void mark_underlined(struct lines *lines)
{
    for (size_t i = 0; i + 1 < lines->count; i++) {
        struct line *line = &lines->list[i];
        const struct line *below = &lines->list[i + 1];
        if (below->blank_above > 0 || !lines_is_rule(below) || (below->at[0] != '=' && below->at[0] != '-'))
            continue;
        size_t width = utf_len_u16(line->at, line->len);
        if (!lines_is_rule(line) && below->len + 2 >= width && below->len <= width + 2)
            line->underline = below->at[0];
    }
}

void lines_split(char *text, size_t len, bool markdown, struct lines *out)
{
    struct lines whole = LINES_EMPTY;

    *out = (struct lines)LINES_EMPTY;
    split(text, len, &whole);
    run_on_split(&whole, out);
    lines_clear(&whole);
    mark_pages(out);
    mark_underlined(out);
    mark_sections(out);
    for (size_t i = 0; i < out->count; i++)
        out->list[i].row = lines_is_row(&out->list[i]);
    for (size_t i = 0; markdown && i < out->count; i++)
        out->list[i].level = hashes(&out->list[i]);
}

void lines_clear(struct lines *lines)
{
    free(lines->list);
    *lines = (struct lines)LINES_EMPTY;
}

size_t lines_next(const struct lines *lines, size_t index)
{
    while (index < lines->count && lines->list[index].apart)
        index++;
    return index;
}
