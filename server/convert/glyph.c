#include "convert/glyph.h"

uint32_t glyph_next(const char **at, const char *end)
{
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t first = *p;
    uint32_t glyph = first;
    int more = 0;

    if (first >= 0xf0) {
        glyph = first & 0x07;
        more = 3;
    } else if (first >= 0xe0) {
        glyph = first & 0x0f;
        more = 2;
    } else if (first >= 0xc0) {
        glyph = first & 0x1f;
        more = 1;
    }
    for (p++; more > 0 && (const char *)p < end; more--, p++)
        glyph = glyph << 6 | (*p & 0x3fu);
    *at = (const char *)p;
    return glyph;
}

uint32_t glyph_first(const char *utf8, size_t len)
{
    return len > 0 ? glyph_next(&utf8, utf8 + len) : 0;
}

uint32_t glyph_last(const char *utf8, size_t len)
{
    if (len == 0)
        return 0;
    const char *at = utf8 + len - 1;
    while (at > utf8 && ((unsigned char)*at & 0xc0) == 0x80)
        at--;
    return glyph_next(&at, utf8 + len);
}

size_t glyph_encode(uint32_t glyph, char out[4])
{
    if (glyph < 0x80) {
        out[0] = (char)glyph;
        return 1;
    }
    size_t len = glyph < 0x800 ? 2 : glyph < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, glyph >>= 6)
        out[i] = (char)(0x80 | (glyph & 0x3f));
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    out[0] = (char)(lead[len] | glyph);
    return len;
}

bool glyph_is_upper(uint32_t g)
{
    if (g < 0x80)
        return g >= 'A' && g <= 'Z';
    if (g < 0x100)
        return g >= 0xc0 && g <= 0xde && g != 0xd7;
    if (g < 0x180) /* pairs: upper case first, in most of the block on even numbers */
        return g == 0x178 ||
               (((g >= 0x139 && g <= 0x148) || g > 0x178) ? g % 2 == 1 : g % 2 == 0 && g != 0x138);
    return (g >= 0x386 && g <= 0x3ab && g != 0x387 && g != 0x390) || (g >= 0x400 && g <= 0x42f);
}

bool glyph_is_lower(uint32_t g)
{
    if (g < 0x80)
        return g >= 'a' && g <= 'z';
    if (g < 0x100)
        return g >= 0xdf && g != 0xf7;
    if (g < 0x180)
        return !glyph_is_upper(g);
    return g == 0x390 || (g >= 0x3ac && g <= 0x3ce) || (g >= 0x430 && g <= 0x45f);
}

bool glyph_is_letter(uint32_t g)
{
    if (glyph_is_upper(g) || glyph_is_lower(g))
        return true;
    return g >= 0x460 && !(g >= 0x2000 && g <= 0x2bff) && !(g >= 0x3000 && g <= 0x303f) &&
           !glyph_is_private(g);
}

bool glyph_is_digit(uint32_t g)
{
    return g >= '0' && g <= '9';
}

bool glyph_is_private(uint32_t g)
{
    return g >= 0xe000 && g <= 0xf8ff;
}

bool glyph_is_stop(uint32_t g)
{
    return g == '.' || g == ':' || g == ';' || g == '!' || g == '?' || g == 0x2026;
}

bool glyph_is_note(uint32_t g)
{
    return g == 0xb9 || g == 0xb2 || g == 0xb3 || (g >= 0x2070 && g <= 0x2079);
}

static bool closes(uint32_t g)
{
    return g == ')' || g == ']' || g == '"' || g == '\'' || g == 0xbb || g == 0x2019 || g == 0x201d ||
           g == '*';
}

uint32_t glyph_last_inside(const char *utf8, size_t len)
{
    while (len > 0) {
        uint32_t last = glyph_last(utf8, len);
        if (!closes(last) && !glyph_is_note(last))
            return last;
        char bytes[4];
        len -= glyph_encode(last, bytes);
    }
    return 0;
}

bool glyph_ends_sentence(const char *utf8, size_t len)
{
    return glyph_is_stop(glyph_last_inside(utf8, len));
}

bool glyph_all_capitals(const char *utf8, size_t len, size_t letters)
{
    const char *end = utf8 + len;
    size_t seen = 0;

    while (utf8 < end) {
        uint32_t glyph = glyph_next(&utf8, end);
        if (glyph_is_lower(glyph))
            return false;
        seen += glyph_is_upper(glyph);
    }
    return seen >= letters;
}
