#include "convert/double_number.h"

#include "convert/marker.h"

#define LOOK_LINES 60 /* below, for the second of the list */

static bool is_enclosed(const struct marker *marker)
{
    return marker->stop == '(' || marker->stop == ')';
}

static bool has_reading(const struct marker *marker, enum marker_style style, uint32_t value)
{
    for (size_t r = 0; r < marker->count; r++)
        if (marker->readings[r].style == style && marker->readings[r].value == value)
            return true;
    return false;
}

/* Whether a marker is the next of a list that `before` is in. */
static bool follows(const struct marker *marker, const struct marker *before)
{
    for (size_t r = 0; r < before->count; r++)
        if (marker->stop == before->stop && marker->series == before->series &&
            has_reading(marker, before->readings[r].style, before->readings[r].value + 1))
            return true;
    return false;
}

static bool goes_on_below(const struct lines *lines, size_t i, const struct marker *outer,
                          const struct marker *inner)
{
    size_t next = lines_next(lines, i + 1);

    for (int left = LOOK_LINES; left > 0 && next < lines->count; left--, next = lines_next(lines, next + 1)) {
        struct marker marker;
        if (!marker_parse(lines->list[next].at, lines->list[next].len, &marker))
            continue;
        if (follows(&marker, inner))
            return true;
        if (follows(&marker, outer))
            return false;
    }
    return false;
}

/* Bytes of the number in front; 0: the line has but one. */
static size_t outer_bytes(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->list[i];
    struct marker outer, inner;

    if (line->apart || line->level || line->underline || line->row ||
        !marker_parse(line->at, line->len, &outer) || outer.alone || outer.lead > 0 || outer.stop != '.' ||
        outer.readings[0].style == MARKER_BULLET)
        return 0;
    size_t len = outer.len_bytes;
    if (!marker_parse(line->at + len, line->len - len, &inner) || inner.alone || inner.lead > 0 ||
        !is_enclosed(&inner) || inner.readings[0].value != 1)
        return 0;
    return goes_on_below(lines, i, &outer, &inner) ? len : 0;
}

void double_number_split(struct lines *lines)
{
    struct lines out = LINES_EMPTY;

    for (size_t i = 0; i < lines->count; i++) {
        struct line line = lines->list[i];
        size_t len = outer_bytes(lines, i);
        if (len > 0) {
            struct line number = line;
            number.len = len;
            while (number.len > 0 && number.at[number.len - 1] == ' ')
                number.len--;
            lines_add(&out, &number);
            line.at += len;
            line.len -= len;
            line.blank_above = 0;
            line.page_above = false;
        }
        lines_add(&out, &line);
    }
    lines_clear(lines);
    *lines = out;
}
