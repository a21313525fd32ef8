/* What an exported bracket starts with, in the notation that brackets.h reads:
 *
 *   "Canadá: "  "del. Canadá: "  "Alt 2, Canadá: "  "Alt 1: "  "del: "  ""
 *
 * What is by the secretariat without attribution has no name, unless its words would be read as something else without one.
 */
#ifndef CONVERT_BRACKET_LABEL_H
#define CONVERT_BRACKET_LABEL_H

#include "base/buf.h"
#include "convert/document.h"

struct bracket_label {
    char before[32];   /* "del. ", "Alt 2, " */
    const char *name;  /* empty: none. Borrowed, as from runs_who */
    const char *after; /* ": ", or empty */
    bool bare;         /* nothing at all: ask bracket_label_is_needed once the words are known */
};

struct bracket_label bracket_label_make(const struct document_markup *markup, const char *proposal,
                                        bool deletes);

/* What must stand in front of words that a bare bracket would not be read with; NULL where none is needed. Static. */
const char *bracket_label_needed(const char *words, size_t len, const char *lang);

#endif
