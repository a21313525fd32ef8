/* Any bytes are a text: nothing is lost, nothing breaks, and what comes out can be exported. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "convert/export.h"
#include "convert/brackets.h"
#include "convert/import_text.h"
#include "support/outline_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void export_all(const struct outline *outline)
{
    struct document document = {.title = outline->title, .lang = "es", .count = outline->count};

    document.items = mem_zero(outline->count + 1, sizeof *document.items);
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        document.items[i] =
            (struct document_item){.depth = item->depth, .kind = item->kind, .text = &item->text};
    }
    for (int format = 0; format < EXPORT_COUNT; format++) {
        struct buf out = BUF_EMPTY;
        (void)export_write(&out, (enum export_format)format, &document, 1, NULL);
        buf_clear(&out);
    }
    free(document.items);
}

static void take_brackets(const char *text, size_t len, struct outline *outline)
{
    struct brackets brackets;
    brackets_find(outline, &brackets);
    brackets_apply(&brackets, outline);
    const char *wrong = outline_check(text, len, outline);
    if (wrong) {
        fprintf(stderr, "%s, with brackets\n", wrong);
        abort();
    }
    brackets_clear(&brackets);
}

/* The first byte says how to read the rest. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct import_options options = IMPORT_DEFAULTS;
    struct outline outline;

    if (size == 0)
        return 0;
    options.format = (enum import_format)(data[0] % 3);
    const char *text = (const char *)data + 1;
    enum status st = import_text(text, size - 1, &options, &outline);
    if (st == STATUS_OK) {
        const char *wrong = outline_check(text, size - 1, &outline);
        if (wrong) {
            fprintf(stderr, "%s\n", wrong);
            abort();
        }
        export_all(&outline);
        take_brackets(text, size - 1, &outline);
    }
    outline_clear(&outline);
    return 0;
}
