/* A text keeps its outline (kinds, depths, numbers, words) whatever a mail program, a PDF reader or a careless hand does to its looks: line
 * ends, tabs, no-break blanks, blank lines, indentation, the shape of bullets and quotation marks, "1)" for "1.", lines wrapped. Every text of
 * tests/fixtures/layouts is changed in a few such ways at random and read again. A failure prints the text; run again with the printed
 * PLENARIA_SEED. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/read_file.h"
#include "convert/glyph.h"
#include "convert/import_text.h"
#include "convert/marker.h"
#include "support/choices.h"
#include "support/outline_check.h"

#define ROUNDS 12 /* of each text */
#define LONGEST                                                                                              \
    300 /* bytes of a line; a text with longer ones has lost its line ends, and wrapping it makes another text */

#define NARROW       60 /* columns: no text is wrapped to fewer */
#define LINES_BROKEN 12 /* of a text that is wrapped, at least */

static struct choices choices;

/* ---- what is done to a text ---- */

/* How a text is changed, chosen once for all of it: nobody writes "•" here and "▪" there. */
struct manner {
    bool crlf;
    bool trailing;      /* blanks at the ends of lines */
    bool no_break;      /* some blanks are such that do not break */
    bool tabs;          /* behind markers */
    bool apart;         /* blank lines are two */
    bool unseen;        /* a mark of the byte order in front, soft hyphens in words */
    bool uneven;        /* some lines stand a column further in */
    uint32_t indent;    /* of all lines, columns more */
    uint32_t hanging;   /* of what a line is wrapped to, columns more */
    const char *bullet; /* for "•"; NULL: as it is */
    const char *dash;   /* for "–" */
    bool parenthesis;   /* "1)" for "1." */
    uint32_t width;     /* lines are wrapped there; 0: they are not */
    const char *quotes[2];
};

static bool holds(const struct buf *text, const char *words)
{
    return memmem(text->bytes, text->len, words, strlen(words)) != NULL;
}

static const char *one_of(const char *const *list, size_t count)
{
    return list[choices_below(&choices, (uint32_t)count)];
}

static size_t longest_line(const struct buf *text)
{
    size_t longest = 0, len = 0;

    for (size_t i = 0; i < text->len; i++) {
        len = text->bytes[i] == '\n' ? 0 : len + 1;
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* How many lines would be broken at that width: where they are few, they do not show it to whoever reads. */
static size_t lines_beyond(const struct buf *text, size_t width)
{
    size_t lines = 0, len = 0;

    for (size_t i = 0; i < text->len; i++) {
        len = text->bytes[i] == '\n' ? 0 : len + 1;
        lines += len == width + 1;
    }
    return lines;
}

/* Some of its entries stand on several lines, or each line has the sign of a quoted mail. */
static bool is_wrapped(const struct buf *text, const struct outline *outline)
{
    bool wrapped = holds(text, "\n> ");

    for (size_t i = 0; i < outline->count; i++)
        wrapped = wrapped || outline->items[i].line_last > outline->items[i].line_first;
    return wrapped;
}

/* A number with a parenthesis anywhere: the text tells its lists apart by them. */
static bool has_parentheses(const struct buf *text)
{
    for (size_t i = 1; i < text->len; i++)
        if (text->bytes[i] == ')' && text->bytes[i - 1] >= '0' && text->bytes[i - 1] <= '9')
            return true;
    return false;
}

/* A line with two tabs, as a table has it, or words far to the right on the same line, as a masthead has them: wrapped, they would be lines of their own. */
static bool has_columns(const struct buf *text)
{
    size_t tabs = 0;
    for (size_t i = 0; i < text->len; i++) {
        tabs = text->bytes[i] == '\n' ? 0 : tabs + (text->bytes[i] == '\t');
        if (tabs == 2)
            return true;
    }
    for (const char *at = text->bytes, *end = text->bytes + text->len;
         (at = memmem(at, (size_t)(end - at), "        ", 8)); at++)
        if (at > text->bytes && at[-1] != ' ' && at[-1] != '\n')
            return true;
    return false;
}

/* Lines two columns or three further in: what they are below would be lost to an uneven hand. A column in front of a tab may be eight, too. */
static bool has_narrow_lists(const struct buf *text)
{
    for (const char *at = text->bytes; at; at = memchr(at, '\n', (size_t)(text->bytes + text->len - at))) {
        at += *at == '\n';
        size_t indent = strspn(at, " ");
        if ((indent > 0 && indent < 4) || at[indent] == '\t')
            return true;
    }
    return false;
}

/* A heading of Markdown is one line, however long. */
static bool has_long_heading(const struct buf *text)
{
    for (const char *at = text->bytes; at; at = memchr(at, '\n', (size_t)(text->bytes + text->len - at))) {
        at += *at == '\n';
        if (*at == '#' && strcspn(at, "\n") > NARROW)
            return true;
    }
    return false;
}

/* What stands on a line of its own and would be something else on two: the menu or the head of a web page, a bracket or a lead alone; or lists without a blank line among
 * paragraphs without one, which the eye tells apart by their edge. */
static bool is_told_by_lines(const char *path)
{
    static const char *const names[] = {
        "comunicado_de_pagina_web",          "colombo_process_web_page",
        "compilation_after_second_informal", "progress_declaration_rev_two",
        "telecommunication_resolution",      "islands_communique_dense_pdf",
        "technical_committee_report",        "resolucao_do_conselho_diario_oficial"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strstr(path, names[i]))
            return true;
    return false;
}

static struct manner choose_manner(const char *path, const struct buf *text, const struct outline *outline)
{
    static const char *const bullets[] = {"\xe2\x96\xaa", "\xc2\xb7", "\xef\x82\xb7", "\xe2\x97\x8f"};
    static const char *const dashes[] = {"-", "\xe2\x80\x94"};
    static const char *const quotes[][2] = {
        {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\xc2\xab", "\xc2\xbb"}, {"\"", "\""}};
    const char *const *quote = quotes[choices_below(&choices, 3)];
    bool other_dash = holds(text, "\n- ") || holds(text, " - ") || holds(text, "\xe2\x80\x94");
    struct manner manner = {
        .crlf = choices_one_in(&choices, 3),
        .trailing = choices_one_in(&choices, 3),
        .no_break = choices_one_in(&choices, 3),
        .tabs = choices_one_in(&choices, 3),
        .apart = choices_one_in(&choices, 3) && !holds(text, "\n\n\n"), /* three are a page break */
        .indent = choices_one_in(&choices, 3) ? choices_below(&choices, 9) : 0,
        .unseen = choices_one_in(&choices, 3),
        .uneven = choices_one_in(&choices, 3) && !has_narrow_lists(text) && !is_told_by_lines(path),
        .hanging = choices_one_in(&choices, 2) ? choices_below(&choices, 6) : 0,
        .quotes = {quote[0], quote[1]}};

    if (choices_one_in(&choices, 2))
        manner.bullet = one_of(bullets, sizeof bullets / sizeof *bullets);
    if (choices_one_in(&choices, 2) && !other_dash)
        manner.dash = one_of(dashes, sizeof dashes / sizeof *dashes);
    manner.parenthesis = choices_one_in(&choices, 3) && !has_parentheses(text);
    if (choices_one_in(&choices, 2) && longest_line(text) <= LONGEST && !is_wrapped(text, outline) &&
        !has_columns(text) && !has_long_heading(text) && !is_told_by_lines(path))
        manner.width = NARROW + choices_below(&choices, 41);
    if (lines_beyond(text, manner.width) < LINES_BROKEN)
        manner.width = 0;
    return manner;
}

/* Whether a line of the source is where an item with a typed "1." begins. */
static bool has_decimal(const struct outline *outline, uint32_t line)
{
    for (size_t i = 0; i < outline->count; i++) {
        struct marker marker;
        const char *removed = outline->items[i].removed;
        if (outline->items[i].line_first == line && outline->items[i].kind == KIND_ITEM &&
            marker_parse(removed, strlen(removed), &marker) && marker.series == SERIES_NONE &&
            marker.stop == '.' && marker.readings[0].style == MARKER_DECIMAL)
            return true;
    }
    return false;
}

static void add_glyph(struct buf *out, const struct manner *manner, const char *from, size_t len, bool *open)
{
    if (manner->bullet && len == 3 && memcmp(from, "\xe2\x80\xa2", 3) == 0) {
        buf_text(out, manner->bullet);
    } else if (manner->dash && len == 3 && memcmp(from, "\xe2\x80\x93", 3) == 0) {
        buf_text(out, manner->dash);
    } else if (len == 1 && *from == '"') {
        buf_text(out, manner->quotes[*open]);
        *open = !*open;
    } else if (len == 1 && *from == ' ' && manner->no_break && choices_one_in(&choices, 5)) {
        buf_text(out, "\xc2\xa0");
    } else {
        buf_add(out, from, len);
        if (manner->unseen && glyph_is_lower(glyph_first(from, len)) && choices_one_in(&choices, 20))
            buf_text(out, "\xc2\xad");
    }
}

static void end_line(struct buf *out, const struct manner *manner)
{
    if (manner->trailing)
        buf_text(out, choices_one_in(&choices, 2) ? "  " : "\t");
    buf_text(out, manner->crlf ? "\r\n" : "\n");
}

static void start_line(struct buf *out, const struct manner *manner, size_t indent)
{
    if (manner->uneven && choices_one_in(&choices, 3))
        indent++;
    for (size_t i = 0; i < indent + manner->indent; i++)
        buf_char(out, ' ');
}

/* One line of the source without its end. */
static void add_line(struct buf *out, const struct manner *manner, const char *line, size_t len, bool decimal,
                     bool *open)
{
    const char *at = line, *end = line + len;
    size_t indent = strspn(line, " \t") < len ? strspn(line, " \t") : len, columns = indent;
    struct marker marker;
    bool marked = marker_parse(line + indent, len - indent, &marker) && !marker.alone;

    decimal = decimal && marked; /* and not in the midst of the line, behind other words */
    start_line(out, manner, 0);
    while (at < end) {
        const char *from = at;
        uint32_t glyph = glyph_next(&at, end);
        const char *word = at < end ? memchr(at, ' ', (size_t)(end - at)) : NULL;
        size_t next = (size_t)((word ? word : end) - at);
        if (decimal && glyph == '.') {
            glyph = ')';
            decimal = false;
            buf_char(out, manner->parenthesis ? ')' : '.');
        } else if (glyph == ' ' && manner->width && columns + next > manner->width &&
                   (size_t)(from - line) > indent) {
            end_line(out, manner);
            start_line(out, manner, indent + manner->hanging);
            columns = indent + manner->hanging;
        } else if (glyph == ' ' && manner->tabs && marked &&
                   (size_t)(from - line) + 1 == indent + marker.len_bytes) {
            buf_char(out, '\t');
        } else {
            add_glyph(out, manner, from, (size_t)(at - from), open);
        }
        columns++;
    }
    end_line(out, manner);
}

static void change(const struct buf *text, const struct outline *outline, const struct manner *manner,
                   struct buf *out)
{
    const char *at = text->bytes, *end = at + text->len;
    bool open = false;

    if (manner->unseen)
        buf_text(out, "\xef\xbb\xbf");
    for (uint32_t number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            stop = end;
        if (stop == at) {
            end_line(out, manner);
            if (manner->apart)
                end_line(out, manner);
        } else {
            add_line(out, manner, at, (size_t)(stop - at), has_decimal(outline, number), &open);
        }
        at = stop + 1;
    }
    buf_reserve(out, 1);
}

/* ---- what has to stay ---- */

/* Quotation marks of all shapes are one, and so are dashes. */
static void add_plain(struct buf *out, const char *words, size_t len)
{
    const char *end = words + len;

    while (words < end) {
        const char *from = words;
        uint32_t glyph = glyph_next(&words, end);
        if (glyph == 0x201c || glyph == 0x201d || glyph == 0xab || glyph == 0xbb)
            buf_char(out, '"');
        else if (glyph == 0x2013 || glyph == 0x2014)
            buf_char(out, '-');
        else
            buf_add(out, from, (size_t)(words - from));
    }
}

/* One line an entry. */
static char *outline_lines(const struct outline *outline)
{
    struct numbering numbering;
    struct buf out = BUF_EMPTY;

    outline_start_numbers(outline, NULL, &numbering);
    buf_text(&out, "title ");
    add_plain(&out, outline->title, strlen(outline->title));
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        outline_take_number(item, &numbering);
        buf_format(&out, "\n%s %d %s ", item_kind_name(item->kind), item->depth, numbering.label);
        add_plain(&out, item->text.bytes ? item->text.bytes : "", item->text.len_bytes);
    }
    return buf_take(&out);
}

static void print_difference(const char *want, const char *got)
{
    size_t at = 0, line = 0;

    while (want[at] && want[at] == got[at]) {
        line = want[at] == '\n' ? at + 1 : line;
        at++;
    }
    print_message("  was  %.*s\n  is   %.*s\n", (int)strcspn(want + line, "\n"), want + line,
                  (int)strcspn(got + line, "\n"), got + line);
}

static bool keeps_its_outline(const char *path)
{
    struct buf text = BUF_EMPTY;
    struct outline outline;
    bool kept = true;

    assert_int_equal(read_file(path, SIZE_MAX, &text), STATUS_OK);
    assert_int_equal(import_text(text.bytes, text.len, NULL, &outline), STATUS_OK);
    char *want = outline_lines(&outline);
    for (int i = 0; i < ROUNDS && kept; i++) {
        struct manner manner = choose_manner(path, &text, &outline);
        struct buf changed = BUF_EMPTY;
        struct outline again;
        change(&text, &outline, &manner, &changed);
        assert_int_equal(import_text(changed.bytes, changed.len, NULL, &again), STATUS_OK);
        const char *wrong = outline_check(changed.bytes, changed.len, &again);
        if (wrong)
            fail_msg("%s:\n%.*s", wrong, (int)changed.len, changed.bytes);
        char *got = outline_lines(&again);
        kept = strcmp(want, got) == 0;
        if (!kept) {
            print_message("%s, round %d, wrapped at %u:\n", path, i, (unsigned)manner.width);
            print_difference(want, got);
            print_message("%.*s\n", (int)changed.len, changed.bytes);
        }
        free(got);
        outline_clear(&again);
        buf_clear(&changed);
    }
    free(want);
    outline_clear(&outline);
    buf_clear(&text);
    return kept;
}

static void test_looks_do_not_change_an_outline(void **state)
{
    glob_t found;
    size_t changed = 0;

    (void)state;
    assert_int_equal(glob(SOURCE_ROOT "/tests/fixtures/layouts/*.txt", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        changed += !keeps_its_outline(found.gl_pathv[i]);
    globfree(&found);
    if (changed > 0)
        fail_msg("%zu of the texts were read in another way", changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looks_do_not_change_an_outline),
    };

    choices = choices_seeded();
    return cmocka_run_group_tests_name("property/layouts", tests, NULL, NULL);
}
