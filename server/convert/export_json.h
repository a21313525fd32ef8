/* A draft as JSON, for programs: texts with all their formatting. */
#ifndef CONVERT_EXPORT_JSON_H
#define CONVERT_EXPORT_JSON_H

#include "base/buf.h"
#include "convert/document.h"

/* `document` is as runs_select left it. Borrows. */
void export_json(struct buf *out, const struct document *document, const struct document_markup *markup);

#endif
