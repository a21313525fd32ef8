/* The parts of a Word file that are nearly the same in all of them: looks, settings, footer, properties, and what leads to what. */
#ifndef CONVERT_DOCX_PARTS_H
#define CONVERT_DOCX_PARTS_H

#include "base/buf.h"
#include "convert/docx_links.h"
#include "convert/document.h"

/* What the file says of itself. Borrowed. */
struct docx_about {
    const struct document *document; /* the first language */
    const char *langs;               /* "es", "es,en" */
    const char *view;                /* "tracked"; of a redline "compare" */
    uint64_t from;                   /* of a redline: the seq that it compares with; 0: it is none */
};

void docx_parts_content_types(struct buf *out, bool comments);
void docx_parts_package_relations(struct buf *out);
void docx_parts_document_relations(struct buf *out, const struct docx_links *links, bool comments);
void docx_parts_styles(struct buf *out, const char *lang);
void docx_parts_settings(struct buf *out); /* changes are tracked from the first key on */
void docx_parts_footer(struct buf *out, const struct docx_about *about);
void docx_parts_core_properties(struct buf *out, const struct docx_about *about);
void docx_parts_custom_properties(struct buf *out, const struct docx_about *about);

#endif
