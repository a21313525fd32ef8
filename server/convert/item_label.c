#include "convert/item_label.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/part_name.h"
#include "draft/numbering.h"
#include "text/fold.h"

#define WORDS_MAX   4
#define DIGITS_MAX  3
#define LETTERS_MAX 2 /* of a label without a blank: "R1", "LA1" */
#define STOP_BYTES  8

/* What a line begins with. */
struct start {
    size_t bold;  /* bytes of "**" in front: Markdown, where label and number are bold */
    size_t label; /* bytes, with the blank */
    size_t len;   /* of all, with the blank behind the stop */
    uint32_t value;
    uint32_t above; /* of a chain */
    uint32_t depth; /* 1: no chain */
    char stop[STOP_BYTES];
};

/* Of tables, figures and parts: a caption is no item. */
static bool is_caption(const char *words, size_t len)
{
    static const char *const captions[] = {
        "cuadro",  "tabla",  "figura", "grafico", "mapa",      "nota",      "table",   "figure",   "chart",
        "map",     "note",   "box",    "tableau", "graphique", "carte",     "quadro",  "tabela",   "anexo",
        "annex",   "annexe", "pag",    "pagina",  "page",      "capitulo",  "chapter", "chapitre", "titulo",
        "title",   "titre",  "parte",  "part",    "partie",    "seccion",   "section", "secao",    "sesion",
        "session", "sessao", "tema",   "version", "parrafo",   "paragraph", NULL};
    size_t end = 0;
    while (end < len && words[end] != ' ')
        end++;
    char *first = text_fold(words, end);
    bool found = false;
    for (size_t i = 0; captions[i] && !found; i++)
        found = strcmp(first, captions[i]) == 0;
    free(first);
    return found;
}

/* "n°", "Nº": the word for a number that stands behind a label. */
static bool is_number_sign(const char *before, uint32_t glyph)
{
    return (glyph == 0xb0 || glyph == 0xba) && strchr("nN", *before);
}

/* Words of letters, the first with a capital, up to a digit. 0: the line does not begin so. */
static size_t label_bytes(const char *line, size_t len)
{
    const char *at = line, *end = line + len;
    size_t words = 1, letters = 0;
    if (len == 0 || !glyph_is_upper(glyph_first(line, len)))
        return 0;
    while (at < end && (size_t)(at - line) < NUMBERING_AFFIX_BYTES) {
        const char *here = at;
        uint32_t glyph = glyph_next(&at, end);
        if (glyph_is_digit(glyph)) {
            bool spaced = here > line && here[-1] == ' ';
            bool short_one =
                words == 1 && letters <= LETTERS_MAX && glyph_all_capitals(line, (size_t)(here - line), 1);
            return spaced || short_one ? (size_t)(here - line) : 0;
        }
        if (glyph == ' ')
            words++;
        else if (!glyph_is_letter(glyph) && !(here > line && is_number_sign(here - 1, glyph)))
            return 0;
        letters++;
        if (words > WORDS_MAX + 1)
            return 0;
    }
    return 0;
}

static uint32_t read_number(const char **at, const char *end)
{
    uint32_t value = 0;
    for (int digits = 0; *at < end && **at >= '0' && **at <= '9'; digits++, ++*at) {
        if (digits == DIGITS_MAX)
            return 0;
        value = value * 10 + (uint32_t)(**at - '0');
    }
    return value;
}

static bool skip_bold(const char **at, const char *end)
{
    if (end - *at < 2 || memcmp(*at, "**", 2) != 0)
        return false;
    *at += 2;
    return true;
}

/* `bold`: the end of it stands in front of the stop or behind it. */
static bool read_stop(const char **at, const char *end, bool bold, char out[STOP_BYTES])
{
    static const char *const stops[] = {
        ".-", ".\xe2\x80\x93", ".", ":", " :", ")", " \xe2\x80\x93", " \xe2\x80\x94", " -"};
    bool closed = !bold || skip_bold(at, end);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t len = strlen(stops[i]);
        if ((size_t)(end - *at) < len || memcmp(*at, stops[i], len) != 0)
            continue;
        const char *behind = *at + len;
        if (!(closed || skip_bold(&behind, end)) || (behind < end && *behind != ' '))
            continue;
        memcpy(out, stops[i], len + 1);
        *at = behind < end ? behind + 1 : behind;
        return true;
    }
    return false;
}

/* "Resultado 1.1 Los consulados", "Resultado 1.1 ": a chain may do without a stop, where a sentence begins. */
static bool does_without_stop(const struct start *start, const char **at, const char *end)
{
    if (start->depth == 1 || *at == end || **at != ' ')
        return false;
    ++*at;
    return *at == end || glyph_is_upper(glyph_first(*at, (size_t)(end - *at)));
}

static bool read_start(const char *line, size_t len, struct start *out)
{
    const char *end = line + len;
    const char *at = line;
    *out = (struct start){.bold = skip_bold(&at, end) ? 2 : 0, .depth = 1};
    out->label = label_bytes(at, (size_t)(end - at));
    if (out->label == 0)
        return false;
    at += out->label;
    out->value = read_number(&at, end);
    while (out->value && at + 1 < end && *at == '.' && at[1] >= '0' && at[1] <= '9') {
        out->above = out->value;
        at++;
        out->value = read_number(&at, end);
        out->depth++;
    }
    if (!out->value ||
        !(read_stop(&at, end, out->bold, out->stop) || (!out->bold && does_without_stop(out, &at, end))))
        return false;
    out->len = (size_t)(at - line);
    return true;
}

/* Where a text begins with a label and a number, and not with what is a number anyway, as "Artículo 1." is. */
static bool read_labelled(const char *text, size_t len, struct start *out)
{
    struct marker marker;
    return !marker_parse(text, len, &marker) && read_start(text, len, out);
}

static struct item_label *find(struct item_labels *seen, const char *words, size_t len)
{
    for (size_t i = 0; i < seen->count; i++)
        if (strlen(seen->list[i].words) == len && memcmp(seen->list[i].words, words, len) == 0)
            return &seen->list[i];
    if (seen->count == ITEM_LABELS_MAX || len >= NUMBERING_AFFIX_BYTES)
        return NULL;
    struct item_label *label = &seen->list[seen->count];
    *label = (struct item_label){.parent = seen->count};
    memcpy(label->words, words, len);
    if (!numbering_affix_valid(label->words) || is_caption(words, len))
        return NULL;
    seen->count++;
    return label;
}

/* "Resultado 1" above "Actividad 1.1". What parts of a text are called heads them ("EJE 1. SALUD") and is no item. */
static bool is_above(const struct item_label *label, const struct start *start)
{
    return label->last == start->above && label->last_depth + 1 == start->depth &&
           !part_name_is_first(label->words, strlen(label->words));
}

void item_labels_see(struct item_labels *seen, const char *line, size_t len, bool sentence)
{
    struct start start;
    if (!read_labelled(line, len, &start))
        return;
    struct item_label *label = find(seen, line + start.bold, start.label);
    if (!label)
        return;
    label->lines += start.len < len && sentence;
    label->follow += start.depth > 1 || start.value == label->last + 1;
    label->chained = label->chained || start.depth > 1;
    for (size_t i = 0; i < seen->count; i++)
        if (&seen->list[i] != label && is_above(&seen->list[i], &start))
            label->parent = i;
    label->last = start.value;
    label->last_depth = start.depth;
}

/* The family of a label grows until nobody is missing. */
static void mark_family(struct item_labels *labels, struct item_label *best)
{
    best->nested = true;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < labels->count; i++) {
            struct item_label *label = &labels->list[i], *parent = &labels->list[label->parent];
            more = more || label->nested != parent->nested;
            label->nested = parent->nested = label->nested || parent->nested;
        }
    }
}

void item_labels_choose(struct item_labels *labels)
{
    struct item_label *best = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < labels->count; i++) {
        struct item_label *label = &labels->list[i];
        if (label->lines >= 2 && label->follow >= 2 && (!best || label->lines > best->lines))
            best = label;
    }
    if (best)
        mark_family(labels, best);
    for (size_t i = 0; i < labels->count; i++)
        if (labels->list[i].nested)
            labels->list[kept++] = labels->list[i];
    if (kept == 1) /* alone, it has no family */
        labels->list[0].nested = false;
    labels->count = kept;
}

static const struct item_label *find_chosen(const struct item_labels *labels, const char *line,
                                            const struct start *start)
{
    for (size_t i = 0; i < labels->count; i++)
        if (strlen(labels->list[i].words) == start->label &&
            memcmp(labels->list[i].words, line + start->bold, start->label) == 0)
            return &labels->list[i];
    return NULL;
}

bool item_label_parse(const struct item_labels *labels, const char *line, size_t len, bool sentence,
                      struct marker *out)
{
    struct start start;
    if (labels->count == 0 || !read_start(line, len, &start))
        return false;
    const struct item_label *label = find_chosen(labels, line, &start);
    if (!label)
        return false;
    if (!label->chained && !label->nested && (start.len == len || !sentence))
        return false;
    *out = (struct marker){.len_bytes = start.len,
                           .stop = start.depth > 1 ? MARKER_CHAIN + start.depth : '.',
                           .series = SERIES_LABEL,
                           .label = (uint32_t)(label - labels->list) + 1,
                           .above = start.above,
                           .alone = start.len == len,
                           .count = 1,
                           .readings = {{MARKER_DECIMAL, start.value}}};
    return true;
}

/* ---- the scheme ---- */

static bool label_of(const struct outline_item *item, struct start *out)
{
    const char *number = outline_shown_number(item);
    return item->kind == KIND_ITEM && !item->lang[0] && read_labelled(number, strlen(number), out);
}

static void set_level(struct numbering_scheme *scheme, const struct outline_item *item,
                      const struct start *start)
{
    size_t index = (size_t)item->depth - 1;
    if (scheme->level_count <= index) /* those above are as the conference has them */
        scheme->level_count = index + 1;
    struct numbering_level *level = &scheme->levels[index];
    *level = (struct numbering_level){.format = NUMBERING_DECIMAL, .start = 1, .chain = start->depth > 1};
    memcpy(level->affixes.before, outline_shown_number(item) + start->bold, start->label);
    memcpy(level->affixes.after, start->stop, strlen(start->stop) + 1);
}

/* Whether the item's own number in the scheme is what stood in front of it, bold or not. */
static bool shows(const struct numbering *numbering, const struct outline_item *item,
                  const struct start *start)
{
    const char *number = outline_shown_number(item), *label = numbering->label;
    size_t len = start->len;
    while (len > 0 && number[len - 1] == ' ')
        len--;
    for (size_t i = 0; i < len; i++)
        if (number[i] != '*' && number[i] != *label++)
            return false;
    return *label == '\0';
}

/* The label only: a sign that was taken out of the midst of the words stays apart. */
static void give_back(struct outline_item *item, size_t label_len)
{
    struct delta label = DELTA_EMPTY, words;
    delta_insert(&label, item->removed, label_len, NULL);
    delta_compose(&item->text, &label, &words);
    delta_clear(&label);
    delta_clear(&item->text);
    item->text = words;
    memmove(item->removed, item->removed + label_len, strlen(item->removed + label_len) + 1);
}

/* The depths where most items have a label: a few among others are not what the level is called. False: no item has one. */
static bool find_labelled(const struct outline *outline, bool labelled[DRAFT_MAX_DEPTH])
{
    size_t with[DRAFT_MAX_DEPTH] = {0}, items[DRAFT_MAX_DEPTH] = {0};
    struct start start;
    bool any = false;
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        bool has = label_of(item, &start);
        any = any || has;
        with[item->depth - 1] += has;
        items[item->depth - 1] += item->kind == KIND_ITEM && !item->lang[0];
    }
    for (size_t depth = 0; depth < DRAFT_MAX_DEPTH; depth++)
        labelled[depth] = with[depth] * 2 > items[depth];
    return any;
}

struct numbering_scheme *item_label_scheme(struct outline *outline)
{
    struct numbering_scheme *scheme = NULL;
    bool open[DRAFT_MAX_DEPTH]; /* its label has not been seen yet */
    struct numbering numbering;
    struct start start;
    if (!find_labelled(outline, open))
        return NULL;
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        if (!label_of(item, &start) || !open[item->depth - 1])
            continue;
        if (!scheme) {
            scheme = numbering_scheme_copy(numbering_preset(NUMBERING_CONFERENCE));
            scheme->preset = NUMBERING_OWN;
        }
        set_level(scheme, item, &start);
        open[item->depth - 1] = false;
    }
    numbering_start(&numbering, scheme, NULL);
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
        outline_take_number(item, &numbering);
        if (!item->automatic && label_of(item, &start) && !shows(&numbering, item, &start))
            give_back(item,
                      start.len < strlen(item->removed)
                          ? start.len
                          : strlen(item->removed)); /* what a word processor shows is none of its words */
    }
    return scheme;
}
