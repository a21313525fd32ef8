#include "convert/wrap.h"

#include <string.h>

#include "convert/glyph.h"
#include "convert/marker.h"
#include "text/utf.h"

#define WIDEST    140 /* nobody breaks lines later than that */
#define NARROWEST 30
#define PAIRS     3  /* fewer say little */
#define SENTENCE  55 /* columns: shorter lines that are all a text has are headings and lists */

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

/* The longest line, where it is neither a short one nor a paragraph. */
static uint32_t longest_line(const struct lines *lines)
{
    uint32_t longest = 0;

    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        if (lines->list[i].len > (size_t)4 * WIDEST)
            return 0;
        uint32_t width = columns(&lines->list[i]);
        longest = width > longest ? width : longest;
    }
    return longest >= SENTENCE && longest <= WIDEST ? longest : 0;
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
    const struct wrap unknown = {.longest = longest_line(lines)};
    if (pairs < PAIRS || within * 4 < pairs * 3 || stopped * 2 > pairs || capitals * 2 > pairs)
        return unknown;
    /* The width is where the longest tenth starts; wrapped text has most of its lines not far below it. */
    uint32_t width = WIDEST;
    for (size_t longer = histogram[width]; width > 0 && longer * 10 < within; longer += histogram[width])
        width--;
    size_t near = 0;
    for (uint32_t i = width - width / 5; i <= WIDEST; i++)
        near += histogram[i];
    if (width < NARROWEST || near * 2 < within)
        return unknown;
    return (struct wrap){.width = width};
}

static uint32_t first_word(const struct line *line)
{
    const char *blank = memchr(line->at, ' ', line->len);

    return utf_len_u16(line->at, blank ? (size_t)(blank - line->at) : line->len);
}

bool wrap_is_full(const struct wrap *wrap, const struct line *line, const struct line *next)
{
    bool right = line->indent * 2 > wrap->width; /* at the right margin stand dates and signatures */

    return wrap->width > 0 && !right &&
           (columns(line) + 1 + first_word(next)) * 20 > wrap->width * 19; /* a twentieth of slack */
}

/* "under the chairmanship of Ms.": a name follows. */
static bool ends_with_form_of_address(const struct line *line)
{
    static const char *const words[] = {" Mr.", " Ms.", " Mrs.", " Dr.", " Sr.", " Sra.", " Mme."};
    bool found = false;

    for (size_t i = 0; !found && i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        found = line->len > len && memcmp(line->at + line->len - len, words[i], len) == 0;
    }
    return found;
}

bool wrap_may_be_full(const struct wrap *wrap, const struct line *line, const struct line *next)
{
    uint32_t last = glyph_last(line->at, line->len);
    uint32_t words = columns(line) - line->indent;

    return wrap->width == 0 && wrap->longest > 0 &&
           (glyph_is_letter(last) || last == ',' || ends_with_form_of_address(line)) &&
           words * 3 >= wrap->longest * 2 && columns(line) + 1 + first_word(next) > wrap->longest;
}
