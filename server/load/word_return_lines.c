/* The step of word_return_read() that reads what the file shows: its paragraphs, how deep each says that it is, and its words as cells, struck and
 * inserted ones too. */
#include <string.h>

#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/word_numbering.h"
#include "convert/word_styles.h"
#include "load/word_return_state.h"

/* By our own styles, or the list. */
static void read_depth(struct word_line *line, const struct word_paragraph *paragraph,
                       const struct word_style *style, const struct word_label *label)
{
    line->exact = true;
    if (style->text > 0) {
        line->depth = style->text;
    } else if (style->heading > 0) {
        line->depth = style->heading;
    } else if (line->numbered) {
        line->exact = false;
        line->depth = label->level + 1;
        line->list = paragraph->num >= 0 ? paragraph->num : style->num;
    }
}

/* How many of the runs from `i` on lead to one place and are marked alike. */
static size_t same_link(const struct word_paragraph *paragraph, size_t i)
{
    const struct word_run *first = &paragraph->runs[i];
    size_t end = i + 1;

    while (end < paragraph->run_count && paragraph->runs[end].link == first->link &&
           paragraph->runs[end].marks == first->marks)
        end++;
    return end - i;
}

/* The code of the reference that begins with a run and is as the draft showed it, and how many runs it has; else 0. */
static uint32_t reference_at(const struct word_return *returned, const struct word_paragraph *paragraph,
                             size_t i, size_t *runs)
{
    const struct word_run *first = &paragraph->runs[i];

    if (first->link == WORD_NONE)
        return 0;
    *runs = same_link(paragraph, i);
    const struct word_run *last = &paragraph->runs[i + *runs - 1];
    return word_cited_read(&returned->cited, returned->file.links[first->link],
                           paragraph->words.bytes + first->at, last->at + last->len - first->at);
}

/* A link to a place of the file is none of a text. */
static uint32_t web_link(const struct word_return *returned, const struct word_run *run)
{
    return run->link != WORD_NONE && returned->file.links[run->link][0] == '#' ? WORD_NONE : run->link;
}

static void read_words(const struct word_return *returned, const struct word_paragraph *paragraph,
                       struct align_cells *out)
{
    for (size_t i = 0, runs = 1; i < paragraph->run_count; i += runs) {
        const struct word_run *run = &paragraph->runs[i];
        const struct word_marks *marks = &returned->file.marks[run->marks];
        const char *start = paragraph->words.bytes, *at = start + run->at, *end = at + run->len;
        struct align_cell cell = {.source = run->at,
                                  .struck = word_marks_have(marks, true),
                                  .inserted = word_marks_have(marks, false),
                                  .format = run->link == WORD_NONE ? run->format : 0,
                                  .link = web_link(returned, run)};
        cell.glyph = reference_at(returned, paragraph, i, &runs);
        if (cell.glyph) {
            align_cells_add(out, cell);
            continue;
        }
        for (runs = 1; at < end;) {
            cell.source = (uint32_t)(at - start);
            cell.glyph = glyph_next(&at, end);
            align_cells_add(out, cell);
        }
    }
}

void word_return_read_lines(struct word_return *returned)
{
    struct word_file *file = &returned->file;
    size_t capacity = 0;

    for (size_t i = 0; i < file->count; i++) {
        const struct word_paragraph *paragraph = &file->paragraphs[i];
        struct word_style style = word_styles_get(file->styles, paragraph->style);
        struct word_line line = {.paragraph = i, .wish = WISH_NONE};
        struct word_label label;
        if (paragraph->flow != WORD_BODY || style.title || style.contents || paragraph->in_contents)
            continue;
        line.numbered = word_numbering_next(file->numbering, paragraph->num >= 0 ? paragraph->num : style.num,
                                            paragraph->level >= 0 ? paragraph->level : style.level,
                                            word_styles_id(file->styles, paragraph->style), true, &label);
        if (paragraph->words.len == 0 && !*paragraph->item)
            continue;
        read_depth(&line, paragraph, &style, &label);
        line.heading = style.heading > 0;
        line.plain = style.text > 0;
        line.added = returned->fates[i].added_by != WORD_NONE;
        line.removed = returned->fates[i].removed_by != WORD_NONE;
        read_words(returned, paragraph, &line.cells);
        returned->lines = mem_grow(returned->lines, returned->line_count, &capacity, sizeof *returned->lines);
        returned->lines[returned->line_count++] = line;
    }
}
