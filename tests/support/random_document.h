/* Random documents with all that an export may meet: trees of items, formatting, nested and overlapping proposals, items that are proposed
 * or proposed away, comments with answers. In one language or, with the same items, in two. */
#ifndef SUPPORT_RANDOM_DOCUMENT_H
#define SUPPORT_RANDOM_DOCUMENT_H

#include "convert/document.h"
#include "support/choices.h"

#define RANDOM_DOCUMENT_LANGS 2

struct random_document {
    struct document documents[RANDOM_DOCUMENT_LANGS]; /* es, en */
    void **kept;
    size_t kept_count, kept_capacity;
    struct delta *texts;
    size_t text_count;
};

struct random_document_options {
    uint32_t items;     /* up to so many */
    uint32_t proposals; /* up to so many */
    /* nobody proposes away what is only proposed, which LibreOffice 7.4 does not take back as a whole */
    bool plain_wholes;
    /* no items proposed or proposed away, no words that two propose, no number that Word does not count: what every reader knows */
    bool flat;
};

void random_document_make(struct choices *choices, const struct random_document_options *options,
                          struct random_document *out);
void random_document_clear(struct random_document *document);

/* For document_markup.who, with the struct random_document as context. */
const char *random_document_who(void *document, const char *const *proposals, size_t count);

#endif
