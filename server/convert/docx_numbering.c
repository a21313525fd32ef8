#include "convert/docx_numbering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/xml_write.h"
#include "convert/docx_xml.h"

#define LEVELS     9     /* what Word has */
#define MOST_COUNT 32767 /* what Word counts to */

enum { BEFORE, AFTER, STATES };

#define PREAMBLE 0 /* the level of numbered paragraphs in front of the first item: a list apart */

/* A list whose upper level is `root`. */
struct list {
    size_t column;
    int root;
    uint32_t start;
};

/* Lists go by their number, from 1; 0: none. */
struct column {
    const struct numbering_scheme *scheme;
    const char *lang;
    uint32_t counts[STATES][DRAFT_MAX_DEPTH + 1]; /* by level; 0: it has not been used since it began anew */
    size_t siblings[DRAFT_MAX_DEPTH + 1]; /* the list of the items of a level below the one that is open */
    size_t above[DRAFT_MAX_DEPTH + 1];    /* the list of the last paragraph of a level itself */
};

struct docx_numbering {
    struct column *columns;
    size_t column_count;
    struct list *lists;
    size_t list_count, list_capacity;
};

struct docx_numbering *docx_numbering_create(const struct revised *const *texts, size_t count)
{
    struct docx_numbering *numbering = mem_zero(1, sizeof *numbering);

    numbering->columns = mem_zero(count, sizeof *numbering->columns);
    numbering->column_count = count;
    for (size_t i = 0; i < count; i++) {
        numbering->columns[i].scheme =
            texts[i]->scheme ? texts[i]->scheme : numbering_preset(NUMBERING_CONFERENCE);
        numbering->columns[i].lang = texts[i]->lang;
    }
    return numbering;
}

void docx_numbering_destroy(struct docx_numbering *numbering)
{
    free(numbering->columns);
    free(numbering->lists);
    free(numbering);
}

/* --- what Word counts ----------------------------------------------------------------------------------------------- */

static const struct numbering_level *rule_of(const struct column *column, int level)
{
    return level == PREAMBLE ? &column->scheme->paragraphs : &column->scheme->levels[level - 1];
}

static uint32_t first_of(const struct column *column, const struct list *list, int level)
{
    return list->root == level ? list->start : rule_of(column, level)->start;
}

/* What Word shows where a level of a list has come to `count`: those above it in front, where it is chained. */
static void word_label(const struct column *column, const struct list *list, const uint32_t *counts,
                       int level, uint32_t count, char label[NUMBERING_LABEL_BYTES])
{
    const struct numbering_level *rule = rule_of(column, level);
    char bare[NUMBERING_BARE_BYTES], chain[DRAFT_MAX_DEPTH * (NUMBERING_BARE_BYTES + 1)] = "", *at = chain;

    for (int above = list->root; rule->chain && above < level; above++) {
        numbering_write_count(rule_of(column, above)->format, counts[above], bare);
        at += snprintf(at, NUMBERING_BARE_BYTES + 1, "%s.", bare);
    }
    numbering_write_count(rule->format, count, bare);
    memcpy(at, bare, sizeof bare);
    numbering_label(rule, column->lang, chain, label);
}

/* Whether a list gives the right number in every state in which the paragraph is there; `anew`: it is used for the first time. */
static bool fits(const struct column *column, const struct list *list, int level,
                 const struct revised_paragraph *paragraph, bool anew)
{
    const struct revised_number *numbers[STATES] = {&paragraph->before, &paragraph->after};
    const bool there[STATES] = {revised_is_before(paragraph), revised_is_after(paragraph)};
    char label[NUMBERING_LABEL_BYTES];

    for (int state = 0; state < STATES; state++) {
        const uint32_t *counts = column->counts[state];
        uint32_t next = counts[level] && !anew ? counts[level] + 1 : first_of(column, list, level);
        if (!there[state])
            continue;
        word_label(column, list, counts, level, next, label);
        if (next > MOST_COUNT || strcmp(label, numbers[state]->label) != 0)
            return false;
    }
    return true;
}

/* --- the walk ------------------------------------------------------------------------------------------------------- */

/* Whatever is deeper begins anew. */
static void arrive(struct column *column, const struct revised_paragraph *paragraph, int level)
{
    const bool there[STATES] = {revised_is_before(paragraph), revised_is_after(paragraph)};

    for (int deeper = level + 1; deeper <= DRAFT_MAX_DEPTH; deeper++) {
        column->siblings[deeper] = column->above[deeper] = 0;
        for (int state = 0; state < STATES; state++)
            if (there[state])
                column->counts[state][deeper] = 0;
    }
    column->above[level] = 0;
}

static struct docx_place use(const struct docx_numbering *numbering, struct column *column, size_t number,
                             int level, const struct revised_paragraph *paragraph)
{
    const bool there[STATES] = {revised_is_before(paragraph), revised_is_after(paragraph)};
    const struct list *list = &numbering->lists[number - 1];

    column->siblings[level] = column->above[level] = number;
    for (int state = 0; state < STATES; state++) {
        uint32_t *count = &column->counts[state][level];
        if (there[state])
            *count = *count ? *count + 1 : first_of(column, list, level);
    }
    return (struct docx_place){number, level - list->root};
}

static size_t add_list(struct docx_numbering *numbering, const struct list *list)
{
    numbering->lists = mem_grow(numbering->lists, numbering->list_count, &numbering->list_capacity,
                                sizeof *numbering->lists);
    numbering->lists[numbering->list_count++] = *list;
    return numbering->list_count;
}

struct docx_place docx_numbering_next(struct docx_numbering *numbering, size_t column,
                                      const struct revised_paragraph *paragraph)
{
    const struct docx_place none = {0, 0};
    struct column *at = &numbering->columns[column];
    const struct revised_number *number =
        revised_is_after(paragraph) ? &paragraph->after : &paragraph->before;
    bool preamble = paragraph->kind == KIND_PARAGRAPH && number->label[0];
    int level = preamble ? PREAMBLE : number->level;
    size_t goes_on = at->siblings[level] ? at->siblings[level] : level > 1 ? at->above[level - 1] : 0;
    const struct list fresh = {column, level, number->count};

    if (!preamble)
        arrive(at, paragraph, level);
    if (!number->label[0])
        return none;
    if (goes_on && fits(at, &numbering->lists[goes_on - 1], level, paragraph, false))
        return use(numbering, at, goes_on, level, paragraph);
    if (!number->count || !fits(at, &fresh, level, paragraph, true))
        return none;
    at->counts[BEFORE][level] = at->counts[AFTER][level] = 0;
    return use(numbering, at, add_list(numbering, &fresh), level, paragraph);
}

/* --- the part ------------------------------------------------------------------------------------------------------- */

/* "Article %1.", or "%1.%2.%3" where levels are chained. */
static void write_pattern(struct buf *out, const struct column *column, int root, int level)
{
    const struct numbering_level *rule = rule_of(column, level);
    const struct numbering_affixes *affixes = numbering_affixes(rule, column->lang);

    xml_write_text(out, affixes->before);
    for (int above = rule->chain ? root : level; above <= level; above++)
        buf_format(out, "%s%%%d", above > root && rule->chain ? "." : "", above - root + 1);
    xml_write_text(out, affixes->after);
}

static void write_level(struct buf *out, const struct column *column, int root, int at)
{
    static const char *const formats[NUMBERING_FORMAT_COUNT] = {"none",        "decimal",    "lowerLetter",
                                                                "upperLetter", "lowerRoman", "upperRoman"};
    int level = root + at < DRAFT_MAX_DEPTH ? root + at : DRAFT_MAX_DEPTH;
    const struct numbering_level *rule = rule_of(column, level);
    int indent = DOCX_NUMBERING_INDENT * (level > 1 ? level : 1);

    buf_format(out, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"%u\"/><w:numFmt w:val=\"%s\"/><w:lvlText w:val=\"",
               at, (unsigned)rule->start, formats[rule->format]);
    write_pattern(out, column, root, level);
    buf_format(out,
               "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"%d\" w:hanging=\"%d\"/></w:pPr></w:lvl>",
               indent, DOCX_NUMBERING_INDENT);
}

/* How lists of a column look that begin at a level. */
static void write_looks(struct buf *out, const struct column *column, size_t id, int root)
{
    buf_format(out,
               "<w:abstractNum w:abstractNumId=\"%zu\"><w:nsid w:val=\"504C4E%02zX\"/><w:multiLevelType "
               "w:val=\"multilevel\"/><w:tmpl w:val=\"504C54%02zX\"/>",
               id, id, id);
    for (int at = 0; at < LEVELS; at++)
        write_level(out, column, root, at);
    buf_text(out, "</w:abstractNum>");
}

static size_t looks_of(size_t column, int root)
{
    return column * (DRAFT_MAX_DEPTH + 1) + (size_t)root;
}

void docx_numbering_write(const struct docx_numbering *numbering, struct buf *out)
{
    buf_text(out, DOCX_XML_HEAD "<w:numbering" DOCX_XML_NAMES ">");
    for (size_t column = 0; column < numbering->column_count; column++)
        for (int root = PREAMBLE; root <= DRAFT_MAX_DEPTH; root++)
            write_looks(out, &numbering->columns[column], looks_of(column, root), root);
    for (size_t i = 0; i < numbering->list_count; i++) {
        const struct list *list = &numbering->lists[i];
        buf_format(out,
                   "<w:num w:numId=\"%zu\"><w:abstractNumId w:val=\"%zu\"/><w:lvlOverride "
                   "w:ilvl=\"0\"><w:startOverride w:val=\"%u\"/></w:lvlOverride></w:num>",
                   i + 1, looks_of(list->column, list->root), (unsigned)list->start);
    }
    buf_text(out, "</w:numbering>");
}
