#include "convert/lone_lead.h"

#include "convert/glyph.h"
#include "convert/marker.h"

#define LEAD_BYTES 90
#define LEADS_MIN  2

static bool ends_a_part(const struct line *line)
{
    uint32_t last = glyph_last_inside(line->at, line->len);

    return last == ',' || glyph_is_stop(last);
}

static size_t line_above(const struct lines *lines, size_t i)
{
    while (i-- > 0)
        if (!lines->list[i].apart)
            return i;
    return lines->count;
}

static bool has_marker(const struct line *line, struct marker *out)
{
    return marker_parse(line->at, line->len, out) ||
           (line->column && marker_parse_column(line->at, line->len, out));
}

/* "a)", "1", "–". */
static bool begins_list(const struct line *line)
{
    struct marker marker;

    return has_marker(line, &marker) && marker.readings[0].value <= 1;
}

bool lone_lead_at(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->list[i];
    size_t above = line_above(lines, i), below = lines_next(lines, i + 1);
    struct marker marker;

    return above < lines->count && below < lines->count && line->blank_above > 0 &&
           lines->list[below].blank_above > 0 && line->len <= LEAD_BYTES && !line->row &&
           glyph_is_lower(glyph_first(line->at, line->len)) && !has_marker(line, &marker) &&
           glyph_is_letter(glyph_last(line->at, line->len)) && ends_a_part(&lines->list[above]);
}

bool lone_lead_in(const struct lines *lines)
{
    size_t count = 0;

    for (size_t i = lines_next(lines, 0); i < lines->count && count < LEADS_MIN;
         i = lines_next(lines, i + 1)) {
        size_t below = lines_next(lines, i + 1);
        count += lone_lead_at(lines, i) && begins_list(&lines->list[below]);
    }
    return count >= LEADS_MIN;
}
