#include "convert/bracket_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/contested.h"
#include "convert/country.h"
#include "convert/glyph.h"
#include "text/fold.h"

#define MAX_NAMES 64
#define MAX_WORDS 5 /* of a name that nobody knows */

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && **text == ' ') {
        (*text)++;
        (*len)--;
    }
    while (*len > 0 && (*text)[*len - 1] == ' ')
        (*len)--;
}

/* Words that introduce something else than what somebody says. */
static bool is_label(const char *folded)
{
    static const char *const labels[] = {
        "nota",   "note",      "notas",    "notes",      "ver",       "vease",       "see",      "voir",
        "art",    "art.",      "articulo", "article",    "parr",      "parr.",       "parrafo",  "para",
        "para.",  "paragraph", "fuente",   "source",     "titulo",    "title",       "anexo",    "annex",
        "texto",  "text",      "fecha",    "date",       "lugar",     "place",       "punto",    "item",
        "cf",     "cf.",       "original", "traduccion", "tema",      "proposition", "proposta", "titre",
        "annexe", "texte",     "artigo",   "paragraphe", "paragrafo", "traduction",  "traducao", "fonte",
        "data",   "ponto",     "point",    "propuesta",  "proposal",  "http",        "https",    "mailto"};
    size_t word = strcspn(folded, " ");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strlen(labels[i]) == word && strncmp(folded, labels[i], word) == 0)
            return true;
    return false;
}

/* "Ruritania", "Ana Pérez": few words, each with a capital, no digits. */
static bool looks_like_name(const char *text, size_t len)
{
    size_t words = 0;
    bool start = true;
    if (len < 2 || len > COUNTRY_NAME_MAX)
        return false;
    for (const char *at = text, *end = text + len; at < end;) {
        uint32_t glyph = glyph_next(&at, end);
        if (glyph == ' ' || glyph == '-' || glyph == '\'' || glyph == 0x2019 || glyph == '.') {
            start = glyph != '.';
            continue;
        }
        if (!glyph_is_letter(glyph) || (start && !glyph_is_upper(glyph)))
            return false;
        words += start;
        start = false;
    }
    char *folded = text_fold(text, len);
    bool label = is_label(folded);
    free(folded);
    return words > 0 && words <= MAX_WORDS && !label;
}

static void add(struct bracket_names *out, const char *code, const char *text, size_t len)
{
    out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
    out->list[out->count++] = (struct bracket_name){mem_copy_string(code), mem_copy_bytes(text, len)};
    out->unknown += code == NULL;
}

/* Where a joining word starts at or behind `from`, and how long it is with its blanks; `len` where there is none. */
static size_t find_joint(const char *text, size_t len, size_t from, size_t *width)
{
    static const char *const joints[] = {" and ", " y ", " e ", " et ", " & ", " + "};
    for (size_t i = from; i < len; i++)
        for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
            *width = strlen(joints[k]);
            if (len - i > *width && memcmp(text + i, joints[k], *width) == 0)
                return i;
        }
    return len;
}

/* One name, or several joined by "and": "Trinidad y Tobago y Belice". */
static bool read_joined(const char *text, size_t len, struct bracket_names *out)
{
    size_t width = 0;
    trim(&text, &len);
    const char *code = country_find(text, len);
    if (code) {
        add(out, code, text, len);
        return true;
    }
    for (size_t at = find_joint(text, len, 0, &width); at < len; at = find_joint(text, len, at + 1, &width)) {
        code = country_find(text, at);
        if (!code && !looks_like_name(text, at))
            continue;
        size_t before = out->count, unknown = out->unknown;
        add(out, code, text, at);
        if (out->count < MAX_NAMES && read_joined(text + at + width, len - at - width, out))
            return true;
        while (out->count > before) {
            free(out->list[--out->count].code);
            free(out->list[out->count].words);
        }
        out->unknown = unknown;
    }
    if (!looks_like_name(text, len))
        return false;
    add(out, NULL, text, len);
    return true;
}

bool bracket_names_read(const char *text, size_t len, struct bracket_names *out)
{
    *out = (struct bracket_names){.list = NULL};
    trim(&text, &len);
    if (len == 0)
        return false;
    if (contested_is_unattributed_name(text, len))
        return true;
    for (size_t from = 0; from <= len;) {
        size_t to = from;
        while (to < len && !strchr(",;/", text[to]))
            to++;
        if (out->count == MAX_NAMES || !read_joined(text + from, to - from, out)) {
            bracket_names_clear(out);
            return false;
        }
        from = to + 1;
    }
    return true;
}

void bracket_names_clear(struct bracket_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->list[i].code);
        free(names->list[i].words);
    }
    free(names->list);
    *names = (struct bracket_names){.list = NULL};
}
