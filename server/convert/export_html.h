/* A draft as a page of its own: one file, printable, no scripts and nothing to load. */
#ifndef CONVERT_EXPORT_HTML_H
#define CONVERT_EXPORT_HTML_H

#include "base/buf.h"
#include "base/status.h"
#include "convert/document.h"

/* One language as nested lists, or several as a table, a row for each item. Borrows. STATUS_OK, always. */
enum status export_html(struct buf *out, const struct document *documents, size_t count,
                        const struct document_markup *markup);

#endif
