/* A draft with its open proposals as a text with revisions. */
#ifndef CONVERT_REVISE_H
#define CONVERT_REVISE_H

#include "convert/revised.h"

/* How a view shows the document: `tracked` with revisions and comments, the others with plain words. Borrows the document, which must
 * outlive `out`; caller clears that. */
void revise_document(const struct document *document, const struct document_markup *markup,
                     struct revised *out);

#endif
