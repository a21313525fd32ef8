#include "draft/numbering.h"

#include <stdio.h>
#include <string.h>

#include "base/always.h"

#define STYLES     3
#define STOP_CYCLE 6 /* three styles with '.', then three with ')' */

enum numbering_style numbering_style(int depth)
{
    ALWAYS(depth >= 1);
    return (enum numbering_style)((depth - 1) % STYLES);
}

char numbering_stop(int depth)
{
    ALWAYS(depth >= 1);
    return (depth - 1) % STOP_CYCLE < STYLES ? '.' : ')';
}

/* Letters as in a spreadsheet: after z comes aa, after az comes ba. */
static void letters(uint32_t count, char *out)
{
    char reversed[8];
    size_t len = 0;

    for (; count > 0; count = (count - 1) / 26)
        reversed[len++] = (char)('a' + (count - 1) % 26);
    while (len > 0)
        *out++ = reversed[--len];
    *out = '\0';
}

static void roman(uint32_t count, char *out)
{
    static const struct {
        uint32_t value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};

    *out = '\0';
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (; count >= steps[i].value; count -= steps[i].value) {
            size_t len = strlen(steps[i].digits);
            memcpy(out, steps[i].digits, len + 1);
            out += len;
        }
    }
}

static void bare_label(int depth, uint32_t count, char label[NUMBERING_LABEL_BYTES])
{
    ALWAYS(count >= 1 && count <= DRAFT_MAX_ITEMS);
    switch (numbering_style(depth)) {
    case NUMBERING_DECIMAL:
        snprintf(label, NUMBERING_LABEL_BYTES, "%u", (unsigned)count);
        break;
    case NUMBERING_LETTER:
        letters(count, label);
        break;
    case NUMBERING_ROMAN:
        roman(count, label);
        break;
    }
}

static void add_stop(int depth, char label[NUMBERING_LABEL_BYTES])
{
    size_t len = strlen(label);
    label[len] = numbering_stop(depth);
    label[len + 1] = '\0';
}

void numbering_label(int depth, uint32_t count, char label[NUMBERING_LABEL_BYTES])
{
    bare_label(depth, count, label);
    add_stop(depth, label);
}

/* The label and the path of an entry whose bare label is known. */
static void write_number(struct numbering *numbering, int depth)
{
    char *at = numbering->path;

    memcpy(numbering->label, numbering->bare[depth - 1], sizeof numbering->label);
    add_stop(depth, numbering->label);
    for (int level = 0; level < depth; level++) {
        size_t len = strlen(numbering->bare[level]);
        if (!len)
            continue;
        if (at > numbering->path)
            *at++ = '.';
        memcpy(at, numbering->bare[level], len);
        at += len;
    }
    *at = '\0';
}

/* Deeper counts start anew, and nothing has a number yet. */
static void arrive(struct numbering *numbering, int depth)
{
    ALWAYS(depth >= 1 && depth <= DRAFT_MAX_DEPTH);
    for (int deeper = depth; deeper < DRAFT_MAX_DEPTH; deeper++) {
        numbering->counts[deeper] = 0;
        numbering->proposed[deeper] = 0;
        numbering->bare[deeper][0] = '\0';
    }
    numbering->bare[depth - 1][0] = '\0';
    numbering->label[0] = '\0';
    numbering->path[0] = '\0';
}

bool numbering_propose(struct numbering *numbering, int depth, enum item_kind kind)
{
    static const char *const words[] = {"bis", "ter", "quater"};
    char before[NUMBERING_LABEL_BYTES] = "0";

    arrive(numbering, depth);
    if (kind != KIND_ITEM)
        return false;
    char *bare = numbering->bare[depth - 1];
    uint32_t count = numbering->counts[depth - 1], which = numbering->proposed[depth - 1]++;
    if (count)
        bare_label(depth, count, before);
    if (which < sizeof words / sizeof *words)
        snprintf(bare, NUMBERING_LABEL_BYTES, "%.18s %s", before, words[which]);
    else
        snprintf(bare, NUMBERING_LABEL_BYTES, "%.18s %u", before, (unsigned)which + 2);
    write_number(numbering, depth);
    return true;
}

bool numbering_next(struct numbering *numbering, int depth, enum item_kind kind)
{
    arrive(numbering, depth);
    if (kind != KIND_ITEM)
        return false;
    numbering->proposed[depth - 1] = 0;
    bare_label(depth, ++numbering->counts[depth - 1], numbering->bare[depth - 1]);
    write_number(numbering, depth);
    return true;
}
