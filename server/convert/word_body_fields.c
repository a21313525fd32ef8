/* Fields and links of a part. Fields begin and end in the midst of runs, and may begin in one wrapper and end in another, so they have a stack of
 * their own. What a field instructs is no text; what it shows is. */
#include "convert/word_body_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/docx_marks.h"

#define INSTRUCTION_MAX 2000

/* A field that has not begun to show anything instructs. */
bool word_body_is_instructing(const struct word_body *body)
{
    for (size_t i = 0; i < body->field_count; i++)
        if (!body->fields[i].shows)
            return true;
    return false;
}

bool word_body_is_in_contents(const struct word_body *body)
{
    bool inside = body->now.in_contents;

    for (size_t i = 0; i < body->field_count && !inside; i++)
        inside = body->fields[i].contents;
    return inside;
}

static bool is_web_address(const char *address)
{
    return strncmp(address, "http://", 7) == 0 || strncmp(address, "https://", 8) == 0 ||
           strncmp(address, "mailto:", 7) == 0;
}

static bool is_contents(const char *instruction)
{
    const char *at = instruction + strspn(instruction, " \t");

    return strncmp(at, "TOC", 3) == 0 && (at[3] == ' ' || !at[3]);
}

/* HYPERLINK "https://a.b/c" */
static void obey(struct word_body *body, const char *instruction)
{
    const char *at = instruction + strspn(instruction, " \t");

    if (strncmp(at, "HYPERLINK", 9) != 0)
        return;
    const char *open = strchr(at, '"'), *close = open ? strchr(open + 1, '"') : NULL;
    if (!close)
        return;
    char *address = mem_copy_bytes(open + 1, (size_t)(close - open - 1));
    if (is_web_address(address))
        body->now.link = word_link(body->file, address);
    free(address);
}

/* The link of a field holds until the field ends, whatever wrappers end before: so it is put into their frames too. */
static void hold_link(struct word_body *body)
{
    for (size_t i = 0; i < body->depth; i++)
        body->frames[i].before.link = body->now.link;
}

static void clear_field(struct word_field *field)
{
    buf_clear(&field->instruction);
    buf_clear(&field->form.entry);
}

/* A field that ends without having shown anything may have words all the same. */
static void show_form(struct word_body *body, struct word_field *field)
{
    if (field->shows)
        return;
    field->shows = true;
    word_body_add_text(
        body, word_form_shows(&field->form, field->instruction.bytes ? field->instruction.bytes : ""));
}

void word_body_field(struct word_body *body, const struct xml_attributes *attributes)
{
    const char *type = xml_attribute(attributes, "w:fldCharType");
    struct word_field *last = body->field_count > 0 ? &body->fields[body->field_count - 1] : NULL;

    if (!type)
        return;
    if (strcmp(type, "begin") == 0 && body->field_count < WORD_FIELDS_MAX) {
        body->fields[body->field_count++] = (struct word_field){
            .instruction = BUF_EMPTY,
            .form = {.entry = BUF_EMPTY},
            .link_before = body->now.link,
            .depth = body->depth,
            .paragraph = body->now.paragraph != SIZE_MAX ? body->now.paragraph : body->file->count};
    } else if (strcmp(type, "separate") == 0 && last && !last->shows) {
        const char *instruction = last->instruction.bytes ? last->instruction.bytes : "";
        last->shows = true;
        last->contents = is_contents(instruction);
        obey(body, instruction);
        hold_link(body);
    } else if (strcmp(type, "end") == 0 && last) {
        show_form(body, last);
        body->now.link = last->link_before;
        hold_link(body);
        clear_field(last);
        body->field_count--;
    }
}

void word_body_end_contents(struct word_body *body)
{
    for (size_t i = 0; i < body->field_count; i++)
        if (body->fields[i].depth > body->depth)
            body->fields[i].contents = false;
}

/* A field that Word never closed: nobody knows where its table of contents ends, so what stands there is text. */
static void release_contents(struct word_body *body, const struct word_field *field)
{
    for (size_t i = field->paragraph; field->contents && i < body->file->count; i++)
        body->file->paragraphs[i].in_contents = false;
}

void word_body_start_simple_field(struct word_body *body, const char *instruction)
{
    if (!instruction)
        return;
    body->now.in_contents = body->now.in_contents || is_contents(instruction);
    obey(body, instruction);
}

void word_body_take_instruction(struct word_body *body, const char *utf8, size_t len)
{
    struct word_field *last = body->field_count > 0 ? &body->fields[body->field_count - 1] : NULL;

    if (last && !last->shows && last->instruction.len + len <= INSTRUCTION_MAX)
        buf_add(&last->instruction, utf8, len);
}

/* '#' and the bookmark's name: no address that a text takes, but the draft of a returned file knows its items by it. */
static void link_to_item(struct word_body *body, const char *bookmark)
{
    struct buf address = BUF_EMPTY;

    buf_format(&address, "#%s", bookmark);
    body->now.link = word_link(body->file, address.bytes);
    buf_clear(&address);
}

void word_body_hyperlink(struct word_body *body, const struct xml_attributes *attributes)
{
    const char *id = xml_attribute(attributes, "r:id"), *anchor = xml_attribute(attributes, "w:anchor");
    const struct relationship *to = id ? relationships_by_id(body->links, id) : NULL;

    if (to && to->external && is_web_address(to->target))
        body->now.link = word_link(body->file, to->target);
    if (anchor && strncmp(anchor, DOCX_MARKS_START, strlen(DOCX_MARKS_START)) == 0)
        link_to_item(body, anchor);
}

/* Fields that only instruct end with their paragraph: what Word never closed swallows no more. */
void word_body_end_fields(struct word_body *body)
{
    for (size_t i = 0; i < body->field_count; i++)
        body->fields[i].shows = true;
}

void word_body_clear_fields(struct word_body *body)
{
    for (size_t i = 0; i < body->field_count; i++) {
        release_contents(body, &body->fields[i]);
        clear_field(&body->fields[i]);
    }
}
