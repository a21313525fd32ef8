#include <string.h>

#include "convert/direction.h"
#include "draft/participants.h"
#include "record/compare_write.h"

/* Whose words they are is said by colour, by a note to point at, and on paper by the list at the end. */
static const char style[] =
    ":root{color-scheme:light}\n"
    "body{font:11.5pt/1.5 'Source Serif 4',Georgia,'Times New Roman',serif;color:#16202b;background:#fff;"
    "max-width:46rem;margin:0 auto;padding:3rem 1.5rem}\n"
    "h1{font-size:1.35em;line-height:1.3;text-align:center;margin:0 0 .5rem}\n"
    "header p,.note,footer{font:9.5pt/1.4 'Source Sans 3',system-ui,sans-serif;color:#4a5663}\n"
    "header p{text-align:center;margin:0 0 2rem}\n"
    ".row{margin:0 0 .6rem;padding-inline-start:.7rem;border-inline-start:3px solid transparent;"
    "overflow-wrap:anywhere}\n"
    ".changed{border-inline-start-color:#7a8794}\n"
    ".row p{margin:0}\n.heading p{font-weight:600}\n"
    ".number{margin-inline-end:.5rem}\n"
    "ins{text-decoration:underline;text-decoration-thickness:2px}\n"
    "del{text-decoration:line-through;opacity:.85}\n"
    ".reformatted{border-bottom:1px dotted #4a5663}\n"
    ".came{background:#eef3fa}\n"
    ".note{margin-inline-start:.4rem}\n"
    ".c0{color:#a3123a}.c1{color:#0b5cad}.c2{color:#1b7a3d}.c3{color:#8a4b00}.c4{color:#6b2fa0}"
    ".c5{color:#007079}.c6{color:#9b1c8c}.c7{color:#4d5a00}\n"
    "footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid #c6ccd3;overflow-wrap:anywhere}\n"
    "@page{margin:2.2cm}\n@media print{body{max-width:none;padding:0}}\n";

#define COLOURS 8

struct writer {
    struct buf *out;
    const struct comparison *comparison;
    const struct compare_words *words;
    struct names authors; /* delegations, or people without one, in order of appearance */
};

static void escape(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '&')
            buf_text(out, "&amp;");
        else if (text[i] == '<')
            buf_text(out, "&lt;");
        else if (text[i] == '"')
            buf_text(out, "&quot;");
        else
            buf_char(out, text[i]);
    }
}

static void escape_buf(struct buf *out, struct buf *text)
{
    escape(out, text->bytes ? text->bytes : "", text->len);
    buf_clear(text);
}

/* ---- whose ---- */

static uint32_t colour_of(struct writer *writer, const char *by)
{
    const struct participant *who = participants_find(writer->comparison->moments.to->draft, by);
    return names_number(&writer->authors, who && who->delegation ? who->delegation : by) % COLOURS;
}

static void open_change(struct writer *writer, const char *tag, const char *by_words,
                        const struct authorship *author)
{
    struct buf title = BUF_EMPTY;
    buf_format(writer->out, "<%s", tag);
    if (author->by) {
        buf_format(writer->out, " class=\"c%u\" title=\"", colour_of(writer, author->by));
        buf_format(&title, "%s ", by_words);
        compare_write_author(&title, writer->comparison, author, writer->words);
        escape_buf(writer->out, &title);
        buf_char(writer->out, '"');
    }
    buf_char(writer->out, '>');
}

/* ---- words ---- */

static void write_run(struct buf *out, const struct delta *text, const struct delta_op *op)
{
    bool bold = attributes_get(op->attributes, "bold").key != NULL;
    bool italic = attributes_get(op->attributes, "italic").key != NULL;
    bool underline = attributes_get(op->attributes, "underline").key != NULL;
    buf_text(out, underline ? "<u>" : "");
    buf_text(out, bold ? "<strong>" : "");
    buf_text(out, italic ? "<em>" : "");
    escape(out, delta_op_bytes(text, op), op->len_bytes);
    buf_text(out, italic ? "</em>" : "");
    buf_text(out, bold ? "</strong>" : "");
    buf_text(out, underline ? "</u>" : "");
}

static void write_words(struct writer *writer, const struct compare_row *row, const struct part *part)
{
    struct delta words;
    comparison_words(writer->comparison, row, part, &words);
    for (size_t i = 0; i < words.count; i++)
        write_run(writer->out, &words, &words.ops[i]);
    delta_clear(&words);
}

static void write_other(struct writer *writer, const char *arrow, const char *item)
{
    struct buf name = BUF_EMPTY;
    compare_write_item(&name, writer->comparison, item);
    buf_format(writer->out, "<span class=\"note\">%s ", arrow);
    escape_buf(writer->out, &name);
    buf_text(writer->out, "</span> ");
}

static void write_part(struct writer *writer, const struct compare_row *row, const struct part *part)
{
    struct authorship author = comparison_author(writer->comparison, row, part);
    switch (part->kind) {
    case PART_KEPT:
        buf_text(writer->out, part->reformatted ? "<span class=\"reformatted\">" : "");
        write_words(writer, row, part);
        buf_text(writer->out, part->reformatted ? "</span>" : "");
        return;
    case PART_DELETED:
        open_change(writer, "del", writer->words->deleted, &author);
        write_words(writer, row, part);
        buf_text(writer->out, "</del>");
        return;
    case PART_INSERTED:
        open_change(writer, "ins", writer->words->inserted, &author);
        write_words(writer, row, part);
        buf_text(writer->out, "</ins>");
        return;
    case PART_LEFT:
        write_other(writer, "\xe2\x86\x92", part->other);
        return;
    case PART_CAME:
        buf_text(writer->out, "<span class=\"came\">");
        write_words(writer, row, part);
        buf_text(writer->out, "</span>");
        return;
    }
}

/* ---- items ---- */

static void write_note(struct writer *writer, const char *what, const char *item, uint64_t seq)
{
    struct authorship author = comparison_op(writer->comparison, seq);
    struct buf text = BUF_EMPTY;
    buf_text(&text, what);
    if (item) {
        buf_char(&text, ' ');
        compare_write_item(&text, writer->comparison, item);
    }
    if (author.by) {
        buf_text(&text, ": ");
        compare_write_author(&text, writer->comparison, &author, writer->words);
    }
    buf_text(writer->out, "<span class=\"note\">[");
    escape_buf(writer->out, &text);
    buf_text(writer->out, "]</span>");
}

static void write_turn(struct writer *writer, const char *what, const char *before, const char *after)
{
    if (strcmp(before, after) != 0)
        buf_format(writer->out, "<span class=\"note\">[%s: %s \xe2\x86\x92 %s]</span>", what, before, after);
}

static void write_state(struct writer *writer, const struct compare_row *row)
{
    const struct compare_words *words = writer->words;
    if (row->split_from)
        write_note(writer, words->split, row->split_from, row->state_by);
    else if (row->joined_to)
        write_note(writer, words->joined, row->joined_to, row->state_by);
    else if (row->state == ROW_ADDED || row->state == ROW_RESTORED || row->state == ROW_REMOVED)
        write_note(writer,
                   row->state == ROW_ADDED      ? words->added
                   : row->state == ROW_RESTORED ? words->restored
                                                : words->removed,
                   NULL, row->state_by);
    if (row->moved)
        write_note(writer, words->moved, NULL, row->moved_by);
    if (!row->before || !row->after)
        return;
    write_turn(writer, words->status, item_status_name(row->before->status),
               item_status_name(row->after->status));
    write_turn(writer, words->kind, item_kind_name(row->before->kind), item_kind_name(row->after->kind));
}

static void write_row(struct writer *writer, const struct compare_row *row)
{
    const struct document_item *item = row->after ? row->after : row->before;
    buf_format(writer->out, "<div class=\"row %s%s\" style=\"margin-inline-start:%.1frem\"><p>",
               item_kind_name(item->kind), row->state == ROW_SAME ? "" : " changed", 2.4 * (item->depth - 1));
    if (item->number[0])
        buf_format(writer->out, "<span class=\"number\">%s%s%s</span>", row->after ? "" : "<del>",
                   item->number, row->after ? "" : "</del>");
    for (size_t i = 0; i < row->parts.count; i++)
        write_part(writer, row, &row->parts.all[i]);
    write_state(writer, row);
    buf_text(writer->out, "</p></div>\n");
}

static void write_title(struct writer *writer)
{
    const char *before = writer->comparison->before.document.title;
    const char *after = writer->comparison->after.document.title;
    bool same = strcmp(before, after) == 0;
    buf_text(writer->out, "<h1>");
    if (!same) {
        buf_text(writer->out, "<del>");
        escape(writer->out, before, strlen(before));
        buf_text(writer->out, "</del> <ins>");
    }
    escape(writer->out, after, strlen(after));
    buf_text(writer->out, same ? "</h1>\n" : "</ins></h1>\n");
}

static void write_moment(struct writer *writer, const char *what, uint64_t seq)
{
    buf_format(writer->out, "%s %llu (", what, (unsigned long long)seq);
    compare_write_time(writer->out, comparison_op(writer->comparison, seq).at);
    buf_char(writer->out, ')');
}

static void write_authors(struct writer *writer)
{
    buf_text(writer->out, "<footer>");
    for (uint32_t i = 0; i < writer->authors.count; i++) {
        struct buf name = BUF_EMPTY;
        compare_write_group(&name, writer->comparison, names_at(&writer->authors, i));
        buf_format(writer->out, "<span class=\"c%u\">\xe2\x96\xa0 ", i % COLOURS);
        escape_buf(writer->out, &name);
        buf_text(writer->out, "</span> ");
    }
    buf_format(writer->out, "<br>SHA-256 %s \xe2\x86\x92 %s</footer>\n",
               writer->comparison->before.document.head, writer->comparison->after.document.head);
}

void compare_write_html(struct buf *out, const struct comparison *comparison)
{
    const struct document *before = &comparison->before.document, *after = &comparison->after.document;
    struct writer writer = {.out = out, .comparison = comparison, .words = compare_words_for(after->lang)};
    buf_format(out, "<!doctype html>\n<html lang=\"%s\"%s>\n<head>\n<meta charset=\"utf-8\">\n", after->lang,
               direction_is_rtl(after->lang) ? " dir=\"rtl\"" : "");
    buf_text(out, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
    escape(out, after->title, strlen(after->title));
    buf_format(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>", style);
    write_title(&writer);
    buf_format(out, "<p>%s ", writer.words->changes);
    write_moment(&writer, writer.words->from, before->seq);
    buf_char(out, ' ');
    write_moment(&writer, writer.words->to, after->seq);
    buf_text(out, "</p></header>\n<main>\n");
    if (!comparison->changes)
        buf_format(out, "<p>%s</p>\n", writer.words->nothing);
    for (size_t i = 0; i < comparison->count; i++)
        write_row(&writer, &comparison->rows[i]);
    buf_text(out, "</main>\n");
    write_authors(&writer);
    buf_text(out, "</body>\n</html>\n");
    names_clear(&writer.authors);
}
