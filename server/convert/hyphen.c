#include "convert/hyphen.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

#define WORD_BYTES 40

/* First halves of compounds that are written with a hyphen, folded. */
static const char *const firsts[] = {
    "fisico",   "tecnico",  "politico", "economico", "juridico",  "teorico",   "historico", "cientifico",
    "socio",    "etnico",   "afro",     "franco",    "anglo",     "hispano",   "ibero",     "latino",
    "greco",    "norte",    "sur",      "centro",    "sanitario", "academico", "medico",    "bilateral",
    "regional", "costo",    "quimico",  "biologico", "social",    "cultural",  "ambiental", "laboral",
    "well",     "long",     "short",    "high",      "low",       "self",      "non",       "follow",
    "cross",    "decision", "policy",   "gender",    "child",     "rights",    "time",      "state",
    "evidence", "people",   "age",      "north",     "south",     "vice",      "ex",        "inter",
    "multi",    "anti",     "pro",      "post",      "pre",       "sub",       "semi"};

/* Ends of adjectives: what follows a first half in -o. */
static const char *const adjectives[] = {"ico",  "ica",  "icos", "icas", "al",  "ales", "ivo", "iva", "ivos",
                                         "ivas", "ario", "aria", "ano",  "ana", "es",   "esa", "oso", "osa"};

/* The last word in front of a place, or the first behind one. */
static char *word_before(const char *text, size_t len)
{
    size_t from = len;
    while (from > 0 && text[from - 1] != ' ' && text[from - 1] != '(' && text[from - 1] != '-' &&
           len - from < WORD_BYTES)
        from--;
    return text_fold(text + from, len - from);
}

static char *word_after(const char *text, size_t len)
{
    size_t to = 0;
    while (to < len && !strchr(" .,;:)", text[to]) && to < WORD_BYTES)
        to++;
    return text_fold(text, to);
}

static bool ends_with(const char *word, const char *end)
{
    size_t len = strlen(word), tail = strlen(end);
    return len >= tail && strcmp(word + len - tail, end) == 0;
}

/* Half a word is seldom an adjective of five letters and more that starts with a consonant and a vowel. */
static bool is_adjective(const char *word)
{
    if (strlen(word) < 5 || strchr("aeiou", word[0]))
        return false;
    for (size_t i = 0; i < sizeof adjectives / sizeof *adjectives; i++)
        if (ends_with(word, adjectives[i]))
            return true;
    return false;
}

bool hyphen_stays(const char *before, size_t before_len, const char *after, size_t after_len)
{
    char *first = word_before(before, before_len), *second = word_after(after, after_len);
    bool known = false;
    for (size_t i = 0; !known && i < sizeof firsts / sizeof *firsts; i++)
        known = strcmp(firsts[i], first) == 0;
    /* "inter-" and "nacional" are one word in Spanish; only long second halves that stand alone keep the hyphen */
    bool prefix = known && strlen(first) <= 5 && !strchr("aeiou", second[0]) && ends_with(first, "r");
    bool stays =
        (known && !prefix) || (strlen(first) >= 6 && ends_with(first, "ico") && is_adjective(second));
    free(first);
    free(second);
    return stays;
}
