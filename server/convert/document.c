#include "convert/document.h"

#include <string.h>

void document_number(struct document *document)
{
    struct numbering numbering = NUMBERING_START;

    for (size_t i = 0; i < document->count; i++) {
        struct document_item *item = &document->items[i];
        numbering_next(&numbering, item->depth, item->kind);
        memcpy(item->number, numbering.label, sizeof item->number);
    }
}
