/* One language of a draft as Akoma Ntoso 1.0 (OASIS LegalDocML), in the profile that docs/akoma-ntoso.md describes. */
#ifndef CONVERT_EXPORT_AKN_H
#define CONVERT_EXPORT_AKN_H

#include "base/buf.h"
#include "convert/document.h"

/* Appends the file. The view is clean or base. */
void export_akn(struct buf *out, const struct document *document, const struct document_markup *markup);

#endif
