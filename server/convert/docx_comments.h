/* Comments of a Word file: word/comments.xml says their words, word/commentsExtended.xml which answers which and what is resolved. */
#ifndef CONVERT_DOCX_COMMENTS_H
#define CONVERT_DOCX_COMMENTS_H

#include "base/buf.h"
#include "convert/revised.h"

struct docx_comments {
    struct buf words, threads; /* what stands inside the two parts */
    size_t count;
    uint32_t *keys; /* taken ones, a hash table with open addressing */
    size_t slots;
};

/* Adds those of a paragraph, under the ids (w:id) from `id` on, in order. */
void docx_comments_add(struct docx_comments *comments, const struct revised_paragraph *paragraph,
                       uint32_t id);
/* Appends the parts, whole. */
void docx_comments_write(const struct docx_comments *comments, struct buf *words, struct buf *threads);
void docx_comments_clear(struct docx_comments *comments);

/* ` w:author="…" w:date="…"`: the head of everything that somebody did. `said`: the time for w:date where that is to be another (docx_body.c);
 * the true one stands beside it. */
void docx_write_who(struct buf *out, const char *author, int64_t at, int64_t said);

#endif
