#include "convert/own_layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert/marker.h"
#include "text/utf.h"

#define SOURCE_MARK "Plenaria: "

int own_layout_indent(const struct document *document)
{
    size_t top = 0;

    for (size_t i = 0; i < document->count; i++)
        top += document->items[i].depth == 1 && document->items[i].kind == KIND_ITEM;
    return top < 100 ? OWN_LAYOUT_INDENT : OWN_LAYOUT_WIDE_INDENT;
}

void own_layout_write_source(struct buf *out, const struct document *document)
{
    buf_text(out, SOURCE_MARK);
    buf_text(out, document->lang ? document->lang : "und");
    buf_text(out, ", seq ");
    buf_number(out, document->seq);
    if (document->date) {
        buf_text(out, ", ");
        buf_text(out, document->date);
    }
    if (document->head) {
        buf_text(out, ", ");
        buf_text(out, document->head);
    }
    if (document->adopted)
        buf_text(out, ", adopted");
}

bool own_layout_is_source(const char *line, size_t len)
{
    static const char *const frames[][2] = {{"[" SOURCE_MARK, "]"}, {"<!-- " SOURCE_MARK, " -->"}};

    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        size_t front = strlen(frames[i][0]);
        size_t back = strlen(frames[i][1]);
        if (len > front + back && memcmp(line, frames[i][0], front) == 0 &&
            memcmp(line + len - back, frames[i][1], back) == 0)
            return true;
    }
    return false;
}

struct row {
    const char *at; /* behind the indentation */
    size_t len;
    int indent;
    uint32_t number;
};

struct reader {
    const char *at;
    const char *end;
    uint32_t number;
    bool markdown;
    int indent; /* columns a level; 0: not yet known */
    int depth;  /* of the last entry */
    struct numbering numbering;
    const struct import_options *options;
    struct outline *out; /* NULL: only look whether the layout is ours */
    enum status status;
};

/* The next row, blank or not; false at the end. */
static bool next_row(struct reader *reader, struct row *row)
{
    if (reader->at >= reader->end)
        return false;
    const char *stop = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
    if (!stop)
        stop = reader->end;
    const char *from = reader->at;
    while (from < stop && *from == ' ')
        from++;
    *row = (struct row){from, (size_t)(stop - from), (int)(from - reader->at), ++reader->number};
    reader->at = stop + 1;
    return true;
}

static bool is_rule(const struct row *row, char c, const struct row *above)
{
    size_t width = above ? utf_len_u16(above->at, above->len) : 0;
    size_t want = width < 3 ? 3 : width > OWN_LAYOUT_UNDERLINE_MAX ? OWN_LAYOUT_UNDERLINE_MAX : width;

    return row->len == want && strspn(row->at, (char[]){c, '\0'}) >= want;
}

static size_t hashes(const struct row *row)
{
    size_t level = 0;

    while (level < row->len && row->at[level] == '#')
        level++;
    return level == row->len || row->at[level] == ' ' ? level : 0;
}

/* Bytes of the label, with the blank behind it, if the row starts with it; 0 if not. */
static size_t label_at(const struct reader *reader, const struct row *row, int depth, const char *label)
{
    char marker[NUMBERING_LABEL_BYTES + 2];
    size_t len =
        (size_t)snprintf(marker, sizeof marker, "%s%s", reader->markdown && depth > 1 ? "- " : "", label);

    if (row->len < len || memcmp(row->at, marker, len) != 0)
        return 0;
    if (row->len == len)
        return len;
    return row->at[len] == ' ' ? len + 1 : 0;
}

/* Bytes of the marker of an item that is only proposed, which our exports write in brackets: "2 bis. [Canadá: …]". */
static size_t proposed_marker(const struct reader *reader, const struct row *row, int depth)
{
    struct numbering then = reader->numbering;

    numbering_propose(&then, depth, KIND_ITEM);
    size_t len = label_at(reader, row, depth, then.label);
    const char *bracket = reader->markdown ? "\\[" : "[";
    size_t width = strlen(bracket);
    return len > 0 && row->len >= len + width && memcmp(row->at + len, bracket, width) == 0 ? len : 0;
}

static bool is_proposed_marker(const struct reader *reader, const struct row *row, int depth)
{
    return proposed_marker(reader, row, depth) > 0;
}

/* Bytes of the marker if the row is the next item of its depth, 0 if not. */
static size_t item_marker(const struct reader *reader, const struct row *row, int depth)
{
    struct numbering then = reader->numbering;

    numbering_next(&then, depth, KIND_ITEM);
    size_t len = label_at(reader, row, depth, then.label);
    return len > 0 ? len : proposed_marker(reader, row, depth);
}

/* `rule` is the row that underlines it, NULL for none. */
static void emit(struct reader *reader, int depth, enum item_kind kind, const struct row *row, size_t skip,
                 const struct row *rule)
{
    struct buf removed = BUF_EMPTY;

    reader->depth = depth;
    if (kind == KIND_ITEM && is_proposed_marker(reader, row, depth))
        numbering_propose(&reader->numbering, depth, kind);
    else
        numbering_next(&reader->numbering, depth, kind);
    if (!reader->out || reader->status != STATUS_OK)
        return;
    buf_add(&removed, row->at, skip);
    if (rule)
        buf_add(&removed, rule->at, rule->len);
    char *taken = buf_take(&removed);
    struct entry entry = {
        .depth = depth,
        .kind = kind,
        .text = row->at + skip,
        .len = row->len - skip,
        .removed = taken,
        .line_first = row->number,
        .line_last = row->number,
    };
    reader->status = entry_add(reader->out, reader->options, reader->markdown, &entry);
    free(taken);
}

/* Something that an export would have numbered in another way, or escaped: somebody edited the file, and wants to be read with
 * more care than this. */
static bool was_edited(const struct reader *reader, const struct row *row, int depth)
{
    struct marker marker;

    if (!marker_parse(row->at, row->len, &marker) || marker.lead > 0)
        return false;
    if (!reader->markdown &&
        (marker.series != SERIES_NONE || marker.above > 0)) /* numbered by another scheme */
        return true;
    if (marker.readings[0].style == MARKER_BULLET)
        return strchr("-*+", row->at[0]) != NULL;
    if (reader->markdown)
        return marker.stop != 0;
    static const enum marker_style styles[] = {MARKER_DECIMAL, MARKER_LETTER, MARKER_ROMAN};
    const uint32_t stop = (depth - 1) % 6 < 3 ? '.' : ')';
    for (size_t r = 0; r < marker.count; r++) {
        if (marker.readings[r].style == styles[(depth - 1) % 3] && marker.stop == stop)
            return true;
    }
    return false;
}

/* Reads the depth off the indentation; 0 where it fits none. */
static int depth_of(struct reader *reader, const struct row *row)
{
    if (row->indent == 0)
        return 1;
    if (reader->indent == 0)
        reader->indent = row->indent;
    bool known = reader->indent == OWN_LAYOUT_INDENT || reader->indent == OWN_LAYOUT_WIDE_INDENT;
    int depth = 1 + row->indent / reader->indent;
    bool fits = known && row->indent % reader->indent == 0 && depth <= reader->depth + 1;
    return fits && depth <= reader->options->max_depth ? depth : 0;
}

static bool read_title(struct reader *reader)
{
    struct row title;
    struct row rule;
    struct buf removed = BUF_EMPTY;
    size_t skip = 0;

    if (!next_row(reader, &title) || title.indent > 0 || title.len == 0)
        return false;
    struct reader ahead = *reader;
    if (next_row(&ahead, &rule) && rule.indent == 0 && is_rule(&rule, '=', &title)) {
        buf_add(&removed, rule.at, rule.len);
        *reader = ahead;
    } else if (title.at[0] == '#' && (title.len == 1 || title.at[1] == ' ')) {
        reader->markdown = true;
        skip = title.len == 1 ? 1 : 2;
        buf_add(&removed, title.at, skip);
    } else if (is_rule(&title, '=', NULL)) {
        skip = title.len;
        buf_add(&removed, title.at, skip);
    } else {
        return false;
    }
    if (reader->out)
        entry_add_title(reader->out, reader->markdown, title.at + skip, title.len - skip, removed.bytes);
    buf_clear(&removed);
    return true;
}

/* One entry, and the blank row below it. */
static bool read_entry(struct reader *reader, const struct row *row)
{
    int depth = depth_of(reader, row);
    size_t level = reader->markdown ? hashes(row) : 0;
    struct row below = {NULL, 0, 0, 0};
    bool more = next_row(reader, &below);

    if (depth == 0)
        return false;
    if (!reader->markdown && is_rule(row, '-', NULL) && (!more || below.len == 0)) {
        emit(reader, depth, KIND_HEADING, row, row->len, NULL);
        return true;
    }
    if (!reader->markdown && more && below.indent == row->indent && is_rule(&below, '-', row)) {
        emit(reader, depth, KIND_HEADING, row, 0, &below);
        return !next_row(reader, &below) || below.len == 0;
    }
    if (more && below.len > 0)
        return false;
    if (level > 0) {
        emit(reader, depth, KIND_HEADING, row, level < row->len ? level + 1 : level, NULL);
        return true;
    }
    size_t marker = item_marker(reader, row, depth);
    if (marker == 0 && was_edited(reader, row, depth))
        return false;
    emit(reader, depth, marker > 0 ? KIND_ITEM : KIND_PARAGRAPH, row, marker, NULL);
    return true;
}

static bool read_all(struct reader *reader)
{
    struct row row;

    if (!read_title(reader) || (next_row(reader, &row) && row.len > 0))
        return false;
    while (next_row(reader, &row)) {
        if (row.len == 0)
            continue;
        if (!own_layout_is_source(row.at, row.len)) {
            if (!read_entry(reader, &row))
                return false;
            continue;
        }
        if (reader->out)
            outline_set_apart(reader->out, row.at, row.len, row.number);
    }
    return true;
}

bool own_layout_read(const char *text, size_t len, const struct import_options *options, struct outline *out,
                     enum status *st)
{
    struct reader look = {.at = text, .end = text + len, .options = options, .numbering = NUMBERING_START};
    struct reader read = look;

    if (memchr(text, '\f', len) || !read_all(&look))
        return false;
    if (look.markdown && options->format == IMPORT_PLAIN)
        return false;
    read.out = out;
    read_all(&read);
    *st = read.status;
    return true;
}
