/* Word files for tests, made of what stands in their body. */
#ifndef TESTS_SUPPORT_WORD_BUILD_H
#define TESTS_SUPPORT_WORD_BUILD_H

#include "base/buf.h"

/* What a file is made of, as XML with the prefixes w, r, mc, m, w14, w15; NULL parts are left out. */
struct word_parts {
    const char *body;       /* inside w:body */
    const char *numbering;  /* inside w:numbering */
    const char *styles;     /* inside w:styles */
    const char *comments;   /* inside w:comments */
    const char *threads;    /* inside w15:commentsEx */
    const char *footnotes;  /* inside w:footnotes */
    const char *header;     /* inside w:hdr */
    const char *links;      /* more relationships of the document */
    const char *custom;     /* inside Properties */
    const char *main_space; /* another namespace for w; NULL: the transitional one */
};

void word_build(struct buf *out, const struct word_parts *parts);

/* A paragraph of plain words. */
#define WORD_P(words)           "<w:p><w:r><w:t xml:space='preserve'>" words "</w:t></w:r></w:p>"
#define WORD_R(words)           "<w:r><w:t xml:space='preserve'>" words "</w:t></w:r>"
#define WORD_INS(author, words) "<w:ins w:id='1' w:author='" author "'>" WORD_R(words) "</w:ins>"
#define WORD_DEL(author, words)                                                                              \
    "<w:del w:id='2' w:author='" author "'><w:r><w:delText xml:space='preserve'>" words                      \
    "</w:delText></w:r></w:del>"

#endif
