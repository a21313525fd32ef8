/* A draft as the plain data that the exports read (convert/document.h). */
#ifndef LOAD_DRAFT_DOCUMENT_H
#define LOAD_DRAFT_DOCUMENT_H

#include "base/sha256.h"
#include "convert/document.h"
#include "draft/draft.h"
#include "draft/one_reading.h"

/* Owns what the document points to, except what belongs to the draft, which must outlive it. */
struct draft_document {
    struct document document;
    struct delta *deltas; /* one for each item */
    char head[SHA256_HEX + 1];
    const struct draft *draft;
    struct buf who;             /* what draft_document_who said last */
    char **remarks;             /* one for each item, or NULL */
    const char ***removals;     /* one for each item, or NULL: what document_item.removals borrows */
    struct one_reading reading; /* of alternatives, where one was taken */
    unsigned *ordinal;          /* of each proposal of the draft: draft_document_alternative */
};

/* The draft in one language; `lang` NULL is the original. STATUS_BAD_OP where it has no such language. Caller clears. */
enum status draft_document_fill(const struct draft *draft, const char *lang, const struct sha256 *head,
                                struct draft_document *out) MUST_CHECK;
/* For a view that shows the text as if all were accepted: leaves one of several alternatives, which is then undecided. */
void draft_document_take_one_reading(struct draft_document *document);
/* For document_markup.who, with a struct draft_document as context: who makes these proposals, co-sponsors behind each, in the order in which
 * they were made, nobody twice; nobody in particular (contested.h) only where nobody else
 * is named. Borrowed until the next call. */
const char *draft_document_who(void *document, const char *const *proposals, size_t count);
/* For document_markup.alternative, with the same context. */
unsigned draft_document_alternative(void *document, const char *proposal);
void draft_document_clear(struct draft_document *document);

#endif
