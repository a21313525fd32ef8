#include "convert/word_pieces.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/docx_numbering.h"
#include "convert/glyph.h"
#include "convert/word_styles.h"
#include "text/utf.h"

#define HEADING_U16          160 /* longer ones are paragraphs that only look like headings */
#define NUMBERED_HEADING_U16 60  /* … of numbered ones that end like a sentence */

struct making {
    struct word_file *file;
    const struct word_fate *fates;
    const struct word_tables *tables;
    struct word_pieces *out;
};

/* ---- numbers ---- */

static bool number_of(const struct making *making, size_t index, struct word_label *out)
{
    struct word_file *file = making->file;
    const struct word_paragraph *paragraph = &file->paragraphs[index];
    struct word_style style = word_styles_get(file->styles, paragraph->style);
    long num = paragraph->num >= 0 ? paragraph->num : style.num;
    long level = paragraph->level >= 0 ? paragraph->level : style.level;
    bool gone = paragraph->joined || word_marks_have(&file->marks[paragraph->marks], true);

    return word_numbering_next(file->numbering, num, level, word_styles_id(file->styles, paragraph->style),
                               !gone, out);
}

/* ---- what a paragraph is by its style ---- */

static bool is_heading(const struct word_paragraph *paragraph, const struct word_style *style, bool numbered)
{
    long outline = paragraph->outline >= 0 ? paragraph->outline : style->outline;
    uint32_t length = utf_len_u16(paragraph->words.bytes ? paragraph->words.bytes : "", paragraph->words.len);

    if (style->heading == 0 && !(outline >= 0 && outline < 9))
        return false;
    bool sentence = glyph_ends_sentence(paragraph->words.bytes, paragraph->words.len) &&
                    glyph_last(paragraph->words.bytes, paragraph->words.len) != ':';
    return length <= HEADING_U16 && !(numbered && sentence && length > NUMBERED_HEADING_U16);
}

static bool is_own(const struct word_file *file, const struct word_paragraph *paragraph)
{
    return file->source.draft && paragraph->item[0];
}

/* The depth that an indentation of an export of ours stands for; 0: of none. */
static int own_depth(long indent)
{
    long depth = indent / DOCX_NUMBERING_INDENT;

    return indent % DOCX_NUMBERING_INDENT == 0 && depth > 0 && depth <= DRAFT_MAX_DEPTH ? (int)depth : 0;
}

/* An item of an export of ours whose number Word does not count: it is only proposed, or numbers are frozen. */
static bool is_own_item(const struct word_file *file, const struct word_paragraph *paragraph)
{
    return is_own(file, paragraph) && paragraph->labelled && own_depth(paragraph->indent) > 0;
}

static void describe(const struct making *making, size_t index, struct word_piece *piece)
{
    const struct word_paragraph *paragraph = &making->file->paragraphs[index];
    struct word_style style = word_styles_get(making->file->styles, paragraph->style);

    piece->numbered = number_of(making, index, &piece->label);
    if (!piece->numbered && is_own_item(making->file, paragraph)) {
        piece->role = BLOCK_ITEM;
        piece->depth = own_depth(paragraph->indent);
    } else if (style.title) {
        piece->role = BLOCK_TITLE;
    } else if (is_heading(paragraph, &style, piece->numbered)) {
        piece->role = BLOCK_HEADING;
        piece->level = style.heading ? (uint32_t)style.heading : (uint32_t)paragraph->outline + 1;
        piece->depth = making->file->source.draft ? style.heading : 0;
    } else if (style.text && !piece->numbered) {
        piece->role = BLOCK_PARAGRAPH;
        piece->depth = style.text;
    } else if (piece->numbered && is_own(making->file, paragraph)) {
        piece->depth = own_depth(paragraph->indent >= 0 ? paragraph->indent : piece->label.indent);
    }
    if (piece->words.indent < 0)
        piece->words.indent =
            piece->numbered && piece->label.indent >= 0 ? piece->label.indent : style.indent;
}

/* ---- pieces ---- */

static struct word_piece *add_piece(struct word_pieces *pieces, size_t first)
{
    pieces->list = mem_grow(pieces->list, pieces->count, &pieces->capacity, sizeof *pieces->list);
    struct word_piece *piece = &pieces->list[pieces->count++];
    *piece = (struct word_piece){.first = first, .fate = {WORD_NONE, WORD_NONE}};
    piece->words.words = piece->other.words = (struct buf)BUF_EMPTY;
    piece->words.indent = -1;
    return piece;
}

static void append_words(struct word_paragraph *to, const struct word_paragraph *from, const char *between)
{
    struct word_run plain = {.link = WORD_NONE};

    if (to->words.len > 0 && from->words.len > 0)
        word_add_words(to, between, strlen(between), &plain);
    for (size_t i = 0; i < from->run_count; i++)
        word_add_words(to, from->words.bytes + from->runs[i].at, from->runs[i].len, &from->runs[i]);
}

static void put(struct making *making, size_t index, struct word_piece *piece, const char *between)
{
    const struct word_paragraph *paragraph = &making->file->paragraphs[index];
    size_t gap = piece->words.words.len > 0 ? strlen(between) : 0;

    making->out->places[index] =
        (struct word_place){making->out->count - 1, (uint32_t)(piece->words.words.len + gap)};
    append_words(&piece->words, paragraph, between);
    piece->words.commented = piece->words.commented || paragraph->commented;
}

static void add_paragraph(struct making *making, size_t index)
{
    struct word_piece *piece = add_piece(making->out, index);

    piece->words.indent = making->file->paragraphs[index].indent;
    if (making->fates)
        piece->fate = making->fates[index];
    describe(making, index, piece);
    put(making, index, piece, "");
}

/* Whether a paragraph belongs to a row, or is apart within it. */
static bool in_row(const struct word_paragraph *paragraph, const struct word_paragraph *row)
{
    return paragraph->flow == WORD_APART ||
           (paragraph->flow == WORD_BODY && paragraph->table == row->table && paragraph->row == row->row);
}

/* In a row Word's own numbers are words, as nothing else would show them. Of a cell that holds a number alone it is told, unless the row changes: nobody
 * knows then whether it stays. */
static bool shows_number(struct making *making, size_t index, struct word_label *label)
{
    const struct word_paragraph *paragraph = &making->file->paragraphs[index];

    return number_of(making, index, label) && label->style != MARKER_BULLET &&
           (paragraph->words.len > 0 || paragraph->marks == 0);
}

static void put_number(struct making *making, size_t index, struct word_piece *piece, const char *text,
                       const char *between)
{
    struct word_run like = {.link = WORD_NONE, .marks = making->file->paragraphs[index].marks};
    struct word_run plain = {.link = WORD_NONE};

    if (piece->words.words.len > 0)
        word_add_words(&piece->words, between, strlen(between), &plain);
    word_add_words(&piece->words, text, strlen(text), &like);
}

/* All words of a row, cells apart by bars; returns the paragraph behind it. */
static size_t add_row(struct making *making, size_t index)
{
    const struct word_file *file = making->file;
    const struct word_paragraph *first = &file->paragraphs[index];
    struct word_piece *piece = add_piece(making->out, index);
    uint32_t column = first->column;
    struct word_label label;

    piece->row = true;
    for (; index < file->count && in_row(&file->paragraphs[index], first); index++) {
        const struct word_paragraph *paragraph = &file->paragraphs[index];
        if (paragraph->flow == WORD_APART)
            continue;
        const char *between = paragraph->column == column ? " " : " | ";
        bool numbered = shows_number(making, index, &label);
        if (!numbered && paragraph->words.len == 0)
            continue;
        if (numbered)
            put_number(making, index, piece, label.text, between);
        if (paragraph->words.len > 0)
            put(making, index, piece, numbered ? " " : between);
        column = paragraph->column;
    }
    return index;
}

/* The first paragraph from `index` on that is in the original's column of a row; `end` where there is none. */
static size_t original_cell(const struct making *making, size_t index, size_t end, uint32_t original)
{
    const struct word_paragraph *paragraphs = making->file->paragraphs;

    while (index < end && (paragraphs[index].flow != WORD_BODY || paragraphs[index].column != original))
        index++;
    return index;
}

/* A translation beside which the original has no words: number and style are those of the empty cell, so it is an item like the others. */
static void add_untold(struct making *making, size_t index, size_t cell)
{
    struct word_piece *piece = add_piece(making->out, index);

    if (making->fates)
        piece->fate = making->fates[cell];
    describe(making, cell, piece);
}

/* A row of two languages: paragraph by paragraph of the original column, each with the one beside it; what is left over of the other joins the
 * last. Returns the paragraph behind the row. */
static size_t add_pairs(struct making *making, size_t index, const struct word_table *table)
{
    const struct word_file *file = making->file;
    const struct word_paragraph *first = &file->paragraphs[index];
    size_t start = making->out->count, end = index;

    for (; end < file->count && in_row(&file->paragraphs[end], first); end++)
        if (file->paragraphs[end].flow == WORD_BODY && file->paragraphs[end].column == table->original &&
            file->paragraphs[end].words.len > 0)
            add_paragraph(making, end);
    size_t next = start;
    for (size_t i = index; i < end; i++) {
        if (file->paragraphs[i].flow == WORD_APART || file->paragraphs[i].column == table->original ||
            file->paragraphs[i].words.len == 0)
            continue;
        if (making->out->count == start) { /* nothing beside it */
            size_t cell = original_cell(making, index, end, table->original);
            add_untold(making, i, cell < end ? cell : i);
        }
        struct word_piece *piece =
            &making->out->list[next < making->out->count ? next : making->out->count - 1];
        append_words(&piece->other, &file->paragraphs[i], " ");
        making->out->places[i] = (struct word_place){(size_t)(piece - making->out->list), 0};
        next++;
    }
    return end;
}

/* The paragraphs of the notes that a paragraph refers to. */
static void add_notes(struct making *making, size_t anchor)
{
    struct word_file *file = making->file;

    for (size_t n = 0; n < file->note_count; n++) {
        const struct word_note *note = &file->notes[n];
        bool begun = false;
        for (size_t i = 0; note->anchor == anchor && i < file->count; i++) {
            const struct word_paragraph *paragraph = &file->paragraphs[i];
            if (paragraph->flow != WORD_NOTE || paragraph->note != note->key || paragraph->words.len == 0)
                continue;
            struct word_piece *piece = add_piece(making->out, i);
            struct word_run plain = {.link = WORD_NONE};
            piece->role = BLOCK_BELOW;
            if (!begun)
                word_add_words(&piece->words, note->label, strlen(note->label), &plain);
            begun = true;
            put(making, i, piece, " ");
        }
    }
}

static bool is_text(const struct making *making, size_t index)
{
    const struct word_paragraph *paragraph = &making->file->paragraphs[index];
    struct word_style style = word_styles_get(making->file->styles, paragraph->style);

    return paragraph->flow == WORD_BODY && !paragraph->in_contents && !style.contents;
}

/* Takes the next paragraph, or the row that begins with it; returns the one behind it. */
static size_t take(struct making *making, size_t index)
{
    const struct word_paragraph *paragraph = &making->file->paragraphs[index];
    const struct word_table *table = &making->tables->list[paragraph->table];
    struct word_label unused;

    if (!is_text(making, index))
        return index + 1;
    if (paragraph->table > 0 && table->use == WORD_TABLE_LANGUAGES)
        return add_pairs(making, index, table);
    if (paragraph->table > 0 && table->use == WORD_TABLE_ROWS)
        return add_row(making, index);
    if (paragraph->words.len > 0)
        add_paragraph(making, index);
    else
        number_of(making, index, &unused); /* an empty item is none, and its number is used up */
    return index + 1;
}

void word_pieces_make(struct word_file *file, const struct word_fate *fates, const struct word_tables *tables,
                      struct word_pieces *out)
{
    struct making making = {file, fates, tables, out};

    *out = (struct word_pieces){.list = NULL};
    out->places = mem_alloc((file->count + 1) * sizeof *out->places);
    for (size_t i = 0; i < file->count; i++)
        out->places[i] = (struct word_place){SIZE_MAX, 0};
    for (size_t i = 0; i < file->count;) {
        size_t end = take(&making, i);
        for (; i < end; i++)
            add_notes(&making, i);
    }
}

static void clear_words(struct word_paragraph *paragraph)
{
    buf_clear(&paragraph->words);
    free(paragraph->runs);
}

void word_pieces_clear(struct word_pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        clear_words(&pieces->list[i].words);
        clear_words(&pieces->list[i].other);
    }
    free(pieces->list);
    free(pieces->places);
    *pieces = (struct word_pieces){.list = NULL};
}
