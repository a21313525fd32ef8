/* How a part with paragraphs is read: element by element, as they come.
 *
 * Most elements only wrap others (hyperlinks, smart tags, content controls, changes, table cells), so what they say holds until they end. Each
 * element that changes such a thing keeps the old one in its frame, and its end puts it back. What holds:
 *
 *   flow     where words go: the text, a note, or apart (text boxes, placeholders)
 *   marks    under whose insertion and deletion the words stand
 *   link     where they lead
 *
 * Fields are different: they begin and end in the midst of runs, and may begin in one wrapper and end in another. They have a stack of their
 * own. What a field instructs is no text; what it shows is. A table of contents is apart.
 *
 * Nothing is thrown away that Word would show: what has no place in a draft's text becomes a paragraph of WORD_APART.
 */
#include "convert/word_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/docx_marks.h"
#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/word_form.h"
#include "convert/word_formula.h"
#include "convert/word_styles.h"
#include "ooxml/part.h"

#define FIELDS_MAX      32
#define INSTRUCTION_MAX 2000
#define NOTE_LABEL      "(%s)"

enum element {
    ELEMENT_OTHER,
    ELEMENT_IGNORED,
    ELEMENT_WORDS,
    ELEMENT_MATH_RUN,
    ELEMENT_FORMULA,
    ELEMENT_FORMULA_SIGN,
    ELEMENT_ALTERNATIVES,
    ELEMENT_ALTERNATIVE,
    ELEMENT_FOREIGN,
    ELEMENT_BOLD,
    ELEMENT_ITALIC,
    ELEMENT_UNDERLINE,
    ELEMENT_HIDDEN,
    ELEMENT_BOOKMARK,
    ELEMENT_BREAK,
    ELEMENT_TAB,
    ELEMENT_HYPHEN,
    ELEMENT_SYMBOL,
    ELEMENT_CELL_DELETED,
    ELEMENT_CELL_INSERTED,
    ELEMENT_COMMENT_START,
    ELEMENT_COMMENT_END,
    ELEMENT_COMMENT_REFERENCE,
    ELEMENT_INSERTED,
    ELEMENT_DELETED,
    ELEMENT_INSTRUCTION,
    ELEMENT_FIELD,
    ELEMENT_FORM,
    ELEMENT_SIMPLE_FIELD,
    ELEMENT_HYPERLINK,
    ELEMENT_GALLERY,
    ELEMENT_NOTE,
    ELEMENT_FOOTNOTE_REFERENCE,
    ELEMENT_ENDNOTE_REFERENCE,
    ELEMENT_PARAGRAPH,
    ELEMENT_PARAGRAPH_PROPERTIES,
    ELEMENT_PARAGRAPH_CHANGE,
    ELEMENT_PARAGRAPH_STYLE,
    ELEMENT_LEVEL,
    ELEMENT_NUM,
    ELEMENT_NUM_PROPERTIES,
    ELEMENT_OUTLINE,
    ELEMENT_INDENT,
    ELEMENT_FRAME,
    ELEMENT_RUN,
    ELEMENT_RUN_PROPERTIES,
    ELEMENT_RUN_CHANGE,
    ELEMENT_RUN_STYLE,
    ELEMENT_CONTROL,
    ELEMENT_CONTROL_PROPERTIES,
    ELEMENT_CONTROL_CONTENT,
    ELEMENT_PLACEHOLDER,
    ELEMENT_TABLE,
    ELEMENT_ROW,
    ELEMENT_ROW_PROPERTIES,
    ELEMENT_CELL,
    ELEMENT_CELL_PROPERTIES,
    ELEMENT_BOX,
    ELEMENT_DRAWN_WORDS,
};

/* Sorted by name. */
static const struct name {
    const char *name;
    enum element element;
} names[] = {
    {"a:br", ELEMENT_BREAK},
    {"a:p", ELEMENT_PARAGRAPH},
    {"a:r", ELEMENT_RUN},
    {"a:t", ELEMENT_WORDS},
    {"a:txBody", ELEMENT_BOX},
    {"c:numCache", ELEMENT_IGNORED},
    {"c:pt", ELEMENT_PARAGRAPH},
    {"c:v", ELEMENT_WORDS},
    {"m:acc", ELEMENT_FORMULA},
    {"m:bar", ELEMENT_FORMULA},
    {"m:begChr", ELEMENT_FORMULA_SIGN},
    {"m:borderBox", ELEMENT_FORMULA},
    {"m:chr", ELEMENT_FORMULA_SIGN},
    {"m:d", ELEMENT_FORMULA},
    {"m:deg", ELEMENT_FORMULA},
    {"m:den", ELEMENT_FORMULA},
    {"m:e", ELEMENT_FORMULA},
    {"m:endChr", ELEMENT_FORMULA_SIGN},
    {"m:eqArr", ELEMENT_FORMULA},
    {"m:f", ELEMENT_FORMULA},
    {"m:fName", ELEMENT_FORMULA},
    {"m:func", ELEMENT_FORMULA},
    {"m:groupChr", ELEMENT_FORMULA},
    {"m:lim", ELEMENT_FORMULA},
    {"m:limLow", ELEMENT_FORMULA},
    {"m:limUpp", ELEMENT_FORMULA},
    {"m:m", ELEMENT_FORMULA},
    {"m:mr", ELEMENT_FORMULA},
    {"m:nary", ELEMENT_FORMULA},
    {"m:num", ELEMENT_FORMULA},
    {"m:pos", ELEMENT_FORMULA_SIGN},
    {"m:r", ELEMENT_MATH_RUN},
    {"m:rad", ELEMENT_FORMULA},
    {"m:sPre", ELEMENT_FORMULA},
    {"m:sSub", ELEMENT_FORMULA},
    {"m:sSubSup", ELEMENT_FORMULA},
    {"m:sSup", ELEMENT_FORMULA},
    {"m:sepChr", ELEMENT_FORMULA_SIGN},
    {"m:sub", ELEMENT_FORMULA},
    {"m:sup", ELEMENT_FORMULA},
    {"m:t", ELEMENT_WORDS},
    {"m:type", ELEMENT_FORMULA_SIGN},
    {"mc:AlternateContent", ELEMENT_ALTERNATIVES},
    {"mc:Choice", ELEMENT_ALTERNATIVE},
    {"mc:Fallback", ELEMENT_ALTERNATIVE},
    {"v:textpath", ELEMENT_DRAWN_WORDS},
    {"w:altChunk", ELEMENT_FOREIGN},
    {"w:b", ELEMENT_BOLD},
    {"w:bookmarkStart", ELEMENT_BOOKMARK},
    {"w:br", ELEMENT_BREAK},
    {"w:cellDel", ELEMENT_CELL_DELETED},
    {"w:cellIns", ELEMENT_CELL_INSERTED},
    {"w:checkBox", ELEMENT_FORM},
    {"w:checked", ELEMENT_FORM},
    {"w:commentRangeEnd", ELEMENT_COMMENT_END},
    {"w:commentRangeStart", ELEMENT_COMMENT_START},
    {"w:commentReference", ELEMENT_COMMENT_REFERENCE},
    {"w:cr", ELEMENT_BREAK},
    {"w:default", ELEMENT_FORM},
    {"w:del", ELEMENT_DELETED},
    {"w:delInstrText", ELEMENT_INSTRUCTION},
    {"w:delText", ELEMENT_WORDS},
    {"w:docPartGallery", ELEMENT_GALLERY},
    {"w:endnote", ELEMENT_NOTE},
    {"w:endnoteReference", ELEMENT_ENDNOTE_REFERENCE},
    {"w:fldChar", ELEMENT_FIELD},
    {"w:fldSimple", ELEMENT_SIMPLE_FIELD},
    {"w:footnote", ELEMENT_NOTE},
    {"w:footnoteReference", ELEMENT_FOOTNOTE_REFERENCE},
    {"w:framePr", ELEMENT_FRAME},
    {"w:hyperlink", ELEMENT_HYPERLINK},
    {"w:i", ELEMENT_ITALIC},
    {"w:ilvl", ELEMENT_LEVEL},
    {"w:ind", ELEMENT_INDENT},
    {"w:ins", ELEMENT_INSERTED},
    {"w:instrText", ELEMENT_INSTRUCTION},
    {"w:listEntry", ELEMENT_FORM},
    {"w:moveFrom", ELEMENT_DELETED},
    {"w:moveTo", ELEMENT_INSERTED},
    {"w:noBreakHyphen", ELEMENT_HYPHEN},
    {"w:numId", ELEMENT_NUM},
    {"w:numPr", ELEMENT_NUM_PROPERTIES},
    {"w:outlineLvl", ELEMENT_OUTLINE},
    {"w:p", ELEMENT_PARAGRAPH},
    {"w:pPr", ELEMENT_PARAGRAPH_PROPERTIES},
    {"w:pPrChange", ELEMENT_PARAGRAPH_CHANGE},
    {"w:pStyle", ELEMENT_PARAGRAPH_STYLE},
    {"w:ptab", ELEMENT_BREAK},
    {"w:r", ELEMENT_RUN},
    {"w:rPr", ELEMENT_RUN_PROPERTIES},
    {"w:rPrChange", ELEMENT_RUN_CHANGE},
    {"w:rStyle", ELEMENT_RUN_STYLE},
    {"w:result", ELEMENT_FORM},
    {"w:sdt", ELEMENT_CONTROL},
    {"w:sdtContent", ELEMENT_CONTROL_CONTENT},
    {"w:sdtPr", ELEMENT_CONTROL_PROPERTIES},
    {"w:sectPr", ELEMENT_IGNORED},
    {"w:sectPrChange", ELEMENT_IGNORED},
    {"w:showingPlcHdr", ELEMENT_PLACEHOLDER},
    {"w:subDoc", ELEMENT_FOREIGN},
    {"w:sym", ELEMENT_SYMBOL},
    {"w:t", ELEMENT_WORDS},
    {"w:tab", ELEMENT_TAB},
    {"w:tbl", ELEMENT_TABLE},
    {"w:tblPr", ELEMENT_IGNORED},
    {"w:tblPrChange", ELEMENT_IGNORED},
    {"w:tc", ELEMENT_CELL},
    {"w:tcPr", ELEMENT_CELL_PROPERTIES},
    {"w:tcPrChange", ELEMENT_IGNORED},
    {"w:tr", ELEMENT_ROW},
    {"w:trPr", ELEMENT_ROW_PROPERTIES},
    {"w:trPrChange", ELEMENT_IGNORED},
    {"w:txbxContent", ELEMENT_BOX},
    {"w:u", ELEMENT_UNDERLINE},
    {"w:vanish", ELEMENT_HIDDEN},
};

/* What the words of a run look like. -1: as the style of the run says. */
struct look {
    int bold;
    int italic;
    int underline;
    int hidden;
    uint32_t style;
};

/* What holds where we are. */
struct context {
    enum word_flow flow;
    size_t paragraph; /* index of the open one; SIZE_MAX: none */
    struct word_marks marks;
    uint32_t link;
    struct look look;
    bool in_contents;
    uint32_t note;
    uint32_t table, row, column;
};

struct frame {
    enum element element;
    struct context before; /* what held outside of it */
    size_t words_before;   /* bytes of words when it began */
    bool done;             /* of alternatives: one has been taken */
    bool placeholder;      /* of a content control */
    bool contents;
    uint32_t cells; /* of a row: cells so far; of a table: rows */
    struct word_formula formula;
    uint32_t formula_at; /* where it begins in the words of its paragraph */
};

struct field {
    struct buf instruction;
    struct word_form form;
    bool shows; /* its instruction is over */
    uint32_t link_before;
    bool contents;    /* it shows a table of contents */
    size_t depth;     /* elements open where it begins */
    size_t paragraph; /* index of the first one that it can reach into */
};

struct body {
    struct word_file *file;
    const struct relationships *links;
    struct xml_reader *xml;
    struct context now;
    struct frame frames[XML_MAX_DEPTH + 1];
    size_t depth;
    size_t skip; /* elements open below one that is ignored, itself included */
    struct field fields[FIELDS_MAX];
    size_t field_count;
    bool in_words;
    size_t words; /* bytes so far */
    uint32_t tables;
    uint32_t footnotes, endnotes; /* references so far */
    char pending_item[WORD_ITEM_BYTES];
    size_t hidden_paragraph; /* where hidden words are collected; SIZE_MAX: nowhere yet */
};

static void stop(struct body *body, enum status status, const char *sentence)
{
    xml_reader_stop(body->xml, status, sentence);
}

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, ((const struct name *)entry)->name);
}

static enum element element_of(const char *name)
{
    const struct name *found =
        bsearch(name, names, sizeof names / sizeof *names, sizeof *names, compare_names);

    return found ? found->element : ELEMENT_OTHER;
}

/* The element `up` levels above the one that is open, 0 being itself. */
static enum element outer(const struct body *body, size_t up)
{
    return body->depth > up ? body->frames[body->depth - 1 - up].element : ELEMENT_OTHER;
}

static bool has_frame(const struct body *body, enum element element)
{
    for (size_t i = body->depth; i-- > 0;)
        if (body->frames[i].element == element)
            return true;
    return false;
}

static struct word_paragraph *paragraph_now(struct body *body)
{
    return body->now.paragraph == SIZE_MAX ? NULL : &body->file->paragraphs[body->now.paragraph];
}

/* ---- words ---- */

static size_t add_paragraph(struct body *body, enum word_flow flow)
{
    if (body->file->count == WORD_MAX_PARAGRAPHS) {
        stop(body, STATUS_LIMIT, "The file has more paragraphs than this server takes; split it.");
        return SIZE_MAX;
    }
    struct word_paragraph *paragraph = word_add_paragraph(body->file, flow);
    paragraph->table = body->now.table;
    paragraph->row = body->now.row;
    paragraph->column = body->now.column;
    paragraph->note = body->now.note;
    return body->file->count - 1;
}

static int resolve(int own, int of_style)
{
    return (own >= 0 ? own : of_style) == 1;
}

static struct word_run run_now(const struct body *body, const struct word_style *style)
{
    const struct look *look = &body->now.look;
    struct word_run run = {.link = body->now.link};

    run.format = (resolve(look->bold, style->bold) ? RUN_BOLD : 0u) |
                 (resolve(look->italic, style->italic) ? RUN_ITALIC : 0u) |
                 (resolve(look->underline, style->underline) ? RUN_UNDERLINE : 0u);
    return run;
}

/* Hidden words stand apart, together for one paragraph. */
static size_t hidden_place(struct body *body)
{
    if (body->hidden_paragraph == SIZE_MAX)
        body->hidden_paragraph = add_paragraph(body, WORD_APART);
    return body->hidden_paragraph;
}

/* A field that has not begun to show anything instructs. */
static bool is_instructing(const struct body *body)
{
    for (size_t i = 0; i < body->field_count; i++)
        if (!body->fields[i].shows)
            return true;
    return false;
}

/* What our exports write around the words of an item; what somebody has typed into it has taken its style, and is words. */
static bool is_furniture(const struct body *body, const char *utf8, size_t len)
{
    struct marker marker;

    return !word_marks_have(&body->now.marks, false) || (marker_parse(utf8, len, &marker) && marker.alone);
}

static bool is_in_contents(const struct body *body)
{
    bool inside = body->now.in_contents;

    for (size_t i = 0; i < body->field_count && !inside; i++)
        inside = body->fields[i].contents;
    return inside;
}

static void see_number(struct body *body, const struct word_style *style)
{
    if (style->number && body->now.paragraph != SIZE_MAX && !word_marks_have(&body->now.marks, true))
        body->file->paragraphs[body->now.paragraph].labelled = true;
}

static void add_words(struct body *body, const char *utf8, size_t len)
{
    struct word_style style = word_styles_get(body->file->styles, body->now.look.style);
    struct word_run run = run_now(body, &style);
    size_t index = body->now.paragraph;

    bool furniture = style.furniture || (style.bracket && !body->file->keeps_brackets);
    if (furniture && is_furniture(body, utf8, len)) {
        see_number(body, &style);
        return;
    }
    if (resolve(body->now.look.hidden, style.hidden) || is_instructing(body))
        index = hidden_place(body);
    else if (index == SIZE_MAX) /* words outside of any paragraph */
        index = body->now.paragraph = add_paragraph(body, WORD_APART);
    if (index == SIZE_MAX)
        return;
    run.marks = word_intern_marks(body->file, &body->now.marks);
    if (body->file->mark_count > WORD_MAX_SETS)
        stop(body, STATUS_LIMIT,
             "The file has too many changes upon changes; accept some of them in Word first.");
    word_add_words(&body->file->paragraphs[index], utf8, len, &run);
    body->file->paragraphs[index].in_contents |= is_in_contents(body);
    body->words += len;
}

static void add_text(struct body *body, const char *text)
{
    if (paragraph_now(body))
        add_words(body, text, strlen(text));
}

/* Words that are a picture, such as "DRAFT" across the page, stand apart. */
static void add_drawn_words(struct body *body, const struct xml_attributes *attributes)
{
    const char *words = xml_attribute(attributes, "string");

    if (!words)
        return;
    body->now.flow = WORD_APART;
    body->now.paragraph = add_paragraph(body, WORD_APART);
    add_text(body, words);
}

/* Fonts whose codes mean signs of their own, and may be said without their place in the private area. */
static bool is_symbol_font(const char *font)
{
    return font && (strcmp(font, "Symbol") == 0 || strncmp(font, "Wingdings", 9) == 0);
}

/* What a symbol font draws for a code; a bullet where nobody knows. */
static void add_symbol(struct body *body, const struct xml_attributes *attributes)
{
    static const struct {
        uint32_t code;
        const char *glyph;
    } drawn[] = {{0xf0b7, "•"}, {0xf0a7, "▪"}, {0xf0d8, "➢"}, {0xf0fc, "✓"}, {0xf0e0, "→"},
                 {0xf02d, "−"}, {0xf0b0, "°"}, {0xf0b1, "±"}, {0xf0a3, "≤"}, {0xf0b3, "≥"},
                 {0xf061, "α"}, {0xf062, "β"}, {0xf067, "γ"}, {0xf064, "δ"}, {0xf06d, "μ"},
                 {0xf070, "π"}, {0xf053, "Σ"}, {0xf057, "Ω"}, {0xf0a8, "☐"}, {0xf0fe, "☒"}};
    const char *value = xml_attribute(attributes, "w:char");
    unsigned long code = value ? strtoul(value, NULL, 16) : 0;
    char utf8[5] = {0};

    if (code < 0x100 && is_symbol_font(xml_attribute(attributes, "w:font")))
        code |= 0xf000;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        if (drawn[i].code == code) {
            add_text(body, drawn[i].glyph);
            return;
        }
    }
    bool known = code >= 0x20 && code < 0xffff && !(code >= 0xd800 && code < 0xe000) &&
                 !glyph_is_private((uint32_t)code);
    if (known)
        glyph_encode((uint32_t)code, utf8);
    add_text(body, known ? utf8 : "•");
}

/* ---- changes and comments ---- */

static uint32_t author_of(struct body *body, const struct xml_attributes *attributes)
{
    uint32_t author = word_author(body->file, xml_attribute(attributes, "w:author"));

    if (body->file->author_count > WORD_MAX_AUTHORS)
        stop(body, STATUS_LIMIT,
             "The file names more authors than this server takes; accept some changes in Word first.");
    return author;
}

/* A change is of the words inside; in the properties of a paragraph it is of the mark that ends it, in those of a row of all in it. */
static void change(struct body *body, const struct xml_attributes *attributes, bool deletes)
{
    uint32_t author = author_of(body, attributes);

    if (outer(body, 1) == ELEMENT_RUN_PROPERTIES && outer(body, 2) == ELEMENT_PARAGRAPH_PROPERTIES) {
        struct word_paragraph *paragraph = paragraph_now(body);
        if (!paragraph)
            return;
        struct word_marks marks = body->file->marks[paragraph->marks];
        word_marks_add(&marks, deletes, author);
        paragraph->marks = word_intern_marks(body->file, &marks);
    } else if (outer(body, 1) == ELEMENT_ROW_PROPERTIES || outer(body, 1) == ELEMENT_CELL_PROPERTIES) {
        /* it holds until the row or the cell ends, so its own frame and that of the properties must not put it back */
        word_marks_add(&body->now.marks, deletes, author);
        body->frames[body->depth - 1].before.marks = body->now.marks;
        body->frames[body->depth - 2].before.marks = body->now.marks;
    } else {
        word_marks_add(&body->now.marks, deletes, author);
    }
}

static void note_format_change(struct body *body, const struct xml_attributes *attributes)
{
    struct word_file *file = body->file;

    file->formats =
        mem_grow(file->formats, file->format_count, &file->format_capacity, sizeof *file->formats);
    file->formats[file->format_count++] =
        (struct word_format){author_of(body, attributes),
                             (uint32_t)(body->now.paragraph == SIZE_MAX ? WORD_NONE : body->now.paragraph)};
}

static struct word_comment *comment_of(struct body *body, const struct xml_attributes *attributes)
{
    const char *id = xml_attribute(attributes, "w:id");

    return id ? map_get(&body->file->comments_by_id, id) : NULL;
}

/* A place in words that have not come to a paragraph yet is the start of the next one. Within a formula, whose words are not settled yet, it is
 * where the formula begins. */
static struct word_point here(struct body *body)
{
    struct word_paragraph *paragraph = paragraph_now(body);

    if (!paragraph)
        return (struct word_point){(uint32_t)body->file->count, 0};
    paragraph->commented = true;
    for (size_t i = 0; i < body->depth; i++)
        if (body->frames[i].element == ELEMENT_FORMULA &&
            body->frames[i].before.paragraph == body->now.paragraph)
            return (struct word_point){(uint32_t)body->now.paragraph, body->frames[i].formula_at};
    return (struct word_point){(uint32_t)body->now.paragraph, (uint32_t)paragraph->words.len};
}

static void mark_comment(struct body *body, const struct xml_attributes *attributes, enum element element)
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

static void take_bookmark(struct body *body, const struct xml_attributes *attributes)
{
    const char *name = xml_attribute(attributes, "w:name");
    struct word_paragraph *paragraph = paragraph_now(body);

    if (!name || strncmp(name, DOCX_MARKS_START, strlen(DOCX_MARKS_START)) != 0 ||
        strlen(name) >= WORD_ITEM_BYTES)
        return;
    char *to = paragraph ? paragraph->item : body->pending_item;
    if (!*to)
        snprintf(to, WORD_ITEM_BYTES, "%s", name);
}

/* ---- fields and links ---- */

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
static void obey(struct body *body, const char *instruction)
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
static void hold_link(struct body *body)
{
    for (size_t i = 0; i < body->depth; i++)
        body->frames[i].before.link = body->now.link;
}

static void clear_field(struct field *field)
{
    buf_clear(&field->instruction);
    buf_clear(&field->form.entry);
}

/* A field that ends without having shown anything may have words all the same. */
static void show_form(struct body *body, struct field *field)
{
    if (field->shows)
        return;
    field->shows = true;
    add_text(body, word_form_shows(&field->form, field->instruction.bytes ? field->instruction.bytes : ""));
}

static void field(struct body *body, const struct xml_attributes *attributes)
{
    const char *type = xml_attribute(attributes, "w:fldCharType");
    struct field *last = body->field_count > 0 ? &body->fields[body->field_count - 1] : NULL;

    if (!type)
        return;
    if (strcmp(type, "begin") == 0 && body->field_count < FIELDS_MAX) {
        body->fields[body->field_count++] = (struct field){
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

/* A table of contents is over with the control around it, wherever its field ends. */
static void end_contents(struct body *body)
{
    for (size_t i = 0; i < body->field_count; i++)
        if (body->fields[i].depth > body->depth)
            body->fields[i].contents = false;
}

/* A field that Word never closed: nobody knows where its table of contents ends, so what stands there is text. */
static void release_contents(struct body *body, const struct field *field)
{
    for (size_t i = field->paragraph; field->contents && i < body->file->count; i++)
        body->file->paragraphs[i].in_contents = false;
}

static void start_simple_field(struct body *body, const char *instruction)
{
    if (!instruction)
        return;
    body->now.in_contents = body->now.in_contents || is_contents(instruction);
    obey(body, instruction);
}

static void take_instruction(struct body *body, const char *utf8, size_t len)
{
    struct field *last = body->field_count > 0 ? &body->fields[body->field_count - 1] : NULL;

    if (last && !last->shows && last->instruction.len + len <= INSTRUCTION_MAX)
        buf_add(&last->instruction, utf8, len);
}

/* '#' and the bookmark's name: no address that a text takes, but the draft of a returned file knows its items by it. */
static void link_to_item(struct body *body, const char *bookmark)
{
    struct buf address = BUF_EMPTY;

    buf_format(&address, "#%s", bookmark);
    body->now.link = word_link(body->file, address.bytes);
    buf_clear(&address);
}

static void hyperlink(struct body *body, const struct xml_attributes *attributes)
{
    const char *id = xml_attribute(attributes, "r:id"), *anchor = xml_attribute(attributes, "w:anchor");
    const struct relationship *to = id ? relationships_by_id(body->links, id) : NULL;

    if (to && to->external && is_web_address(to->target))
        body->now.link = word_link(body->file, to->target);
    if (anchor && strncmp(anchor, DOCX_MARKS_START, strlen(DOCX_MARKS_START)) == 0)
        link_to_item(body, anchor);
}

/* ---- notes ---- */

static void note_label(bool endnote, uint32_t number, char out[16])
{
    static const char *const romans[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};

    if (endnote && number >= 1 && number <= 10)
        snprintf(out, 16, "%s", romans[number - 1]);
    else
        snprintf(out, 16, endnote ? "e%u" : "%u", (unsigned)number);
}

/* The reference keeps its place in the words, as "(1)", and says below which paragraph the note stands. */
static void refer_to_note(struct body *body, const struct xml_attributes *attributes, bool endnote)
{
    uint32_t number = endnote ? ++body->endnotes : ++body->footnotes;
    long id = xml_attribute_number(attributes, "w:id", -1);
    struct word_file *file = body->file;
    char label[16], shown[24];

    note_label(endnote, number, label);
    snprintf(shown, sizeof shown, NOTE_LABEL, label);
    if (id < 0 || id > WORD_NOTE_MAX || !paragraph_now(body))
        return;
    uint32_t key = WORD_NOTE_KEY(endnote, (uint32_t)id);
    add_text(body, shown);
    for (size_t i = 0; i < file->note_count; i++)
        if (file->notes[i].key == key)
            return; /* a second reference to the same note */
    if (file->note_count == WORD_MAX_NOTES) {
        stop(body, STATUS_LIMIT, "The file has more notes than this server takes; split it.");
        return;
    }
    file->notes = mem_grow(file->notes, file->note_count, &file->note_capacity, sizeof *file->notes);
    file->notes[file->note_count] = (struct word_note){.key = key, .anchor = (uint32_t)body->now.paragraph};
    snprintf(file->notes[file->note_count++].label, sizeof file->notes->label, "%s", shown);
}

static void start_note(struct body *body, const struct xml_attributes *attributes, const char *name)
{
    const char *type = xml_attribute(attributes, "w:type");
    long id = xml_attribute_number(attributes, "w:id", -1);

    if (type && strcmp(type, "normal") != 0) /* the line that separates notes */
        body->now.flow = WORD_APART;
    else if (id >= 0 && id <= WORD_NOTE_MAX)
        body->now.note = WORD_NOTE_KEY(strcmp(name, "w:endnote") == 0, (uint32_t)id);
}

/* ---- paragraphs, tables, controls ---- */

static void start_paragraph(struct body *body)
{
    body->now.paragraph = add_paragraph(body, body->now.flow);
    body->hidden_paragraph = SIZE_MAX;
    struct word_paragraph *paragraph = paragraph_now(body);
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

static void describe_paragraph(struct body *body, enum element element,
                               const struct xml_attributes *attributes)
{
    struct word_paragraph *paragraph = paragraph_now(body);
    long number = xml_attribute_number(attributes, "w:val", -1);

    if (!paragraph || !has_frame(body, ELEMENT_PARAGRAPH_PROPERTIES))
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

static void describe_run(struct body *body, enum element element, const struct xml_attributes *attributes)
{
    struct look *look = &body->now.look;

    if (outer(body, 1) != ELEMENT_RUN_PROPERTIES || has_frame(body, ELEMENT_PARAGRAPH_PROPERTIES))
        return;
    if (element == ELEMENT_BOLD)
        look->bold = word_toggle(attributes);
    else if (element == ELEMENT_ITALIC)
        look->italic = word_toggle(attributes);
    else if (element == ELEMENT_UNDERLINE)
        look->underline = word_underline(attributes);
    else if (element == ELEMENT_HIDDEN)
        look->hidden = word_toggle(attributes);
    else
        look->style = word_styles_find(body->file->styles, xml_attribute(attributes, "w:val"));
    /* the run's properties hold beyond their element, to the end of the run */
    body->frames[body->depth - 1].before.look = *look;
    body->frames[body->depth - 2].before.look = *look;
}

static void start_cell(struct body *body)
{
    for (size_t i = body->depth - 1; i-- > 0;) {
        if (body->frames[i].element != ELEMENT_ROW)
            continue;
        body->now.column = body->frames[i].cells++;
        return;
    }
}

static void start_row(struct body *body)
{
    for (size_t i = body->depth - 1; i-- > 0;) {
        if (body->frames[i].element != ELEMENT_TABLE)
            continue;
        body->now.row = body->frames[i].cells++;
        return;
    }
}

/* A table in a cell is part of that cell. */
static void start_table(struct body *body)
{
    if (body->now.table == 0)
        body->now.table = ++body->tables;
    else
        body->frames[body->depth - 1].element = ELEMENT_OTHER;
}

static struct frame *control_of(struct body *body)
{
    for (size_t i = body->depth; i-- > 0;)
        if (body->frames[i].element == ELEMENT_CONTROL)
            return &body->frames[i];
    return NULL;
}

static void start_control_content(struct body *body)
{
    const struct frame *control = control_of(body);

    if (control && control->contents)
        body->now.in_contents = true;
    if (!control || !control->placeholder)
        return;
    /* "Click here to enter text": nobody wrote that */
    body->now.flow = WORD_APART;
    body->now.paragraph = paragraph_now(body) ? add_paragraph(body, WORD_APART) : SIZE_MAX;
}

static void start_alternative(struct body *body)
{
    const struct frame *all = body->depth > 1 ? &body->frames[body->depth - 2] : NULL;

    if (all && all->element == ELEMENT_ALTERNATIVES && all->done)
        body->skip = 1;
}

static void start_box(struct body *body)
{
    body->now.flow = WORD_APART;
    body->now.paragraph = SIZE_MAX;
    body->now.table = 0;
    body->now.note = 0;
}

static void start_run(struct body *body)
{
    body->now.look = (struct look){-1, -1, -1, -1, WORD_NONE};
}

/* ---- formulas ---- */

static void start_formula(struct body *body, const char *name)
{
    struct frame *frame = &body->frames[body->depth - 1];
    const struct word_paragraph *paragraph = paragraph_now(body);

    frame->formula = word_formula_begin(name);
    frame->formula_at = paragraph ? (uint32_t)paragraph->words.len : 0;
}

static void describe_formula(struct body *body, const char *name, const struct xml_attributes *attributes)
{
    for (size_t i = body->depth; i-- > 0;) {
        if (body->frames[i].element != ELEMENT_FORMULA)
            continue;
        word_formula_take(&body->frames[i].formula, name, attributes);
        return;
    }
}

static void write_signs(struct body *body, const struct frame *frame, const struct word_formula_signs *signs)
{
    struct word_paragraph *paragraph = paragraph_now(body);

    word_insert_words(paragraph, frame->formula_at, signs->before, strlen(signs->before));
    word_insert_words(paragraph, (uint32_t)paragraph->words.len, signs->after, strlen(signs->after));
}

/* `frame` has ended: what is drawn around it, and around it as an argument, becomes words. */
static void end_formula(struct body *body, const struct frame *frame)
{
    const struct word_paragraph *paragraph = paragraph_now(body);
    struct frame *outer_frame = body->depth > 0 ? &body->frames[body->depth - 1] : NULL;
    struct word_formula_signs signs = {"", ""};

    if (!paragraph || frame->before.paragraph != body->now.paragraph ||
        paragraph->words.len < frame->formula_at)
        return;
    if (paragraph->words.len > frame->formula_at) {
        word_formula_around(&frame->formula, &signs);
        write_signs(body, frame, &signs);
    }
    if (!outer_frame || outer_frame->element != ELEMENT_FORMULA)
        return;
    word_formula_around_argument(&outer_frame->formula, &frame->formula,
                                 paragraph->words.bytes + frame->formula_at,
                                 paragraph->words.len - frame->formula_at, &signs);
    write_signs(body, frame, &signs);
}

/* ---- events ---- */

static void open_element(struct body *body, enum element element, const char *name,
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
        stop(body, STATUS_BAD_FILE,
             "The file takes in another document, which only Word can read; open it in Word and save it "
             "again.");
        break;
    case ELEMENT_BOLD:
    case ELEMENT_ITALIC:
    case ELEMENT_UNDERLINE:
    case ELEMENT_HIDDEN:
    case ELEMENT_RUN_STYLE:
        describe_run(body, element, attributes);
        break;
    case ELEMENT_BOOKMARK:
        take_bookmark(body, attributes);
        break;
    case ELEMENT_BREAK:
        add_text(body, " ");
        break;
    case ELEMENT_TAB:
        if (!has_frame(body, ELEMENT_PARAGRAPH_PROPERTIES))
            add_text(body, " ");
        break;
    case ELEMENT_HYPHEN:
        add_text(body, "\xe2\x80\x91");
        break;
    case ELEMENT_SYMBOL:
        add_symbol(body, attributes);
        break;
    case ELEMENT_INSERTED:
    case ELEMENT_CELL_INSERTED:
        change(body, attributes, false);
        break;
    case ELEMENT_DELETED:
    case ELEMENT_CELL_DELETED:
        change(body, attributes, true);
        break;
    case ELEMENT_COMMENT_START:
    case ELEMENT_COMMENT_END:
    case ELEMENT_COMMENT_REFERENCE:
        mark_comment(body, attributes, element);
        break;
    case ELEMENT_FIELD:
        field(body, attributes);
        break;
    case ELEMENT_FORM:
        if (body->field_count > 0)
            word_form_take(&body->fields[body->field_count - 1].form, name, attributes);
        break;
    case ELEMENT_SIMPLE_FIELD:
        start_simple_field(body, xml_attribute(attributes, "w:instr"));
        break;
    case ELEMENT_HYPERLINK:
        hyperlink(body, attributes);
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
        start_note(body, attributes, name);
        break;
    case ELEMENT_FOOTNOTE_REFERENCE:
    case ELEMENT_ENDNOTE_REFERENCE:
        refer_to_note(body, attributes, element == ELEMENT_ENDNOTE_REFERENCE);
        break;
    case ELEMENT_PARAGRAPH:
        start_paragraph(body);
        break;
    case ELEMENT_PARAGRAPH_CHANGE:
    case ELEMENT_RUN_CHANGE:
        note_format_change(body, attributes);
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
        start_formula(body, name);
        break;
    case ELEMENT_FORMULA_SIGN:
        describe_formula(body, name, attributes);
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
        add_drawn_words(body, attributes);
        break;
    }
}

static void on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct body *body = context;

    if (body->skip > 0) {
        body->skip++;
        return;
    }
    enum element element = element_of(name);
    body->frames[body->depth++] =
        (struct frame){.element = element, .before = body->now, .words_before = body->words};
    open_element(body, element, name, attributes);
}

/* Fields that only instruct end with their paragraph: what Word never closed swallows no more. */
static void end_paragraph(struct body *body)
{
    for (size_t i = 0; i < body->field_count; i++)
        body->fields[i].shows = true;
}

static void on_end(void *context, const char *name)
{
    struct body *body = context;

    (void)name;
    if (body->skip > 1) {
        body->skip--;
        return;
    }
    body->skip = 0;
    struct frame *frame = &body->frames[--body->depth];
    if (frame->element == ELEMENT_WORDS)
        body->in_words = false;
    if (frame->element == ELEMENT_PARAGRAPH)
        end_paragraph(body);
    if (frame->element == ELEMENT_CONTROL && frame->contents)
        end_contents(body);
    if (frame->element == ELEMENT_FORMULA)
        end_formula(body, frame);
    if (frame->element == ELEMENT_ALTERNATIVE && body->words > frame->words_before && body->depth > 0)
        body->frames[body->depth - 1].done = true;
    body->now = frame->before;
}

static void on_text(void *context, const char *utf8, size_t len)
{
    struct body *body = context;

    if (body->skip > 0)
        return;
    if (body->in_words)
        add_words(body, utf8, len);
    else if (outer(body, 0) == ELEMENT_INSTRUCTION)
        take_instruction(body, utf8, len);
}

enum status word_body_read(struct word_file *file, struct zip_reader *zip, const char *part,
                           const struct relationships *links, enum word_flow flow, struct buf *why)
{
    static const struct xml_events events = {on_start, on_end, on_text};
    struct body *body = mem_zero(1, sizeof *body);

    body->file = file;
    body->links = links;
    body->now = (struct context){.flow = flow, .paragraph = SIZE_MAX, .link = WORD_NONE};
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
    for (size_t i = 0; i < body->field_count; i++) {
        release_contents(body, &body->fields[i]);
        clear_field(&body->fields[i]);
    }
    free(body);
    return status;
}
