#include "convert/own_layout.h"

#include <stdlib.h>
#include <string.h>

#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/number_words.h"
#include "convert/own_number.h"
#include "convert/own_source.h"
#include "text/utf.h"

#define DASH "- " /* in front of an item that has no number, and in Markdown of all below the first level */

int own_layout_indent(const struct document *document)
{
    size_t top = 0;

    for (size_t i = 0; i < document->count; i++)
        top += document->items[i].depth == 1 && document->items[i].kind == KIND_ITEM;
    return top < 100 ? OWN_LAYOUT_INDENT : OWN_LAYOUT_WIDE_INDENT;
}

const char *own_layout_mark(const struct document_item *item)
{
    const char *number = item->number + strspn(item->number, " ");

    return !*number && item->kind == KIND_ITEM ? "-" : number;
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
    struct own_source source;
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

/* What stands in front of an entry. */
struct mark {
    size_t len; /* bytes of it */
    enum item_kind kind;
    struct own_number number;
};

static bool starts_with_dash(const struct row *row)
{
    return row->len >= strlen(DASH) && memcmp(row->at, DASH, strlen(DASH)) == 0;
}

/* The number of an item, or the dash of one that has none. */
static bool read_item_mark(const struct reader *reader, const struct row *row, int depth, struct mark *out)
{
    const char *bracket = reader->markdown ? "\\[" : "[";
    bool numbers = own_number_is_there(&reader->numbering, depth, KIND_ITEM);
    bool dash = reader->markdown ? depth > 1 || !numbers : !numbers;
    size_t skip = dash ? strlen(DASH) : 0;

    *out = (struct mark){.kind = KIND_ITEM};
    if (dash && !starts_with_dash(row)) {
        bool bare = row->len == 1 && row->at[0] == DASH[0] && !numbers;
        out->len = bare ? 1 : 0;
        return bare;
    }
    bool found = !numbers || own_number_read(&reader->numbering, depth, KIND_ITEM, row->at + skip,
                                             row->len - skip, bracket, &out->number);
    out->len = found ? skip + out->number.len : 0;
    return found;
}

/* False where the entry is a paragraph without a number. */
static bool read_mark(const struct reader *reader, const struct row *row, int depth, struct mark *out)
{
    if (read_item_mark(reader, row, depth, out))
        return true;
    bool repeated = out->number.repeated;
    out->kind = KIND_PARAGRAPH;
    if (own_number_read(&reader->numbering, depth, KIND_PARAGRAPH, row->at, row->len, "[", &out->number)) {
        out->len = out->number.len;
        return true;
    }
    *out = (struct mark){.kind = KIND_PARAGRAPH};
    out->number.repeated = repeated;
    return false;
}

static void count(struct reader *reader, int depth, const struct mark *mark)
{
    const struct own_number *number = &mark->number;
    const struct numbering_entry entry = {.depth = depth,
                                          .kind = mark->kind,
                                          .proposed = number->proposed,
                                          .start = number->start,
                                          .name = number->name[0] ? number->name : NULL};

    reader->depth = depth;
    numbering_take(&reader->numbering, &entry);
}

/* `rule` is the row that underlines it, NULL for none. */
static void emit(struct reader *reader, int depth, const struct mark *mark, const struct row *row,
                 const struct row *rule)
{
    struct buf removed = BUF_EMPTY;

    count(reader, depth, mark);
    if (!reader->out || reader->status != STATUS_OK)
        return;
    buf_add(&removed, row->at, mark->len);
    if (rule)
        buf_add(&removed, rule->at, rule->len);
    char *taken = buf_take(&removed);
    struct entry entry = {
        .depth = depth,
        .kind = mark->kind,
        .text = row->at + mark->len,
        .len = row->len - mark->len,
        .removed = taken,
        .line_first = row->number,
        .line_last = row->number,
    };
    size_t at = reader->out->count;
    reader->status = entry_add(reader->out, reader->options, reader->markdown, &entry);
    if (at < reader->out->count) {
        reader->out->items[at].start = mark->number.start;
        memcpy(reader->out->items[at].name, mark->number.name, sizeof mark->number.name);
    }
    free(taken);
}

/* "• 1.1. Uno": an export writes no such bullet, and leaves it to the words as it stands. */
static bool starts_with_bullet_of_words(const struct row *row)
{
    const char *after = row->at;
    struct marker marker;

    (void)glyph_next(&after, row->at + row->len);
    return !strchr("-*+", row->at[0]) && marker_parse(row->at, (size_t)(after - row->at), &marker) &&
           marker.readings[0].style == MARKER_BULLET;
}

/* Something that an export would have numbered in another way, or escaped: somebody edited the file, and wants to be read with
 * more care than this. */
static bool was_edited(const struct reader *reader, const struct row *row, const struct mark *mark)
{
    struct marker marker;

    if (mark->number.repeated)
        return true;
    if (!marker_parse(row->at, row->len, &marker) || marker.lead > 0 || starts_with_bullet_of_words(row))
        return false;
    if (!reader->source.numbered && !reader->markdown &&
        (marker.series != SERIES_NONE || marker.above > 0)) /* numbered by another scheme */
        return true;
    if (marker.readings[0].style == MARKER_BULLET)
        return strchr("-*+", row->at[0]) != NULL;
    return reader->markdown && marker.stop != 0;
}

/* The number that an item left behind when it was removed: no entry, so what comes next goes on from its own number. */
static bool is_gone(const struct reader *reader, const struct row *row, const struct mark *mark)
{
    struct buf words = BUF_EMPTY;

    const char *word = number_words(reader->numbering.lang)->deleted;
    buf_format(&words, reader->markdown ? "\\[%.*s\\]" : "[%.*s]", (int)strlen(word) - 2, word + 1);
    bool gone = row->len - mark->len == words.len && memcmp(row->at + mark->len, words.bytes, words.len) == 0;
    buf_clear(&words);
    return gone;
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
        emit(reader, depth, &(struct mark){row->len, KIND_HEADING, {0}}, row, NULL);
        return true;
    }
    if (!reader->markdown && more && below.indent == row->indent && is_rule(&below, '-', row)) {
        emit(reader, depth, &(struct mark){0, KIND_HEADING, {0}}, row, &below);
        return !next_row(reader, &below) || below.len == 0;
    }
    if (more && below.len > 0)
        return false;
    if (level > 0) {
        size_t width = level < row->len ? level + 1 : level;
        emit(reader, depth, &(struct mark){width, KIND_HEADING, {0}}, row, NULL);
        return true;
    }
    struct mark mark;
    if (!read_mark(reader, row, depth, &mark) && was_edited(reader, row, &mark))
        return false;
    if (mark.len > 0 && is_gone(reader, row, &mark)) {
        if (reader->out)
            outline_set_apart(reader->out, row->at, row->len, row->number);
        return true;
    }
    emit(reader, depth, &mark, row, NULL);
    return true;
}

/* The last line that says where the text came from says how it is numbered. */
static bool read_source(struct reader *reader)
{
    struct reader ahead = *reader;
    struct row row;
    bool valid = true;

    reader->source.numbering = *numbering_preset(NUMBERING_CONFERENCE);
    while (next_row(&ahead, &row))
        if (own_source_is(row.at, row.len))
            valid = own_source_read(row.at, row.len, &reader->source);
    numbering_start(&reader->numbering, &reader->source.numbering,
                    reader->source.lang[0] ? reader->source.lang : NULL);
    return valid;
}

static bool read_all(struct reader *reader)
{
    struct row row;

    if (!read_source(reader))
        return false;
    if (!read_title(reader) || (next_row(reader, &row) && row.len > 0))
        return false;
    while (next_row(reader, &row)) {
        if (row.len == 0)
            continue;
        if (!own_source_is(row.at, row.len)) {
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
    struct reader look = {.at = text, .end = text + len, .options = options};
    struct reader read = look;

    if (memchr(text, '\f', len) || !read_all(&look))
        return false;
    if (look.markdown && options->format == IMPORT_PLAIN)
        return false;
    read.out = out;
    read_all(&read);
    if (read.source.numbered)
        out->numbering = numbering_scheme_copy(&read.source.numbering);
    *st = read.status;
    return true;
}
