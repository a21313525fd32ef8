#include "convert/export_txt.h"

#include <string.h>

#include "convert/bracket_label.h"
#include "convert/own_layout.h"
#include "convert/own_source.h"
#include "convert/runs.h"
#include "text/utf.h"

struct writer {
    struct buf *out; /* the words of one entry */
    const struct document_markup *markup;
    struct bracket_writer brackets;
};

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

static void write_run(void *context, const struct run *run)
{
    struct writer *writer = context;

    buf_add(writer->out, run->bytes, run->len);
}

static void write_words(struct writer *writer, const struct document_item *item)
{
    const struct run_visitor visitor = {open_bracket, close_bracket, write_run, writer, false, true};

    runs_visit(item, writer->markup->view, &visitor);
}

static void write_blanks(struct buf *out, int columns)
{
    for (int i = 0; i < columns; i++)
        buf_char(out, ' ');
}

static void underline(struct buf *out, const char *words, size_t len, char c, int indent)
{
    size_t width = utf_len_u16(words, len);

    width = width < 3 ? 3 : width > OWN_LAYOUT_UNDERLINE_MAX ? OWN_LAYOUT_UNDERLINE_MAX : width;
    write_blanks(out, indent);
    for (size_t i = 0; i < width; i++)
        buf_char(out, c);
    buf_char(out, '\n');
}

static void write_item(struct writer *writer, const struct document_item *item, int indent)
{
    struct buf *out = writer->out;
    struct buf words = BUF_EMPTY;

    writer->out = &words;
    write_words(writer, item);
    writer->out = out;
    if (item->remarks && writer->markup->view == DOCUMENT_BRACKETS)
        buf_format(&words, "%s%s", words.len ? " " : "", item->remarks);
    if (item->handle && writer->markup->handles)
        buf_format(&words, "%s" DOCUMENT_HANDLE_SIGN "%s", words.len ? " " : "", item->handle);
    if (words.len == 0 && item->kind == KIND_PARAGRAPH)
        return;
    buf_char(out, '\n');
    if (words.len > 0 || item->kind == KIND_ITEM) {
        write_blanks(out, indent);
        const char *mark = own_layout_mark(item);
        buf_text(out, mark);
        if (mark[0] && words.len > 0)
            buf_char(out, ' ');
        buf_add(out, words.bytes, words.len);
        buf_char(out, '\n');
    }
    if (item->kind == KIND_HEADING)
        underline(out, words.bytes, words.len, '-', indent);
    buf_clear(&words);
}

void export_txt(struct buf *out, const struct document *document, const struct document_markup *markup)
{
    struct writer writer = {
        .out = out, .markup = markup, .brackets = {markup, document->lang, "[", "]", buf_add, {0}, 0}};
    int indent = own_layout_indent(document);
    const char *title = document->title ? document->title : "";

    if (title[0]) {
        buf_text(out, title);
        buf_char(out, '\n');
    }
    underline(out, title, strlen(title), '=', 0);
    for (size_t i = 0; i < document->count; i++)
        write_item(&writer, &document->items[i], indent * (document->items[i].depth - 1));
    buf_text(out, "\n[");
    own_source_write(out, document);
    buf_text(out, "]\n");
}
