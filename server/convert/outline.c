#include "convert/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "convert/item_label.h"
#include "convert/marker.h"
#include "convert/outline_changes.h"

void outline_clear(struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++) {
        delta_clear(&outline->items[i].text);
        free(outline->items[i].removed);
    }
    for (size_t i = 0; i < outline->aside_count; i++)
        free(outline->aside[i].text);
    free(outline->title);
    free(outline->title_removed);
    free(outline->items);
    free(outline->aside);
    free(outline->numbering);
    contested_clear(&outline->contested);
    *outline = (struct outline)OUTLINE_EMPTY;
}

struct outline_item *outline_add(struct outline *outline, int depth, enum item_kind kind)
{
    outline->items = mem_grow(outline->items, outline->count, &outline->capacity, sizeof *outline->items);
    struct outline_item *item = &outline->items[outline->count++];
    *item = (struct outline_item){.depth = depth, .kind = kind, .text = DELTA_EMPTY};
    return item;
}

struct outline_item *outline_insert(struct outline *outline, size_t at)
{
    struct outline_item added = *outline_add(outline, 1, KIND_PARAGRAPH);
    memmove(&outline->items[at + 1], &outline->items[at], (outline->count - 1 - at) * sizeof *outline->items);
    outline->items[at] = added;
    if (!added.removed)
        outline->items[at].removed = mem_copy_string("");
    return &outline->items[at];
}

void outline_set_apart(struct outline *outline, const char *text, size_t len, uint32_t line)
{
    outline->aside =
        mem_grow(outline->aside, outline->aside_count, &outline->aside_capacity, sizeof *outline->aside);
    outline->aside[outline->aside_count++] = (struct outline_aside){mem_copy_bytes(text, len), line};
}

const char *outline_guess_name(enum outline_guess_bit bit)
{
    static const char *const names[] = {
#define X(name, wire, meaning) [OUTLINE_BIT_##name] = (wire),
        OUTLINE_GUESS_MAP(X)
#undef X
    };
    return names[bit];
}

const char *outline_shown_number(const struct outline_item *item)
{
    return item->automatic ? item->called : item->removed ? item->removed : "";
}

/* The series of an item's number; false where it has none. */
static bool series_of(const struct outline_item *item, enum marker_series *out)
{
    const char *number = outline_shown_number(item);
    struct marker marker;
    bool parsed = number[0] && marker_parse(number, strlen(number), &marker);

    *out = parsed ? marker.series : SERIES_NONE;
    return parsed || item->automatic;
}

/* Titles of articles, preambular and operative numbers say how a text is numbered. */
static enum numbering_preset preset_of(const struct outline *outline)
{
    size_t series[SERIES_COUNT] = {0}, top = 0;
    for (size_t i = 0; i < outline->count; i++) {
        enum marker_series called;
        if (outline->items[i].depth > 1 || !series_of(&outline->items[i], &called))
            continue;
        top++;
        series[called]++;
    }
    if (series[SERIES_ARTICLE] > 1 && series[SERIES_ARTICLE] * 2 > top)
        return NUMBERING_ARTICLES;
    size_t parts = series[SERIES_PREAMBLE] + series[SERIES_OPERATIVE];
    return parts > 1 && parts * 2 > top ? NUMBERING_PP_OP : NUMBERING_OWN;
}

/* How a level counts whose item has a typed number. False: it has none. */
static bool typed_level(const struct outline_item *item, struct numbering_level *out)
{
    static const enum numbering_format formats[] = {[MARKER_UPPER_ROMAN] = NUMBERING_UPPER_ROMAN,
                                                    [MARKER_UPPER_LETTER] = NUMBERING_UPPER_LETTER,
                                                    [MARKER_DECIMAL] = NUMBERING_DECIMAL,
                                                    [MARKER_LETTER] = NUMBERING_LOWER_LETTER,
                                                    [MARKER_ROMAN] = NUMBERING_LOWER_ROMAN};
    const char *typed = item->removed ? item->removed : "";
    struct marker marker;
    if (item->kind != KIND_ITEM || item->lang[0] || !item->number ||
        !(marker_parse(typed, strlen(typed), &marker) || marker_parse(typed, strcspn(typed, " "), &marker)))
        return false;
    for (size_t r = 0; r < marker.count; r++) {
        if (marker.readings[r].value != item->number)
            continue;
        bool chain = marker.stop > MARKER_CHAIN && marker.stop < MARKER_DOT;
        *out =
            (struct numbering_level){.format = formats[marker.readings[r].style], .start = 1, .chain = chain};
        if (marker.stop == '(' || marker_is_dotted(&marker))
            out->affixes.before[0] = marker.stop == '(' ? '(' : '.';
        if (marker.stop == '.' || marker.stop == ')' || marker.stop == '(')
            out->affixes.after[0] = marker.stop == '.' ? '.' : ')';
        return true;
    }
    return false;
}

/* ".1" below "1" or "1.1", as the International Maritime Organization numbers. */
static bool has_dotted_lists(const struct outline *outline)
{
    size_t dotted = 0;
    for (size_t i = 0; i < outline->count; i++) {
        struct numbering_level level;
        dotted += outline->items[i].depth > 1 && typed_level(&outline->items[i], &level) &&
                  level.affixes.before[0] == '.';
    }
    return dotted >= 2;
}

/* A list of letters that is below no number: "a) …", "b) …". */
static bool begins_with_letters(const struct outline *outline)
{
    size_t letters = 0;
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        struct numbering_level level;
        if (item->depth > 1 || item->kind != KIND_ITEM || item->lang[0])
            continue;
        if (!typed_level(item, &level) || level.format != NUMBERING_LOWER_LETTER)
            return false;
        letters++;
    }
    return letters >= 2;
}

/* The scheme that shows the numbers as they were typed, of texts that none of the presets is made for. Of numbers that differ on one level, the
 * first counts. NULL where the source is no such text. Caller frees. */
static struct numbering_scheme *typed_scheme(const struct outline *outline)
{
    bool set[DRAFT_MAX_DEPTH] = {false};
    if (!has_dotted_lists(outline) && !begins_with_letters(outline))
        return NULL;
    struct numbering_scheme *scheme = numbering_scheme_copy(numbering_preset(NUMBERING_CONFERENCE));
    scheme->preset = NUMBERING_OWN;
    for (size_t i = 0; i < outline->count; i++) {
        size_t level = (size_t)outline->items[i].depth - 1;
        if (set[level] || !typed_level(&outline->items[i], &scheme->levels[level]))
            continue;
        set[level] = true;
        if (scheme->level_count <= level) /* those between are as the conference has them */
            scheme->level_count = level + 1;
    }
    return scheme;
}

void outline_settle_numbers(struct outline *outline, bool repeats)
{
    uint32_t counts[DRAFT_MAX_DEPTH + 2] = {0};
    uint32_t sources[DRAFT_MAX_DEPTH + 2] = {0}; /* the last number of each depth in the source */
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
        if (item->lang[0])
            continue;
        if (item->kind == KIND_ITEM && !item->name[0]) {
            bool repeated = repeats && item->number == sources[item->depth];
            counts[item->depth]++;
            if (item->number && item->number != counts[item->depth] && !repeated &&
                item->number <= NUMBERING_START_MAX)
                item->start = counts[item->depth] = item->number;
            sources[item->depth] = item->number;
        }
        for (int below = item->depth + 1; below <= DRAFT_MAX_DEPTH; below++)
            counts[below] = sources[below] = 0;
    }
    enum numbering_preset preset = preset_of(outline);
    if (!outline->numbering && preset != NUMBERING_OWN)
        outline->numbering = numbering_scheme_copy(numbering_preset(preset));
    if (!outline->numbering)
        outline->numbering = typed_scheme(outline);
    if (!outline->numbering)
        outline->numbering = item_label_scheme(outline);
}

static void write_guesses(struct buf *out, uint32_t guesses)
{
    if (guesses == 0)
        return;
    json_write_comma(out);
    json_write_key(out, "guess");
    buf_char(out, '[');
    for (int bit = 0; bit < OUTLINE_BIT_COUNT; bit++) {
        if (!(guesses >> bit & 1))
            continue;
        json_write_comma(out);
        json_write_string(out, outline_guess_name((enum outline_guess_bit)bit));
    }
    buf_char(out, ']');
}

static void write_item(struct buf *out, const struct outline *outline, size_t entry,
                       const struct numbering *numbering)
{
    const struct outline_item *item = &outline->items[entry];
    json_write_comma(out);
    buf_format(out, "{\"depth\":%d,\"kind\":\"%s\"", item->depth, item_kind_name(item->kind));
    if (numbering->label[0]) {
        json_write_member(out, "number", numbering->label);
    }
    json_write_comma(out);
    json_write_key(out, "text");
    json_write_bytes(out, item->text.len_bytes > 0 ? item->text.bytes : "", item->text.len_bytes);
    if (item->lang[0]) {
        json_write_member(out, "lang", item->lang);
    }
    write_guesses(out, item->guesses);
    outline_changes_write_json(out, outline, entry);
    buf_format(out, ",\"lines\":[%u,%u]}", (unsigned)item->line_first, (unsigned)item->line_last);
}

void outline_start_numbers(const struct outline *outline, const char *lang, struct numbering *out)
{
    numbering_start(out, outline->numbering, lang);
}

void outline_take_number(const struct outline_item *item, struct numbering *numbering)
{
    if (item->lang[0]) { /* it has the number of the entry before */
        numbering->label[0] = '\0';
        return;
    }
    const struct numbering_entry entry = {.depth = item->depth,
                                          .kind = item->kind,
                                          .start = item->start,
                                          .name = item->name[0] ? item->name : NULL};
    numbering_take(numbering, &entry);
}

void outline_write_json(struct buf *out, const struct outline *outline, const char *lang)
{
    struct numbering numbering = NUMBERING_START;

    outline_start_numbers(outline, lang, &numbering);
    buf_text(out, "{\"title\":");
    json_write_string(out, outline->title);
    buf_text(out, ",\"items\":[");
    for (size_t i = 0; i < outline->count; i++) {
        outline_take_number(&outline->items[i], &numbering);
        write_item(out, outline, i, &numbering);
    }
    buf_text(out, "],\"aside\":[");
    for (size_t i = 0; i < outline->aside_count; i++) {
        json_write_comma(out);
        json_write_string(out, outline->aside[i].text);
    }
    buf_text(out, "],\"aside_lines\":[");
    for (size_t i = 0; i < outline->aside_count; i++)
        buf_format(out, "%s%u", i ? "," : "", (unsigned)outline->aside[i].line);
    buf_text(out, "]}");
}
