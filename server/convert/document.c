#include "convert/document.h"

#include <stdio.h>
#include <string.h>

#include "convert/lead.h"
#include "convert/number_words.h"

void document_start(struct numbering *numbering, const struct document *document)
{
    numbering_start(numbering, document->numbering, document->lang);
}

const char *document_removal(const struct document_item *item)
{
    return item->removal_count ? item->removals[0] : NULL;
}

struct numbering_entry document_entry(const struct document_item *item)
{
    return (struct numbering_entry){.depth = item->depth,
                                    .kind = item->kind,
                                    .proposed = item->insertion != NULL,
                                    .start = item->start,
                                    .name = item->name};
}

void document_count(struct numbering *numbering, const struct document_item *item)
{
    const struct numbering_entry entry = document_entry(item);

    numbering_take(numbering, &entry);
}

/* One that has moved shows both numbers. */
static void write_number(struct document_item *item, const char *label, const char *lang)
{
    item->label_len = strlen(label);
    if (item->former && *label)
        snprintf(item->number, sizeof item->number, "%s (%s %s)", label, number_words(lang)->former,
                 item->former);
    else
        snprintf(item->number, sizeof item->number, "%s", label);
}

void document_number(struct document *document)
{
    struct numbering numbering;

    document_start(&numbering, document);
    for (size_t i = 0; i < document->count; i++) {
        struct document_item *item = &document->items[i];
        document_count(&numbering, item);
        write_number(item, numbering.label, document->lang);
        item->lead =
            numbering.leads && item->text && !item->gone ? lead_of_text(item->text, document->lang) : 0;
    }
}

static const char *const views[] = {[DOCUMENT_BRACKETS] = "brackets",
                                    [DOCUMENT_CLEAN] = "clean",
                                    [DOCUMENT_BASE] = "base",
                                    [DOCUMENT_TRACKED] = "tracked"};

bool document_view_from_name(const char *name, enum document_view *out)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        if (strcmp(views[i], name) != 0)
            continue;
        *out = (enum document_view)i;
        return true;
    }
    return false;
}

const char *document_view_name(enum document_view view)
{
    return views[view];
}
