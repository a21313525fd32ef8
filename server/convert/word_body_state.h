/* What the files that read a part with paragraphs share (word_body.c): where the reader is, what holds there, and what it does of each kind. */
#ifndef CONVERT_WORD_BODY_STATE_H
#define CONVERT_WORD_BODY_STATE_H

#include "convert/word_body.h"
#include "convert/word_element.h"
#include "convert/word_form.h"
#include "convert/word_formula.h"

#define WORD_FIELDS_MAX 32

/* What the words of a run look like. -1: as the style of the run says. */
struct word_look {
    int bold;
    int italic;
    int underline;
    int hidden;
    int struck;
    uint32_t style;
};

/* What holds where we are. */
struct word_context {
    enum word_flow flow;
    size_t paragraph; /* index of the open one; SIZE_MAX: none */
    struct word_marks marks;
    uint32_t link;
    struct word_look look;
    bool in_contents;
    uint32_t note;
    uint32_t table, row, column;
};

struct word_frame {
    enum word_element element;
    struct word_context before; /* what held outside of it */
    size_t words_before;        /* bytes of words when it began */
    bool done;                  /* of alternatives: one has been taken */
    bool placeholder;           /* of a content control */
    bool contents;
    uint32_t cells; /* of a row: cells so far; of a table: rows */
    struct word_formula formula;
    uint32_t formula_at; /* where it begins in the words of its paragraph */
};

struct word_field {
    struct buf instruction;
    struct word_form form;
    bool shows; /* its instruction is over */
    uint32_t link_before;
    bool contents;    /* it shows a table of contents */
    size_t depth;     /* elements open where it begins */
    size_t paragraph; /* index of the first one that it can reach into */
};

struct word_body {
    struct word_file *file;
    const struct relationships *links;
    struct xml_reader *xml;
    struct word_context now;
    struct word_frame frames[XML_MAX_DEPTH + 1];
    size_t depth;
    size_t skip; /* elements open below one that is ignored, itself included */
    struct word_field fields[WORD_FIELDS_MAX];
    size_t field_count;
    bool in_words;
    size_t words; /* bytes so far */
    uint32_t tables;
    uint32_t footnotes, endnotes; /* references so far */
    char pending_item[WORD_ITEM_BYTES];
    size_t hidden_paragraph; /* where hidden words are collected; SIZE_MAX: nowhere yet */
};

/* Reading ends with this status and sentence. */
void word_body_stop(struct word_body *body, enum status status, const char *sentence);
/* The element `up` levels above the one that is open, 0 being itself. */
enum word_element word_body_outer(const struct word_body *body, size_t up);
bool word_body_has_frame(const struct word_body *body, enum word_element element);
/* The open one; NULL: there is none. Valid until the next is added. */
struct word_paragraph *word_body_paragraph(struct word_body *body);

/* ---- words: word_body_words.c ---- */

/* Its index; SIZE_MAX where the file has too many, and reading stops. */
size_t word_body_add_paragraph(struct word_body *body, enum word_flow flow);
/* Words as the file has them. */
void word_body_add_words(struct word_body *body, const char *utf8, size_t len);
/* Words that stand for an element, in the open paragraph; nothing where there is none. */
void word_body_add_text(struct word_body *body, const char *text);
/* With the paragraph: where all its words are struck by hand, so is its end. */
void word_body_end_struck(struct word_body *body);
void word_body_add_drawn_words(struct word_body *body, const struct xml_attributes *attributes);
void word_body_add_symbol(struct word_body *body, const struct xml_attributes *attributes);

/* ---- changes, comments, bookmarks: word_body_marks.c ---- */

void word_body_change(struct word_body *body, const struct xml_attributes *attributes, bool deletes);
void word_body_change_format(struct word_body *body, const struct xml_attributes *attributes);
void word_body_mark_comment(struct word_body *body, const struct xml_attributes *attributes,
                            enum word_element element);
void word_body_take_bookmark(struct word_body *body, const struct xml_attributes *attributes);

/* ---- fields and links: word_body_fields.c ---- */

/* Whether what comes is no text, but instructs a field. */
bool word_body_is_instructing(const struct word_body *body);
/* Whether what comes belongs to a table of contents. */
bool word_body_is_in_contents(const struct word_body *body);
/* Begins, separates or ends a field. */
void word_body_field(struct word_body *body, const struct xml_attributes *attributes);
void word_body_take_instruction(struct word_body *body, const char *utf8, size_t len);
/* A field whose instruction is an attribute; NULL: it has none. */
void word_body_start_simple_field(struct word_body *body, const char *instruction);
void word_body_hyperlink(struct word_body *body, const struct xml_attributes *attributes);
/* A table of contents is over with the control around it, wherever its field ends. */
void word_body_end_contents(struct word_body *body);
/* With the paragraph. */
void word_body_end_fields(struct word_body *body);
/* With the part. */
void word_body_clear_fields(struct word_body *body);

/* ---- footnotes and endnotes: word_body_notes.c ---- */

void word_body_refer_to_note(struct word_body *body, const struct xml_attributes *attributes, bool endnote);
void word_body_start_note(struct word_body *body, const struct xml_attributes *attributes, const char *name);

/* ---- formulas: word_body_formulas.c ---- */

void word_body_start_formula(struct word_body *body, const char *name);
/* A sign of the formula that is open. */
void word_body_describe_formula(struct word_body *body, const char *name,
                                const struct xml_attributes *attributes);
/* `frame` has ended: what is drawn around it, and around it as an argument, becomes words. */
void word_body_end_formula(struct word_body *body, const struct word_frame *frame);

#endif
