/* Finds the brackets of an outline: pairs them in each entry, then over several entries, and adds what an entry's number says ("OP3 alt").
 * What each one means is read by bracket_classify.h; which ones belong together, by bracket_groups.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/bracket_classify.h"
#include "convert/bracket_groups.h"
#include "convert/bracket_remark.h"
#include "convert/marker.h"
#include "convert/own_source.h"
#include "text/fold.h"

#define SPAN_MAX    64     /* entries that one bracket goes over at most */
#define FOUND_MAX   10000  /* brackets that are looked at; what comes behind them stays text */
#define REMARKS_MAX 100000 /* round brackets that are looked at, most of which say nothing */

/* ---- the brackets of one entry ---- */

/* What is left open. */
struct loose {
    size_t open;  /* the first opening bracket that nobody closes; NOWHERE */
    size_t close; /* the first closing one that nobody opened; NOWHERE */
    size_t count;
};

/* Of each place of a text, whether nothing but remarks in round brackets and stops stand from there on. Caller frees. */
static bool *find_ends(const struct stretch *text)
{
    bool *ends = mem_zero(text->to + 2, sizeof *ends);
    size_t close = NOWHERE; /* the next closing one */
    ends[text->to] = true;
    for (size_t i = text->to; i-- > 0;) {
        close = text->text[i] == ')' ? i : close;
        if (text->text[i] == '(')
            ends[i] = close != NOWHERE && ends[close + 1];
        else
            ends[i] = strchr(" .;,", text->text[i]) && ends[i + 1];
    }
    return ends;
}

/* Round brackets say something about the entry where they hold nothing else. `ends`: of find_ends. */
static void find_remark(struct bracket_finder *finder, size_t entry, const struct stretch *text, size_t from,
                        const bool *ends)
{
    size_t to = from + 1;
    while (to < text->to && text->text[to] != ')' && text->text[to] != '(' && to - from <= REMARK_MAX)
        to++;
    if (to >= text->to || text->text[to] != ')')
        return;
    struct stretch content = {text->text, from + 1, to};
    struct bracket remark = {.entry = entry};
    if (finder->remarks++ >= REMARKS_MAX)
        return;
    bool position = bracket_remark_position(content, &remark);
    if (!position && !((ends[to + 1] || from == 0) && bracket_remark_status(content, &remark)))
        return;
    struct bracket *bracket = bracket_finder_add(finder, entry, from, to + 1);
    bracket->meaning = position ? BRACKET_POSITION : BRACKET_STATUS;
    bracket->status = remark.status;
    bracket->position = remark.position;
    bracket->pending = remark.pending;
    bracket->who = remark.who;
}

static int compare_places(const void *a, const void *b)
{
    const struct bracket *x = a, *y = b;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Pairs of brackets, those inside others too. */
static struct loose pair(struct bracket_finder *finder, size_t entry)
{
    struct stretch text = bracket_finder_text(finder->outline, entry);
    struct loose loose = {NOWHERE, NOWHERE, 0};
    size_t open[MAX_NESTING], depth = 0;
    bool *ends = find_ends(&text);
    for (size_t i = 0; i < text.to; i++) {
        if (text.text[i] == '[') {
            if (depth < MAX_NESTING)
                open[depth] = i;
            depth++;
        } else if (text.text[i] == ']' && depth > 0) {
            depth--;
            if (depth < MAX_NESTING && i > open[depth] + 1 && finder->out->count < FOUND_MAX)
                bracket_finder_add(finder, entry, open[depth], i + 1);
        } else if (text.text[i] == ']') {
            loose.close = loose.close == NOWHERE ? i : loose.close;
            loose.count++;
        } else if (text.text[i] == '(' && finder->out->count < FOUND_MAX) {
            find_remark(finder, entry, &text, i, ends);
        }
    }
    free(ends);
    loose.count += depth;
    loose.open = depth ? open[0] : NOWHERE;
    return loose;
}

/* A bracket around all words of an entry, or around all words of such a bracket, is about the entry. */
static void lift_to_entry(struct bracket_finder *finder, size_t first)
{
    struct brackets *out = finder->out;
    size_t from = 0, to = 0;
    for (size_t i = first; i < out->count; i++) {
        struct bracket *bracket = &out->list[i];
        struct stretch text = bracket_finder_text(finder->outline, bracket->entry);
        if (i == first)
            to = text.to;
        if (bracket->meaning == BRACKET_STATUS || bracket->meaning == BRACKET_POSITION) {
            if (bracket->from <= from) /* a remark in front of it */
                from = bracket->to;
            continue;
        }
        size_t end = to; /* remarks and a stop may stand behind it */
        for (size_t k = i + 1; k < out->count; k++)
            if (out->list[k].from >= bracket->to &&
                (out->list[k].meaning == BRACKET_STATUS || out->list[k].meaning == BRACKET_POSITION) &&
                out->list[k].from < end)
                end = out->list[k].from;
        bool whole = stretch_is_blank(text.text, from, bracket->from) &&
                     stretch_is_blank(text.text, bracket->to, end) && bracket->from >= from &&
                     bracket->to <= to && !bracket->group;
        if (!whole || !bracket->encloses ||
            (bracket->meaning != BRACKET_INSERT && bracket->meaning != BRACKET_DELETE))
            return;
        bracket->meaning = bracket->meaning == BRACKET_INSERT ? BRACKET_ADD : BRACKET_REMOVE;
        from = bracket->words_from;
        to = bracket->words_to;
    }
}

static struct loose find_in_entry(struct bracket_finder *finder, size_t entry)
{
    struct brackets *out = finder->out;
    size_t first = out->count;
    struct loose loose = pair(finder, entry);
    size_t count = out->count - first;
    if (count == 0)
        return loose;
    qsort(out->list + first, count, sizeof *out->list, compare_places);
    for (size_t i = 0; i < count; i++)
        if (out->list[first + i].meaning == BRACKET_TEXT)
            bracket_classify(finder, &out->list[first + i]);
    bracket_groups_inside(finder, first);
    lift_to_entry(finder, first);
    return loose;
}

/* ---- brackets over several entries ---- */

/* "[1. Uno." … "2. Dos.]": opened in front of the words of one entry, closed behind those of a later one. */
static void span_entries(struct bracket_finder *finder, const struct loose *loose)
{
    const struct outline *outline = finder->outline;
    for (size_t i = 0; i < outline->count; i++) {
        struct stretch text = bracket_finder_text(outline, i);
        if (loose[i].count != 1 || loose[i].open == NOWHERE || !stretch_is_blank(text.text, 0, loose[i].open))
            continue;
        size_t k = i + 1;
        while (k < outline->count && k - i < SPAN_MAX && loose[k].count == 0)
            k++;
        if (k >= outline->count || k - i >= SPAN_MAX || loose[k].count != 1 || loose[k].close == NOWHERE)
            continue;
        struct stretch end = bracket_finder_text(outline, k);
        if (!stretch_is_blank(end.text, loose[k].close + 1, end.to) ||
            outline->items[k].depth < outline->items[i].depth)
            continue;
        struct bracket *bracket = bracket_finder_add(finder, i, loose[i].open, loose[k].close + 1);
        bracket->last_entry = k;
        bracket->meaning = BRACKET_ADD;
        struct stretch content = {text.text, loose[i].open + 1, text.to};
        size_t colon = bracket_find_colon(&content);
        struct stretch label = {text.text, content.from, colon};
        bracket->words_to = loose[k].close;
        if (colon != NOWHERE && bracket_finder_names(&label, &bracket->who)) {
            bracket->words_from = colon + 1;
            while (bracket->words_from < text.to && text.text[bracket->words_from] == ' ')
                bracket->words_from++;
            continue;
        }
        struct stretch tail = {end.text, 0, loose[k].close};
        if (bracket_cut_names(&tail, bracket))
            bracket->words_to = tail.to;
    }
}

/* ---- entries whose number says that they are proposed ---- */

static bool has_alternative_number(const char *removed)
{
    char *words = text_fold(removed, strlen(removed));
    bool alt = strstr(words, "alt") != NULL;
    free(words);
    return alt;
}

/* Of each entry: the bracket that adds it, from 1; 0: none does. Caller frees. */
static size_t *find_added(const struct bracket_finder *finder)
{
    const struct brackets *found = finder->out;
    size_t *added = mem_zero(finder->outline->count + 1, sizeof *added);
    for (size_t i = 0; i < found->count; i++)
        for (size_t entry = found->list[i].entry;
             found->list[i].meaning == BRACKET_ADD && entry <= found->list[i].last_entry; entry++)
            added[entry] = i + 1;
    return added;
}

/* "OP3 alt", "PP2bis", "4 ter.": proposed, with a bracket or without. Those that are `alt` of one number are alternatives. */
static void find_numbered(struct bracket_finder *finder)
{
    const struct outline *outline = finder->outline;
    struct brackets *out = finder->out;
    size_t *added = find_added(finder);
    struct marker marker, last = {.count = 0};
    size_t last_bracket = NOWHERE;
    for (size_t i = 0; i < outline->count; i++) {
        const char *removed = outline->items[i].removed ? outline->items[i].removed : "";
        if (!marker_parse(removed, strlen(removed), &marker) || !marker.extra ||
            marker.readings[0].style != MARKER_DECIMAL)
            continue;
        if (!added[i]) {
            struct bracket *bracket = bracket_finder_add(finder, i, 0, 0);
            bracket->meaning = BRACKET_ADD;
            bracket->words_from = 0;
            bracket->words_to = 0;
            added[i] = out->count;
        }
        if (!has_alternative_number(removed))
            continue;
        struct bracket *bracket = &out->list[added[i] - 1];
        struct bracket *before = last_bracket == NOWHERE ? NULL : &out->list[last_bracket];
        if (before && marker.series == last.series && marker.readings[0].value == last.readings[0].value) {
            if (!before->group)
                before->group = ++finder->groups;
            bracket->group = before->group;
        }
        last = marker;
        last_bracket = added[i] - 1;
    }
    free(added);
}

/* ---- the whole ---- */

bool brackets_need_name(const char *words, size_t len)
{
    struct outline outline = OUTLINE_EMPTY;
    struct brackets found = {.list = NULL};
    struct bracket_finder finder = {.outline = &outline, .out = &found, .own = true};
    struct buf text = BUF_EMPTY;
    buf_char(&text, '[');
    buf_add(&text, words, len);
    buf_char(&text, ']');
    struct outline_item *item = outline_add(&outline, 1, KIND_PARAGRAPH);
    delta_insert(&item->text, text.bytes, text.len, NULL);
    struct bracket *bracket = bracket_finder_add(&finder, 0, 0, text.len);
    bracket_classify(&finder, bracket);
    bool plain = bracket_is_reading(bracket) && bracket->who.count == 0 && !bracket->alternative &&
                 bracket->words_from == 1 && bracket->words_to == text.len - 1;
    free(finder.numbered);
    brackets_clear(&found);
    outline_clear(&outline);
    buf_clear(&text);
    return !plain;
}

static bool is_own(const struct outline *outline)
{
    for (size_t i = 0; i < outline->aside_count; i++)
        if (own_source_is(outline->aside[i].text, strlen(outline->aside[i].text)))
            return true;
    return outline->own;
}

/* "[Canada: ]", "[Canada:  → ]": whatever it means, there are no words to mark. */
static bool is_empty(const struct outline *outline, const struct bracket *bracket)
{
    const char *text = bracket_finder_text(outline, bracket->entry).text;
    if (bracket->meaning == BRACKET_INSERT)
        return stretch_is_blank(text, bracket->words_from, bracket->words_to);
    return bracket->meaning == BRACKET_REPLACE &&
           stretch_is_blank(text, bracket->words_from, bracket->arrow_from) &&
           stretch_is_blank(text, bracket->arrow_to, bracket->words_to);
}

void brackets_find(const struct outline *outline, struct brackets *out)
{
    struct bracket_finder finder = {.outline = outline, .out = out, .own = is_own(outline)};
    struct loose *loose = mem_zero(outline->count + 1, sizeof *loose);
    *out = (struct brackets){.list = NULL};
    for (size_t i = 0; i < outline->count; i++)
        loose[i] = find_in_entry(&finder, i);
    span_entries(&finder, loose);
    find_numbered(&finder);
    free(finder.numbered);
    free(loose);
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, compare_places);
    bracket_groups_added(&finder);
    for (size_t i = 0; i < out->count; i++) {
        if (is_empty(outline, &out->list[i])) {
            bracket_forget(&out->list[i]);
            out->list[i].meaning = BRACKET_TEXT;
        }
        out->list[i].taken = out->list[i].meaning != BRACKET_TEXT;
    }
}
