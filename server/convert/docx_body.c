/* What a paragraph becomes:
 *
 *   <w:p> <w:pPr> style, number, <w:rPr> what became of the paragraph as a whole: that is said of its mark </w:rPr> </w:pPr>
 *     hidden bookmark
 *     comments that begin   wrapper( run run )   comments that end   wrapper( run )   …
 *   </w:p>
 *
 * Wrappers are <w:hyperlink> outside, which no change may hold, then <w:ins>, then <w:del>; in what moved, <w:moveFrom> alone where it leaves
 * and <w:moveTo> around <w:del> where it arrives. A wrapper is kept open as long as what follows has the same. A comment that begins or ends
 * in the middle cuts it: range marks stand between wrappers.
 *
 * LibreOffice takes two changes of one kind and author for one where a minute or less lies between and the first ends where a paragraph ends and
 * the second begins where the next one begins; it forgets that nobody changed the mark between them, so accepting or rejecting joins the
 * paragraphs. There w:date of the second is a minute later; w16du:dateUtc, which Word shows, stays as it was.
 *
 * The last paragraph of a text cannot go in any word processor, so one more follows that nobody proposed, and that has no number.
 */
#include "convert/docx_body.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/xml_write.h"
#include "convert/direction.h"
#include "convert/docx_marks.h"
#include "convert/docx_xml.h"
#include "text/utf.h"

#define APART_MS 62000 /* more than a minute, also in whole seconds */

/* Changes of one author, one behind another, that end where we are, with the first and the last time that was written; no author where there are
 * none. */
struct brink {
    const char *author;
    int64_t first, last;
};

struct brinks {
    struct brink inserted, deleted;
};

/* Where the walk through one text stands. */
struct writer {
    struct docx_body *body;
    struct buf *out;
    const struct docx_text *text;
    size_t column;
    bool in_table;
    bool foreign; /* not in the file's language */
    bool rtl;
    const struct revised_paragraph *paragraph;
    const struct revised_span *open; /* the wrappers that are open are this span's; NULL: none */
    size_t open_link;
    const char *open_target;
    bool begun;                      /* the paragraph has words */
    struct brinks last, last_before; /* of the paragraph so far; of the one before */
};

static uint32_t take_id(struct docx_body *body)
{
    return body->next_id++;
}

/* ` w:id="7" w:author="México" w:date="…"` */
static void write_change_said(struct writer *writer, const struct revision *revision, int64_t said)
{
    buf_format(writer->out, " w:id=\"%u\"", (unsigned)take_id(writer->body));
    docx_write_who(writer->out, revision->author, revision->at, said);
}

static void write_change(struct writer *writer, const struct revision *revision)
{
    write_change_said(writer, revision, revision->at);
}

/* The time to write, so that LibreOffice does not take it for one with what ended before. */
static int64_t time_apart(const struct writer *writer, const struct brink *before,
                          const struct revision *revision)
{
    if (writer->begun || writer->in_table || !before->author || !revision->at ||
        strcmp(before->author, revision->author) != 0 || revision->at >= before->last + APART_MS ||
        revision->at <= before->first - APART_MS)
        return revision->at;
    return before->last + APART_MS;
}

static void extend(struct brink *brink, const char *author, int64_t said)
{
    if (!brink->author || strcmp(brink->author, author) != 0)
        *brink = (struct brink){author, said, said};
    brink->first = said < brink->first ? said : brink->first;
    brink->last = said > brink->last ? said : brink->last;
}

/* `deletes` says which of the two kinds it is; what moves is both, here and there. */
static void open_change(struct writer *writer, const char *name, const struct revision *revision,
                        bool deletes)
{
    const struct brinks *before = &writer->last_before;
    int64_t said = time_apart(writer, deletes ? &before->deleted : &before->inserted, revision);

    extend(deletes ? &writer->last.deleted : &writer->last.inserted, revision->author, said);
    buf_text(writer->out, "<w:");
    buf_text(writer->out, name);
    write_change_said(writer, revision, said);
    buf_char(writer->out, '>');
}

/* --- wrappers ------------------------------------------------------------------------------------------------------- */

static enum revised_move move_of(const struct writer *writer)
{
    return writer->paragraph ? writer->paragraph->move : REVISED_STAYS;
}

static bool is_same(const struct revision *a, const struct revision *b)
{
    return a == b || (a && b && a->at == b->at && strcmp(a->author, b->author) == 0);
}

static void close_wrappers(struct writer *writer)
{
    const struct revised_span *open = writer->open;

    if (!open)
        return;
    buf_text(writer->out, open->deleted ? "</w:del>" : "");
    if (open->inserted)
        buf_text(writer->out, "</w:ins>");
    else if (move_of(writer) != REVISED_STAYS)
        buf_text(writer->out, move_of(writer) == REVISED_LEAVES ? "</w:moveFrom>" : "</w:moveTo>");
    buf_text(writer->out, writer->open_link || writer->open_target ? "</w:hyperlink>" : "");
    writer->open = NULL;
    writer->open_link = 0;
    writer->open_target = NULL;
}

/* Word goes to the bookmark of the item. */
static void open_reference(struct writer *writer, const char *target)
{
    char name[DOCX_MARKS_NAME_BYTES];

    docx_marks_item(target, name);
    buf_format(writer->out, "<w:hyperlink w:anchor=\"%s\" w:history=\"1\">", name);
}

/* What no change of the same kind follows at once has ended. */
static void forget_ended(struct writer *writer, const struct revised_span *span)
{
    if (!span->inserted && move_of(writer) != REVISED_ARRIVES)
        writer->last.inserted = (struct brink){0};
    if (!span->deleted && move_of(writer) != REVISED_LEAVES)
        writer->last.deleted = (struct brink){0};
}

static void open_wrappers(struct writer *writer, const struct revised_span *span, size_t link)
{
    if (writer->open && writer->open_link == link && writer->open_target == span->target &&
        is_same(writer->open->inserted, span->inserted) && is_same(writer->open->deleted, span->deleted))
        return;
    close_wrappers(writer);
    writer->open = span;
    writer->open_link = link;
    writer->open_target = span->target;
    if (span->target)
        open_reference(writer, span->target);
    forget_ended(writer, span);
    if (link)
        buf_format(writer->out, "<w:hyperlink r:id=\"rLink%zu\" w:history=\"1\">", link);
    if (span->inserted)
        open_change(writer, "ins", span->inserted, false);
    else if (move_of(writer) != REVISED_STAYS)
        open_change(writer, move_of(writer) == REVISED_LEAVES ? "moveFrom" : "moveTo",
                    writer->paragraph->moved, move_of(writer) == REVISED_LEAVES);
    if (span->deleted)
        open_change(writer, "del", span->deleted, true);
}

/* --- runs ----------------------------------------------------------------------------------------------------------- */

static void write_language(const struct writer *writer)
{
    if (!writer->foreign)
        return;
    buf_text(writer->out, "<w:lang");
    xml_write_attribute(writer->out, writer->rtl ? "w:bidi" : "w:val", writer->text->lang);
    buf_text(writer->out, "/>");
}

static void write_run_properties(const struct writer *writer, unsigned format, bool link)
{
    struct buf *out = writer->out;
    const char *style = format & REVISED_LABEL     ? "PlenariaNumber"
                        : format & REVISED_BRACKET ? "PlenariaBracket"
                        : format & REVISED_STATUS  ? "PlenariaStatus"
                        : link                     ? "Hyperlink"
                        : format & RUN_LEAD        ? "PlenariaLead"
                                                   : NULL;

    if (!style && !format && !writer->rtl && !writer->foreign)
        return;
    buf_text(out, "<w:rPr>");
    if (style)
        buf_format(out, "<w:rStyle w:val=\"%s\"/>", style);
    buf_text(out, format & RUN_BOLD ? "<w:b/><w:bCs/>" : "");
    buf_text(out, format & RUN_ITALIC ? "<w:i/><w:iCs/>" : "");
    buf_text(out, format & RUN_UNDERLINE ? "<w:u w:val=\"single\"/>" : "");
    buf_text(out, writer->rtl ? "<w:rtl/>" : "");
    write_language(writer);
    buf_text(out, "</w:rPr>");
}

static void write_piece(struct writer *writer, const struct revised_span *span, unsigned format,
                        const char *bytes, size_t len)
{
    struct buf *out = writer->out;
    size_t link = span->link ? docx_links_add(&writer->body->links, span->link) : 0;
    bool tab = len > 0 && bytes[len - 1] == '\t'; /* behind a number */

    if (!len)
        return;
    open_wrappers(writer, span, link);
    writer->begun = true;
    buf_text(out, "<w:r>");
    write_run_properties(writer, format, link != 0 || span->target);
    buf_text(out, span->deleted ? "<w:delText xml:space=\"preserve\">" : "<w:t xml:space=\"preserve\">");
    xml_write(out, bytes, len - tab);
    buf_text(out, span->deleted ? "</w:delText>" : "</w:t>");
    buf_text(out, tab ? "<w:tab/></w:r>" : "</w:r>");
}

/* --- comments and words --------------------------------------------------------------------------------------------- */

/* A comment's beginning or end. */
struct edge {
    uint32_t at;
    size_t comment;
};

/* A walk along the words of a paragraph, and along the edges of its comments. */
struct walk {
    size_t span;
    size_t bytes; /* of that span that are written */
    uint32_t at;
    struct edge *starts, *ends;
    size_t count, next_start, next_end;
    uint32_t first_id; /* of its comments */
};

static int by_place(const void *a, const void *b)
{
    const struct edge *left = a, *right = b;

    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return left->comment < right->comment ? -1 : left->comment > right->comment;
}

static uint32_t units_of(const struct revised_paragraph *paragraph)
{
    if (!paragraph->span_count)
        return 0;
    const struct revised_span *last = &paragraph->spans[paragraph->span_count - 1];
    return last->from + last->units;
}

static void find_edges(const struct revised_paragraph *paragraph, struct walk *walk)
{
    uint32_t end = units_of(paragraph);

    walk->count = paragraph->comment_count;
    walk->starts = mem_alloc((walk->count + 1) * sizeof *walk->starts);
    walk->ends = mem_alloc((walk->count + 1) * sizeof *walk->ends);
    for (size_t i = 0; i < walk->count; i++) {
        const struct revised_comment *first = &paragraph->comments[paragraph->comments[i].parent];
        uint32_t from = first->whole ? 0 : first->from, to = first->whole ? end : first->to;
        to = to > end ? end : to;
        walk->starts[i] = (struct edge){from > to ? to : from, i};
        walk->ends[i] = (struct edge){to, i};
    }
    qsort(walk->starts, walk->count, sizeof *walk->starts, by_place);
    qsort(walk->ends, walk->count, sizeof *walk->ends, by_place);
}

static void write_end(struct writer *writer, uint32_t id)
{
    writer->begun = true;
    writer->last = (struct brinks){0};
    buf_format(writer->out,
               "<w:commentRangeEnd w:id=\"%u\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>"
               "<w:commentReference w:id=\"%u\"/></w:r>",
               (unsigned)id, (unsigned)id);
}

/* What began earlier ends, what begins here begins, and what is on no words ends at once. */
static void write_edges(struct writer *writer, struct walk *walk)
{
    const struct revised_paragraph *paragraph = writer->paragraph;
    size_t started = walk->next_start;

    for (; walk->next_end < walk->count && walk->ends[walk->next_end].at <= walk->at; walk->next_end++) {
        const struct edge *edge = &walk->ends[walk->next_end];
        const struct revised_comment *first = &paragraph->comments[paragraph->comments[edge->comment].parent];
        if (walk->at > 0 && (first->whole || first->from < walk->at))
            write_end(writer, walk->first_id + (uint32_t)edge->comment);
    }
    for (; walk->next_start < walk->count && walk->starts[walk->next_start].at <= walk->at;
         walk->next_start++)
        buf_format(writer->out, "<w:commentRangeStart w:id=\"%u\"/>",
                   (unsigned)(walk->first_id + (uint32_t)walk->starts[walk->next_start].comment));
    for (; started < walk->next_start; started++) {
        const struct revised_comment *comment = &paragraph->comments[walk->starts[started].comment];
        const struct revised_comment *first = &paragraph->comments[comment->parent];
        uint32_t end = units_of(paragraph), to = first->whole || first->to > end ? end : first->to;
        if (to <= walk->at)
            write_end(writer, walk->first_id + (uint32_t)walk->starts[started].comment);
    }
}

static uint32_t next_edge(const struct walk *walk, uint32_t end)
{
    uint32_t next = end;

    if (walk->next_start < walk->count && walk->starts[walk->next_start].at < next)
        next = walk->starts[walk->next_start].at;
    if (walk->next_end < walk->count && walk->ends[walk->next_end].at < next)
        next = walk->ends[walk->next_end].at;
    return next;
}

/* Words of a span from its byte `from` on, of which the lead is a piece of its own. */
static void write_bytes(struct writer *writer, const struct revised_span *span, size_t from, size_t len)
{
    size_t lead = span->lead > from && !span->fixed ? span->lead - from : 0;

    lead = lead < len ? lead : len;
    write_piece(writer, span, span->format | RUN_LEAD, span->bytes + from, lead);
    write_piece(writer, span, span->format, span->bytes + from + lead, len - lead);
}

/* The words up to a place; the rest of a span that goes on beyond it stays. */
static void write_words_to(struct writer *writer, struct walk *walk, uint32_t to)
{
    const struct revised_paragraph *paragraph = writer->paragraph;

    while (walk->span < paragraph->span_count && walk->at < to) {
        const struct revised_span *span = &paragraph->spans[walk->span];
        const char *rest = span->bytes + walk->bytes;
        size_t left = span->len - walk->bytes;
        bool whole = span->from + span->units <= to;
        size_t len = whole || span->fixed ? left : utf_bytes_of(rest, left, to - walk->at, NULL);
        write_bytes(writer, span, walk->bytes, len);
        walk->at = whole ? span->from + span->units : to;
        walk->bytes = whole ? 0 : walk->bytes + len;
        walk->span += whole;
    }
}

static void write_commented(struct writer *writer)
{
    const struct revised_paragraph *paragraph = writer->paragraph;
    uint32_t end = units_of(paragraph);
    struct walk walk = {.first_id = writer->body->next_id};

    writer->body->next_id += (uint32_t)paragraph->comment_count;
    docx_comments_add(&writer->body->comments, paragraph, walk.first_id);
    find_edges(paragraph, &walk);
    for (;;) {
        close_wrappers(writer);
        write_edges(writer, &walk);
        if (walk.at >= end)
            break;
        write_words_to(writer, &walk, next_edge(&walk, end));
    }
    free(walk.starts);
    free(walk.ends);
}

static void write_words(struct writer *writer, const struct revised_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        write_bytes(writer, &spans[i], 0, spans[i].len);
}

/* --- paragraphs ----------------------------------------------------------------------------------------------------- */

static void write_bookmark(struct writer *writer, const char *id)
{
    char name[DOCX_MARKS_NAME_BYTES];
    unsigned number = (unsigned)take_id(writer->body);

    docx_marks_item(id, name);
    buf_format(writer->out, "<w:bookmarkStart w:id=\"%u\" w:name=\"%s\"/><w:bookmarkEnd w:id=\"%u\"/>",
               number, name, number);
}

/* What became of the paragraph as a whole. In a table that is said of its row. */
static void write_mark(struct writer *writer)
{
    const struct revised_paragraph *paragraph = writer->paragraph;
    static const char *const moves[] = {[REVISED_LEAVES] = "moveFrom", [REVISED_ARRIVES] = "moveTo"};

    if (writer->in_table || (!paragraph->inserted && !paragraph->deleted && paragraph->move == REVISED_STAYS))
        return;
    buf_text(writer->out, "<w:rPr>");
    if (paragraph->inserted) {
        buf_text(writer->out, "<w:ins");
        write_change(writer, paragraph->inserted);
        buf_text(writer->out, "/>");
    }
    if (paragraph->deleted) {
        buf_text(writer->out, "<w:del");
        write_change(writer, paragraph->deleted);
        buf_text(writer->out, "/>");
    }
    if (paragraph->move != REVISED_STAYS) {
        buf_format(writer->out, "<w:%s", moves[paragraph->move]);
        write_change(writer, paragraph->moved);
        buf_text(writer->out, "/>");
    }
    buf_text(writer->out, "</w:rPr>");
}

static bool is_numbered(const struct revised_paragraph *paragraph)
{
    return paragraph->before.label[0] || paragraph->after.label[0];
}

static void write_properties(struct writer *writer, struct docx_place place)
{
    const struct revised_paragraph *paragraph = writer->paragraph;
    struct buf *out = writer->out;
    bool number_as_text = !place.list && is_numbered(paragraph);

    buf_text(out, "<w:pPr>");
    if (paragraph->kind == KIND_HEADING)
        buf_format(out, "<w:pStyle w:val=\"Heading%d\"/>", paragraph->depth);
    else if (paragraph->kind == KIND_PARAGRAPH)
        buf_format(out, "<w:pStyle w:val=\"PlenariaText%d\"/>", paragraph->depth);
    else
        buf_text(out, "<w:pStyle w:val=\"ListParagraph\"/>");
    if (place.list)
        buf_format(out, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%zu\"/></w:numPr>", place.level,
                   place.list);
    buf_text(out, writer->rtl ? "<w:bidi/>" : "");
    if (number_as_text)
        buf_format(out, "<w:ind w:left=\"%d\" w:hanging=\"%d\"/>", DOCX_NUMBERING_INDENT * paragraph->depth,
                   DOCX_NUMBERING_INDENT);
    write_mark(writer);
    buf_text(out, "</w:pPr>");
}

static void write_label(struct writer *writer, const char *label, const struct revision *inserted,
                        const struct revision *deleted)
{
    char words[NUMBERING_LABEL_BYTES + 1];
    struct revised_span span = {
        .bytes = words, .format = REVISED_LABEL, .inserted = inserted, .deleted = deleted};

    if (!label[0])
        return;
    span.len = strlen(label);
    memcpy(words, label, span.len);
    words[span.len++] = '\t';
    write_piece(writer, &span, span.format, span.bytes, span.len);
    close_wrappers(writer);
}

/* A number as text. Where it is another one once all is accepted, nobody in particular changes it. */
static void write_labels(struct writer *writer)
{
    static const struct revision by_the_list = {"Plenaria", 0};
    const struct revised_paragraph *paragraph = writer->paragraph;
    const char *before = paragraph->before.label, *after = paragraph->after.label;
    bool differ = revised_is_before(paragraph) && revised_is_after(paragraph) && strcmp(before, after) != 0;

    if (differ) {
        write_label(writer, before, NULL, &by_the_list);
        write_label(writer, after, &by_the_list, NULL);
    } else {
        write_label(writer, after[0] ? after : before, paragraph->inserted, paragraph->deleted);
    }
}

/* Behind the number, in front of the words. */
static void write_former(struct writer *writer)
{
    const struct revised_paragraph *paragraph = writer->paragraph;
    const struct revised_span span = {
        .format = REVISED_LABEL, .inserted = paragraph->inserted, .deleted = paragraph->deleted};

    if (!paragraph->former)
        return;
    write_piece(writer, &span, span.format, paragraph->former, strlen(paragraph->former));
    close_wrappers(writer);
}

static void write_status(struct writer *writer)
{
    const struct revised_paragraph *paragraph = writer->paragraph;
    struct revised_span span = {
        .format = REVISED_STATUS, .inserted = paragraph->inserted, .deleted = paragraph->deleted};
    struct buf words = BUF_EMPTY;

    if (!paragraph->status)
        return;
    buf_format(&words, " [%s]", paragraph->status);
    write_piece(writer, &span, span.format, words.bytes, words.len);
    close_wrappers(writer);
    buf_clear(&words);
}

static void begin_paragraph(struct writer *writer)
{
    writer->last_before = writer->last;
    writer->last = (struct brinks){0};
    writer->begun = false;
}

/* Where the mark is changed too, what stands before and behind it is rightly one. */
static void end_paragraph(struct writer *writer)
{
    const struct revised_paragraph *paragraph = writer->paragraph;

    if (paragraph->inserted || paragraph->move == REVISED_ARRIVES)
        writer->last.inserted = (struct brink){0};
    if (paragraph->deleted || paragraph->move == REVISED_LEAVES)
        writer->last.deleted = (struct brink){0};
}

static void write_paragraph(struct writer *writer, const struct revised_paragraph *paragraph)
{
    struct docx_place place = docx_numbering_next(writer->body->numbering, writer->column, paragraph);

    writer->paragraph = paragraph;
    begin_paragraph(writer);
    buf_text(writer->out, "<w:p>");
    write_properties(writer, place);
    if (paragraph->id && writer->column == 0 && paragraph->move != REVISED_LEAVES)
        write_bookmark(writer, paragraph->id);
    if (!place.list && is_numbered(paragraph))
        write_labels(writer);
    write_former(writer);
    if (paragraph->comment_count)
        write_commented(writer);
    else
        write_words(writer, paragraph->spans, paragraph->span_count);
    close_wrappers(writer);
    write_status(writer);
    end_paragraph(writer);
    buf_text(writer->out, "</w:p>\n");
    writer->paragraph = NULL;
}

static void write_title(struct writer *writer)
{
    buf_text(writer->out, "<w:p><w:pPr><w:pStyle w:val=\"Title\"/>");
    buf_text(writer->out, writer->rtl ? "<w:bidi/></w:pPr>" : "</w:pPr>");
    write_words(writer, writer->text->revised->title, writer->text->revised->title_count);
    close_wrappers(writer);
    buf_text(writer->out, "</w:p>\n");
}

/* --- one text below its title --------------------------------------------------------------------------------------- */

static bool is_same_move(const struct revised_paragraph *a, const struct revised_paragraph *b)
{
    return a && b && a->move == b->move &&
           (a->move == REVISED_STAYS || strcmp(a->move_name, b->move_name) == 0);
}

/* All that moved together, from one place to another, is one range. `id`: of the range that is open. */
static void write_range(struct writer *writer, const struct revised_paragraph *before,
                        const struct revised_paragraph *next, uint32_t *id)
{
    static const char *const names[] = {
        [REVISED_LEAVES] = "moveFromRange", [REVISED_ARRIVES] = "moveToRange"};

    if (is_same_move(before, next))
        return;
    if (before && before->move != REVISED_STAYS)
        buf_format(writer->out, "<w:%sEnd w:id=\"%u\"/>", names[before->move], (unsigned)*id);
    if (!next || next->move == REVISED_STAYS)
        return;
    *id = writer->body->next_id;
    buf_format(writer->out, "<w:%sStart", names[next->move]);
    write_change(writer, next->moved);
    xml_write_attribute(writer->out, "w:name", next->move_name);
    buf_text(writer->out, "/>");
}

static enum status write_text(struct writer *writer, size_t most)
{
    const struct revised *revised = writer->text->revised;
    const struct revised_paragraph *before = NULL;
    uint32_t range = 0;

    write_title(writer);
    for (size_t i = 0; i < revised->count; i++) {
        write_range(writer, before, &revised->paragraphs[i], &range);
        before = &revised->paragraphs[i];
        write_paragraph(writer, before);
        if (writer->out->len > most)
            return STATUS_TOO_LARGE;
    }
    write_range(writer, before, NULL, &range);
    return STATUS_OK;
}

/* --- texts beside each other ---------------------------------------------------------------------------------------- */

#define TABLE_WIDTH 9638 /* of an A4 page between its margins, in twentieths of a point */

static void open_cell(struct writer *writer, size_t count)
{
    buf_format(writer->out, "<w:tc><w:tcPr><w:tcW w:w=\"%zu\" w:type=\"dxa\"/></w:tcPr>",
               TABLE_WIDTH / count);
}

static void write_titles(struct writer *writers, size_t count)
{
    buf_text(writers->out, "<w:tr><w:trPr><w:tblHeader/></w:trPr>");
    for (size_t i = 0; i < count; i++) {
        open_cell(&writers[i], count);
        write_title(&writers[i]);
        buf_text(writers->out, "</w:tc>");
    }
    buf_text(writers->out, "</w:tr>\n");
}

static void write_row_change(struct writer *writer, const char *name, const struct revision *revision)
{
    if (!revision)
        return;
    buf_format(writer->out, "<w:%s", name);
    write_change(writer, revision);
    buf_text(writer->out, "/>");
}

static void write_row(struct writer *writers, size_t count, size_t row)
{
    const struct revised_paragraph *first = &writers->text->revised->paragraphs[row];

    buf_text(writers->out, "<w:tr><w:trPr>");
    write_row_change(writers, "ins", first->inserted);
    write_row_change(writers, "del", first->deleted);
    buf_text(writers->out, "</w:trPr>");
    for (size_t i = 0; i < count; i++) {
        open_cell(&writers[i], count);
        write_paragraph(&writers[i], &writers[i].text->revised->paragraphs[row]);
        buf_text(writers->out, "</w:tc>");
    }
    buf_text(writers->out, "</w:tr>\n");
}

static enum status write_table(struct writer *writers, size_t count, size_t most)
{
    struct buf *out = writers[0].out;

    buf_format(out,
               "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"%d\" "
               "w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
               TABLE_WIDTH);
    for (size_t i = 0; i < count; i++)
        buf_format(out, "<w:gridCol w:w=\"%zu\"/>", TABLE_WIDTH / count);
    buf_text(out, "</w:tblGrid>\n");
    write_titles(writers, count);
    for (size_t i = 0; i < writers[0].text->revised->count; i++) {
        write_row(writers, count, i);
        if (out->len > most)
            return STATUS_TOO_LARGE;
    }
    buf_text(out, "</w:tbl>\n");
    return STATUS_OK;
}

/* --- the part ------------------------------------------------------------------------------------------------------- */

enum status docx_body_write(const struct docx_text *texts, size_t count, size_t most, struct docx_body *out)
{
    struct writer *writers = mem_zero(count, sizeof *writers);

    const struct revised **revised = mem_zero(count, sizeof *revised);
    for (size_t i = 0; i < count; i++)
        revised[i] = texts[i].revised;
    *out = (struct docx_body){.numbering = docx_numbering_create(revised, count), .next_id = 1};
    free(revised);
    for (size_t i = 0; i < count; i++)
        writers[i] = (struct writer){.body = out,
                                     .out = &out->out,
                                     .text = &texts[i],
                                     .column = i,
                                     .in_table = count > 1,
                                     .foreign = i > 0,
                                     .rtl = direction_is_rtl(texts[i].lang)};
    buf_text(&out->out, DOCX_XML_HEAD "<w:document" DOCX_XML_NAMES "><w:body>\n");
    enum status status = count > 1 ? write_table(writers, count, most) : write_text(writers, most);
    buf_text(&out->out,
             "<w:p/><w:sectPr><w:footerReference w:type=\"default\" r:id=\"rFooter\"/><w:pgSz "
             "w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" "
             "w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body>"
             "</w:document>");
    free(writers);
    return status;
}

void docx_body_clear(struct docx_body *body)
{
    docx_links_clear(&body->links);
    docx_comments_clear(&body->comments);
    docx_numbering_destroy(body->numbering);
    buf_clear(&body->out);
    *body = (struct docx_body){0};
}
