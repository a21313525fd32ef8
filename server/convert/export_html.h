/* A draft as a page of its own: one file, printable, no scripts and nothing to load. */
#ifndef CONVERT_EXPORT_HTML_H
#define CONVERT_EXPORT_HTML_H

#include "base/buf.h"
#include "convert/document.h"

/* `document` is as runs_select left it. Borrows. */
void export_html(struct buf *out, const struct document *document, const struct document_markup *markup);

#endif
