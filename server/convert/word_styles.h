/* The styles of a Word file: what a paragraph or a run is by the style that it has, chains of styles followed. */
#ifndef CONVERT_WORD_STYLES_H
#define CONVERT_WORD_STYLES_H

#include <stdbool.h>
#include <stdint.h>

#include "ooxml/part.h"

struct word_styles;

/* What a style says of itself or, where it does not, the styles that it is based on. -1: nobody says. */
struct word_style {
    const char *
        name; /* as Word calls it in every language, lower case: "heading 1", "title"; "" where it has none */
    int heading; /* 1 … 9 for "heading N" and what is based on it; 0: none */
    int text;    /* 1 … 8 for "plenaria text N": a paragraph of that depth in an export of ours; 0: none */
    bool title;  /* "title" or "subtitle", or based on it */
    bool furniture; /* of an export of ours: numbers and statuses, which are no words of an item */
    bool bracket;   /* … and brackets, which are where they say whose the words are */
    bool number;    /* … such a number: one that the file does not leave to a list */
    bool contents;  /* "toc N": a line of a table of contents */
    long num;
    long level;
    long outline;
    long indent;
    int bold;
    int italic;
    int underline;
    int hidden;
    int struck;
};

/* `part` NULL: a file without styles. Caller destroys `out`. */
enum status word_styles_read(struct zip_reader *zip, const char *part, struct buf *why,
                             struct word_styles **out) MUST_CHECK;
void word_styles_destroy(struct word_styles *styles); /* NULL is fine */

/* The index of the style with that id; that of paragraphs without one for NULL; UINT32_MAX where there is none. */
uint32_t word_styles_find(const struct word_styles *styles, const char *id);
/* Its properties; those of nothing in particular for UINT32_MAX. */
struct word_style word_styles_get(const struct word_styles *styles, uint32_t index);

/* The id that the file calls it by; NULL for UINT32_MAX. Borrowed. */
const char *word_styles_id(const struct word_styles *styles, uint32_t index);

/* A toggle such as <w:b/>: 1 or 0. Underline has kinds instead. */
int word_toggle(const struct xml_attributes *attributes);
int word_underline(const struct xml_attributes *attributes);
/* After `before`, as Word says both <w:strike/> and <w:dstrike w:val="0"/>: one that is on counts. */
int word_struck(int before, const struct xml_attributes *attributes);
/* The indentation of <w:ind>, in twentieths of a point; -1 where it says none. */
long word_indent(const struct xml_attributes *attributes);

#endif
