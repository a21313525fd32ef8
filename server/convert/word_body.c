/* How a part with paragraphs is read: element by element, as they come.
 *
 * Most elements only wrap others (hyperlinks, smart tags, content controls, changes, table cells), so what they say holds until they end. Each
 * element that changes such a thing keeps the old one in its frame, and its end puts it back. What holds:
 *
 *   flow     where words go: the text, a note, or apart (text boxes, placeholders)
 *   marks    under whose insertion and deletion the words stand
 *   link     where they lead
 *
 * Fields are different, as they begin and end across wrappers: word_body_fields.c. A table of contents is apart.
 *
 * What an element does is in the file of its kind: word_body_words.c, _marks.c (changes, comments, bookmarks), _fields.c, _notes.c, _formulas.c;
 * paragraphs, runs, tables and controls are here.
 *
 * Nothing is thrown away that Word would show: what has no place in a draft's text becomes a paragraph of WORD_APART.
 */
#include "convert/word_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/word_body_state.h"
#include "convert/word_styles.h"
#include "ooxml/part.h"

void word_body_stop(struct word_body *body, enum status status, const char *sentence)
{
    xml_reader_stop(body->xml, status, sentence);
}

enum word_element word_body_outer(const struct word_body *body, size_t up)
{
    return body->depth > up ? body->frames[body->depth - 1 - up].element : ELEMENT_OTHER;
}

bool word_body_has_frame(const struct word_body *body, enum word_element element)
{
    for (size_t i = body->depth; i-- > 0;)
        if (body->frames[i].element == element)
            return true;
    return false;
}

struct word_paragraph *word_body_paragraph(struct word_body *body)
{
    return body->now.paragraph == SIZE_MAX ? NULL : &body->file->paragraphs[body->now.paragraph];
}

/* ---- paragraphs, tables, controls ---- */

static void start_paragraph(struct word_body *body)
{
    body->now.paragraph = word_body_add_paragraph(body, body->now.flow);
    body->hidden_paragraph = SIZE_MAX;
    struct word_paragraph *paragraph = word_body_paragraph(body);
    if (!paragraph)
        return;
    paragraph->style = word_styles_find(body->file->styles, NULL);
    paragraph->marks = word_intern_marks(body->file, &body->now.marks);
    snprintf(paragraph->item, sizeof paragraph->item, "%s", body->pending_item);
    body->pending_item[0] = '\0';
}

/* A frame around the first letter of the next paragraph. */
static bool is_drop_cap(const struct xml_attributes *attributes)
{
    const char *kind = xml_attribute(attributes, "w:dropCap");

    return kind && (strcmp(kind, "drop") == 0 || strcmp(kind, "margin") == 0);
}

static void describe_paragraph(struct word_body *body, enum word_element element,
                               const struct xml_attributes *attributes)
{
    struct word_paragraph *paragraph = word_body_paragraph(body);
    long number = xml_attribute_number(attributes, "w:val", -1);

    if (!paragraph || !word_body_has_frame(body, ELEMENT_PARAGRAPH_PROPERTIES))
        return;
    if (element == ELEMENT_PARAGRAPH_STYLE) {
        uint32_t style = word_styles_find(body->file->styles, xml_attribute(attributes, "w:val"));
        paragraph->style = style == UINT32_MAX ? paragraph->style : style;
    } else if (element == ELEMENT_LEVEL) {
        paragraph->level = number;
    } else if (element == ELEMENT_NUM) {
        paragraph->num = number;
    } else if (element == ELEMENT_OUTLINE) {
        paragraph->outline = number;
    } else if (element == ELEMENT_FRAME) {
        paragraph->drop_cap = is_drop_cap(attributes);
    } else {
        paragraph->indent = word_indent(attributes);
    }
}

static void describe_run(struct word_body *body, enum word_element element,
                         const struct xml_attributes *attributes)
{
    struct word_look *look = &body->now.look;

    if (word_body_outer(body, 1) != ELEMENT_RUN_PROPERTIES ||
        word_body_has_frame(body, ELEMENT_PARAGRAPH_PROPERTIES))
        return;
    if (element == ELEMENT_BOLD)
        look->bold = word_toggle(attributes);
    else if (element == ELEMENT_ITALIC)
        look->italic = word_toggle(attributes);
    else if (element == ELEMENT_UNDERLINE)
        look->underline = word_underline(attributes);
    else if (element == ELEMENT_HIDDEN)
        look->hidden = word_toggle(attributes);
    else if (element == ELEMENT_STRUCK)
        look->struck = word_struck(look->struck, attributes);
    else
        look->style = word_styles_find(body->file->styles, xml_attribute(attributes, "w:val"));
    /* the run's properties hold beyond their element, to the end of the run */
    body->frames[body->depth - 1].before.look = *look;
    body->frames[body->depth - 2].before.look = *look;
}

static void start_cell(struct word_body *body)
{
    for (size_t i = body->depth - 1; i-- > 0;) {
        if (body->frames[i].element != ELEMENT_ROW)
            continue;
        body->now.column = body->frames[i].cells++;
        return;
    }
}

static void start_row(struct word_body *body)
{
    for (size_t i = body->depth - 1; i-- > 0;) {
        if (body->frames[i].element != ELEMENT_TABLE)
            continue;
        body->now.row = body->frames[i].cells++;
        return;
    }
}

/* A table in a cell is part of that cell. */
static void start_table(struct word_body *body)
{
    if (body->now.table == 0)
        body->now.table = ++body->tables;
    else
        body->frames[body->depth - 1].element = ELEMENT_OTHER;
}

static struct word_frame *control_of(struct word_body *body)
{
    for (size_t i = body->depth; i-- > 0;)
        if (body->frames[i].element == ELEMENT_CONTROL)
            return &body->frames[i];
    return NULL;
}

static void start_control_content(struct word_body *body)
{
    const struct word_frame *control = control_of(body);

    if (control && control->contents)
        body->now.in_contents = true;
    if (!control || !control->placeholder)
        return;
    /* "Click here to enter text": nobody wrote that */
    body->now.flow = WORD_APART;
    body->now.paragraph = word_body_paragraph(body) ? word_body_add_paragraph(body, WORD_APART) : SIZE_MAX;
}

static void start_alternative(struct word_body *body)
{
    const struct word_frame *all = body->depth > 1 ? &body->frames[body->depth - 2] : NULL;

    if (all && all->element == ELEMENT_ALTERNATIVES && all->done)
        body->skip = 1;
}

static void start_box(struct word_body *body)
{
    body->now.flow = WORD_APART;
    body->now.paragraph = SIZE_MAX;
    body->now.table = 0;
    body->now.note = 0;
}

static void start_run(struct word_body *body)
{
    body->now.look = (struct word_look){-1, -1, -1, -1, -1, WORD_NONE};
}

/* ---- events ---- */

static void open_element(struct word_body *body, enum word_element element, const char *name,
                         const struct xml_attributes *attributes)
{
    switch (element) {
    case ELEMENT_OTHER:
    case ELEMENT_RUN_PROPERTIES:
    case ELEMENT_PARAGRAPH_PROPERTIES:
    case ELEMENT_ROW_PROPERTIES:
    case ELEMENT_CELL_PROPERTIES:
    case ELEMENT_NUM_PROPERTIES:
    case ELEMENT_CONTROL:
    case ELEMENT_CONTROL_PROPERTIES:
    case ELEMENT_ALTERNATIVES:
    case ELEMENT_INSTRUCTION:
        break;
    case ELEMENT_IGNORED:
        body->skip = 1;
        break;
    case ELEMENT_WORDS:
        body->in_words = true;
        break;
    case ELEMENT_ALTERNATIVE:
        start_alternative(body);
        break;
    case ELEMENT_FOREIGN:
        word_body_stop(
            body, STATUS_BAD_FILE,
            "The file takes in another document, which only Word can read; open it in Word and save it "
            "again.");
        break;
    case ELEMENT_BOLD:
    case ELEMENT_ITALIC:
    case ELEMENT_UNDERLINE:
    case ELEMENT_HIDDEN:
    case ELEMENT_STRUCK:
    case ELEMENT_RUN_STYLE:
        describe_run(body, element, attributes);
        break;
    case ELEMENT_BOOKMARK:
        word_body_take_bookmark(body, attributes);
        break;
    case ELEMENT_BREAK:
        word_body_add_text(body, " ");
        break;
    case ELEMENT_TAB:
        if (!word_body_has_frame(body, ELEMENT_PARAGRAPH_PROPERTIES))
            word_body_add_text(body, " ");
        break;
    case ELEMENT_HYPHEN:
        word_body_add_text(body, "\xe2\x80\x91");
        break;
    case ELEMENT_SYMBOL:
        word_body_add_symbol(body, attributes);
        break;
    case ELEMENT_INSERTED:
    case ELEMENT_CELL_INSERTED:
        word_body_change(body, attributes, false);
        break;
    case ELEMENT_DELETED:
    case ELEMENT_CELL_DELETED:
        word_body_change(body, attributes, true);
        break;
    case ELEMENT_COMMENT_START:
    case ELEMENT_COMMENT_END:
    case ELEMENT_COMMENT_REFERENCE:
        word_body_mark_comment(body, attributes, element);
        break;
    case ELEMENT_FIELD:
        word_body_field(body, attributes);
        break;
    case ELEMENT_FORM:
        if (body->field_count > 0)
            word_form_take(&body->fields[body->field_count - 1].form, name, attributes);
        break;
    case ELEMENT_SIMPLE_FIELD:
        word_body_start_simple_field(body, xml_attribute(attributes, "w:instr"));
        break;
    case ELEMENT_HYPERLINK:
        word_body_hyperlink(body, attributes);
        break;
    case ELEMENT_GALLERY:
        if (control_of(body) && xml_attribute(attributes, "w:val"))
            control_of(body)->contents = strcmp(xml_attribute(attributes, "w:val"), "Table of Contents") == 0;
        break;
    case ELEMENT_PLACEHOLDER:
        if (control_of(body))
            control_of(body)->placeholder = word_toggle(attributes);
        break;
    case ELEMENT_NOTE:
        word_body_start_note(body, attributes, name);
        break;
    case ELEMENT_FOOTNOTE_REFERENCE:
    case ELEMENT_ENDNOTE_REFERENCE:
        word_body_refer_to_note(body, attributes, element == ELEMENT_ENDNOTE_REFERENCE);
        break;
    case ELEMENT_PARAGRAPH:
        start_paragraph(body);
        break;
    case ELEMENT_PARAGRAPH_CHANGE:
    case ELEMENT_RUN_CHANGE:
        word_body_change_format(body, attributes);
        body->skip = 1;
        break;
    case ELEMENT_PARAGRAPH_STYLE:
    case ELEMENT_LEVEL:
    case ELEMENT_NUM:
    case ELEMENT_OUTLINE:
    case ELEMENT_INDENT:
    case ELEMENT_FRAME:
        describe_paragraph(body, element, attributes);
        break;
    case ELEMENT_RUN:
    case ELEMENT_MATH_RUN:
        start_run(body);
        break;
    case ELEMENT_FORMULA:
        word_body_start_formula(body, name);
        break;
    case ELEMENT_FORMULA_SIGN:
        word_body_describe_formula(body, name, attributes);
        break;
    case ELEMENT_CONTROL_CONTENT:
        start_control_content(body);
        break;
    case ELEMENT_TABLE:
        start_table(body);
        break;
    case ELEMENT_ROW:
        start_row(body);
        break;
    case ELEMENT_CELL:
        start_cell(body);
        break;
    case ELEMENT_BOX:
        start_box(body);
        break;
    case ELEMENT_DRAWN_WORDS:
        word_body_add_drawn_words(body, attributes);
        break;
    }
}

static void on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct word_body *body = context;

    if (body->skip > 0) {
        body->skip++;
        return;
    }
    enum word_element element = word_element_of(name);
    body->frames[body->depth++] =
        (struct word_frame){.element = element, .before = body->now, .words_before = body->words};
    open_element(body, element, name, attributes);
}

static void on_end(void *context, const char *name)
{
    struct word_body *body = context;

    (void)name;
    if (body->skip > 1) {
        body->skip--;
        return;
    }
    body->skip = 0;
    struct word_frame *frame = &body->frames[--body->depth];
    if (frame->element == ELEMENT_WORDS)
        body->in_words = false;
    if (frame->element == ELEMENT_PARAGRAPH) {
        word_body_end_struck(body);
        word_body_end_fields(body);
    }
    if (frame->element == ELEMENT_CONTROL && frame->contents)
        word_body_end_contents(body);
    if (frame->element == ELEMENT_FORMULA)
        word_body_end_formula(body, frame);
    if (frame->element == ELEMENT_ALTERNATIVE && body->words > frame->words_before && body->depth > 0)
        body->frames[body->depth - 1].done = true;
    body->now = frame->before;
}

static void on_text(void *context, const char *utf8, size_t len)
{
    struct word_body *body = context;

    if (body->skip > 0)
        return;
    if (body->in_words)
        word_body_add_words(body, utf8, len);
    else if (word_body_outer(body, 0) == ELEMENT_INSTRUCTION)
        word_body_take_instruction(body, utf8, len);
}

enum status word_body_read(struct word_file *file, struct zip_reader *zip, const char *part,
                           const struct relationships *links, enum word_flow flow, struct buf *why)
{
    static const struct xml_events events = {on_start, on_end, on_text};
    struct word_body *body = mem_zero(1, sizeof *body);

    body->file = file;
    body->links = links;
    body->now = (struct word_context){.flow = flow, .paragraph = SIZE_MAX, .link = WORD_NONE};
    body->hidden_paragraph = SIZE_MAX;
    start_run(body);
    body->xml = xml_reader_create(&events, body);
    enum status status = zip_reader_read(zip, part, xml_reader_take, body->xml, why);
    if (status == STATUS_OK)
        status = xml_reader_finish(body->xml);
    if (*xml_reader_why(body->xml)) {
        buf_reset(why);
        buf_text(why, xml_reader_why(body->xml));
    }
    xml_reader_destroy(body->xml);
    word_body_clear_fields(body);
    free(body);
    return status;
}
