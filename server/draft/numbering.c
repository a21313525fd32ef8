#include "draft/numbering.h"

#include <stdio.h>
#include <string.h>

#include "base/always.h"

static const struct numbering_scheme *scheme_of(const struct numbering *numbering)
{
    return numbering->scheme ? numbering->scheme : numbering_preset(NUMBERING_CONFERENCE);
}

void numbering_start(struct numbering *numbering, const struct numbering_scheme *scheme, const char *lang)
{
    *numbering = (struct numbering)NUMBERING_START;
    numbering->scheme = scheme;
    numbering->lang = lang;
}

int numbering_level_of(const struct numbering *numbering, int depth)
{
    int level = depth;

    for (int above = 0; scheme_of(numbering)->through && above < depth - 1; above++)
        level -= numbering->headings[above];
    return level;
}

/* Begins the lists of this level and deeper ones anew. */
static void start_lists(struct numbering *numbering, int level)
{
    for (int i = level - 1; i < DRAFT_MAX_DEPTH; i++) {
        numbering->counts[i] = scheme_of(numbering)->levels[i].start - 1;
        numbering->proposed[i] = 0;
        numbering->bare[i][0] = '\0';
        numbering->ids[i] = 0;
    }
}

/* Begins deeper lists anew, for an entry that has no number yet. Gives its level. */
static int arrive(struct numbering *numbering, const struct numbering_entry *entry)
{
    ALWAYS(entry->depth >= 1 && entry->depth <= DRAFT_MAX_DEPTH);
    if (!numbering->begun) {
        numbering->begun = true;
        numbering->preamble = scheme_of(numbering)->paragraphs.start - 1;
        start_lists(numbering, 1);
    }
    numbering->headings[entry->depth - 1] = entry->kind == KIND_HEADING;
    int level = numbering_level_of(numbering, entry->depth);
    start_lists(numbering, level + 1);
    numbering->bare[level - 1][0] = '\0';
    numbering->ids[level - 1] = 0;
    numbering->label[0] = '\0';
    numbering->path[0] = '\0';
    numbering->path_word = 0;
    if (entry->kind == KIND_HEADING && scheme_of(numbering)->levels[level - 1].restart)
        start_lists(numbering, level);
    return level;
}

void numbering_name_after(const char *bare, uint32_t which, char out[NUMBERING_BARE_BYTES])
{
    static const char *const words[] = {"bis", "ter", "quater"};

    if (which < sizeof words / sizeof *words)
        snprintf(out, NUMBERING_BARE_BYTES, "%.28s %s", bare, words[which]);
    else
        snprintf(out, NUMBERING_BARE_BYTES, "%.28s %u", bare, (unsigned)which + 2);
}

void numbering_label(const struct numbering_level *level, const char *lang, const char *bare,
                     char label[NUMBERING_LABEL_BYTES])
{
    const struct numbering_affixes *affixes = numbering_affixes(level, lang);

    snprintf(label, NUMBERING_LABEL_BYTES, "%s%s%s", affixes->before, bare, affixes->after);
}

/* How the last entry of a level is numbered. */
static const struct numbering_level *rule_at(const struct numbering *numbering, int level)
{
    const struct numbering_scheme *scheme = scheme_of(numbering);

    return numbering->is_paragraph[level - 1] ? &scheme->paragraphs : &scheme->levels[level - 1];
}

/* The number of the last entry of a level with what stands around it. */
static void write_label(const struct numbering *numbering, int level, char label[NUMBERING_LABEL_BYTES])
{
    const struct numbering_level *rule = rule_at(numbering, level);
    char chain[DRAFT_MAX_DEPTH * (NUMBERING_BARE_BYTES + 1)] = "", *at = chain;

    for (int above = rule->chain ? 1 : level; above < level; above++)
        if (numbering->bare[above - 1][0])
            at += snprintf(at, NUMBERING_BARE_BYTES + 1, "%s.", numbering->bare[above - 1]);
    memcpy(at, numbering->bare[level - 1], NUMBERING_BARE_BYTES);
    numbering_label(rule, numbering->lang, chain, label);
}

/* Signs, but not letters and digits, nor anything that is not ASCII. */
static bool is_sign(char c)
{
    return (unsigned char)c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
           !(c >= 'A' && c <= 'Z');
}

/* A label as a part of a path: without the signs at its ends. */
static size_t trim(const char **label)
{
    size_t len = strlen(*label);

    while (len > 0 && is_sign(**label)) {
        (*label)++;
        len--;
    }
    while (len > 0 && is_sign((*label)[len - 1]))
        len--;
    return len;
}

/* How much of a part of a path is a word in front of the number, with the blank behind it. `trimmed`: bytes of the label in front of the part. */
static size_t word_of(const struct numbering *numbering, int level, size_t trimmed, size_t part_len)
{
    const char *before = numbering_affixes(rule_at(numbering, level), numbering->lang)->before;
    const char *blank = strrchr(before, ' ');
    size_t end = blank ? (size_t)(blank - before) + 1 : 0;

    if (end <= trimmed)
        return 0;
    return end - trimmed < part_len ? end - trimmed : part_len;
}

/* The label and the path of an entry whose bare number is known. */
static void write_number(struct numbering *numbering, int level)
{
    char label[NUMBERING_LABEL_BYTES] = "";
    const char *part = label;
    size_t len = 0;

    for (int above = 1; above <= level; above++) {
        if (!numbering->bare[above - 1][0])
            continue;
        write_label(numbering, above, label);
        part = label;
        size_t part_len = trim(&part);
        if (rule_at(numbering, above)->chain)
            len = 0;
        if (len == 0)
            numbering->path_word = word_of(numbering, above, (size_t)(part - label), part_len);
        if (len > 0 && part_len > 0)
            numbering->path[len++] = '.';
        memcpy(numbering->path + len, part, part_len);
        len += part_len;
    }
    numbering->path[len] = '\0';
    memcpy(numbering->label, label, sizeof numbering->label);
}

/* Whether a kind has a number on that level at this point of the walk. */
static bool is_numbered(const struct numbering *numbering, const struct numbering_entry *entry, int level)
{
    if (entry->kind == KIND_ITEM)
        return scheme_of(numbering)->levels[level - 1].format != NUMBERING_NONE;
    return entry->kind == KIND_PARAGRAPH && level == 1 && (entry->name || !numbering->operative) &&
           scheme_of(numbering)->paragraphs.format != NUMBERING_NONE;
}

static uint32_t *count_of(struct numbering *numbering, enum item_kind kind, int level)
{
    return kind == KIND_PARAGRAPH ? &numbering->preamble : &numbering->counts[level - 1];
}

/* FNV-1a, apart from all counts. */
static uint32_t id_of_name(const char *name, uint32_t which)
{
    uint32_t hash = 2166136261u + which;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash | 0x80000000u;
}

int numbering_count(struct numbering *numbering, const struct numbering_entry *entry)
{
    int level = arrive(numbering, entry);
    bool numbered = is_numbered(numbering, entry, level), counts = !entry->name && !entry->proposed;

    numbering->leads = scheme_of(numbering)->leads && level == 1 &&
                       (entry->kind == KIND_ITEM || (entry->kind == KIND_PARAGRAPH && !numbering->operative));
    if (entry->kind == KIND_ITEM && level == 1 && !entry->proposed)
        numbering->operative = true;
    if (!numbered && entry->kind != KIND_ITEM)
        return level;
    uint32_t *at = count_of(numbering, entry->kind, level), *which = &numbering->proposed[level - 1];
    if (counts)
        *at = entry->start ? entry->start : *at + 1;
    *which = counts ? 0 : *which + 1;
    if (numbered)
        numbering->ids[level - 1] = counts        ? *at
                                    : entry->name ? id_of_name(entry->name, 0)
                                                  : id_of_name("", *which);
    return level;
}

/* What an entry that was counted is called: by its name, after the one before it where it is only proposed, by its count. */
static void write_bare(struct numbering *numbering, const struct numbering_entry *entry, int level)
{
    char *bare = numbering->bare[level - 1], before[NUMBERING_BARE_BYTES];

    numbering_write_count(rule_at(numbering, level)->format, *count_of(numbering, entry->kind, level),
                          before);
    if (entry->name)
        snprintf(bare, NUMBERING_BARE_BYTES, "%s", entry->name);
    else if (entry->proposed)
        numbering_name_after(before, numbering->proposed[level - 1] - 1, bare);
    else
        memcpy(bare, before, sizeof before);
}

bool numbering_take(struct numbering *numbering, const struct numbering_entry *entry)
{
    int level = numbering_count(numbering, entry);

    if (!numbering->ids[level - 1])
        return false;
    numbering->is_paragraph[level - 1] = entry->kind == KIND_PARAGRAPH;
    write_bare(numbering, entry, level);
    write_number(numbering, level);
    return true;
}

bool numbering_next(struct numbering *numbering, int depth, enum item_kind kind)
{
    return numbering_take(numbering, &(struct numbering_entry){.depth = depth, .kind = kind});
}

bool numbering_propose(struct numbering *numbering, int depth, enum item_kind kind)
{
    return numbering_take(numbering,
                          &(struct numbering_entry){.depth = depth, .kind = kind, .proposed = true});
}
