#include "convert/run_on.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/conjunction.h"
#include "convert/glyph.h"
#include "convert/marker.h"

#define LONG_BYTES      300 /* a shorter line is cut only where it holds a list of two and more */
#define CAPITAL_LETTERS 9   /* a run of capitals with fewer is an acronym */
#define LABEL_LETTERS   4   /* … unless a colon and a list are behind it: "ACUERDAN: 1." */
#define LED_MIN         2   /* sentences that a list in a short line has, behind a colon */
#define UNLED_MIN       3   /* … and where the line begins with it */

/* A place in the line where a marker may stand: behind the end of a clause. */
struct spot {
    size_t at;
    struct marker marker;
    bool chosen;
};

struct spots {
    struct spot *list;
    size_t count;
    size_t capacity;
};

static bool ends_clause(const char *text, size_t len)
{
    uint32_t last = glyph_last(text, len);

    return glyph_is_stop(last) || last == ')' || last == 0xbb || last == 0x201d;
}

/* "ADMINISTRATIVOS 3.": the word in front is a heading. */
static bool ends_capitals(const char *text, size_t len)
{
    size_t from = len;

    while (from > 0 && text[from - 1] != ' ')
        from--;
    return glyph_all_capitals(text + from, len - from, 4);
}

static void find_spots(const struct line *line, struct spots *out)
{
    for (size_t i = 0; i < line->len; i++) {
        if (i > 0 && (line->at[i - 1] != ' ' ||
                      (!ends_clause(line->at, i - 1) && !ends_in_conjunction(line->at, i - 1, ';') &&
                       !ends_in_conjunction(line->at, i - 1, ',') && !ends_capitals(line->at, i - 1))))
            continue;
        struct spot spot = {.at = i};
        if (!marker_parse(line->at + i, line->len - i, &spot.marker))
            continue;
        out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
        out->list[out->count++] = spot;
    }
}

/* Chooses the spots that count up in one style: 1, 2, 3 … A lone 1 is no list. */
static void choose(struct spots *spots, enum marker_style style, uint32_t stop)
{
    uint32_t last = 0;
    size_t first = 0;

    for (size_t i = 0; i < spots->count; i++) {
        struct spot *spot = &spots->list[i];
        if (spot->chosen || spot->marker.stop != stop)
            continue;
        for (size_t r = 0; r < spot->marker.count; r++) {
            const struct marker_reading *reading = &spot->marker.readings[r];
            if (reading->style != style)
                continue;
            if (reading->value == 1) {
                first = i;
                last = 1;
            } else if (last > 0 && reading->value == last + 1) {
                spots->list[first].chosen = true;
                spot->chosen = true;
                last++;
            }
        }
    }
}

/* Length of the run of words in capitals that starts at `at`, 0 where it is too short to be a heading. With a colon right in front of a list, at `limit`,
 * the run may be short, and have commas: "POR TANTO, RESUELVE: 1.". */
static size_t capitals(const struct line *line, size_t at, size_t limit)
{
    size_t end = at;   /* of the words up to one with a comma */
    size_t whole = at; /* of all of them */
    bool comma = false;
    uint32_t last = 0;

    for (size_t i = at; i < limit && !glyph_is_stop(last);) {
        const char *blank = memchr(line->at + i, ' ', line->len - i);
        size_t word_end = blank ? (size_t)(blank - line->at) : line->len;
        if (!glyph_all_capitals(line->at + i, word_end - i, 1))
            break;
        last = glyph_last(line->at + i, word_end - i);
        comma = comma || last == ',';
        whole = word_end;
        end = comma ? end : word_end;
        i = word_end + 1;
    }
    if (last == ':' && whole + 1 == limit && limit < line->len &&
        glyph_all_capitals(line->at + at, whole - at, LABEL_LETTERS))
        return whole - at;
    return end > at && glyph_all_capitals(line->at + at, end - at, CAPITAL_LETTERS) ? end - at : 0;
}

static void add_piece(const struct line *line, size_t from, size_t to, struct lines *out)
{
    struct line piece = *line;

    while (from < to && line->at[from] == ' ')
        from++;
    while (to > from && line->at[to - 1] == ' ')
        to--;
    if (from == to)
        return;
    piece.at = line->at + from;
    piece.len = to - from;
    if (from > 0) { /* pieces stand apart: nothing is to join them again */
        piece.blank_above = 1;
        piece.page_above = false;
    }
    lines_add(out, &piece);
}

/* Where the capitals behind a roman number end; 0 where there are none. */
static size_t named_section(const struct line *line, const struct spot *spot)
{
    size_t at = spot->at + spot->marker.len_bytes;
    size_t end = at;

    if (spot->marker.readings[spot->marker.count - 1].style != MARKER_UPPER_ROMAN)
        return 0;
    while (at < line->len) {
        const char *blank = memchr(line->at + at, ' ', line->len - at);
        size_t word_end = blank ? (size_t)(blank - line->at) : line->len;
        if (!glyph_all_capitals(line->at + at, word_end - at, 2))
            break;
        end = word_end;
        at = word_end + 1;
    }
    return end > spot->at + spot->marker.len_bytes ? end : 0;
}

/* Where the next chosen marker behind `at` starts. */
static size_t next_marker(const struct spots *spots, size_t spot, size_t at, size_t len)
{
    while (spot < spots->count && (!spots->list[spot].chosen || spots->list[spot].at <= at))
        spot++;
    return spot < spots->count ? spots->list[spot].at : len;
}

/* "… acuerdan: 1. Crear una red. 2. Celebrar talleres.": a list of sentences in one line. Numbers in the midst of a sentence are none. */
static bool lists_sentences(const struct line *line, const struct spots *spots)
{
    size_t count = 0;
    bool led = false;

    for (size_t i = 0; i < spots->count; i++) {
        const struct spot *spot = &spots->list[i];
        size_t behind = spot->at + spot->marker.len_bytes;
        if (!spot->chosen || spot->marker.readings[0].style != MARKER_DECIMAL || spot->marker.stop != '.')
            continue;
        bool starts = spot->at == 0 || line->at[spot->at - 2] == ':';
        if ((count == 0 && !starts) || !glyph_is_upper(glyph_first(line->at + behind, line->len - behind)))
            return false;
        led = count == 0 ? spot->at > 0 : led;
        count++;
    }
    return count >= (led ? LED_MIN : UNLED_MIN);
}

/* `most`: the line holds most of the document. */
static void cut(const struct line *line, bool most, struct lines *out)
{
    struct spots spots = {NULL, 0, 0};
    size_t from = 0;
    size_t spot = 0;
    size_t chosen = 0;

    find_spots(line, &spots);
    for (enum marker_style style = MARKER_UPPER_ROMAN; style < MARKER_BULLET; style++) {
        choose(&spots, style, '.');
        choose(&spots, style, ')');
        choose(&spots, style, '(');
    }
    for (size_t i = 0; i < spots.count; i++)
        chosen += spots.list[i].chosen;
    if (most ? line->len < LONG_BYTES && chosen < 2 : !lists_sentences(line, &spots)) {
        lines_add(out, line);
        free(spots.list);
        return;
    }
    for (size_t i = 0; i < line->len; i++) {
        while (spot < spots.count && spots.list[spot].at < i)
            spot++;
        bool word = i == 0 || line->at[i - 1] == ' ';
        size_t heading = word && (i == 0 || ends_clause(line->at, i - 1))
                             ? capitals(line, i, next_marker(&spots, spot, i, line->len))
                             : 0;
        if (spot < spots.count && spots.list[spot].at == i && spots.list[spot].chosen) {
            add_piece(line, from, i, out);
            from = i;
            size_t name = named_section(line, &spots.list[spot]);
            if (name > 0) { /* "I. SALUD" */
                add_piece(line, from, name, out);
                from = name;
                i = name - 1;
            }
        } else if (heading > 0) {
            add_piece(line, from, i, out);
            add_piece(line, i, i + heading, out);
            if (i == 0) /* it heads what is cut off behind it */
                out->list[out->count - 1].blank_above = 1;
            i += heading - 1;
            from = i + 1;
        }
    }
    add_piece(line, from, line->len, out);
    free(spots.list);
}

void run_on_split(const struct lines *whole, struct lines *out)
{
    size_t bytes = 0;

    for (size_t i = 0; i < whole->count; i++)
        bytes += whole->list[i].len;
    for (size_t i = 0; i < whole->count; i++) {
        const struct line *line = &whole->list[i];
        if (lines_is_row(line))
            lines_add(out, line);
        else
            cut(line, line->len * 2 > bytes, out);
    }
}
