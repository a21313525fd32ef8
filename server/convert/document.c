#include "convert/document.h"

#include <string.h>

void document_count(struct numbering *numbering, const struct document_item *item)
{
    if (item->insertion)
        numbering_propose(numbering, item->depth, item->kind);
    else
        numbering_next(numbering, item->depth, item->kind);
}

void document_number(struct document *document)
{
    struct numbering numbering = NUMBERING_START;

    for (size_t i = 0; i < document->count; i++) {
        struct document_item *item = &document->items[i];
        document_count(&numbering, item);
        memcpy(item->number, numbering.label, sizeof item->number);
    }
}

bool document_view_from_name(const char *name, enum document_view *out)
{
    static const char *const names[] = {
        [DOCUMENT_BRACKETS] = "brackets", [DOCUMENT_CLEAN] = "clean", [DOCUMENT_BASE] = "base"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) != 0)
            continue;
        *out = (enum document_view)i;
        return true;
    }
    return false;
}
