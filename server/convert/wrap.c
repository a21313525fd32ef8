#include "convert/wrap.h"

#include <string.h>

#include "convert/glyph.h"
#include "convert/marker.h"
#include "text/utf.h"

#define WIDEST    140 /* nobody breaks lines later than that */
#define NARROWEST 30
#define PAIRS     3 /* fewer say nothing */

static uint32_t columns(const struct line *line)
{
    return line->indent + utf_len_u16(line->at, line->len);
}

/* Lines with another line of words right below. */
static bool goes_on(const struct lines *lines, size_t i)
{
    size_t next = lines_next(lines, i + 1);
    struct marker marker;

    if (next == lines->count)
        return false;
    const struct line *below = &lines->list[next];
    return below->blank_above == 0 && !below->page_above && !below->level && !lines->list[i].level &&
           !lines->list[i].underline && !marker_parse(below->at, below->len, &marker);
}

/* Begins as a sentence or a name does, and is not a heading in capitals. */
static bool starts_with_capital(const struct line *line)
{
    return glyph_is_upper(glyph_first(line->at, line->len)) && !glyph_all_capitals(line->at, line->len, 2);
}

struct wrap wrap_measure(const struct lines *lines)
{
    size_t histogram[WIDEST + 1] = {0};
    size_t pairs = 0;
    size_t within = 0;
    size_t stopped = 0;  /* lines that end with a sentence: few where breaks come by width */
    size_t capitals = 0; /* lines below that begin with one: few as well, or it is a list */

    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        if (!goes_on(lines, i))
            continue;
        pairs++;
        stopped += glyph_ends_sentence(lines->list[i].at, lines->list[i].len);
        capitals += starts_with_capital(&lines->list[lines_next(lines, i + 1)]);
        uint32_t width = lines->list[i].len <= (size_t)4 * WIDEST ? columns(&lines->list[i]) : WIDEST + 1;
        if (width <= WIDEST) {
            histogram[width]++;
            within++;
        }
    }
    if (pairs < PAIRS || within * 4 < pairs * 3 || stopped * 2 > pairs || capitals * 2 > pairs)
        return (struct wrap){0};
    /* The width is where the longest tenth starts; wrapped text has most of its lines not far below it. */
    uint32_t width = WIDEST;
    for (size_t longer = histogram[width]; width > 0 && longer * 10 < within; longer += histogram[width])
        width--;
    size_t near = 0;
    for (uint32_t i = width - width / 5; i <= WIDEST; i++)
        near += histogram[i];
    return (struct wrap){width >= NARROWEST && near * 2 >= within ? width : 0};
}

bool wrap_is_full(const struct wrap *wrap, const struct line *line, const struct line *next)
{
    if (wrap->width == 0 ||
        line->indent * 2 > wrap->width) /* at the right margin stand dates and signatures */
        return false;
    const char *blank = memchr(next->at, ' ', next->len);
    uint32_t word = utf_len_u16(next->at, blank ? (size_t)(blank - next->at) : next->len);
    return (columns(line) + 1 + word) * 20 > wrap->width * 19; /* a twentieth of slack */
}
