#include "draft/numbering_scheme.h"

#include <stdio.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "text/unseen.h"
#include "text/utf.h"

#define LETTERS_MAX 10   /* of a kind: jjjjjjjjjj */
#define ROMAN_MAX   5000 /* longer ones nobody reads */

/* ---- the presets ---- */

#define I_ACUTE "\xc3\xad" /* of Artículo */

#define LEVEL(format_, before_, after_)                                                                      \
    {                                                                                                        \
        .format = NUMBERING_##format_, .start = 1, .affixes = { "", before_, after_ }                        \
    }
/* (a) in English, a) in the languages that print it so. */
#define BRACKETED(format_)                                                                                   \
    {                                                                                                        \
        .format = NUMBERING_##format_, .start = 1, .affixes = {"", "(", ")"},                                \
        .langs = {{"es", "", ")"}, {"fr", "", ")"}, {"pt", "", ")"}, {"ru", "", ")"}}, .lang_count = 4       \
    }
#define CHAIN                                                                                                \
    {                                                                                                        \
        .format = NUMBERING_DECIMAL, .chain = true, .start = 1                                               \
    }
#define ARTICLE(after_)                                                                                      \
    {                                                                                                        \
        .format = NUMBERING_DECIMAL, .start = 1, .affixes = {"", "Article ", after_},                        \
        .langs = {{"es", "Art" I_ACUTE "culo ", after_}, {"pt", "Artigo ", after_}}, .lang_count = 2         \
    }
#define NO_NUMBERS                                                                                           \
    {                                                                                                        \
        .format = NUMBERING_NONE, .start = 1                                                                 \
    }
#define BELOW_UN                                                                                             \
    BRACKETED(LOWER_LETTER), BRACKETED(LOWER_ROMAN), LEVEL(LOWER_LETTER, "", "."),                           \
        LEVEL(LOWER_ROMAN, "", "."), LEVEL(DECIMAL, "", ")"), LEVEL(LOWER_LETTER, "", ")"),                  \
        LEVEL(LOWER_ROMAN, "", ")")
#define BELOW_ARTICLES                                                                                       \
    LEVEL(DECIMAL, "", "."), BRACKETED(LOWER_LETTER), BRACKETED(LOWER_ROMAN), LEVEL(LOWER_LETTER, "", "."),  \
        LEVEL(LOWER_ROMAN, "", "."), LEVEL(DECIMAL, "", ")"), LEVEL(LOWER_LETTER, "", ")")

static const struct numbering_scheme presets[NUMBERING_PRESET_COUNT] = {
    [NUMBERING_CONFERENCE] = {.preset = NUMBERING_CONFERENCE,
                              .level_count = DRAFT_MAX_DEPTH,
                              .levels = {LEVEL(DECIMAL, "", "."), LEVEL(LOWER_LETTER, "", "."),
                                         LEVEL(LOWER_ROMAN, "", "."), LEVEL(DECIMAL, "", ")"),
                                         LEVEL(LOWER_LETTER, "", ")"), LEVEL(LOWER_ROMAN, "", ")"),
                                         LEVEL(DECIMAL, "", "."), LEVEL(LOWER_LETTER, "", ".")},
                              .paragraphs = NO_NUMBERS},
    [NUMBERING_UN_RESOLUTION] = {.preset = NUMBERING_UN_RESOLUTION,
                                 .level_count = DRAFT_MAX_DEPTH,
                                 .levels = {LEVEL(DECIMAL, "", "."), BELOW_UN},
                                 .paragraphs = NO_NUMBERS,
                                 .leads = true},
    [NUMBERING_PP_OP] = {.preset = NUMBERING_PP_OP,
                         .level_count = DRAFT_MAX_DEPTH,
                         .levels = {LEVEL(DECIMAL, "OP", ""), BELOW_UN},
                         .paragraphs = LEVEL(DECIMAL, "PP", "")},
    [NUMBERING_DECIMALS] = {.preset = NUMBERING_DECIMALS,
                            .level_count = DRAFT_MAX_DEPTH,
                            .levels = {LEVEL(DECIMAL, "", "."), CHAIN, CHAIN, CHAIN, CHAIN, CHAIN, CHAIN,
                                       CHAIN},
                            .paragraphs = NO_NUMBERS},
    [NUMBERING_ARTICLES] = {.preset = NUMBERING_ARTICLES,
                            .level_count = DRAFT_MAX_DEPTH,
                            .levels = {ARTICLE("."), BELOW_ARTICLES},
                            .paragraphs = NO_NUMBERS,
                            .through = true},
    [NUMBERING_EU] = {.preset = NUMBERING_EU,
                      .level_count = DRAFT_MAX_DEPTH,
                      .levels = {ARTICLE(""), BELOW_ARTICLES},
                      .paragraphs = LEVEL(DECIMAL, "(", ")"),
                      .through = true},
};

static const char *const preset_names[NUMBERING_PRESET_COUNT] = {
    [NUMBERING_CONFERENCE] = "conference", [NUMBERING_UN_RESOLUTION] = "un-resolution",
    [NUMBERING_PP_OP] = "pp-op",           [NUMBERING_DECIMALS] = "decimal",
    [NUMBERING_ARTICLES] = "articles",     [NUMBERING_EU] = "eu",
};

static const char *const format_names[NUMBERING_FORMAT_COUNT] = {
    [NUMBERING_NONE] = "none",
    [NUMBERING_DECIMAL] = "decimal",
    [NUMBERING_LOWER_LETTER] = "lower-letter",
    [NUMBERING_UPPER_LETTER] = "upper-letter",
    [NUMBERING_LOWER_ROMAN] = "lower-roman",
    [NUMBERING_UPPER_ROMAN] = "upper-roman",
};

const struct numbering_scheme *numbering_preset(enum numbering_preset preset)
{
    ALWAYS(preset < NUMBERING_PRESET_COUNT);
    return &presets[preset == NUMBERING_OWN ? NUMBERING_CONFERENCE : preset];
}

const char *numbering_preset_name(enum numbering_preset preset)
{
    ALWAYS(preset < NUMBERING_PRESET_COUNT);
    return preset_names[preset];
}

bool numbering_preset_from_name(const char *name, enum numbering_preset *out)
{
    for (int i = NUMBERING_OWN + 1; i < NUMBERING_PRESET_COUNT; i++) {
        if (strcmp(preset_names[i], name) != 0)
            continue;
        *out = (enum numbering_preset)i;
        return true;
    }
    return false;
}

const char *numbering_format_name(enum numbering_format format)
{
    ALWAYS(format < NUMBERING_FORMAT_COUNT);
    return format_names[format];
}

bool numbering_format_from_name(const char *name, enum numbering_format *out)
{
    for (int i = 0; i < NUMBERING_FORMAT_COUNT; i++) {
        if (strcmp(format_names[i], name) != 0)
            continue;
        *out = (enum numbering_format)i;
        return true;
    }
    return false;
}

/* ---- comparing ---- */

static bool affixes_equal(const struct numbering_affixes *a, const struct numbering_affixes *b)
{
    return strcmp(a->lang, b->lang) == 0 && strcmp(a->before, b->before) == 0 &&
           strcmp(a->after, b->after) == 0;
}

static bool level_equal(const struct numbering_level *a, const struct numbering_level *b)
{
    bool equal = a->format == b->format && a->chain == b->chain && a->restart == b->restart &&
                 a->start == b->start && a->lang_count == b->lang_count &&
                 affixes_equal(&a->affixes, &b->affixes);
    for (size_t i = 0; equal && i < a->lang_count; i++)
        equal = affixes_equal(&a->langs[i], &b->langs[i]);
    return equal;
}

bool numbering_scheme_equal(const struct numbering_scheme *a, const struct numbering_scheme *b)
{
    bool equal = a->preset == b->preset && a->level_count == b->level_count && a->through == b->through &&
                 a->leads == b->leads && level_equal(&a->paragraphs, &b->paragraphs);
    for (size_t i = 0; equal && i < DRAFT_MAX_DEPTH; i++)
        equal = level_equal(&a->levels[i], &b->levels[i]);
    return equal;
}

struct numbering_scheme *numbering_scheme_copy(const struct numbering_scheme *scheme)
{
    struct numbering_scheme *copy = scheme ? mem_alloc(sizeof *copy) : NULL;
    if (copy)
        *copy = *scheme;
    return copy;
}

/* ---- checking ---- */

static bool words_valid(const char *words, uint32_t max_u16)
{
    size_t len = strlen(words);
    return utf_valid_text(words, len) && utf_len_u16(words, len) <= max_u16 && !unseen_in_name(words, len);
}

bool numbering_affix_valid(const char *affix)
{
    return words_valid(affix, NUMBERING_AFFIX_MAX_U16);
}

bool numbering_name_valid(const char *name)
{
    return *name && strlen(name) <= NUMBERING_NAME_BYTES && words_valid(name, NUMBERING_NAME_MAX_U16) &&
           *name != ' ' && name[strlen(name) - 1] != ' ' && !utf_is_blank(name, strlen(name));
}

/* ---- writing ---- */

const struct numbering_affixes *numbering_affixes(const struct numbering_level *level, const char *lang)
{
    const struct numbering_affixes *wider = &level->affixes;
    size_t primary = lang ? strcspn(lang, "-") : 0;

    for (size_t i = 0; lang && i < level->lang_count; i++) {
        const struct numbering_affixes *found = &level->langs[i];
        if (strcmp(found->lang, lang) == 0)
            return found;
        if (strlen(found->lang) == primary && memcmp(found->lang, lang, primary) == 0)
            wider = found;
    }
    return wider;
}

static void write_letters(uint32_t count, char first, char *out)
{
    size_t times = (count - 1) / 26 + 1;

    memset(out, first + (char)((count - 1) % 26), times);
    out[times] = '\0';
}

static const struct {
    uint32_t value;
    const char *digits[2]; /* lower case, upper case */
} steps[] = {{1000, {"m", "M"}}, {900, {"cm", "CM"}}, {500, {"d", "D"}}, {400, {"cd", "CD"}},
             {100, {"c", "C"}},  {90, {"xc", "XC"}},  {50, {"l", "L"}},  {40, {"xl", "XL"}},
             {10, {"x", "X"}},   {9, {"ix", "IX"}},   {5, {"v", "V"}},   {4, {"iv", "IV"}},
             {1, {"i", "I"}}};

static void write_roman(uint32_t count, bool upper, char *out)
{
    *out = '\0';
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (; count >= steps[i].value; count -= steps[i].value) {
            size_t len = strlen(steps[i].digits[upper]);
            memcpy(out, steps[i].digits[upper], len + 1);
            out += len;
        }
    }
}

void numbering_write_count(enum numbering_format format, uint32_t count, char out[NUMBERING_BARE_BYTES])
{
    bool letter = format == NUMBERING_LOWER_LETTER || format == NUMBERING_UPPER_LETTER;
    bool roman = format == NUMBERING_LOWER_ROMAN || format == NUMBERING_UPPER_ROMAN;

    if (format == NUMBERING_NONE)
        out[0] = '\0';
    else if (letter && count >= 1 && count <= LETTERS_MAX * 26)
        write_letters(count, format == NUMBERING_LOWER_LETTER ? 'a' : 'A', out);
    else if (roman && count >= 1 && count <= ROMAN_MAX)
        write_roman(count, format == NUMBERING_UPPER_ROMAN, out);
    else
        snprintf(out, NUMBERING_BARE_BYTES, "%u", (unsigned)count);
}

/* ---- reading ---- */

static uint32_t read_digits(const char *text, size_t len)
{
    uint32_t count = 0;

    for (size_t i = 0; i < len && count <= NUMBERING_START_MAX && text[i] >= '0' && text[i] <= '9'; i++)
        count = count * 10 + (uint32_t)(text[i] - '0');
    return count;
}

static uint32_t read_letters(char first, const char *text, size_t len)
{
    return text[0] < first || text[0] > first + 25
               ? 0
               : (uint32_t)(len - 1) * 26 + (uint32_t)(text[0] - first) + 1;
}

static uint32_t read_roman(bool upper, const char *text, size_t len)
{
    uint32_t count = 0;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t width = strlen(steps[i].digits[upper]);
        for (; width <= len && memcmp(text, steps[i].digits[upper], width) == 0; text += width, len -= width)
            count += steps[i].value;
    }
    return count;
}

uint32_t numbering_read_count(enum numbering_format format, const char *text, size_t len)
{
    char regular[NUMBERING_BARE_BYTES];
    uint32_t count = 0;

    if (len == 0 || len >= sizeof regular || format == NUMBERING_NONE)
        return 0;
    if (text[0] >= '0' && text[0] <= '9')
        count = read_digits(text, len);
    else if (format == NUMBERING_LOWER_LETTER || format == NUMBERING_UPPER_LETTER)
        count = read_letters(format == NUMBERING_LOWER_LETTER ? 'a' : 'A', text, len);
    else if (format == NUMBERING_LOWER_ROMAN || format == NUMBERING_UPPER_ROMAN)
        count = read_roman(format == NUMBERING_UPPER_ROMAN, text, len);
    if (count < 1 || count > NUMBERING_START_MAX)
        return 0;
    numbering_write_count(format, count, regular); /* "iiii", "ab" and "007" are no counts */
    return strlen(regular) == len && memcmp(regular, text, len) == 0 ? count : 0;
}
