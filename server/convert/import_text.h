/* Plain text or Markdown in, an outline out.
 *
 *   struct outline outline;
 *   enum status st = import_text(bytes, len, NULL, &outline);
 *   ...
 *   outline_clear(&outline);
 *
 * The way of a text, one small file a step:
 *
 *   decode      bytes of any encoding -> UTF-8
 *   normalise   one kind of line end, one kind of blank, nothing that does not print
 *   quoted      the signs "> " of a mail that was passed on are set apart
 *   own_layout  one of our own exports? Then depths and numbers are read off the page, and that is all
 *   lines       where each line starts, how far it is indented, what is above it
 *   run_on      documents in one long line get their lines back
 *   furniture   headers, footers, page numbers, logos are set apart
 *   double_number  "2. (1) This …" becomes two lines
 *   marker      every way to read what a line starts with: "i." is a letter and a roman numeral
 *   item_label  words in front of numbers: "Compromiso 1:"
 *   sequence    the readings that together break the fewest sequences: what is an item, and how deep
 *   wrap        how wide the lines were broken
 *   blocks      lines joined to paragraphs, across page breaks too
 *   place       title, headings, paragraphs and unmarked lists, and their depths
 *   inline      Markdown's bold, italic, underline and links become attributes
 *   entry       too long texts are cut, and the outline is filled
 *
 * Takes time about linear in the length of the text.
 */
#ifndef CONVERT_IMPORT_TEXT_H
#define CONVERT_IMPORT_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "convert/outline.h"

enum import_format {
    IMPORT_AUTO,     /* Markdown where it has headings, pairs of stars, links or escapes; else plain text */
    IMPORT_PLAIN,    /* stars and underscores are only stars and underscores */
    IMPORT_MARKDOWN, /* signs are taken as Markdown */
};

struct import_options {
    enum import_format format;
    size_t max_bytes;      /* of source */
    size_t max_items;      /* entries of any kind */
    int max_depth;         /* deeper lists are kept at this depth */
    uint32_t max_text_u16; /* longer paragraphs are cut at a blank */
};

#define IMPORT_DEFAULTS                                                                                      \
    {                                                                                                        \
        IMPORT_AUTO, 4u << 20, DRAFT_MAX_ITEMS, DRAFT_MAX_DEPTH, 65536                                       \
    }

/* Borrows the bytes. `options` NULL: IMPORT_DEFAULTS. `out` is overwritten; the caller clears it, also after a failure.
 * STATUS_TOO_LARGE: more than max_bytes. STATUS_LIMIT: it would be more than max_items. Nothing else fails: any bytes are a text. */
enum status import_text(const char *bytes, size_t len, const struct import_options *options,
                        struct outline *out) MUST_CHECK;

#endif
