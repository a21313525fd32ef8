#include "convert/word_numbering.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define LISTS_MAX 20000
#define COUNT_MAX 1000000 /* a start value beyond it is nobody's */
#define LETTER_MAX                                                                                           \
    780 /* thirty times the alphabet; beyond, as beyond the last roman number, the digits are shown */
#define ROMAN_MAX 3999

enum format {
    FORMAT_DECIMAL,
    FORMAT_LOWER_LETTER,
    FORMAT_UPPER_LETTER,
    FORMAT_LOWER_ROMAN,
    FORMAT_UPPER_ROMAN,
    FORMAT_BULLET,
    FORMAT_NONE
};

struct level {
    enum format format;
    char *text; /* "%1.%2" */
    char *style;
    long start;
    long restart; /* the level (from 1) whose use starts it anew; -1: any higher one; 0: none */
    long indent;
    bool legal; /* all numbers are shown as decimals */
};

struct abstract {
    long id;
    char *style_link; /* defined by the list style of that name */
    char *style_name; /* the list style that it defines */
    struct level levels[WORD_LEVELS];
    long counts[WORD_LEVELS];
    bool used[WORD_LEVELS]; /* since a higher one was */
};

struct override {
    long start; /* -1: none */
    bool begun; /* it has been used up */
    bool has_level;
    struct level level;
};

struct list {
    long id;
    long abstract;
    struct override overrides[WORD_LEVELS];
};

struct word_numbering {
    struct abstract *abstracts;
    size_t abstract_count;
    size_t abstract_capacity;
    struct list *lists;
    size_t list_count;
    size_t list_capacity;
};

struct reading {
    struct word_numbering *out;
    struct abstract *abstract;
    struct list *list;
    struct override *override;
    struct level *level;
};

static struct level empty_level(void)
{
    return (struct level){.format = FORMAT_DECIMAL, .start = 0, .restart = -1, .indent = -1};
}

static void start_abstract(struct reading *reading, const struct xml_attributes *attributes)
{
    struct word_numbering *out = reading->out;

    if (out->abstract_count == LISTS_MAX)
        return;
    out->abstracts =
        mem_grow(out->abstracts, out->abstract_count, &out->abstract_capacity, sizeof *out->abstracts);
    reading->abstract = &out->abstracts[out->abstract_count++];
    *reading->abstract = (struct abstract){.id = xml_attribute_number(attributes, "w:abstractNumId", -1)};
    for (int i = 0; i < WORD_LEVELS; i++)
        reading->abstract->levels[i] = empty_level();
}

static void start_list(struct reading *reading, const struct xml_attributes *attributes)
{
    struct word_numbering *out = reading->out;

    if (out->list_count == LISTS_MAX)
        return;
    out->lists = mem_grow(out->lists, out->list_count, &out->list_capacity, sizeof *out->lists);
    reading->list = &out->lists[out->list_count++];
    *reading->list = (struct list){.id = xml_attribute_number(attributes, "w:numId", -1), .abstract = -1};
    for (int i = 0; i < WORD_LEVELS; i++)
        reading->list->overrides[i] = (struct override){.start = -1, .level = empty_level()};
}

static void start_level(struct reading *reading, const struct xml_attributes *attributes)
{
    long index = xml_attribute_number(attributes, "w:ilvl", -1);

    if (reading->override) {
        reading->override->has_level = true;
        reading->level = &reading->override->level;
    } else if (reading->abstract && index >= 0 && index < WORD_LEVELS) {
        reading->level = &reading->abstract->levels[index];
    }
}

static enum format format_of(const char *name)
{
    static const struct {
        const char *name;
        enum format format;
    } formats[] = {
        {"lowerLetter", FORMAT_LOWER_LETTER},
        {"upperLetter", FORMAT_UPPER_LETTER},
        {"lowerRoman", FORMAT_LOWER_ROMAN},
        {"upperRoman", FORMAT_UPPER_ROMAN},
        {"bullet", FORMAT_BULLET},
        {"none", FORMAT_NONE},
    };

    for (size_t i = 0; name && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name, formats[i].name) == 0)
            return formats[i].format;
    return FORMAT_DECIMAL;
}

static void replace(char **to, const char *value)
{
    free(*to);
    *to = mem_copy_string(value ? value : "");
}

static void describe_level(struct level *level, const char *name, const struct xml_attributes *attributes)
{
    const char *value = xml_attribute(attributes, "w:val");
    long number = xml_attribute_number(attributes, "w:val", -1);

    if (strcmp(name, "w:start") == 0)
        level->start = number >= 0 && number <= COUNT_MAX ? number : 0;
    else if (strcmp(name, "w:numFmt") == 0)
        level->format = format_of(value);
    else if (strcmp(name, "w:lvlText") == 0)
        replace(&level->text, value);
    else if (strcmp(name, "w:pStyle") == 0)
        replace(&level->style, value);
    else if (strcmp(name, "w:lvlRestart") == 0)
        level->restart = number;
    else if (strcmp(name, "w:isLgl") == 0)
        level->legal = word_toggle(attributes);
    else if (strcmp(name, "w:ind") == 0)
        level->indent = word_indent(attributes);
}

static void start_override(struct reading *reading, const struct xml_attributes *attributes)
{
    long index = xml_attribute_number(attributes, "w:ilvl", -1);

    if (reading->list && index >= 0 && index < WORD_LEVELS)
        reading->override = &reading->list->overrides[index];
}

static void on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct reading *reading = context;

    if (strcmp(name, "w:abstractNum") == 0)
        start_abstract(reading, attributes);
    else if (strcmp(name, "w:num") == 0)
        start_list(reading, attributes);
    else if (strcmp(name, "w:lvlOverride") == 0)
        start_override(reading, attributes);
    else if (strcmp(name, "w:lvl") == 0)
        start_level(reading, attributes);
    else if (reading->level)
        describe_level(reading->level, name, attributes);
    else if (reading->override && strcmp(name, "w:startOverride") == 0)
        reading->override->start = xml_attribute_number(attributes, "w:val", -1);
    else if (reading->list && strcmp(name, "w:abstractNumId") == 0)
        reading->list->abstract = xml_attribute_number(attributes, "w:val", -1);
    else if (reading->abstract && strcmp(name, "w:numStyleLink") == 0)
        replace(&reading->abstract->style_link, xml_attribute(attributes, "w:val"));
    else if (reading->abstract && strcmp(name, "w:styleLink") == 0)
        replace(&reading->abstract->style_name, xml_attribute(attributes, "w:val"));
}

static void on_end(void *context, const char *name)
{
    struct reading *reading = context;

    if (strcmp(name, "w:abstractNum") == 0)
        reading->abstract = NULL;
    else if (strcmp(name, "w:num") == 0)
        reading->list = NULL;
    else if (strcmp(name, "w:lvlOverride") == 0)
        reading->override = NULL;
    else if (strcmp(name, "w:lvl") == 0)
        reading->level = NULL;
}

enum status word_numbering_read(struct zip_reader *zip, const char *part, struct buf *why,
                                struct word_numbering **out)
{
    static const struct xml_events events = {on_start, on_end, NULL};
    struct reading reading = {.out = mem_zero(1, sizeof *reading.out)};

    *out = reading.out;
    enum status status = part ? part_read(zip, part, &events, &reading, why) : STATUS_OK;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static void clear_level(struct level *level)
{
    free(level->text);
    free(level->style);
}

void word_numbering_destroy(struct word_numbering *numbering)
{
    if (!numbering)
        return;
    for (size_t i = 0; i < numbering->abstract_count; i++) {
        for (int k = 0; k < WORD_LEVELS; k++)
            clear_level(&numbering->abstracts[i].levels[k]);
        free(numbering->abstracts[i].style_link);
        free(numbering->abstracts[i].style_name);
    }
    for (size_t i = 0; i < numbering->list_count; i++)
        for (int k = 0; k < WORD_LEVELS; k++)
            clear_level(&numbering->lists[i].overrides[k].level);
    free(numbering->abstracts);
    free(numbering->lists);
    free(numbering);
}

static struct list *find_list(struct word_numbering *numbering, long id)
{
    for (size_t i = 0; i < numbering->list_count; i++)
        if (numbering->lists[i].id == id)
            return &numbering->lists[i];
    return NULL;
}

/* The definition of a list; where that only names a list style, the one that defines it. */
static struct abstract *find_abstract(struct word_numbering *numbering, long id)
{
    struct abstract *found = NULL;

    for (size_t i = 0; i < numbering->abstract_count && !found; i++)
        if (numbering->abstracts[i].id == id)
            found = &numbering->abstracts[i];
    for (size_t i = 0; found && found->style_link && i < numbering->abstract_count; i++) {
        struct abstract *other = &numbering->abstracts[i];
        if (other->style_name && strcmp(other->style_name, found->style_link) == 0)
            return other;
    }
    return found;
}

static const struct level *level_of(const struct list *list, const struct abstract *abstract, int level)
{
    return list->overrides[level].has_level ? &list->overrides[level].level : &abstract->levels[level];
}

static int level_of_style(const struct list *list, const struct abstract *abstract, const char *style_id)
{
    for (int i = 0; style_id && i < WORD_LEVELS; i++) {
        const struct level *level = level_of(list, abstract, i);
        if (level->style && strcmp(level->style, style_id) == 0)
            return i;
    }
    return 0;
}

/* Counts a level up, and starts the deeper ones anew. */
static void count(struct list *list, struct abstract *abstract, int level)
{
    struct override *override = &list->overrides[level];

    if (override->start >= 0 && override->start <= COUNT_MAX && !override->begun) {
        abstract->counts[level] = override->start;
        override->begun = true;
    } else if (abstract->used[level]) {
        abstract->counts[level]++;
    } else {
        abstract->counts[level] = level_of(list, abstract, level)->start;
    }
    abstract->used[level] = true;
    for (int i = level + 1; i < WORD_LEVELS; i++) {
        long restart = level_of(list, abstract, i)->restart;
        if (restart < 0 || (restart > 0 && level + 1 <= restart))
            abstract->used[i] = false;
    }
}

static void write_letters(struct buf *out, long value, char first)
{
    if (value < 1 || value > LETTER_MAX) {
        buf_signed(out, value);
        return;
    }
    for (long i = 0; i <= (value - 1) / 26; i++) /* aa, bb, cc: as Word goes on after z */
        buf_char(out, (char)(first + (value - 1) % 26));
}

static void write_roman(struct buf *out, long value, bool upper)
{
    static const struct {
        long value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};

    if (value < 1 || value > ROMAN_MAX) {
        buf_signed(out, value);
        return;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; value >= steps[i].value; value -= steps[i].value)
            for (const char *digit = steps[i].digits; *digit; digit++)
                buf_char(out, upper ? (char)toupper((unsigned char)*digit) : *digit);
}

static void write_number(struct buf *out, enum format format, long value)
{
    switch (format) {
    case FORMAT_LOWER_LETTER:
        write_letters(out, value, 'a');
        break;
    case FORMAT_UPPER_LETTER:
        write_letters(out, value, 'A');
        break;
    case FORMAT_LOWER_ROMAN:
        write_roman(out, value, false);
        break;
    case FORMAT_UPPER_ROMAN:
        write_roman(out, value, true);
        break;
    case FORMAT_DECIMAL:
        buf_signed(out, value);
        break;
    case FORMAT_BULLET:
    case FORMAT_NONE:
        break;
    }
}

static void write_label(const struct list *list, const struct abstract *abstract, int level, struct buf *out)
{
    const struct level *own = level_of(list, abstract, level);

    for (const char *at = own->text; at && *at; at++) {
        int other = at[0] == '%' && at[1] >= '1' && at[1] <= '9' ? at[1] - '1' : -1;
        if (other < 0) {
            buf_char(out, *at);
            continue;
        }
        const struct level *shown = level_of(list, abstract, other);
        long value = abstract->used[other] ? abstract->counts[other] : shown->start;
        write_number(out, own->legal ? FORMAT_DECIMAL : shown->format, value);
        at++;
    }
}

static enum marker_style style_of(enum format format)
{
    switch (format) {
    case FORMAT_LOWER_LETTER:
        return MARKER_LETTER;
    case FORMAT_UPPER_LETTER:
        return MARKER_UPPER_LETTER;
    case FORMAT_LOWER_ROMAN:
        return MARKER_ROMAN;
    case FORMAT_UPPER_ROMAN:
        return MARKER_UPPER_ROMAN;
    case FORMAT_BULLET:
        return MARKER_BULLET;
    case FORMAT_DECIMAL:
    case FORMAT_NONE:
        break;
    }
    return MARKER_DECIMAL;
}

bool word_numbering_next(struct word_numbering *numbering, long num, long level, const char *style_id,
                         bool counts, struct word_label *out)
{
    struct list *list = num > 0 ? find_list(numbering, num) : NULL;
    struct abstract *abstract = list ? find_abstract(numbering, list->abstract) : NULL;

    if (!abstract)
        return false;
    int depth = level >= 0 && level < WORD_LEVELS ? (int)level : level_of_style(list, abstract, style_id);
    struct abstract before = *abstract;
    struct override override = list->overrides[depth];
    count(list, abstract, depth);
    const struct level *shown = level_of(list, abstract, depth);
    struct buf text = BUF_EMPTY;
    write_label(list, abstract, depth, &text);
    *out = (struct word_label){
        .style = style_of(shown->format),
        .value = abstract->counts[depth] > 0 ? (uint32_t)abstract->counts[depth] : 0,
        .list = (uint32_t)(abstract - numbering->abstracts) + 1,
        .level = depth,
        .indent = shown->indent,
    };
    snprintf(out->text, sizeof out->text, "%s", text.bytes ? text.bytes : "");
    size_t len = strlen(out->text);
    bool shows = shown->format != FORMAT_NONE && len > 0;
    char last = len > 0 ? out->text[len - 1] : '\0';
    if (shown->format == FORMAT_BULLET)
        out->stop = 0x2022;
    else if (last == ')' && out->text[0] == '(')
        out->stop = '(';
    else if (last == ')' || last == '.')
        out->stop = (uint32_t)last;
    buf_clear(&text);
    if (!counts) {
        *abstract = before;
        list->overrides[depth] = override;
    }
    return shows;
}
