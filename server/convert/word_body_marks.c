/* What a part says about its words: who changed them, what is commented, which item they are. */
#include "convert/word_body_state.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/docx_marks.h"

static uint32_t author_of(struct word_body *body, const struct xml_attributes *attributes)
{
    uint32_t author = word_author(body->file, xml_attribute(attributes, "w:author"));

    if (body->file->author_count > WORD_MAX_AUTHORS)
        word_body_stop(
            body, STATUS_LIMIT,
            "The file names more authors than this server takes; accept some changes in Word first.");
    return author;
}

/* A change is of the words inside; in the properties of a paragraph it is of the mark that ends it, in those of a row of all in it. */
void word_body_change(struct word_body *body, const struct xml_attributes *attributes, bool deletes)
{
    uint32_t author = author_of(body, attributes);

    if (word_body_outer(body, 1) == ELEMENT_RUN_PROPERTIES &&
        word_body_outer(body, 2) == ELEMENT_PARAGRAPH_PROPERTIES) {
        struct word_paragraph *paragraph = word_body_paragraph(body);
        if (!paragraph)
            return;
        struct word_marks marks = body->file->marks[paragraph->marks];
        word_marks_add(&marks, deletes, author);
        paragraph->marks = word_intern_marks(body->file, &marks);
    } else if (word_body_outer(body, 1) == ELEMENT_ROW_PROPERTIES ||
               word_body_outer(body, 1) == ELEMENT_CELL_PROPERTIES) {
        /* it holds until the row or the cell ends, so its own frame and that of the properties must not put it back */
        word_marks_add(&body->now.marks, deletes, author);
        body->frames[body->depth - 1].before.marks = body->now.marks;
        body->frames[body->depth - 2].before.marks = body->now.marks;
    } else {
        word_marks_add(&body->now.marks, deletes, author);
    }
}

void word_body_change_format(struct word_body *body, const struct xml_attributes *attributes)
{
    struct word_file *file = body->file;

    file->formats =
        mem_grow(file->formats, file->format_count, &file->format_capacity, sizeof *file->formats);
    file->formats[file->format_count++] =
        (struct word_format){author_of(body, attributes),
                             (uint32_t)(body->now.paragraph == SIZE_MAX ? WORD_NONE : body->now.paragraph)};
}

static struct word_comment *comment_of(struct word_body *body, const struct xml_attributes *attributes)
{
    const char *id = xml_attribute(attributes, "w:id");

    return id ? map_get(&body->file->comments_by_id, id) : NULL;
}

/* A place in words that have not come to a paragraph yet is the start of the next one. Within a formula, whose words are not settled yet, it is
 * where the formula begins. */
static struct word_point here(struct word_body *body)
{
    struct word_paragraph *paragraph = word_body_paragraph(body);

    if (!paragraph)
        return (struct word_point){(uint32_t)body->file->count, 0};
    paragraph->commented = true;
    for (size_t i = 0; i < body->depth; i++)
        if (body->frames[i].element == ELEMENT_FORMULA &&
            body->frames[i].before.paragraph == body->now.paragraph)
            return (struct word_point){(uint32_t)body->now.paragraph, body->frames[i].formula_at};
    return (struct word_point){(uint32_t)body->now.paragraph, (uint32_t)paragraph->words.len};
}

void word_body_mark_comment(struct word_body *body, const struct xml_attributes *attributes,
                            enum word_element element)
{
    struct word_comment *comment = comment_of(body, attributes);

    if (!comment)
        return;
    if (element == ELEMENT_COMMENT_START)
        comment->from = here(body);
    if (element == ELEMENT_COMMENT_END || comment->to.paragraph == WORD_NONE)
        comment->to = here(body);
    if (comment->from.paragraph == WORD_NONE) /* a mere reference */
        comment->from = here(body);
}

void word_body_take_bookmark(struct word_body *body, const struct xml_attributes *attributes)
{
    const char *name = xml_attribute(attributes, "w:name");
    struct word_paragraph *paragraph = word_body_paragraph(body);

    if (!name || strncmp(name, DOCX_MARKS_START, strlen(DOCX_MARKS_START)) != 0 ||
        strlen(name) >= WORD_ITEM_BYTES)
        return;
    char *to = paragraph ? paragraph->item : body->pending_item;
    if (!*to)
        snprintf(to, WORD_ITEM_BYTES, "%s", name);
}
