#include "convert/export_md.h"

#include <stdlib.h>
#include <string.h>

#include "convert/bracket_label.h"
#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/own_layout.h"
#include "convert/own_number.h"
#include "convert/own_source.h"
#include "convert/runs.h"

struct writer {
    struct buf *out; /* the words of one entry */
    const struct document_markup *markup;
    struct bracket_writer brackets;
};

static void escape(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char last = out->len > 0 ? out->bytes[out->len - 1] : ' ';
        if (strchr("\\`*_[]<~&", text[i]) || (text[i] == '#' && last == ' '))
            buf_char(out, '\\');
        buf_char(out, text[i]);
    }
}

static void insert_backslash(struct buf *words, size_t at)
{
    buf_char(words, '\\');
    memmove(words->bytes + at + 1, words->bytes + at, words->len - 1 - at);
    words->bytes[at] = '\\';
}

/* Escapes what would be a list or a rule at the start of a paragraph, so that it stays words. */
static void escape_start(struct buf *words)
{
    struct marker marker;

    if (words->len == 0)
        return;
    if (strchr("+-=>", words->bytes[0])) {
        insert_backslash(words, 0);
        return;
    }
    size_t stop = strspn(words->bytes, "0123456789");
    bool number = stop > 0 && stop < words->len && strchr(".)", words->bytes[stop]);
    bool marked = marker_parse(words->bytes, words->len, &marker) && marker.stop < 0x80 && marker.stop != 0;
    if (!number && !marked)
        return;
    stop = strcspn(words->bytes, ".)");
    if (stop < words->len)
        insert_backslash(words, stop);
}

static void open_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct writer *writer = context;

    bracket_writer_open(&writer->brackets, writer->out, bracket);
}

static void close_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct writer *writer = context;

    bracket_writer_close(&writer->brackets, writer->out, bracket);
}

static bool is_word(uint32_t glyph)
{
    return glyph_is_letter(glyph) || glyph_is_digit(glyph);
}

/* The sign that switches bold and italic on and off. Stars where every reader of Markdown sees them as such: right beside a
 * word, and not beside other stars. Tags elsewhere. */
static const char *stars(const struct buf *out, const struct run *run)
{
    unsigned format = run->format & (RUN_BOLD | RUN_ITALIC);
    bool clean = is_word(glyph_first(run->bytes, run->len)) && is_word(glyph_last(run->bytes, run->len)) &&
                 !(out->len > 0 && out->bytes[out->len - 1] == '*');
    bool apart = (out->len == 0 || out->bytes[out->len - 1] == ' ') && run->next == ' ' && !run->link &&
                 !(run->format & RUN_UNDERLINE);

    if (format == (RUN_BOLD | RUN_ITALIC))
        return clean && apart ? "***" : NULL;
    return !clean ? NULL : format == RUN_BOLD ? "**" : "*";
}

static void write_address(struct buf *out, const char *link)
{
    buf_text(out, "](");
    for (; *link; link++) {
        if (strchr("\\()", *link))
            buf_char(out, '\\');
        buf_char(out, *link);
    }
    buf_char(out, ')');
}

static void write_run(void *context, const struct run *run)
{
    struct buf *out = ((struct writer *)context)->out;
    bool bold = run->format & RUN_BOLD;
    bool italic = run->format & RUN_ITALIC;

    if (run->link)
        buf_char(out, '[');
    if (run->format & RUN_UNDERLINE)
        buf_text(out, "<u>");
    const char *sign = bold || italic ? stars(out, run) : "";
    buf_text(out, sign ? sign : bold ? (italic ? "<b><i>" : "<b>") : "<i>");
    escape(out, run->bytes, run->len);
    buf_text(out, sign ? sign : bold ? (italic ? "</i></b>" : "</b>") : "</i>");
    if (run->format & RUN_UNDERLINE)
        buf_text(out, "</u>");
    if (run->link)
        write_address(out, run->link);
}

static void write_words(struct writer *writer, const struct document_item *item)
{
    const struct run_visitor visitor = {open_bracket, close_bracket, write_run, writer, false, true};

    runs_visit(item, writer->markup->view, &visitor);
}

static void write_mark(struct buf *out, const struct document_item *item, int indent)
{
    for (int i = 0; i < indent * (item->depth - 1); i++)
        buf_char(out, ' ');
    if (item->kind == KIND_HEADING) {
        for (int i = 0; i < (item->depth < 6 ? item->depth + 1 : 6); i++)
            buf_char(out, '#');
        return;
    }
    if (item->kind == KIND_ITEM)
        buf_text(out, item->depth > 1 && item->number[0] ? "- " : "");
    buf_text(out, own_layout_mark(item));
}

/* Words that would be read as a number of the scheme at that place, "OP3 …", get something in front that shows nothing. Below the first level
 * a number has a dash in front. */
static void part_from_number(struct buf *words, const struct numbering *walk,
                             const struct document_item *item)
{
    struct own_number number;

    if (item->kind == KIND_PARAGRAPH && item->depth == 1 && !item->number[0] && words->len > 0 &&
        (own_number_read(walk, item->depth, KIND_ITEM, words->bytes, words->len, "\\[", &number) ||
         number.repeated)) {
        char *rest = buf_take(words);
        buf_format(words, "<u></u>%s", rest);
        free(rest);
    }
}

static void write_item(struct buf *out, const struct document *document, const struct document_markup *markup,
                       const struct document_item *item, const struct numbering *walk, int indent)
{
    struct buf words = BUF_EMPTY;
    struct writer writer = {
        .out = &words, .markup = markup, .brackets = {markup, document->lang, "\\[", "\\]", escape, {0}, 0}};

    write_words(&writer, item);
    if (item->remarks && markup->view == DOCUMENT_BRACKETS) {
        buf_text(&words, words.len ? " " : "");
        escape(&words, item->remarks, strlen(item->remarks));
    }
    if (item->handle && markup->handles)
        buf_format(&words, "%s" DOCUMENT_HANDLE_SIGN "%s", words.len ? " " : "", item->handle);
    escape_start(&words);
    part_from_number(&words, walk, item);
    if (words.len > 0 || item->kind != KIND_PARAGRAPH) {
        buf_char(out, '\n');
        write_mark(out, item, indent);
        if (words.len > 0 && (item->kind != KIND_PARAGRAPH || item->number[0]))
            buf_char(out, ' ');
        buf_add(out, words.bytes, words.len);
        buf_char(out, '\n');
    }
    buf_clear(&words);
}

void export_md(struct buf *out, const struct document *document, const struct document_markup *markup)
{
    int indent = own_layout_indent(document);
    struct buf title = BUF_EMPTY;
    struct numbering walk;

    if (document->title)
        escape(&title, document->title, strlen(document->title));
    buf_text(out, title.len > 0 ? "# " : "#");
    buf_add(out, title.bytes, title.len);
    buf_char(out, '\n');
    buf_clear(&title);
    document_start(&walk, document);
    for (size_t i = 0; i < document->count; i++) {
        write_item(out, document, markup, &document->items[i], &walk, indent);
        document_count(&walk, &document->items[i]);
    }
    buf_text(out, "\n<!-- ");
    own_source_write(out, document);
    buf_text(out, " -->\n");
}
