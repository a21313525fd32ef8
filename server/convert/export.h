/* A draft as a file: plain text, Markdown, a printable HTML page, JSON, Word, Akoma Ntoso.
 *
 *   struct buf out = BUF_EMPTY;
 *   enum status st = export_write(&out, EXPORT_MARKDOWN, &document, 1, &markup);
 *
 * Plain text and Markdown read back: import_text gives the same kinds, depths and words, Markdown the formatting too.
 */
#ifndef CONVERT_EXPORT_H
#define CONVERT_EXPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "convert/document.h"

enum export_format {
    EXPORT_TXT,
    EXPORT_MARKDOWN,
    EXPORT_HTML,
    EXPORT_JSON,
    EXPORT_DOCX,
    EXPORT_AKN,
    EXPORT_COUNT
};

/* What to say to somebody who asks for another one. */
#define EXPORT_CHOOSE_FORMAT "Choose the format txt, md, html, json, docx or akn."
#define EXPORT_CHOOSE_VIEW   "Choose the view brackets, clean, base or, for docx, tracked."

/* "txt", "md", "html", "json", "docx", "akn"; false where there is no such format. */
bool export_format_from_name(const char *name, enum export_format *out);
const char *export_format_name(enum export_format format);
/* What to send in Content-Type; static. */
const char *export_content_type(enum export_format format);

/* How a format shows proposals where nobody says how. */
enum document_view export_usual_view(enum export_format format);
/* A sentence that says why a format cannot show a view, or so many languages beside each other; NULL where it can. */
const char *export_refusal(enum export_format format, enum document_view view, size_t languages);

/* Appends the file: of one language, or of several of the same draft, in the same order of items. Borrows; `markup` NULL: the usual view,
 * with the proposals' ids. What export_refusal refuses must not come here. STATUS_TOO_LARGE: it takes more memory than an export may. */
enum status export_write(struct buf *out, enum export_format format, const struct document *documents,
                         size_t count, const struct document_markup *markup) MUST_CHECK;

#endif
