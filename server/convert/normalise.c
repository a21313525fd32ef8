#include "convert/normalise.h"

#include <stdbool.h>

#include "convert/glyph.h"
#include "text/unseen.h"

#define TAB   4
#define ARROW 0x2192

enum sort { SORT_PRINTS, SORT_BLANK, SORT_TAB, SORT_LINE, SORT_PAGE, SORT_NOTHING };

static enum sort sort_of(uint32_t g)
{
    switch (g) {
    case '\n':
    case '\v':
    case 0x85:
    case 0x2028:
    case 0x2029:
        return SORT_LINE;
    case '\f':
        return SORT_PAGE;
    case '\t':
        return SORT_TAB;
    case ' ':
    case 0xa0:
    case 0x1680:
    case 0x202f:
    case 0x205f:
    case 0x3000:
        return SORT_BLANK;
    default:
        if (g >= 0x2000 && g <= 0x200a)
            return SORT_BLANK;
        return g < 0x20 || (g >= 0x7f && g < 0xa0) ? SORT_NOTHING : SORT_PRINTS;
    }
}

static bool is_unseen(uint32_t before, uint32_t g)
{
    return unseen_is(g) && !unseen_is_needed(before, g);
}

/* Of several blanks inside a line: in a bracket, a blank behind a name's colon or beside the arrow of a replacement is the notation's, and a
 * second one belongs to the words. */
static size_t blanks_kept(uint32_t before, uint32_t glyph, bool in_bracket)
{
    return in_bracket && (before == ':' || before == ARROW || glyph == ARROW) ? 2 : 1;
}

void normalise_text(const char *utf8, size_t len, struct buf *out)
{
    const char *end = utf8 + len;
    size_t blanks = 0; /* seen and not yet written */
    bool start = true; /* of a line */
    bool first = true; /* word of a line */
    bool tab = false;  /* among the blanks */
    bool cr = false;
    uint32_t before = 0;  /* the last one that was kept */
    uint32_t printed = 0; /* the last one of those that are no blanks */
    size_t open = 0;      /* brackets of this line */

    while (utf8 < end) {
        const char *from = utf8;
        uint32_t glyph = glyph_next(&utf8, end);
        bool after_cr = cr;
        cr = glyph == '\r';
        enum sort sort = cr ? SORT_LINE : is_unseen(before, glyph) ? SORT_NOTHING : sort_of(glyph);
        switch (sort) {
        case SORT_LINE:
            if (!(glyph == '\n' && after_cr))
                buf_char(out, '\n');
            blanks = 0;
            start = true;
            tab = false;
            break;
        case SORT_PAGE:
            buf_char(out, '\f');
            blanks = 0;
            start = true;
            tab = false;
            break;
        case SORT_TAB:
            tab = true;
            blanks += TAB - blanks % TAB;
            break;
        case SORT_BLANK:
            blanks++;
            break;
        case SORT_NOTHING:
            break;
        case SORT_PRINTS:
            if (start) {
                open = 0;
                first = true;
            } else if (first && tab) {
                buf_char(out, '\t');
                blanks = 0;
            } else if (blanks > blanks_kept(printed, glyph, open > 0)) {
                blanks = blanks_kept(printed, glyph, open > 0);
            }
            first = start || (first && blanks == 0 && !tab);
            tab = false;
            for (; blanks > 0; blanks--)
                buf_char(out, ' ');
            buf_add(out, from, (size_t)(utf8 - from));
            open += glyph == '[' ? 1 : 0;
            open -= glyph == ']' && open > 0 ? 1 : 0;
            start = false;
            printed = glyph;
            break;
        }
        if (sort != SORT_NOTHING)
            before = glyph;
    }
}
