#include "convert/word_formula.h"

#include <stdio.h>
#include <string.h>

#include "convert/glyph.h"

/* The elements that have signs. `before`, `after`: of a shape; `sign`: where its properties name none. */
static const struct shape {
    const char *name, *before, *after, *sign;
} shapes[] = {
    {"m:acc", "", "", "\xcc\x82"}, {"m:bar", "", "", "▁"},     {"m:borderBox", "", "", "▭"},
    {"m:d", "(", ")", ""},         {"m:deg", "", "", ""},      {"m:den", "", "", ""},
    {"m:e", "", "", ""},           {"m:eqArr", "█(", ")", ""}, {"m:f", "", "", "/"},
    {"m:fName", "", "", ""},       {"m:func", "", "", ""},     {"m:groupChr", "", "", "⏟"},
    {"m:lim", "", "", ""},         {"m:limLow", "", "", ""},   {"m:limUpp", "", "", ""},
    {"m:m", "■(", ")", ""},        {"m:mr", "", "", ""},       {"m:nary", "", "", "∫"},
    {"m:num", "", "", ""},         {"m:rad", "", "", "√"},     {"m:sPre", "", "", ""},
    {"m:sSub", "", "", ""},        {"m:sSubSup", "", "", ""},  {"m:sSup", "", "", ""},
    {"m:sub", "", "", ""},         {"m:sup", "", "", ""},
};

/* The sign in front of an argument that has words; NULL as shape: in whatever shape. Where none is named, there is none. */
static const struct {
    const char *shape, *argument, *before;
} fronts[] = {
    {"m:limLow", "m:lim", "┬"}, {"m:limUpp", "m:lim", "┴"}, {NULL, "m:sub", "_"},   {NULL, "m:sup", "^"},
    {"m:sPre", "m:e", " "},     {"m:nary", "m:e", " "},     {"m:func", "m:e", " "},
};

static bool is(const struct word_formula *formula, const char *name)
{
    return strcmp(formula->name, name) == 0;
}

struct word_formula word_formula_begin(const char *name)
{
    struct word_formula formula = {.name = ""};

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (strcmp(shapes[i].name, name) != 0)
            continue;
        formula.name = shapes[i].name;
        snprintf(formula.sign, sizeof formula.sign, "%s", shapes[i].sign);
        snprintf(formula.open, sizeof formula.open, "%s", shapes[i].before);
        snprintf(formula.close, sizeof formula.close, "%s", shapes[i].after);
    }
    snprintf(formula.between, sizeof formula.between, "%s",
             is(&formula, "m:d")    ? "|"
             : is(&formula, "m:mr") ? "&"
                                    : "@");
    return formula;
}

/* A sign is one character, perhaps with a mark upon it; longer ones are none. */
static void take_sign(char sign[WORD_FORMULA_SIGN_BYTES], const char *value)
{
    if (strlen(value) < WORD_FORMULA_SIGN_BYTES)
        memcpy(sign, value, strlen(value) + 1);
}

void word_formula_take(struct word_formula *formula, const char *name,
                       const struct xml_attributes *attributes)
{
    const char *value = xml_attribute(attributes, "m:val");

    if (!value)
        return;
    if (strcmp(name, "m:chr") == 0)
        take_sign(formula->sign, value);
    else if (strcmp(name, "m:begChr") == 0)
        take_sign(formula->open, value);
    else if (strcmp(name, "m:endChr") == 0)
        take_sign(formula->close, value);
    else if (strcmp(name, "m:sepChr") == 0)
        take_sign(formula->between, value);
    else if (strcmp(name, "m:type") == 0 && strcmp(value, "noBar") == 0)
        take_sign(formula->sign, "¦");
    else if (strcmp(name, "m:pos") == 0 && is(formula, "m:bar") && strcmp(value, "top") == 0)
        take_sign(formula->sign, "¯");
}

void word_formula_around(const struct word_formula *formula, struct word_formula_signs *out)
{
    snprintf(out->before, sizeof out->before, "%s", is(formula, "m:nary") ? formula->sign : formula->open);
    snprintf(out->after, sizeof out->after, "%s", formula->close);
}

/* ---- arguments ---- */

/* Letters and digits, also those of mathematics, and the marks upon them. */
static bool is_of_operand(uint32_t glyph)
{
    return glyph_is_letter(glyph) || glyph_is_digit(glyph) || glyph == '.' ||
           (glyph >= 0x300 && glyph < 0x370) || (glyph >= 0x1d400 && glyph < 0x1d800);
}

/* Whether the bracket that it begins with is closed by the one that it ends with. */
static bool is_enclosed(const char *utf8, size_t len)
{
    size_t depth = 0;

    for (size_t i = 0; i < len; i++) {
        depth += utf8[i] == '(';
        depth -= utf8[i] == ')' && depth > 0;
        if (depth == 0)
            return i > 0 && i + 1 == len;
    }
    return false;
}

/* Whether words are one thing without brackets around them. */
static bool is_operand(const char *utf8, size_t len)
{
    const char *at = utf8, *end = utf8 + len;
    size_t glyphs = 0;
    bool plain = true;

    for (; at < end; glyphs++)
        plain = is_of_operand(glyph_next(&at, end)) && plain;
    return plain || glyphs == 1 || is_enclosed(utf8, len);
}

static const char *front_of(const struct word_formula *shape, const struct word_formula *argument)
{
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        if (is(argument, fronts[i].argument) && (!fronts[i].shape || is(shape, fronts[i].shape)))
            return fronts[i].before;
    return "";
}

static bool is_argument(const struct word_formula *formula)
{
    static const char *const names[] = {"m:deg", "m:den", "m:e",   "m:fName", "m:lim",
                                        "m:mr",  "m:num", "m:sub", "m:sup"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(formula, names[i]))
            return true;
    return false;
}

static bool is_listed(const struct word_formula *shape)
{
    return is(shape, "m:d") || is(shape, "m:m") || is(shape, "m:mr") || is(shape, "m:eqArr");
}

static void enclose(const char *front, bool enclosed, const char *back, struct word_formula_signs *out)
{
    snprintf(out->before, sizeof out->before, "%s%s", front, enclosed ? "(" : "");
    snprintf(out->after, sizeof out->after, "%s%s", enclosed ? ")" : "", back);
}

static bool stands_behind_its_sign(const struct word_formula *shape, const struct word_formula *argument)
{
    return is(argument, "m:den") || is(shape, "m:rad") || is(shape, "m:bar") || is(shape, "m:groupChr") ||
           is(shape, "m:borderBox");
}

void word_formula_around_argument(struct word_formula *shape, const struct word_formula *argument,
                                  const char *utf8, size_t len, struct word_formula_signs *out)
{
    *out = (struct word_formula_signs){"", ""};
    if (!is_argument(argument))
        return;
    bool first = shape->arguments++ == 0;
    if (is_listed(shape)) {
        enclose(first ? "" : shape->between, false, "", out);
    } else if (len == 0) {
        return;
    } else if (is(argument, "m:deg")) { /* "√(3&", and what the root is of ends it */
        shape->has_degree = true;
        snprintf(out->before, sizeof out->before, "%s(", shape->sign);
        snprintf(out->after, sizeof out->after, "&");
    } else if (is(shape, "m:rad") && shape->has_degree) {
        snprintf(out->after, sizeof out->after, ")");
    } else {
        enclose(stands_behind_its_sign(shape, argument) ? shape->sign : front_of(shape, argument),
                !is(argument, "m:fName") && !is_operand(utf8, len), is(shape, "m:acc") ? shape->sign : "",
                out);
    }
}
