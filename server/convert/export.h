/* A draft as a file: plain text, Markdown, a printable HTML page, JSON.
 *
 *   struct buf out = BUF_EMPTY;
 *   export_write(&out, EXPORT_MARKDOWN, &document, &markup);
 *
 * Plain text and Markdown read back: import_text gives the same kinds, depths and words, Markdown the formatting too.
 */
#ifndef CONVERT_EXPORT_H
#define CONVERT_EXPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "convert/document.h"

enum export_format { EXPORT_TXT, EXPORT_MARKDOWN, EXPORT_HTML, EXPORT_JSON, EXPORT_COUNT };

/* "txt", "md", "html", "json"; false where there is no such format. */
bool export_format_from_name(const char *name, enum export_format *out);
const char *export_format_name(enum export_format format);
/* What to send in Content-Type; static. */
const char *export_content_type(enum export_format format);

/* Appends the file. Borrows; `markup` NULL: brackets with the proposals' ids. */
void export_write(struct buf *out, enum export_format format, const struct document *document,
                  const struct document_markup *markup);

#endif
