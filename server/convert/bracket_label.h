/* What an exported bracket starts and ends with, in the notation that brackets.h reads:
 *
 *   "[Canadá: " "]"   "[del. Canadá, México: " "]"   "[Alt 2, Canadá: " "]"   "[Alt 1: " "]"   "[del: " "]"   "[" "]"
 *   "[Canadá: " " → " "" "]"        the two halves of a replacement
 *   "[ins. Canadá: " "]"            words with an arrow that are none
 *
 * What is by the secretariat without attribution has no name, unless its words would be read as something else without one.
 */
#ifndef CONVERT_BRACKET_LABEL_H
#define CONVERT_BRACKET_LABEL_H

#include "base/buf.h"
#include "convert/document.h"
#include "convert/nesting.h"

struct bracket_label {
    const char *kind;  /* "del. ", "ins. ": can be left out where one sees what is struck */
    char before[24];   /* "Alt 2, " */
    const char *name;  /* empty: none. Borrowed, as from runs_who */
    const char *after; /* ": ", or empty */
};

/* Not of the second half of a replacement, which has no label. */
struct bracket_label bracket_label_make(const struct document_markup *markup,
                                        const struct nesting_bracket *bracket);

/* "]", or between the halves of a replacement the arrow. Static. */
const char *bracket_label_end(const struct nesting_bracket *bracket);

/* Writes the brackets of one item as text. A value: set the first five, the rest to zero. */
struct bracket_writer {
    const struct document_markup *markup;
    const char *lang;
    const char *opening; /* "[", or as the format escapes it */
    const char *closing;
    void (*words)(struct buf *out, const char *utf8, size_t len); /* as the format writes names and signs */
    size_t bare[NESTING_MOST]; /* of each open bracket: where its words start if it has no label; else 0 */
    size_t open;
};

void bracket_writer_open(struct bracket_writer *writer, struct buf *out,
                         const struct nesting_bracket *bracket);
void bracket_writer_close(struct bracket_writer *writer, struct buf *out,
                          const struct nesting_bracket *bracket);

#endif
