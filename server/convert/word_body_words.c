/* Words of a part, as they come: with the look, the link and the marks that hold, in the paragraph where they belong. */
#include "convert/word_body_state.h"

#include <stdlib.h>
#include <string.h>

#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/word_styles.h"
#include "text/utf.h"

size_t word_body_add_paragraph(struct word_body *body, enum word_flow flow)
{
    if (body->file->count == WORD_MAX_PARAGRAPHS) {
        word_body_stop(body, STATUS_LIMIT, "The file has more paragraphs than this server takes; split it.");
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

static struct word_run run_now(const struct word_body *body, const struct word_style *style)
{
    const struct word_look *look = &body->now.look;
    struct word_run run = {.link = body->now.link};

    run.format = (resolve(look->bold, style->bold) ? RUN_BOLD : 0u) |
                 (resolve(look->italic, style->italic) ? RUN_ITALIC : 0u) |
                 (resolve(look->underline, style->underline) ? RUN_UNDERLINE : 0u);
    return run;
}

/* Hidden words stand apart, together for one paragraph. */
static size_t hidden_place(struct word_body *body)
{
    if (body->hidden_paragraph == SIZE_MAX)
        body->hidden_paragraph = word_body_add_paragraph(body, WORD_APART);
    return body->hidden_paragraph;
}

/* What our exports write around the words of an item; what somebody has typed into it has taken its style, and is words. */
static bool is_furniture(const struct word_body *body, const char *utf8, size_t len)
{
    struct marker marker;

    return !word_marks_have(&body->now.marks, false) || (marker_parse(utf8, len, &marker) && marker.alone);
}

static void see_number(struct word_body *body, const struct word_style *style)
{
    if (style->number && body->now.paragraph != SIZE_MAX && !word_marks_have(&body->now.marks, true))
        body->file->paragraphs[body->now.paragraph].labelled = true;
}

/* What is struck under change tracking has no line of its own. */
static bool is_struck_by_hand(const struct word_body *body, const struct word_style *style)
{
    return resolve(body->now.look.struck, style->struck) && !word_marks_have(&body->now.marks, true);
}

static uint32_t marks_now(struct word_body *body, bool struck)
{
    struct word_marks marks = body->now.marks;

    if (struck)
        word_marks_add(&marks, true, word_author(body->file, NULL));
    return word_intern_marks(body->file, &marks);
}

void word_body_end_struck(struct word_body *body)
{
    struct word_paragraph *paragraph = word_body_paragraph(body);

    if (!paragraph || paragraph->unstruck || utf_is_blank(paragraph->words.bytes, paragraph->words.len))
        return;
    struct word_marks marks = body->file->marks[paragraph->marks];
    word_marks_add(&marks, true, word_author(body->file, NULL));
    paragraph->marks = word_intern_marks(body->file, &marks);
}

void word_body_add_words(struct word_body *body, const char *utf8, size_t len)
{
    struct word_style style = word_styles_get(body->file->styles, body->now.look.style);
    struct word_run run = run_now(body, &style);
    size_t index = body->now.paragraph;

    bool furniture = style.furniture || (style.bracket && !body->file->keeps_brackets);
    if (furniture && is_furniture(body, utf8, len)) {
        see_number(body, &style);
        return;
    }
    if (resolve(body->now.look.hidden, style.hidden) || word_body_is_instructing(body))
        index = hidden_place(body);
    else if (index == SIZE_MAX) /* words outside of any paragraph */
        index = body->now.paragraph = word_body_add_paragraph(body, WORD_APART);
    if (index == SIZE_MAX)
        return;
    bool struck = is_struck_by_hand(body, &style);
    run.marks = marks_now(body, struck);
    if (body->file->mark_count > WORD_MAX_SETS)
        word_body_stop(body, STATUS_LIMIT,
                       "The file has too many changes upon changes; accept some of them in Word first.");
    word_add_words(&body->file->paragraphs[index], utf8, len, &run);
    body->file->paragraphs[index].in_contents |= word_body_is_in_contents(body);
    body->file->paragraphs[index].unstruck |= !struck && !utf_is_blank(utf8, len);
    body->words += len;
}

void word_body_add_text(struct word_body *body, const char *text)
{
    if (word_body_paragraph(body))
        word_body_add_words(body, text, strlen(text));
}

/* Words that are a picture, such as "DRAFT" across the page, stand apart. */
void word_body_add_drawn_words(struct word_body *body, const struct xml_attributes *attributes)
{
    const char *words = xml_attribute(attributes, "string");

    if (!words)
        return;
    body->now.flow = WORD_APART;
    body->now.paragraph = word_body_add_paragraph(body, WORD_APART);
    word_body_add_text(body, words);
}

/* Fonts whose codes mean signs of their own, and may be said without their place in the private area. */
static bool is_symbol_font(const char *font)
{
    return font && (strcmp(font, "Symbol") == 0 || strncmp(font, "Wingdings", 9) == 0);
}

/* What a symbol font draws for a code; a bullet where nobody knows. */
void word_body_add_symbol(struct word_body *body, const struct xml_attributes *attributes)
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
            word_body_add_text(body, drawn[i].glyph);
            return;
        }
    }
    bool known = code >= 0x20 && code < 0xffff && !(code >= 0xd800 && code < 0xe000) &&
                 !glyph_is_private((uint32_t)code);
    if (known)
        glyph_encode((uint32_t)code, utf8);
    word_body_add_text(body, known ? utf8 : "•");
}
