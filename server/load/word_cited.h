/* References in a returned Word file. In the draft they are stored words, in the file the number that the item had; so in both readings a reference
 * to the same item that shows the same counts as one character, of a code beyond all others, and what became of it is seen as it is of any. */
#ifndef LOAD_WORD_CITED_H
#define LOAD_WORD_CITED_H

#include "convert/references.h"
#include "load/draft_document.h"

struct cited;

struct word_cited {
    struct draft_document document;
    struct document shown;
    struct references *references; /* NULL: the draft has none in this language */
    struct cited *list;
    size_t count, capacity;
};

/* How a file in a language and view shows the references of a draft, which is borrowed. Caller clears. */
void word_cited_fill(struct word_cited *out, const struct draft *draft, const char *lang,
                     enum document_view view);
void word_cited_clear(struct word_cited *cited);

/* The code for stored words that refer to an item; 0 where the file has no link in their place, and `words` gets what it shows. */
uint32_t word_cited_stored(struct word_cited *cited, const char *target, const char *stored, size_t len,
                           struct buf *words);
/* The code for words of a file that lead to a bookmark, as `links` of a word_file have it; 0: no reference of the draft shows so. */
uint32_t word_cited_read(const struct word_cited *cited, const char *link, const char *words, size_t len);

bool word_cited_is(uint32_t glyph);
/* What a code shows, and the item that it leads to. Borrowed. */
const char *word_cited_words(const struct word_cited *cited, uint32_t code);
const char *word_cited_target(const struct word_cited *cited, uint32_t code);

#endif
