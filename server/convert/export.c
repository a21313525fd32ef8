#include "convert/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "convert/export_akn.h"
#include "convert/export_docx.h"
#include "convert/export_html.h"
#include "convert/export_json.h"
#include "convert/export_md.h"
#include "convert/export_txt.h"
#include "convert/references.h"
#include "convert/runs.h"

static const struct {
    const char *name;
    const char *content_type;
    void (*write)(struct buf *out, const struct document *document, const struct document_markup *markup);
    /* for those that show several languages, or can fail */
    enum status (*write_all)(struct buf *out, const struct document *documents, size_t count,
                             const struct document_markup *markup);
} formats[EXPORT_COUNT] = {
    [EXPORT_TXT] = {"txt", "text/plain; charset=utf-8", export_txt, NULL},
    [EXPORT_MARKDOWN] = {"md", "text/markdown; charset=utf-8", export_md, NULL},
    [EXPORT_HTML] = {"html", "text/html; charset=utf-8", NULL, export_html},
    [EXPORT_JSON] = {"json", "application/json", export_json, NULL},
    [EXPORT_DOCX] = {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", NULL,
                     export_docx},
    [EXPORT_AKN] = {"akn", "application/akn+xml", export_akn, NULL},
};

bool export_format_from_name(const char *name, enum export_format *out)
{
    for (int i = 0; i < EXPORT_COUNT; i++) {
        if (strcmp(name, formats[i].name) != 0)
            continue;
        *out = (enum export_format)i;
        return true;
    }
    return false;
}

const char *export_format_name(enum export_format format)
{
    ALWAYS(format < EXPORT_COUNT);
    return formats[format].name;
}

const char *export_content_type(enum export_format format)
{
    ALWAYS(format < EXPORT_COUNT);
    return formats[format].content_type;
}

enum document_view export_usual_view(enum export_format format)
{
    if (format == EXPORT_AKN)
        return DOCUMENT_CLEAN;
    return format == EXPORT_DOCX ? DOCUMENT_TRACKED : DOCUMENT_BRACKETS;
}

const char *export_refusal(enum export_format format, enum document_view view, size_t languages)
{
    ALWAYS(format < EXPORT_COUNT);
    if (view == DOCUMENT_TRACKED && format != EXPORT_DOCX)
        return "Tracked changes are for the format docx; choose the view brackets, clean or base.";
    if (format == EXPORT_AKN && view == DOCUMENT_BRACKETS)
        return "Akoma Ntoso has no brackets; choose the view clean or base.";
    if (languages > 1 && !formats[format].write_all)
        return "Languages stand beside each other in the formats docx and html; choose one language.";
    return NULL;
}

static void write_one(struct buf *out, enum export_format format, const struct document *document,
                      const struct document_markup *markup)
{
    struct shown_document shown;

    shown_document_fill(document, markup->view, &shown);
    formats[format].write(out, &shown.document, markup);
    shown_document_clear(&shown);
}

enum status export_write(struct buf *out, enum export_format format, const struct document *documents,
                         size_t count, const struct document_markup *markup)
{
    ALWAYS(format < EXPORT_COUNT);
    const struct document_markup usual = {.view = export_usual_view(format)};

    markup = markup ? markup : &usual;
    ALWAYS(count > 0 && !export_refusal(format, markup->view, count));
    if (formats[format].write_all)
        return formats[format].write_all(out, documents, count, markup);
    write_one(out, format, documents, markup);
    return STATUS_OK;
}
