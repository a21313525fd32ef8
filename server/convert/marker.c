#include "convert/marker.h"

#include <string.h>

#include "convert/glyph.h"

#define MAX_LETTER 78 /* bz: what is beyond are words */
#define MAX_ROMAN  199
#define KEYCAP     "\xe2\x83\xa3" /* a frame around the digit in front of it */
#define AS_PICTURE "\xef\xb8\x8f" /* how the sign in front of it is drawn */

struct scan {
    const char *at;
    const char *end;
};

static char peek(const struct scan *scan)
{
    return scan->at < scan->end ? *scan->at : '\0';
}

static uint32_t first_of(const struct scan *scan)
{
    return glyph_first(scan->at, (size_t)(scan->end - scan->at));
}

static bool skip(struct scan *scan, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(scan->end - scan->at) < len || memcmp(scan->at, word, len) != 0)
        return false;
    scan->at += len;
    return true;
}

/* Arrows, shapes, and pointing hands, as they are typed on phones. */
static bool is_drawn_bullet(uint32_t glyph)
{
    return (glyph >= 0x2190 && glyph <= 0x21ff) || (glyph >= 0x2794 && glyph <= 0x27be) ||
           (glyph >= 0x25a0 && glyph <= 0x25ff) || (glyph >= 0x2b05 && glyph <= 0x2b1c) ||
           (glyph >= 0x1f446 && glyph <= 0x1f449) || (glyph >= 0x1f534 && glyph <= 0x1f53b) ||
           (glyph >= 0x1f7e0 && glyph <= 0x1f7eb);
}

/* The kind of bullet at the front, 0 for none. Dashes of all lengths are one kind, and so are symbol-font leftovers. */
static uint32_t bullet(struct scan *scan)
{
    static const uint32_t shapes[] = {0x2022, 0xb7,   0x25aa, 0x25ab, 0x25a0, 0x25a1, 0x25cf,
                                      0x25cb, 0x25e6, 0x2023, 0x27a2, 0x27a4, 0x25ba, 0x25b8,
                                      0x25b6, 0x25c6, 0x25c7, 0x2756, 0x2043, 0x2219};
    static const uint32_t ticks[] = {0x2713, 0x2714, 0x2610, 0x2611, 0x2612}; /* ticked or not, of one list */
    const char *after = scan->at;

    if (after == scan->end)
        return 0;
    uint32_t glyph = glyph_next(&after, scan->end);
    struct scan behind = {after, scan->end};
    skip(&behind, AS_PICTURE);
    after = behind.at;
    bool spaced = after == scan->end || *after == ' ';
    uint32_t kind = 0;
    if (glyph == '-' || glyph == '*' || glyph == '+')
        kind = spaced ? glyph : 0;
    else if (glyph == 0x2013 || glyph == 0x2014 || glyph == 0x2212)
        kind = spaced ? '-' : 0;
    else if (glyph_is_private(glyph))
        kind = 0x2022;
    for (size_t i = 0; kind == 0 && i < sizeof shapes / sizeof *shapes; i++)
        kind = shapes[i] == glyph ? glyph : 0;
    for (size_t i = 0; kind == 0 && i < sizeof ticks / sizeof *ticks; i++)
        kind = ticks[i] == glyph ? ticks[0] : 0;
    if (kind == 0 && spaced && is_drawn_bullet(glyph))
        kind = glyph;
    if (kind != 0) {
        scan->at = after;
        skip(scan, " ");
    }
    return kind;
}

static uint32_t roman_digit(char c)
{
    switch (c) {
    case 'i':
        return 1;
    case 'v':
        return 5;
    case 'x':
        return 10;
    case 'l':
        return 50;
    case 'c':
        return 100;
    default:
        return 0;
    }
}

/* The value of lower-case roman digits in their regular form, 0 for anything else. */
static uint32_t roman_value(const char *text, size_t len)
{
    uint32_t value = 0;
    uint32_t ceiling = 1000; /* of the digit that may come next */
    size_t run = 0;

    for (size_t i = 0; i < len; i++) {
        uint32_t digit = roman_digit(text[i]);
        uint32_t next = i + 1 < len ? roman_digit(text[i + 1]) : 0;
        if (digit == 0 || digit > ceiling)
            return 0;
        run = i > 0 && text[i] == text[i - 1] ? run + 1 : 1;
        if (run > 3 || (run > 1 && (digit == 5 || digit == 50)))
            return 0;
        if (next > digit) { /* iv, ix, xl, xc */
            if ((next != digit * 5 && next != digit * 10) || run > 1 || digit == 5 || digit == 50)
                return 0;
            value += next - digit;
            ceiling = digit - 1;
            i++;
        } else {
            value += digit;
            ceiling = digit;
        }
    }
    return value <= MAX_ROMAN ? value : 0;
}

static void add_reading(struct marker *out, enum marker_style style, uint32_t value)
{
    if (value == 0 || out->count == MARKER_MAX_READINGS)
        return;
    out->readings[out->count++] = (struct marker_reading){style, value};
}

/* One or two letters, or roman digits; of one case. */
static bool letters(struct scan *scan, struct marker *out)
{
    const char *start = scan->at;
    char lower[9];
    size_t len = 0;
    bool upper = peek(scan) >= 'A' && peek(scan) <= 'Z';

    if (skip(scan, "\xc3\xb1")) { /* in Spanish lists, n is followed by ñ, and that by o */
        add_reading(out, MARKER_LETTER, 'n' - 'a' + 1);
        out->extra = true;
        return true;
    }
    for (; scan->at < scan->end && len < sizeof lower; scan->at++) {
        char c = *scan->at;
        if (upper ? c < 'A' || c > 'Z' : c < 'a' || c > 'z')
            break;
        lower[len++] = upper ? (char)(c - 'A' + 'a') : c;
    }
    if (len == 0 || len == sizeof lower) {
        scan->at = start;
        return false;
    }
    uint32_t first = (uint32_t)(lower[0] - 'a' + 1);
    if (len == 1) {
        add_reading(out, upper ? MARKER_UPPER_LETTER : MARKER_LETTER, first);
    } else if (len == 2 && !upper) {
        uint32_t value = first * 26 + (uint32_t)(lower[1] - 'a' + 1);
        add_reading(out, MARKER_LETTER, value <= MAX_LETTER ? value : 0);
        if (lower[0] == lower[1] && first > 1) /* aa, bb, cc: another way to go on after z */
            add_reading(out, MARKER_LETTER, 26 + first);
    }
    add_reading(out, upper ? MARKER_UPPER_ROMAN : MARKER_ROMAN, roman_value(lower, len));
    return out->count > 0;
}

static bool digits(struct scan *scan, struct marker *out)
{
    uint32_t value = 0;
    size_t len = 0;

    for (; len < 5 && peek(scan) >= '0' && peek(scan) <= '9'; len++)
        value = value * 10 + (uint32_t)(*scan->at++ - '0');
    if (len == 0 || len > 4 || value == 0)
        return false;
    add_reading(out, MARKER_DECIMAL, value);
    return true;
}

/* Numbers that are one sign each, which needs no stop: ① to ㊿, ⑴, ⒈, ❶, ➀, ➊. */
struct number_signs {
    uint32_t first, last, value; /* of the first */
};

static const struct number_signs number_signs[] = {
    {0x2460, 0x2473, 1}, {0x3251, 0x325f, 21}, {0x32b1, 0x32bf, 36},
    {0x2474, 0x2487, 1}, {0x2488, 0x249b, 1},  {0x2776, 0x277f, 1},
    {0x2780, 0x2789, 1}, {0x278a, 0x2793, 1},  {0x1f51f, 0x1f51f, 10}};

static bool number_sign(struct scan *scan, struct marker *out)
{
    struct scan ahead = *scan;

    if (ahead.at == ahead.end)
        return false;
    uint32_t glyph = glyph_next(&ahead.at, ahead.end), value = 0;
    for (size_t i = 0; i < sizeof number_signs / sizeof *number_signs; i++)
        if (glyph >= number_signs[i].first && glyph <= number_signs[i].last)
            value = number_signs[i].value + (glyph - number_signs[i].first);
    skip(&ahead, AS_PICTURE);
    if (glyph_is_digit(glyph) && skip(&ahead, KEYCAP))
        value = glyph - '0';
    if (value == 0)
        return false;
    *scan = ahead;
    out->stop = number_signs[0].first;
    add_reading(out, MARKER_DECIMAL, value);
    return true;
}

/* "alt 2", "alt. 2": which of several. */
static void alternative_number(struct scan *scan)
{
    struct scan ahead = *scan;

    skip(&ahead, ".");
    skip(&ahead, " ");
    const char *number = ahead.at;
    while (ahead.at - number < 2 && peek(&ahead) >= '0' && peek(&ahead) <= '9')
        ahead.at++;
    if (ahead.at > number && !glyph_is_letter(first_of(&ahead)) &&
        !(peek(&ahead) >= '0' && peek(&ahead) <= '9'))
        *scan = ahead;
}

/* bis, ter … after a number, with or without a blank before. */
static void extras(struct scan *scan, struct marker *out)
{
    static const char *const words[] = {"bis", "ter", "quater", "quinquies", "alt",
                                        "Bis", "Ter", "Quater", "Alt"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct scan ahead = *scan;
        skip(&ahead, " ");
        if (!skip(&ahead, words[i]) || glyph_is_letter(first_of(&ahead)))
            continue;
        if (words[i][0] == 'a' || words[i][0] == 'A')
            alternative_number(&ahead);
        *scan = ahead;
        out->extra = true;
        i = (size_t)-1; /* "bis alt" */
    }
}

/* ".2", ".1.3" behind a number: how deep it is, and the last of them counts. */
static void chain(struct scan *scan, struct marker *out)
{
    uint32_t depth = 1;

    for (;;) {
        struct scan ahead = *scan;
        struct marker next = {.count = 0};
        if (!skip(&ahead, ".") || !digits(&ahead, &next))
            break;
        out->above = out->readings[0].value;
        out->readings[0].value = next.readings[0].value;
        depth++;
        *scan = ahead;
    }
    if (depth > 1)
        out->stop = MARKER_CHAIN + depth;
}

/* "A.1", "II.3": numbers below a letter or a roman numeral in capitals. */
static void chain_of_letter(struct scan *scan, struct marker *out)
{
    struct scan ahead = *scan;
    struct marker next = {.count = 0};
    const struct marker_reading *above = &out->readings[out->count - 1];

    if ((above->style != MARKER_UPPER_LETTER && above->style != MARKER_UPPER_ROMAN) || !skip(&ahead, ".") ||
        !digits(&ahead, &next))
        return;
    out->above = above->value <= MAX_LETTER ? above->value : out->readings[0].value;
    out->readings[0] = next.readings[0];
    out->count = 1;
    out->stop = MARKER_CHAIN + 2;
    *scan = ahead;
}

/* The beginnings of ordinals, up to where their gender shows; in capitals and as they are written at the beginning of a sentence. */
struct ordinal {
    const char *capitals, *small;
    uint32_t value;
};

static const struct ordinal ordinals[] = {
    {"PRIMER", "Primer", 1},
    {"PRIMEIR", "Primeir", 1},
    {"SEGUND", "Segund", 2},
    {"TERCEIR", "Terceir", 3},
    {"TERCER", "Tercer", 3},
    {"CUART", "Cuart", 4},
    {"QUART", "Quart", 4},
    {"QUINT", "Quint", 5},
    {"SEXT", "Sext", 6},
    {"S\xc3\x89PTIM", "S\xc3\xa9ptim", 7},
    {"S\xc3\x89TIM", "S\xc3\xa9tim", 7},
    {"OCTAV", "Octav", 8},
    {"OITAV", "Oitav", 8},
    {"NOVEN", "Noven", 9},
    {"NON", "Non", 9},
    {"D\xc3\x89\x43IM", "D\xc3\xa9\x63im", 10},
    {"UND\xc3\x89\x43IM", "Und\xc3\xa9\x63im", 11},
    {"DUOD\xc3\x89\x43IM", "Duod\xc3\xa9\x63im", 12},
    {"DECIMOTERCER", "Decimotercer", 13},
    {"VIG\xc3\x89SIM", "Vig\xc3\xa9sim", 20},
    {"TRIG\xc3\x89SIM", "Trig\xc3\xa9sim", 30},
    {"\xc3\x9aNIC", "\xc3\x9anic", 1}, /* the only one of its kind */
};

/* "primero" as in "Artículo primero": the small form without its capital. */
static bool skip_uncapitalized(struct scan *scan, const char *small)
{
    struct scan ahead = *scan;

    if (peek(&ahead) != small[0] + ('a' - 'A') || (unsigned char)small[0] >= 0x80)
        return false;
    ahead.at++;
    if (!skip(&ahead, small + 1))
        return false;
    *scan = ahead;
    return true;
}

/* One word, with its gender. Its value; 0: there is none. */
static uint32_t ordinal_word(struct scan *scan, bool inside, bool *in_capitals)
{
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++) {
        struct scan ahead = *scan;
        bool capitals = skip(&ahead, ordinals[i].capitals);
        if (!capitals && !skip(&ahead, ordinals[i].small) &&
            !(inside && skip_uncapitalized(&ahead, ordinals[i].small)))
            continue;
        if (!(capitals ? skip(&ahead, "O") || skip(&ahead, "A") : skip(&ahead, "o") || skip(&ahead, "a")))
            continue;
        *in_capitals = capitals;
        *scan = ahead;
        return ordinals[i].value;
    }
    return 0;
}

/* "DÉCIMO", "Vigésima tercera". */
static uint32_t ordinal_words(struct scan *scan, bool inside, bool *capitals)
{
    uint32_t value = ordinal_word(scan, inside, capitals);
    struct scan ahead = *scan;
    bool other;

    if (value < 10 || value % 10 != 0 || !skip(&ahead, " "))
        return value;
    uint32_t unit = ordinal_word(&ahead, true, &other);
    if (unit == 0 || unit > 9)
        return value;
    *scan = ahead;
    return value + unit;
}

/* "PRIMERO.-", "Segunda.-", "TERCERO. ", "Cuarto. Que": in capitals, with the dash of a decree, or with a stop and a new sentence behind it; behind
 * "Artículo" also in small letters, and alone. */
static bool ordinal(struct scan *scan, struct marker *out)
{
    struct scan ahead = *scan;
    bool inside = out->series != SERIES_NONE, capitals = false;
    uint32_t value = ordinal_words(&ahead, inside, &capitals);

    if (value == 0)
        return false;
    bool dash = skip(&ahead, ".-") || skip(&ahead, ".\xe2\x80\x93") || skip(&ahead, ".\xe2\x80\x94");
    if (!dash && !skip(&ahead, ".") && !skip(&ahead, ":") && !(inside && ahead.at == ahead.end))
        return false;
    struct scan words = ahead;
    if (!inside && !dash && !capitals && !(skip(&words, " ") && glyph_is_upper(first_of(&words))))
        return false;
    *scan = ahead;
    out->stop = MARKER_ORDINAL;
    out->spoken = !inside && !dash && !capitals;
    add_reading(out, MARKER_DECIMAL, value);
    return true;
}

static bool skip_one_of(struct scan *scan, const char *const *words, size_t count)
{
    bool found = false;

    for (size_t i = 0; !found && i < count; i++)
        found = skip(scan, words[i]);
    return found;
}

/* "Artículo", "ARTICLE", "Art." in front of a number. */
static bool article(struct scan *scan)
{
    static const char *const words[] = {
        "Art\303\255culo ", "ART\303\215CULO ", "ARTICULO ", "Articulo ", "Article ",
        "ARTICLE ",         "Artigo ",          "ARTIGO ",   "Art. ",     "ART. "};

    return skip_one_of(scan, words, sizeof words / sizeof *words);
}

/* "CLÁUSULA PRIMERA.-": what a contract has for articles. */
static bool clause(struct scan *scan)
{
    static const char *const words[] = {"Cl\303\241usula ", "CL\303\201USULA ", "CLAUSULA ", "Clause ",
                                        "CLAUSE "};

    return skip_one_of(scan, words, sizeof words / sizeof *words);
}

/* "§ 1º", "Parágrafo único": what an article is divided into. */
static bool section(struct scan *scan)
{
    static const char *const words[] = {"\xc2\xa7", "Par\303\241grafo ", "PAR\303\201GRAFO "};

    return skip_one_of(scan, words, sizeof words / sizeof *words);
}

static bool is_of_law(const struct marker *marker)
{
    return marker->series == SERIES_ARTICLE || marker->series == SERIES_CLAUSE ||
           marker->series == SERIES_SECTION;
}

/* An opening bracket or quotation mark in front of a number. */
static void lead(struct scan *scan)
{
    static const char *const signs[] = {"[", "\xe2\x80\x9c", "\xc2\xab", "\"", "\xe2\x80\x9e", "\xc2\xbf"};
    bool more = true;

    for (size_t signs_left = 3; more && signs_left > 0; signs_left--) {
        more = false;
        for (size_t i = 0; !more && i < sizeof signs / sizeof *signs; i++)
            more = skip(scan, signs[i]);
    }
}

/* "de junio", "de outubro". */
static bool names_a_month(struct scan scan)
{
    static const char *const months[] = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep",
                                         "oct", "nov", "dic", "jan", "fev", "mai", "set", "out", "dez"};
    bool found = false;

    if (!skip(&scan, "de "))
        return false;
    for (size_t i = 0; !found && i < sizeof months / sizeof *months; i++)
        found = skip(&scan, months[i]);
    return found;
}

/* "1º Crear", "1° du directeur": the sign alone stops; "1º de junio" is a day. */
static bool stops_by_sign(const struct scan *scan)
{
    struct scan words = *scan;
    return skip(&words, " ") && glyph_is_letter(first_of(&words)) && !names_a_month(words);
}

/* "1.º": the stop in front of the sign. */
static bool stops_inside_sign(struct scan *scan)
{
    return skip(scan, ".\xc2\xba") || skip(scan, ".\xc2\xb0");
}

/* "Art. 1º – Aprovar", "Artículo 2 - ": a dash between an article's number and its words. */
static bool stops_by_dash(struct scan *scan)
{
    static const char *const dashes[] = {" \xe2\x80\x93 ", " \xe2\x80\x94 ", " - "};

    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (skip(scan, dashes[i])) {
            scan->at--; /* the blank behind it */
            return true;
        }
    return false;
}

/* An article does, and "I – Reafirmam", "II - isonomia": a number or roman numeral, where words stand behind the dash. */
static bool may_stop_by_dash(const struct scan *scan, bool enclosed, const struct marker *out)
{
    struct scan words = *scan;

    if (is_of_law(out))
        return true;
    if (enclosed || out->series != SERIES_NONE || !stops_by_dash(&words))
        return false;
    enum marker_style style = out->readings[out->count - 1].style;
    return (style == MARKER_DECIMAL || style == MARKER_UPPER_ROMAN) && skip(&words, " ") &&
           glyph_is_letter(first_of(&words));
}

/* "1 .- Habilitar", "a ) de migración": in scanned texts a blank stands in front of the stop. */
static void skip_blank_of_scan(struct scan *scan)
{
    struct scan ahead = *scan;

    if (skip(&ahead, " ") && (skip(&ahead, ".-") || skip(&ahead, ")") || skip(&ahead, ". ")))
        scan->at++;
}

/* "Article 1er". */
static void skip_french_first(struct scan *scan, const struct marker *out)
{
    struct scan behind = *scan;

    if (is_of_law(out) && out->readings[0].value == 1 && (skip(&behind, "er") || skip(&behind, "ER")) &&
        !glyph_is_letter(first_of(&behind)))
        *scan = behind;
}

static bool is_of_resolution(const struct marker *marker)
{
    return marker->series == SERIES_PREAMBLE || marker->series == SERIES_OPERATIVE;
}

static bool stop(struct scan *scan, bool enclosed, struct marker *out)
{
    skip_french_first(scan, out);
    bool sign = skip(scan, "\xc2\xba") || skip(scan, "\xc2\xb0") || stops_inside_sign(scan); /* º, ° */
    if (may_stop_by_dash(scan, enclosed, out) && stops_by_dash(scan)) {
        out->stop = '.';
        return true;
    }
    skip_blank_of_scan(scan);
    if (sign && !enclosed && stops_by_sign(scan)) {
        out->stop = '.';
        return true;
    }
    if (is_of_resolution(out) && (skip(scan, ":") || skip(scan, " :"))) { /* "PP3: Recalling" */
        out->stop = '.';
        return true;
    }
    if (skip(scan, ")"))
        out->stop = enclosed ? '(' : ')';
    else if (!enclosed && skip(scan, "."))
        out->stop = '.';
    else
        return false;
    if (out->stop == '.' || out->stop == ')') { /* "1.- Aprobar", "1)- Aprobar" */
        struct scan ahead = *scan;
        bool dash = skip(&ahead, "-") || skip(&ahead, "\xe2\x80\x93");
        if (dash && (ahead.at == ahead.end || *ahead.at == ' ' || glyph_is_upper(first_of(&ahead))))
            *scan = ahead;
    }
    return true;
}

/* Behind the marker: a blank, the end, or for a number right away a capital (a blank was lost). */
static bool ends_well(struct scan *scan, struct marker *out)
{
    out->alone = scan->at == scan->end;
    if (out->alone || skip(scan, " "))
        return true;
    out->glued = true;
    uint32_t next = first_of(scan);
    if (out->readings[0].style == MARKER_DECIMAL || out->stop != '.')
        return glyph_is_upper(next);
    return false;
}

/* ".1 ", ".1.2 ": with a blank behind it, so ".5 million" is none where small letters follow a number that begins no list. */
static bool dotted(struct scan *scan, struct marker *out)
{
    struct scan ahead = *scan;

    if (!skip(&ahead, ".") || !digits(&ahead, out))
        return false;
    chain(&ahead, out);
    out->stop = out->stop ? MARKER_DOT + (out->stop - MARKER_CHAIN) : MARKER_DOT;
    if (peek(&ahead) != ' ') {
        memset(out, 0, sizeof *out);
        return false;
    }
    skip(&ahead, " ");
    *scan = ahead;
    return true;
}

/* "Article premier", "Artículo único". */
static bool article_in_words(struct scan *scan, struct marker *out)
{
    static const char *const words[] = {"premier",      "PREMIER",      "unique",      "UNIQUE",
                                        "\xc3\xbanico", "\303\232nico", "\xc3\x9aNICO"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (skip(scan, words[i])) {
            add_reading(out, MARKER_DECIMAL, 1);
            return true;
        }
    return false;
}

/* The parenthesis of "(PP1)", which closes behind the number. */
static bool part_in_parentheses(struct scan *scan)
{
    struct scan ahead = *scan;

    if (!skip(&ahead, "(PP") && !skip(&ahead, "(OP"))
        return false;
    skip(&ahead, " ");
    return glyph_is_digit(first_of(&ahead)) && skip(scan, "(");
}

/* "ARTÍCULO IV" counts as "ARTÍCULO 4" does. */
static bool article_in_romans(struct scan *scan, struct marker *out)
{
    struct scan ahead = *scan;
    struct marker roman = {.count = 0};

    if (!letters(&ahead, &roman) || roman.readings[roman.count - 1].style != MARKER_UPPER_ROMAN)
        return false;
    add_reading(out, MARKER_DECIMAL, roman.readings[roman.count - 1].value);
    *scan = ahead;
    return true;
}

static bool numbered(struct scan *scan, struct marker *out)
{
    if (dotted(scan, out))
        return true;
    if (number_sign(scan, out))
        return ends_well(scan, out);
    bool bold = skip(scan, "**");

    bool framed = part_in_parentheses(scan);
    if (skip(scan, "PP") || skip(scan, "(PP)"))
        out->series = SERIES_PREAMBLE;
    else if (skip(scan, "OP") || skip(scan, "(OP)"))
        out->series = SERIES_OPERATIVE;
    else if (article(scan))
        out->series = SERIES_ARTICLE;
    else if (clause(scan))
        out->series = SERIES_CLAUSE;
    else if (section(scan))
        out->series = SERIES_SECTION;
    else if (ordinal(scan, out))
        return ends_well(scan, out) && !out->glued;
    if (out->series != SERIES_NONE)
        skip(scan, " ");
    bool enclosed = framed || (out->series == SERIES_NONE && skip(scan, "("));
    if (is_of_law(out) && ordinal(scan, out)) /* "CLÁUSULA PRIMERA.-" */
        return ends_well(scan, out) && !out->glued;
    if (!digits(scan, out) &&
        !(is_of_law(out) && (article_in_words(scan, out) || article_in_romans(scan, out))) &&
        (out->series != SERIES_NONE || !letters(scan, out)))
        return false;
    if (out->readings[0].style == MARKER_DECIMAL || enclosed) /* "3 bis", "(b bis)" */
        extras(scan, out);
    if (out->readings[0].style == MARKER_DECIMAL && !out->extra && !enclosed)
        chain(scan, out);
    else if (out->series == SERIES_NONE && !enclosed)
        chain_of_letter(scan, out);
    uint32_t chained = out->stop;
    bool stopped = stop(scan, enclosed, out);
    if (chained && !stopped && peek(scan) == ' ') { /* "1.5 millones" */
        struct scan words = {scan->at + 1, scan->end};
        stopped = !glyph_is_lower(first_of(&words)) && !glyph_is_digit(first_of(&words));
    }
    if (chained)
        out->stop = chained;
    if (bold && !skip(scan, "**"))
        return false;
    if (!ends_well(scan, out))
        return false;
    bool bare_number = out->readings[0].style == MARKER_DECIMAL && out->alone && !enclosed;
    if (chained && (out->glued || (out->alone && !is_of_law(out)))) /* "1.5", "3.2%": a quantity */
        return false;
    if (is_of_law(out))
        return (stopped || out->alone) && !out->glued;
    return stopped || (out->series != SERIES_NONE && !out->glued) || bare_number;
}

bool marker_parse(const char *line, size_t len, struct marker *out)
{
    struct scan scan = {line, line + len};

    memset(out, 0, sizeof *out);
    uint32_t kind = bullet(&scan);
    struct scan inner = scan;
    if (kind == 0)
        lead(&inner);
    size_t before = kind == 0 ? (size_t)(inner.at - line) : 0;
    if (numbered(&inner, out) && !(before > 0 && ((out->alone && !is_of_law(out)) || out->glued ||
                                                  (out->stop == 0 && out->series == SERIES_NONE)))) {
        out->len_bytes = (size_t)(inner.at - line);
        out->lead = before;
        return true;
    }
    memset(out, 0, sizeof *out);
    if (kind == 0)
        return false;
    out->stop = kind;
    out->readings[0].style = MARKER_BULLET;
    out->count = 1;
    out->alone = scan.at == scan.end;
    out->len_bytes = (size_t)(scan.at - line);
    return true;
}

bool marker_is_dotted(const struct marker *marker)
{
    return marker->stop >= MARKER_DOT && marker->stop < MARKER_DOT + 0x1000;
}

bool marker_parse_plain(const char *line, size_t len, struct marker *out)
{
    struct scan scan = {line, line + len};

    memset(out, 0, sizeof *out);
    if (digits(&scan, out) && scan.at - line <= 3 && skip(&scan, " ") && glyph_is_upper(first_of(&scan))) {
        out->len_bytes = (size_t)(scan.at - line);
        return true;
    }
    memset(out, 0, sizeof *out);
    return false;
}

bool marker_parse_column(const char *line, size_t len, struct marker *out)
{
    struct scan scan = {line, line + len};

    memset(out, 0, sizeof *out);
    if (digits(&scan, out) && scan.at - line <= 3) {
        extras(&scan, out);
        chain(&scan, out);
        if (skip(&scan, " ")) {
            out->stop = out->stop ? out->stop : '\t';
            out->len_bytes = (size_t)(scan.at - line);
            return true;
        }
    }
    memset(out, 0, sizeof *out);
    return false;
}

bool marker_parse_round(const char *line, size_t len, struct marker *out)
{
    memset(out, 0, sizeof *out);
    if (len < 3 || memcmp(line, "o ", 2) != 0)
        return false;
    out->stop = 'o';
    out->readings[0].style = MARKER_BULLET;
    out->count = 1;
    out->len_bytes = 2;
    return true;
}

void marker_name(const char *text, char out[MARKER_NAME_BYTES])
{
    struct marker marker;
    size_t len = strlen(text), from = 0, count = 0;

    out[0] = '\0';
    if (!marker_parse(text, len, &marker) || !marker.extra)
        return;
    bool letter = marker.readings[0].style != MARKER_DECIMAL;
    while (from < len &&
           !(letter ? (unsigned char)text[from] >= 0x80 : text[from] >= '0' && text[from] <= '9'))
        from++;
    bool digit = true; /* the last one written */
    for (size_t i = from; i < marker.len_bytes && count + 2 < MARKER_NAME_BYTES; i++) {
        bool next = text[i] >= '0' && text[i] <= '9';
        if (strchr(").*", text[i]) || (text[i] == ' ' && (count == 0 || out[count - 1] == ' ')))
            continue;
        if (i > from && digit != next && text[i] != ' ' && out[count - 1] != ' ' && !letter)
            out[count++] = ' ';
        digit = next;
        out[count++] = text[i];
    }
    while (count > 0 && (out[count - 1] == ' ' || out[count - 1] == '-'))
        count--;
    out[count] = '\0';
    if (count > 12)
        out[0] = '\0';
}
