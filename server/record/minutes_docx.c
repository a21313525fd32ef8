#include "record/minutes_docx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/export_docx.h"
#include "convert/revise.h"

#define MARK_BYTES 24 /* the id of a line: "m12" */

struct line {
    enum item_kind kind;
    int depth;
    struct delta words;
};

struct minutes_docx {
    struct line *lines;
    size_t count, capacity;
};

struct minutes_docx *minutes_docx_create(void)
{
    return mem_zero(1, sizeof(struct minutes_docx));
}

/* A reason may have lines of its own; a paragraph has one. */
static void add_words(struct delta *delta, const char *words)
{
    char *line = mem_copy_string(words);
    for (char *c = line; *c; c++)
        if (*c == '\n')
            *c = ' ';
    if (*line)
        delta_insert(delta, line, strlen(line), NULL);
    free(line);
}

void minutes_docx_add(struct minutes_docx *docx, enum item_kind kind, int depth, const char *words)
{
    docx->lines = mem_grow(docx->lines, docx->count, &docx->capacity, sizeof *docx->lines);
    struct line *line = &docx->lines[docx->count++];
    *line = (struct line){kind, depth, DELTA_EMPTY};
    add_words(&line->words, words);
}

/* As a draft of headings and paragraphs. The ids are for the file's own bookmarks alone. */
static struct document_item *make_items(const struct minutes_docx *docx, char (*ids)[MARK_BYTES])
{
    struct document_item *items = mem_zero(docx->count, sizeof *items);
    for (size_t i = 0; i < docx->count; i++) {
        snprintf(ids[i], sizeof ids[i], "m%zu", i);
        items[i].id = ids[i];
        items[i].depth = docx->lines[i].depth;
        items[i].kind = docx->lines[i].kind;
        items[i].text = &docx->lines[i].words;
    }
    return items;
}

enum status minutes_docx_write(const struct minutes_docx *docx, const struct document *of, const char *title,
                               struct buf *out)
{
    char(*ids)[MARK_BYTES] = mem_zero(docx->count, sizeof *ids);
    struct document_item *items = make_items(docx, ids);
    struct document minutes = {.id = of->id,
                               .title = title,
                               .lang = of->lang,
                               .adopted = of->adopted,
                               .seq = of->seq,
                               .head = of->head,
                               .date = of->date,
                               .at = of->at,
                               .items = items,
                               .count = docx->count};
    const struct document_markup markup = {.view = DOCUMENT_CLEAN};
    const struct docx_about about = {.document = &minutes, .langs = of->lang, .view = "minutes"};
    struct revised revised;
    const struct docx_text text = {&revised, of->lang};
    revise_document(&minutes, &markup, &revised);
    enum status status = export_docx_texts(out, &text, 1, &about);
    revised_clear(&revised);
    free(items);
    free(ids);
    return status;
}

void minutes_docx_destroy(struct minutes_docx *docx)
{
    if (!docx)
        return;
    for (size_t i = 0; i < docx->count; i++)
        delta_clear(&docx->lines[i].words);
    free(docx->lines);
    free(docx);
}
