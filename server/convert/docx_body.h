/* word/document.xml: paragraphs, their words with tracked changes, the places of comments, hidden bookmarks. */
#ifndef CONVERT_DOCX_BODY_H
#define CONVERT_DOCX_BODY_H

#include "base/status.h"
#include "convert/docx_comments.h"
#include "convert/docx_links.h"
#include "convert/docx_numbering.h"
#include "convert/revised.h"

/* One text, and its language (a BCP 47 tag; borrowed). */
struct docx_text {
    const struct revised *revised;
    const char *lang;
};

struct docx_body {
    struct buf out;
    struct docx_links links;
    struct docx_comments comments;
    struct docx_numbering *numbering;
    uint32_t next_id; /* of changes, bookmarks and comments alike: each number once in a file */
};

/* Writes one text below another's title, or two and more, whose paragraphs are those of the same items, beside each other as a table. Borrows
 * the texts. Stops at `most` bytes: STATUS_TOO_LARGE. Caller clears, in either case. */
enum status docx_body_write(const struct docx_text *texts, size_t count, size_t most,
                            struct docx_body *out) MUST_CHECK;
void docx_body_clear(struct docx_body *body);

#endif
