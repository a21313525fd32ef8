#include "convert/document.h"

#include <string.h>

void document_start(struct numbering *numbering, const struct document *document)
{
    numbering_start(numbering, document->numbering, document->lang);
}

void document_count(struct numbering *numbering, const struct document_item *item)
{
    numbering_take(numbering, &(struct numbering_entry){.depth = item->depth,
                                                        .kind = item->kind,
                                                        .proposed = item->insertion != NULL,
                                                        .start = item->start,
                                                        .name = item->name});
}

void document_number(struct document *document)
{
    struct numbering numbering;

    document_start(&numbering, document);
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
