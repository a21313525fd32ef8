/* A draft as plain text, in the layout of own_layout.h. */
#ifndef CONVERT_EXPORT_TXT_H
#define CONVERT_EXPORT_TXT_H

#include "base/buf.h"
#include "convert/document.h"

/* `document` is as runs_select left it. Borrows. */
void export_txt(struct buf *out, const struct document *document, const struct document_markup *markup);

#endif
