#include "convert/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "convert/export_html.h"
#include "convert/export_json.h"
#include "convert/export_md.h"
#include "convert/export_txt.h"
#include "convert/runs.h"

static const struct {
    const char *name;
    const char *content_type;
    void (*write)(struct buf *out, const struct document *document, const struct document_markup *markup);
} formats[EXPORT_COUNT] = {
    [EXPORT_TXT] = {"txt", "text/plain; charset=utf-8", export_txt},
    [EXPORT_MARKDOWN] = {"md", "text/markdown; charset=utf-8", export_md},
    [EXPORT_HTML] = {"html", "text/html; charset=utf-8", export_html},
    [EXPORT_JSON] = {"json", "application/json", export_json},
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

void export_write(struct buf *out, enum export_format format, const struct document *document,
                  const struct document_markup *markup)
{
    static const struct document_markup brackets = {.view = DOCUMENT_BRACKETS};

    ALWAYS(format < EXPORT_COUNT);
    if (!markup)
        markup = &brackets;
    struct document shown = runs_select(document, markup->view);
    formats[format].write(out, &shown, markup);
    free(shown.items);
}
