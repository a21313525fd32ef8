#include "convert/export_html.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/bracket_label.h"
#include "convert/direction.h"
#include "convert/language.h"
#include "convert/references.h"
#include "convert/runs.h"
#include "convert/words.h"

/* Numbers hang in the margin of their level. The faces are those of the page where the reader's machine has them; in the file each cut would
 * take 27 kB, more than most texts. What one sees struck says "del." only to those who copy it or have it read. On paper: no shadows, links as text, headings kept with what follows. */
static const char style[] =
    ":root{color-scheme:light}\n"
    "body{font:11.5pt/1.5 'Source Serif 4',Georgia,'Times New Roman',serif;color:#16202b;background:#fff;"
    "max-width:44rem;margin:0 auto;padding:3rem 1.5rem}\n"
    "h1{font-size:1.35em;line-height:1.3;text-align:center;margin:0 0 2rem}\n"
    "h2,h3,h4,h5,h6{font-size:1em;line-height:1.4;margin:1.4rem 0 .6rem;break-after:avoid}\n"
    "ol{list-style:none;margin:0;padding:0}\n"
    "ol ol{padding-inline-start:2.4rem}\n"
    "li{margin:0 0 .6rem}\n"
    "li.item>p{padding-inline-start:2.4rem;text-indent:-2.4rem}\n"
    "p{margin:0 0 .6rem;orphans:3;widows:3;overflow-wrap:break-word}\n"
    ".number{display:inline-block;min-width:2.4rem;text-indent:0}\n"
    ".handle{font-size:.8em;color:#4a5663;white-space:nowrap}\n"
    "ins,del{border-radius:2px}\n"
    "ins{text-decoration:underline;background:#e7f3e8}\n"
    "del{text-decoration:line-through;background:#fbe9e7}\n"
    ".who{font:600 .78em/1 'Source Sans "
    "3',system-ui,sans-serif;text-decoration:none;display:inline-block;white-space:pre}\n"
    ".said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
    "footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid #c6ccd3;font:9pt/1.4 'Source Sans "
    "3',system-ui,sans-serif;"
    "color:#4a5663;overflow-wrap:anywhere}\n"
    "table{width:100%;table-layout:fixed;border-collapse:collapse}\n"
    "th{font:600 .8em/1.4 'Source Sans 3',system-ui,sans-serif;text-align:start;padding:0 0 .6rem}\n"
    "td{vertical-align:top;padding:0}\n"
    "td+td,th+th{padding-inline-start:1.6rem}\n"
    "tr{break-inside:avoid}\n"
    ".side{max-width:72rem}\n"
    "div.item>p{padding-inline-start:2.4rem;text-indent:-2.4rem}\n"
    ".d2{margin-inline-start:1.2rem}.d3{margin-inline-start:2.4rem}.d4,.d5,.d6,.d7,.d8{margin-inline-start:3."
    "6rem}\n"
    "@page{margin:2.2cm}\n"
    "@media print{body{max-width:none;padding:0}a{color:inherit;text-decoration:none}"
    "ins,del{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

struct writer {
    struct buf *out;
    const struct document_markup *markup;
    bool closed; /* the last thing of these words was the end of a bracket */
};

static void escape(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        switch (text[i]) {
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        default:
            buf_char(out, text[i]);
        }
    }
}

static void escape_text(struct buf *out, const char *text)
{
    escape(out, text, strlen(text));
}

/* The second half of a replacement goes on in the bracket of the first. */
static void open_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct writer *writer = context;

    if (bracket->half == NESTING_INSTEAD) {
        buf_text(writer->out, bracket->deletes ? "<del>" : "<ins>");
        return;
    }
    struct bracket_label label = bracket_label_make(writer->markup, bracket);
    buf_text(writer->out, writer->closed && label.before[0] ? " " : "");
    buf_text(writer->out, bracket->deletes ? "<del>" : "<ins>");
    writer->closed = false;
    buf_text(writer->out, "<span class=\"who\">[");
    if (label.kind[0])
        buf_format(writer->out, "<span class=\"said\">%s</span>", label.kind);
    buf_text(writer->out, label.before);
    if (label.name[0]) {
        buf_text(writer->out, "<bdi>");
        escape_text(writer->out, label.name);
        buf_text(writer->out, "</bdi>");
    }
    buf_format(writer->out, "%s</span>", label.after);
}

static void close_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct writer *writer = context;

    buf_format(writer->out, "<span class=\"who\">%s</span>", bracket_label_end(bracket));
    buf_text(writer->out, bracket->deletes ? "</del>" : "</ins>");
    writer->closed = bracket->half != NESTING_STRUCK;
}

static void write_run(void *context, const struct run *run)
{
    struct writer *writer = context;
    struct buf *out = writer->out;

    writer->closed = false;
    if (run->target)
        buf_format(out, "<a href=\"#%s\">", run->target);
    if (run->link) {
        buf_text(out, "<a rel=\"noreferrer noopener\" href=\"");
        escape_text(out, run->link);
        buf_text(out, "\">");
    }
    buf_text(out, run->format & RUN_UNDERLINE ? "<u>" : "");
    buf_text(out, run->format & RUN_BOLD ? "<strong>" : "");
    buf_text(out, run->format & (RUN_ITALIC | RUN_LEAD) ? "<em>" : "");
    escape(out, run->bytes, run->len);
    buf_text(out, run->format & (RUN_ITALIC | RUN_LEAD) ? "</em>" : "");
    buf_text(out, run->format & RUN_BOLD ? "</strong>" : "");
    buf_text(out, run->format & RUN_UNDERLINE ? "</u>" : "");
    if (run->link || run->target)
        buf_text(out, "</a>");
}

/* The item's id as an attribute. A page has each once. */
static void write_id(struct buf *out, const struct document_item *item)
{
    if (!item->id)
        return;
    buf_text(out, " id=\"");
    escape_text(out, item->id);
    buf_char(out, '"');
}

/* Its number and words, as a heading or a paragraph. */
static void write_words(struct writer *writer, const struct document_item *item)
{
    const struct run_visitor visitor = {open_bracket, close_bracket, write_run, writer, true, true};
    struct buf *out = writer->out;
    int level = item->depth < 5 ? item->depth + 1 : 6;

    if (item->kind == KIND_HEADING)
        buf_format(out, "<h%d>", level);
    else
        buf_text(out, "<p>");
    if (item->number[0])
        buf_format(out, "<span class=\"number\">%s</span> ", item->number);
    writer->closed = false;
    runs_visit(item, writer->markup->view, &visitor);
    if (item->handle && writer->markup->handles)
        buf_format(out, " <span class=\"handle\">" DOCUMENT_HANDLE_SIGN "%s</span>", item->handle);
    if (item->kind == KIND_HEADING)
        buf_format(out, "</h%d>", level);
    else
        buf_text(out, "</p>");
}

/* <li> is left open for the list of what is below. */
static void write_item(struct writer *writer, const struct document_item *item)
{
    buf_format(writer->out, "<li class=\"%s\"", item_kind_name(item->kind));
    write_id(writer->out, item);
    buf_char(writer->out, '>');
    write_words(writer, item);
}

static void write_items(struct writer *writer, const struct document *document)
{
    struct buf *out = writer->out;
    int depth = 0; /* of the open <li> */

    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        for (; depth > item->depth; depth--)
            buf_text(out, "</li>\n</ol>\n");
        if (depth == item->depth)
            buf_text(out, "</li>\n");
        for (; depth < item->depth; depth++) /* one level at a time, in a well-formed tree */
            buf_text(out, depth + 1 < item->depth ? "\n<ol>\n<li>" : "\n<ol>\n");
        write_item(writer, item);
    }
    for (; depth > 0; depth--)
        buf_text(out, "</li>\n</ol>\n");
}

static void write_footer(struct buf *out, const struct document *document)
{
    const struct words *words = words_for(document->lang);

    buf_text(out, "<footer>");
    buf_text(out, document->adopted ? words->adopted : words->draft);
    if (document->date) {
        buf_text(out, " \xc2\xb7 ");
        escape_text(out, document->date);
    }
    buf_text(out, " \xc2\xb7 ");
    buf_text(out, words->state);
    buf_char(out, ' ');
    buf_number(out, document->seq);
    if (document->head) {
        buf_text(out, " \xc2\xb7 SHA-256 ");
        escape_text(out, document->head);
    }
    buf_text(out, "</footer>\n");
}

/* "Página 1 de 3" at the foot of each sheet of paper. */
static void write_page_numbers(struct buf *out, const char *lang)
{
    const struct words *words = words_for(lang);

    buf_format(out,
               "@page{@bottom-center{content:'%s ' counter(page) ' %s ' counter(pages);font:9pt 'Source Sans "
               "3',system-ui,sans-serif;color:#4a5663}}\n",
               words->page, words->of);
}

static void write_lang(struct buf *out, const char *lang)
{
    buf_text(out, " lang=\"");
    escape_text(out, lang ? lang : "und");
    buf_text(out, direction_is_rtl(lang) ? "\" dir=\"rtl\"" : "\"");
}

/* ---- several languages beside each other ---- */

/* Of the same item in another language. Where languages do not show the same items, each shows what it has. */
static const struct document_item *same_item(const struct document *document, size_t *from, const char *id)
{
    for (size_t i = *from; i < document->count; i++) {
        if (!id || !document->items[i].id || strcmp(document->items[i].id, id) != 0)
            continue;
        *from = i + 1;
        return &document->items[i];
    }
    return NULL;
}

static void write_row(struct writer *writer, const struct document *shown, size_t count, size_t row,
                      size_t *next)
{
    struct buf *out = writer->out;

    buf_text(out, "<tr");
    write_id(out, &shown[0].items[row]);
    buf_char(out, '>');
    for (size_t i = 0; i < count; i++) {
        const struct document_item *first = &shown[0].items[row];
        const struct document_item *item = i ? same_item(&shown[i], &next[i], first->id) : first;
        buf_text(out, "<td");
        write_lang(out, shown[i].lang);
        buf_char(out, '>');
        if (item) {
            buf_format(out, "<div class=\"%s d%d\">", item_kind_name(item->kind), item->depth);
            write_words(writer, item);
            buf_text(out, "</div>");
        }
        buf_text(out, "</td>");
    }
    buf_text(out, "</tr>\n");
}

static void write_table(struct writer *writer, const struct document *shown, size_t count)
{
    struct buf *out = writer->out;
    size_t *next = mem_zero(count, sizeof *next);

    buf_text(out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        buf_text(out, "<th scope=\"col\"");
        write_lang(out, shown[i].lang);
        buf_char(out, '>');
        escape_text(out, shown[i].lang ? language_own_name(shown[i].lang) : "");
        buf_text(out, "</th>");
    }
    buf_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < shown[0].count; row++)
        write_row(writer, shown, count, row, next);
    buf_text(out, "</tbody>\n</table>\n");
    free(next);
}

/* ---- the page ---- */

static const char *title_of(const struct document *document)
{
    return document->title ? document->title : "";
}

static void write_head(struct buf *out, const struct document *document)
{
    buf_text(out, "<!doctype html>\n<html");
    write_lang(out, document->lang);
    buf_text(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
    escape_text(out, title_of(document));
    buf_text(out, "</title>\n<style>\n");
    buf_text(out, style);
    write_page_numbers(out, document->lang);
    buf_text(out, "</style>\n</head>\n");
}

static void write_titles(struct buf *out, const struct document *shown, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i && strcmp(title_of(&shown[i]), title_of(&shown[0])) == 0)
            continue;
        buf_text(out, "<h1");
        if (count > 1)
            write_lang(out, shown[i].lang);
        buf_char(out, '>');
        escape_text(out, title_of(&shown[i]));
        buf_text(out, "</h1>\n");
    }
}

enum status export_html(struct buf *out, const struct document *documents, size_t count,
                        const struct document_markup *markup)
{
    struct writer writer = {.out = out, .markup = markup};
    struct shown_document *all = mem_zero(count, sizeof *all);
    struct document *shown = mem_zero(count, sizeof *shown);

    for (size_t i = 0; i < count; i++) {
        shown_document_fill(&documents[i], markup->view, &all[i]);
        shown[i] = all[i].document;
    }
    write_head(out, &shown[0]);
    buf_text(out, count > 1 ? "<body class=\"side\">\n<main>\n" : "<body>\n<main>\n");
    write_titles(out, shown, count);
    if (count > 1)
        write_table(&writer, shown, count);
    else
        write_items(&writer, &shown[0]);
    buf_text(out, "</main>\n");
    write_footer(out, &shown[0]);
    buf_text(out, "</body>\n</html>\n");
    for (size_t i = 0; i < count; i++)
        shown_document_clear(&all[i]);
    free(all);
    free(shown);
    return STATUS_OK;
}
