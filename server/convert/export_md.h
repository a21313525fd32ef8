/* A draft as Markdown, in the layout of own_layout.h: letters and romans stand behind a dash, since Markdown has no lists of them. */
#ifndef CONVERT_EXPORT_MD_H
#define CONVERT_EXPORT_MD_H

#include "base/buf.h"
#include "convert/document.h"

/* `document` is as runs_select left it. Borrows. */
void export_md(struct buf *out, const struct document *document, const struct document_markup *markup);

#endif
