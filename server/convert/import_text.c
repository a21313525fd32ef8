#include "convert/import_text.h"

#include <string.h>

#include "base/mem.h"
#include "convert/blocks.h"
#include "convert/decode.h"
#include "convert/double_number.h"
#include "convert/furniture.h"
#include "convert/inline.h"
#include "convert/normalise.h"
#include "convert/own_layout.h"
#include "convert/place.h"
#include "convert/preamble_head.h"
#include "convert/quoted.h"
#include "convert/row_languages.h"

/* Notes the lines that were set apart. The rule below an underlined heading went with the heading. */
static void collect_aside(const struct lines *lines, struct outline *out)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        if (line->apart && !(i > 0 && line[-1].underline && !line[-1].apart))
            outline_set_apart(out, line->at, line->len, line->number);
    }
}

/* More lines for each entry than any text has: what would take long to read is refused at once where it cannot become a draft. */
#define LINES_AN_ENTRY 40

static bool has_too_many(const struct lines *lines, const struct import_options *options)
{
    size_t written = 0;
    for (size_t i = 0; i < lines->count; i++)
        written += lines->list[i].len > 0;
    return written / LINES_AN_ENTRY > options->max_items;
}

static enum status import_lines(const struct buf *text, bool markdown, const struct import_options *options,
                                struct outline *out)
{
    struct lines lines;
    struct blocks blocks;

    lines_split(text->bytes, text->len, markdown, &lines);
    if (has_too_many(&lines, options)) {
        lines_clear(&lines);
        return STATUS_LIMIT;
    }
    furniture_find(&lines);
    double_number_split(&lines);
    blocks_build(&lines, options->max_depth, markdown, &blocks);
    enum status st = place_blocks(&blocks, options, markdown, out);
    collect_aside(&lines, out);
    row_languages_find(out, options->max_items);
    outline_settle_numbers(out, markdown);
    preamble_head_set_apart(out);
    blocks_clear(&blocks);
    lines_clear(&lines);
    return st;
}

enum status import_text(const char *bytes, size_t len, const struct import_options *options,
                        struct outline *out)
{
    static const struct import_options defaults = IMPORT_DEFAULTS;
    struct buf decoded = BUF_EMPTY;
    struct buf text = BUF_EMPTY;
    struct buf signs = BUF_EMPTY; /* of a quoted mail */

    *out = (struct outline)OUTLINE_EMPTY;
    out->title = mem_copy_string("");
    out->title_removed = mem_copy_string("");
    if (!options)
        options = &defaults;
    if (len > options->max_bytes)
        return STATUS_TOO_LARGE;
    decode_text(bytes, len, &decoded);
    normalise_text(decoded.bytes, decoded.len, &text);
    buf_clear(&decoded);
    quoted_take_off(&text, &signs);
    buf_reserve(&text, 1);
    enum status st = STATUS_OK;
    if (!own_layout_read(text.bytes, text.len, options, out, &st)) {
        bool markdown = options->format == IMPORT_MARKDOWN ||
                        (options->format == IMPORT_AUTO && inline_is_markdown(text.bytes, text.len));
        st = import_lines(&text, markdown, options, out);
    }
    if (signs.len > 0)
        outline_set_apart(out, signs.bytes, signs.len, 1);
    buf_clear(&signs);
    buf_clear(&text);
    return st;
}
