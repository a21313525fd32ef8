/* What stands in a document in place of references (text/reference.h): the numbers that the items have in this document, in its language and as its
 * view counts. A reference to an item that is not in it says so behind its words: "7.p [deleted]". */
#ifndef CONVERT_REFERENCES_H
#define CONVERT_REFERENCES_H

#include "base/buf.h"
#include "convert/document.h"

struct references;

/* The numbers of the items that the words of a document refer to; NULL where they refer to none, which all functions take. Borrows the document's
 * strings. Caller destroys. */
struct references *references_of(const struct document *document);
void references_destroy(struct references *references);

/* Whether there is such an item in the document, and more of it than its number. */
bool references_has(const struct references *references, const char *target);
/* Adds what stands in place of words that are stored. */
void references_words(const struct references *references, const char *target, const char *stored, size_t len,
                      struct buf *out);
/* A copy of a text that has the numbers in place of its references; has as many pieces. `out` is overwritten. */
void references_text(const struct references *references, const struct delta *stored, struct delta *out);
/* The entries that a view shows, as runs_select has them, with numbers in place of the references in their words. Caller clears. */
struct shown_document {
    struct document document;
    struct references *references;
};

void shown_document_fill(const struct document *document, enum document_view view,
                         struct shown_document *out);
void shown_document_clear(struct shown_document *shown);

#endif
