#include "convert/furniture.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "convert/digits.h"
#include "convert/fax_line.h"
#include "convert/glyph.h"
#include "convert/letterhead.h"
#include "convert/marker.h"
#include "convert/own_source.h"
#include "convert/part_name.h"
#include "convert/reference_lines.h"
#include "convert/web_page.h"
#include "text/utf.h"

#define SHORT_U16    80 /* longer lines are text */
#define NEAR_LINES   6  /* how far to look for the end of a page */
#define LOGO_MIN     3  /* so many short lines without a stop below a page break are no heading */
#define MASTHEAD_MAX 16
#define NUMBERS_BACK 8  /* alone on their lines, among which the number of the page before is looked for */
#define FOOT_MAX     3  /* lines at the foot of the last page */
#define CENTRED      20 /* columns: no list stands so far in */
#define LOGO_MAX     40 /* and so many no logo */

static bool is_short(const struct line *line)
{
    return line->len <= (size_t)2 * SHORT_U16 && utf_len_u16(line->at, line->len) <= SHORT_U16;
}

static void skip_any(const char **at, const char *end, const char *set)
{
    while (*at < end && strchr(set, **at))
        (*at)++;
}

/* "26-24901", "26-24901 (E)": the number of a job of the printers, which stands beside that of the page. */
static void skip_job_number(const char **at, const char *end)
{
    const char *behind = *at;

    if (digits_count(behind, end) != 2 || end - behind < 3 || behind[2] != '-')
        return;
    behind += 3;
    if (digits_count(behind, end) != 5)
        return;
    behind += 5;
    if (end - behind > 3 && memcmp(behind, " (", 2) == 0 && behind[3] == ')')
        behind += 4;
    skip_any(&behind, end, " ");
    *at = behind;
}

/* "Página 3 de 12", "page 3/12", "26-24901 3/12", "- 3 -", "3 | 12"; not a bare number, which may be an item's. */
static bool is_page_number(const struct line *line)
{
    static const char *const words[] = {"P\xc3\xa1gina", "p\xc3\xa1gina", "P\xc3\xa1g.", "p\xc3\xa1g.",
                                        "Pag.",          "Page",          "page",        "Pagina",
                                        "PAGE",          "P\xc3\x81GINA"};
    static const char *const of[] = {"de", "of", "sur", "/", "|"};
    const char *at = line->at;
    const char *end = at + line->len;
    bool named = false;
    bool framed = false;
    bool counted = false;

    if (line->len > 40)
        return false;
    skip_job_number(&at, end);
    framed = at < end && strchr("-|[", *at) != NULL;
    skip_any(&at, end, "-|[ ");
    for (size_t i = 0; !named && i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        named = (size_t)(end - at) > len && memcmp(at, words[i], len) == 0;
        at += named ? len : 0;
    }
    skip_any(&at, end, " ");
    size_t digits = digits_count(at, end);
    if (digits == 0 || digits > 4)
        return false;
    at += digits;
    skip_any(&at, end, " ");
    for (size_t i = 0; !counted && i < sizeof of / sizeof *of; i++) {
        size_t len = strlen(of[i]);
        if ((size_t)(end - at) <= len || memcmp(at, of[i], len) != 0)
            continue;
        at += len;
        skip_any(&at, end, " ");
        size_t total = digits_count(at, end);
        counted = total > 0 && total <= 4;
        at += total;
    }
    const char *tail = at;
    skip_any(&at, end, "-|] ");
    framed = framed && at > tail;
    skip_job_number(&at, end);
    return at == end && (named || counted || framed);
}

/* "*2103456*" */
static bool is_bar_code(const char *at, size_t len)
{
    return len > 5 && at[0] == '*' && at[len - 1] == '*' && digits_count(at + 1, at + len) == len - 2;
}

/* "26-24901 (E)", "*2624901*", or both: what the printers put at the foot of the first page. */
static bool is_printers_mark(const struct line *line)
{
    const char *at = line->at, *end = line->at + line->len;

    skip_job_number(&at, end);
    return (at == end && line->len > 0) || is_bar_code(at, (size_t)(end - at));
}

static bool is_marked(const struct line *line)
{
    struct marker marker;

    return marker_parse(line->at, line->len, &marker);
}

/* "Distr.: Limited", "Original: English": what stands above the title of an official document. */
static bool is_masthead(const struct line *line)
{
    static const char *const openings[] = {
        "Distr.", "DISTR.", "Original:", "ORIGINAL:", "Original :", "ORIGINAL :"};
    bool found = false;

    for (size_t i = 0; !found && i < sizeof openings / sizeof *openings; i++) {
        size_t len = strlen(openings[i]);
        found = line->len >= len && line->len <= 40 && memcmp(line->at, openings[i], len) == 0;
    }
    return found;
}

/* A page break, or the number of a page. */
static bool is_edge(const struct line *line)
{
    return line->page_above || (line->apart && is_page_number(line));
}

/* Whether a page begins or ends within a line or two of a line, lines that are set apart not counted. */
static bool page_beside(const struct lines *lines, size_t i)
{
    size_t kept = 0;

    for (size_t j = i + 1; j <= i + NEAR_LINES && kept < 2; j++) {
        if (j >= lines->count || is_edge(&lines->list[j]))
            return true;
        kept += !lines->list[j].apart;
    }
    kept = 0;
    for (size_t j = i; j + NEAR_LINES > i && kept < 2; j--) {
        if (j == 0 || is_edge(&lines->list[j]))
            return true;
        kept += !lines->list[j].apart;
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Length of the symbol that a word is: "A/RES/81/204", "AG/doc.12/27", a capital, letters and figures with at least two slashes. 0: it is none. */
static size_t symbol_bytes(const char *at, const char *end)
{
    size_t slashes = 0, len = 0;
    bool figures = false;

    if (at == end || *at < 'A' || *at > 'Z')
        return 0;
    for (; at + len < end && at[len] != ' '; len++) {
        if (!is_letter(at[len]) && !digits_is_one(at[len]) && !strchr("/.-", at[len]))
            return 0;
        slashes += at[len] == '/';
        figures = figures || digits_is_one(at[len]);
    }
    return slashes >= 2 && figures ? len : 0;
}

/* Where a line has a document's symbol, with its length; NULL: it has none. */
static const char *symbol_in(const struct line *line, size_t *len)
{
    for (size_t k = 0; is_short(line) && k < line->len; k++) {
        *len = k == 0 || line->at[k - 1] == ' ' ? symbol_bytes(line->at + k, line->at + line->len) : 0;
        if (*len > 0)
            return line->at + k;
    }
    return NULL;
}

/* "CE180.R7": nothing but a capital and what follows it, with figures. */
static bool is_code(const struct line *line)
{
    bool figures = false;

    for (size_t i = 0; i < line->len; i++) {
        if (line->at[i] == ' ')
            return false;
        figures = figures || digits_is_one(line->at[i]);
    }
    return figures && line->len <= LOGO_MAX && line->at[0] >= 'A' && line->at[0] <= 'Z';
}

static bool begins_with_one_of(const struct line *line, const char *const *words, size_t count)
{
    bool found = false;

    for (size_t i = 0; !found && i < count; i++) {
        size_t len = strlen(words[i]);
        found = line->len > len && memcmp(line->at, words[i], len) == 0;
    }
    return found;
}

/* "From: General Secretariat", "Destinatarios: Delegaciones": who writes to whom, on a cover. */
static bool is_address(const struct line *line)
{
    static const char *const words[] = {"From:",
                                        "To:",
                                        "De:",
                                        "A:",
                                        "Para:",
                                        "Origine:",
                                        "Origine :",
                                        "Origen:",
                                        "Destinataire",
                                        "Destinatario",
                                        "Destinat\xc3\xa1rio",
                                        "Remitente:",
                                        "Expedidor:",
                                        "Remetente:"};
    return begins_with_one_of(line, words, sizeof words / sizeof *words);
}

static bool has(const struct line *line, const char *words)
{
    return memmem(line->at, line->len, words, strlen(words)) != NULL;
}

static bool is_only(const struct line *line, const char *words)
{
    return line->len == strlen(words) && has(line, words);
}

/* The lines of a masthead: down to the language of the original, with a document's symbol above it; where nothing says "Original:", to the end of the
 * lines among which "Distr." stands; or, on a cover that says from whom to whom, down to its subject, which is the title. 0: there is none. */
static size_t masthead_lines(const struct lines *lines)
{
    bool symbol = false, distribution = false;
    size_t len = 0, addresses = 0, end = 0;

    for (size_t i = 0; i < lines->count && i < MASTHEAD_MAX; i++) {
        const struct line *line = &lines->list[i];
        if (distribution && end == 0 && line->blank_above > 0)
            end = i;
        if (symbol && (has(line, "Original:") || has(line, "ORIGINAL:"))) {
            bool alone =
                is_only(line, "Original:") || is_only(line, "ORIGINAL:"); /* its language is below it */
            return i + (alone && i + 1 < lines->count ? 2 : 1);
        }
        if (addresses > 0 && part_name_is_subject(line->at, line->len))
            return i;
        bool dated =
            digits_count(line->at, line->at + line->len) == line->len; /* "30", and the month below it */
        if (!is_short(line) || (is_marked(line) && !dated) || glyph_ends_sentence(line->at, line->len))
            return end;
        symbol = symbol || symbol_in(line, &len) || is_code(line);
        distribution = distribution || (symbol && (has(line, "Distr.") || has(line, "DISTR.")));
        addresses += is_address(line);
    }
    return end;
}

/* Alone between blank lines and far to the right: the number of a page whose break got lost. */
static bool is_centred(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->list[i];

    return line->indent >= CENTRED && line->blank_above > 0 && i + 1 < lines->count &&
           line[1].blank_above > 0 && line[1].indent < CENTRED;
}

/* "DE 12 DE AGOSTO DE", and right below it "2026": the end of a day, and the number of no page. */
static bool is_rest_of_date(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->list[i];
    bool year = line->len == 4 && (memcmp(line->at, "19", 2) == 0 || memcmp(line->at, "20", 2) == 0);

    return year && i > 0 && line->blank_above == 0 && !line->page_above &&
           glyph_is_letter(glyph_last(line[-1].at, line[-1].len));
}

static void set_apart_by_looks(struct lines *lines)
{
    bool listed = false; /* a marker has been seen */
    size_t masthead = masthead_lines(lines), letterhead = letterhead_lines(lines), references_end;
    size_t head = masthead > letterhead ? masthead : letterhead;
    size_t references = reference_lines_find(lines, &references_end);

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        bool bare_number = digits_count(line->at, line->at + line->len) == line->len && line->len <= 4;
        if (lines_is_row(line)) { /* words, whatever they look like */
            line->apart = lines_is_row_rule(line);
            continue;
        }
        bool rule = lines_is_rule(line);
        line->apart =
            line->apart || i < head || (i >= references && i < references_end) || is_page_number(line) ||
            is_printers_mark(line) || rule || own_source_is(line->at, line->len) ||
            fax_line_is(line->at, line->len) ||
            (!listed && (is_masthead(line) || reference_line_is_named(line))) ||
            (bare_number && !is_rest_of_date(lines, i) && (page_beside(lines, i) || is_centred(lines, i)));
        listed = listed || (!line->apart && is_marked(line));
    }
}

/* A line seen before, whatever its digits. */
struct repeat {
    char *key;
    size_t count;
    size_t at_page; /* of those, beside a page break */
    const struct line *first;
};

static struct repeat *find_repeat(struct map *seen, const struct line *line)
{
    struct buf key = BUF_EMPTY;

    for (size_t i = 0; i < line->len; i++)
        buf_char(&key, digits_is_one(line->at[i]) ? '0' : line->at[i]);
    struct repeat *repeat = map_get(seen, key.bytes);
    if (repeat) {
        buf_clear(&key);
        return repeat;
    }
    repeat = mem_zero(1, sizeof *repeat);
    repeat->key = buf_take(&key);
    map_put(seen, repeat->key, repeat);
    return repeat;
}

static bool may_repeat(const struct line *line)
{
    return !line->apart && !line->underline && !line->level && !line->row && is_short(line) &&
           !is_marked(line) && !glyph_ends_sentence(line->at, line->len);
}

/* Letters and figures in capitals, as a document's symbol and "LIMITED EN" have them. */
static bool is_symbol(const struct line *line)
{
    return line->len <= 40 && glyph_all_capitals(line->at, line->len, 2) &&
           !glyph_ends_sentence(line->at, line->len) && !is_marked(line);
}

/* Headers and footers: at least twice beside a page break. The first few lines may be the title; of them only a
 * document's symbol goes. */
static void set_apart_repeated(struct lines *lines)
{
    struct map seen = {NULL, 0, 0};
    size_t head = 1; /* lines of the first block */

    while (head < lines->count && lines->list[head].blank_above == 0)
        head++;
    for (size_t i = 0; i < lines->count; i++) {
        if (!may_repeat(&lines->list[i]))
            continue;
        struct repeat *repeat = find_repeat(&seen, &lines->list[i]);
        bool same = repeat->first && repeat->first->len == lines->list[i].len &&
                    memcmp(repeat->first->at, lines->list[i].at, lines->list[i].len) == 0;
        if (repeat->count > 0 && !same && part_name_numbered(lines->list[i].at, lines->list[i].len) > 0)
            continue; /* "Paragraph 1", "Paragraph 2" */
        if (repeat->count == 0 || (repeat->first < lines->list + head && !same)) {
            /* the date of the masthead is not the one at the end */
            repeat->first = &lines->list[i];
            repeat->count = repeat->at_page = 0;
        }
        repeat->count++;
        repeat->at_page += page_beside(lines, i);
    }
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        if (!may_repeat(line) || (i < head && !(is_symbol(line) && memchr(line->at, '/', line->len))))
            continue;
        const struct repeat *repeat = find_repeat(&seen, line);
        line->apart = repeat->count >= 2 && repeat->at_page >= 2 && page_beside(lines, i);
    }
    size_t position = 0;
    for (struct repeat *repeat; (repeat = map_next(&seen, &position));) {
        free(repeat->key);
        free(repeat);
    }
    map_clear(&seen);
}

/* The symbol in the masthead, with its length; NULL where there is none. */
static const char *find_symbol(const struct lines *lines, size_t *len)
{
    for (size_t i = 0; i < lines->count && i < NEAR_LINES; i++) {
        const char *symbol = symbol_in(&lines->list[i], len);
        if (symbol)
            return symbol;
    }
    return NULL;
}

/* "A/RES/81/204    Rivers shared by several countries", right below a page break: the document's symbol, and what it is about. */
static void set_apart_running_titles(struct lines *lines)
{
    size_t len = 0;
    const char *symbol = find_symbol(lines, &len);

    for (size_t i = 1; symbol && i < lines->count; i++) {
        struct line *line = &lines->list[i];
        bool below_page = line->page_above || (line[-1].apart && is_edge(&line[-1]));
        if (below_page && may_repeat(line) && memmem(line->at, line->len, symbol, len))
            line->apart = true;
    }
}

static bool continues_a_list(const struct line *line)
{
    struct marker marker;

    if (!marker_parse(line->at, line->len, &marker))
        return false;
    for (size_t r = 0; r < marker.count; r++) {
        if (marker.readings[r].value > 1)
            return true;
    }
    return false;
}

/* Sets apart a stack of short lines between a page break and the next number: a logo. */
static void set_apart_logos(struct lines *lines)
{
    bool listed = false;

    for (size_t i = 0; i < lines->count; i++) {
        bool candidate = listed && lines->list[i].page_above;
        listed = listed || is_marked(&lines->list[i]);
        if (!candidate)
            continue;
        size_t end = i;
        while (end < lines->count && end - i <= LOGO_MAX &&
               (lines->list[end].apart || may_repeat(&lines->list[end])))
            end++;
        if (end == lines->count || end - i < LOGO_MIN || !continues_a_list(&lines->list[end]))
            continue;
        for (; i < end; i++)
            lines->list[i].apart = true;
    }
}

static bool is_bare_number(const struct line *line)
{
    return line->len > 0 && line->len <= 4 && digits_count(line->at, line->at + line->len) == line->len;
}

/* A page number between a symbol above and a line of capitals below, with no blank line between them: the foot of a page. */
static void set_apart_feet(struct lines *lines)
{
    for (size_t i = 1; i + 1 < lines->count; i++) {
        struct line *line = &lines->list[i];
        if (line->apart || !is_bare_number(line) || line->blank_above || line[1].blank_above ||
            !is_symbol(line - 1) || !is_symbol(line + 1) || i == 1)
            continue;
        line[-1].apart = line->apart = line[1].apart = true;
    }
}

/* Whether what stands beside the number of a page stood beside that of the page before: several words, the same ones. */
static bool is_running_title(const struct line *line, const struct line *before)
{
    return may_repeat(line) && memchr(line->at, ' ', line->len) && line->len == before->len &&
           memcmp(line->at, before->at, line->len) == 0;
}

static uint32_t number_of(const struct line *line)
{
    uint32_t value = 0;

    for (size_t i = 0; i < line->len; i++)
        value = value * 10 + (uint32_t)(line->at[i] - '0');
    return value;
}

/* Sets two numbers apart with the same words beside both, where the second follows the first. `last`: the last line of the text. */
static void set_apart_if_counted(struct line *before, struct line *line, const struct line *last)
{
    bool next = number_of(line) == number_of(before) + 1;
    bool above = next && !line->blank_above && !before->blank_above && is_running_title(line - 1, before - 1);
    bool below = next && line < last && !line[1].blank_above && !before[1].blank_above &&
                 is_running_title(line + 1, before + 1);

    if (above)
        line[-1].apart = before[-1].apart = true;
    if (below)
        line[1].apart = before[1].apart = true;
    if (above || below)
        line->apart = before->apart = true;
}

/* Numbers alone on their lines that count up, and right above or right below each of them the same words: the feet and heads of pages. Other numbers
 * alone on their lines may stand between them. */
static void set_apart_counted_feet(struct lines *lines)
{
    struct line *earlier[NUMBERS_BACK];
    size_t count = 0;

    for (size_t i = 1; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        if (!is_bare_number(line))
            continue;
        for (size_t back = 1; back <= count && back <= NUMBERS_BACK; back++)
            set_apart_if_counted(earlier[(count - back) % NUMBERS_BACK], line,
                                 &lines->list[lines->count - 1]);
        earlier[count++ % NUMBERS_BACK] = line;
    }
}

/* Below the last rule: "11234/27 AB/cd 1", "ANNEX JAI.1 EN", lines with figures and no sentence. */
static void set_apart_last_foot(struct lines *lines)
{
    size_t rule = lines->count;

    while (rule > 0 && lines->count - rule <= FOOT_MAX && !lines_is_rule(&lines->list[rule - 1]))
        rule--;
    if (rule == 0 || !lines_is_rule(&lines->list[rule - 1]))
        return;
    for (size_t i = rule; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        bool figures = false;
        for (size_t k = 0; k < line->len && !figures; k++)
            figures = digits_is_one(line->at[k]);
        if (!figures || !is_short(line) || is_marked(line) || glyph_ends_sentence(line->at, line->len))
            return;
    }
    for (size_t i = rule; i < lines->count; i++)
        lines->list[i].apart = true;
}

void furniture_find(struct lines *lines)
{
    set_apart_feet(lines);
    set_apart_counted_feet(lines);
    set_apart_last_foot(lines);
    set_apart_by_looks(lines);
    web_page_set_apart(lines);
    set_apart_repeated(lines);
    set_apart_running_titles(lines);
    set_apart_logos(lines);
    struct line *gone = NULL;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        if (gone) {
            line->page_above = line->page_above || gone->page_above || !lines_is_rule(gone);
            if (line->blank_above < gone->blank_above)
                line->blank_above = gone->blank_above;
            if (line->blank_above == 0 && lines_is_rule(gone))
                line->blank_above = 1;
        }
        gone = line->apart ? line : NULL;
    }
    size_t first = lines_next(lines, 0);
    if (first < lines->count)
        lines->list[first].page_above = false;
}
