#include "convert/revised.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool revised_is_before(const struct revised_paragraph *paragraph)
{
    return !paragraph->inserted && paragraph->move != REVISED_ARRIVES;
}

bool revised_is_after(const struct revised_paragraph *paragraph)
{
    return !paragraph->deleted && paragraph->move != REVISED_LEAVES;
}

struct revised_paragraph *revised_add(struct revised *revised)
{
    revised->paragraphs =
        mem_grow(revised->paragraphs, revised->count, &revised->capacity, sizeof *revised->paragraphs);
    struct revised_paragraph *paragraph = &revised->paragraphs[revised->count++];
    *paragraph = (struct revised_paragraph){0};
    return paragraph;
}

struct revised_span *revised_add_span(struct revised_paragraph *paragraph)
{
    paragraph->spans = mem_grow(paragraph->spans, paragraph->span_count, &paragraph->span_capacity,
                                sizeof *paragraph->spans);
    struct revised_span *span = &paragraph->spans[paragraph->span_count++];
    *span = (struct revised_span){0};
    return span;
}

struct revised_comment *revised_add_comment(struct revised_paragraph *paragraph)
{
    paragraph->comments = mem_grow(paragraph->comments, paragraph->comment_count,
                                   &paragraph->comment_capacity, sizeof *paragraph->comments);
    struct revised_comment *comment = &paragraph->comments[paragraph->comment_count];
    *comment = (struct revised_comment){.parent = paragraph->comment_count++};
    return comment;
}

void *revised_keep(struct revised *revised, void *memory)
{
    revised->kept =
        mem_grow(revised->kept, revised->kept_count, &revised->kept_capacity, sizeof *revised->kept);
    revised->kept[revised->kept_count++] = memory;
    return memory;
}

const struct revision *revised_apart(struct revised *revised, const struct revision *around,
                                     const struct revision *deleted)
{
    struct buf names = BUF_EMPTY;

    if (!around || !deleted || strcmp(around->author, deleted->author) != 0)
        return deleted;
    struct revision *twice = revised_keep(revised, mem_zero(1, sizeof *twice));
    buf_format(&names, "%s; %s", deleted->author, deleted->author);
    *twice = (struct revision){revised_keep(revised, buf_take(&names)), deleted->at};
    return twice;
}

void revised_number_take(struct numbering *numbering, const struct numbering_entry *entry,
                         struct revised_number *out)
{
    numbering_take(numbering, entry);
    *out = (struct revised_number){.level = numbering_level_of(numbering, entry->depth)};
    memcpy(out->label, numbering->label, sizeof out->label);
    if (out->label[0] && !entry->name && !entry->proposed)
        out->count = entry->kind == KIND_PARAGRAPH ? numbering->preamble : numbering->counts[out->level - 1];
}

void revised_number(struct revised *revised)
{
    struct numbering before, after;

    numbering_start(&before, revised->scheme_before, revised->lang);
    numbering_start(&after, revised->scheme, revised->lang);
    for (size_t i = 0; i < revised->count; i++) {
        struct revised_paragraph *paragraph = &revised->paragraphs[i];
        if (revised_is_before(paragraph))
            revised_number_take(&before, &paragraph->was, &paragraph->before);
        if (revised_is_after(paragraph))
            revised_number_take(&after, &paragraph->is, &paragraph->after);
    }
}

void revised_clear(struct revised *revised)
{
    for (size_t i = 0; i < revised->count; i++) {
        free(revised->paragraphs[i].spans);
        free(revised->paragraphs[i].comments);
    }
    free(revised->paragraphs);
    free(revised->title);
    for (size_t i = 0; i < revised->kept_count; i++)
        free(revised->kept[i]);
    free(revised->kept);
    *revised = (struct revised){0};
}
