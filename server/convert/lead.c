#include "convert/lead.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "convert/glyph.h"
#include "draft/types.h"

#define BODY_BYTES 80 /* "The General Assembly," and longer names of bodies */

/* What a language knows. Each list ends with NULL; of two that fit, the first counts. */
struct leads {
    const char *lang;
    const char *const *phrases;   /* that a lead may be, beside single words */
    const char *const *adverbs;   /* ends of words that the next word belongs to */
    const char *const *followers; /* what goes on behind */
    const char *const *articles;  /* what no lead begins with, but the name of a body */
};

static const char *const english[] = {"Taking into account", "Taking into consideration",
                                      "Taking note",         "Takes note",
                                      "Bearing in mind",     "Having regard",
                                      "Having considered",   "Having examined",
                                      "Having received",     "Having heard",
                                      "Calls upon",          "Calling upon",
                                      "Calls for",           "Paying tribute",
                                      "Pays tribute",        "Keeping in mind",
                                      "Guided by",           NULL};
static const char *const english_followers[] = {"also",
                                                "further",
                                                "again",
                                                "once again",
                                                "anew",
                                                "in this regard",
                                                "in that regard",
                                                "in this context",
                                                "with appreciation",
                                                "with satisfaction",
                                                "with deep concern",
                                                "with grave concern",
                                                "with great concern",
                                                "with concern",
                                                "with regret",
                                                "with interest",
                                                "with gratitude",
                                                NULL};
static const char *const spanish[] = {"Teniendo presente",
                                      "Teniendo en cuenta",
                                      "Tomando nota",
                                      "Toma nota",
                                      "Tomando en consideración",
                                      "Habiendo examinado",
                                      "Habiendo considerado",
                                      "Habiendo recibido",
                                      "Hace suyo",
                                      "Hace suya",
                                      "Hace suyos",
                                      "Hace suyas",
                                      "Hace un llamamiento",
                                      "Pone de relieve",
                                      "Poniendo de relieve",
                                      "Acoge con beneplácito",
                                      "Acogiendo con beneplácito",
                                      "Acoge con satisfacción",
                                      "Acogiendo con satisfacción",
                                      "Rinde homenaje",
                                      "Rindiendo homenaje",
                                      "Guiada por",
                                      "Guiado por",
                                      NULL};
static const char *const spanish_followers[] = {"también",
                                                "además",
                                                "asimismo",
                                                "igualmente",
                                                "nuevamente",
                                                "una vez más",
                                                "de nuevo",
                                                "a este respecto",
                                                "en este contexto",
                                                "encarecidamente",
                                                "con reconocimiento",
                                                "con aprecio",
                                                "con satisfacción",
                                                "con beneplácito",
                                                "con profunda preocupación",
                                                "con gran preocupación",
                                                "con preocupación",
                                                "con pesar",
                                                "con interés",
                                                NULL};
static const char *const french[] = {"Ayant à l’esprit",
                                     "Ayant à l'esprit",
                                     "Prenant note",
                                     "Prend note",
                                     "Prenant en considération",
                                     "Prenant acte",
                                     "Prend acte",
                                     "Tenant compte",
                                     "Ayant examiné",
                                     "Ayant reçu",
                                     "Ayant entendu",
                                     "Fait sien",
                                     "Fait sienne",
                                     "Fait appel",
                                     "Rend hommage",
                                     "Rendant hommage",
                                     "Se félicite",
                                     "Se félicitant",
                                     "Se déclare",
                                     "Se déclarant",
                                     "Guidée par",
                                     "Guidé par",
                                     NULL};
static const char *const french_followers[] = {"également",
                                               "aussi",
                                               "en outre",
                                               "de nouveau",
                                               "à nouveau",
                                               "une fois de plus",
                                               "à cet égard",
                                               "dans ce contexte",
                                               "avec satisfaction",
                                               "avec reconnaissance",
                                               "avec une vive préoccupation",
                                               "avec une profonde préoccupation",
                                               "avec préoccupation",
                                               "avec regret",
                                               "avec intérêt",
                                               "instamment",
                                               NULL};
static const char *const portuguese[] = {"Tendo presente",
                                         "Tendo em conta",
                                         "Tendo em mente",
                                         "Tendo examinado",
                                         "Tendo considerado",
                                         "Tendo recebido",
                                         "Tomando nota",
                                         "Toma nota",
                                         "Levando em conta",
                                         "Levando em consideração",
                                         "Faz um apelo",
                                         "Põe em relevo",
                                         "Acolhe com satisfação",
                                         "Acolhendo com satisfação",
                                         "Rende homenagem",
                                         "Guiada por",
                                         "Guiado por",
                                         NULL};
static const char *const portuguese_followers[] = {"também",
                                                   "ainda",
                                                   "além disso",
                                                   "igualmente",
                                                   "novamente",
                                                   "uma vez mais",
                                                   "de novo",
                                                   "a esse respeito",
                                                   "nesse contexto",
                                                   "encarecidamente",
                                                   "com apreço",
                                                   "com reconhecimento",
                                                   "com satisfação",
                                                   "com profunda preocupação",
                                                   "com grande preocupação",
                                                   "com preocupação",
                                                   "com pesar",
                                                   "com interesse",
                                                   NULL};

static const char *const ly[] = {"ly", NULL}, *const mente[] = {"mente", NULL},
                         *const ment[] = {"ment", NULL};
static const char *const none[] = {NULL};
static const char *const the[] = {"The", "A", "An", NULL};
static const char *const el[] = {"El", "La", "Los", "Las", "Un", "Una", NULL};
static const char *const le[] = {"Le", "La", "Les", "Un", "Une", "L'", "L’", NULL};
static const char *const o[] = {"O", "A", "Os", "As", "Um", "Uma", NULL};

static const struct leads known[] = {
    {"en", english, ly, english_followers, the},
    {"es", spanish, mente, spanish_followers, el},
    {"fr", french, ment, french_followers, le},
    {"pt", portuguese, mente, portuguese_followers, o},
};
static const struct leads others = {"", none, none, none, none};

static const struct leads *leads_in(const char *lang)
{
    for (size_t i = 0; lang && i < sizeof known / sizeof *known; i++)
        if (strncmp(lang, known[i].lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            return &known[i];
    return &others;
}

/* Whether nothing of a word stands at that place any more. */
static bool ends_at(const char *words, size_t len, size_t at)
{
    return at == len || !glyph_is_letter(glyph_first(words + at, len - at));
}

/* Bytes of the first of the phrases that the words begin with; 0: of none. */
static size_t phrase_at(const char *words, size_t len, const char *const *phrases)
{
    for (; *phrases; phrases++) {
        size_t width = strlen(*phrases);
        if (width <= len && memcmp(words, *phrases, width) == 0 && ends_at(words, len, width))
            return width;
    }
    return 0;
}

static bool is_within_word(uint32_t glyph)
{
    return glyph_is_letter(glyph) || glyph == '-' || glyph == '\'' || glyph == 0x2019;
}

static size_t word_at(const char *words, size_t len)
{
    const char *at = words, *end = words + len;

    while (at < end) {
        const char *next = at;
        if (!is_within_word(glyph_next(&next, end)))
            break;
        at = next;
    }
    return (size_t)(at - words);
}

static bool has_end(const char *word, size_t len, const char *const *ends)
{
    for (; *ends; ends++)
        if (strlen(*ends) < len && memcmp(word + len - strlen(*ends), *ends, strlen(*ends)) == 0)
            return true;
    return false;
}

/* The first word, and the next where the first is an adverb. */
static size_t first_words(const char *words, size_t len, const struct leads *leads)
{
    size_t to = word_at(words, len), from = 0;

    while (to > from && has_end(words + from, to - from, leads->adverbs) && to + 1 < len &&
           words[to] == ' ' && word_at(words + to + 1, len - to - 1) > 0) {
        from = to + 1;
        to = from + word_at(words + from, len - from);
    }
    return to;
}

static size_t with_followers(const char *words, size_t len, size_t to, const struct leads *leads)
{
    size_t more = 1;

    while (more > 0 && to + 1 < len && words[to] == ' ') {
        more = phrase_at(words + to + 1, len - to - 1, leads->followers);
        to += more ? 1 + more : 0;
    }
    return to;
}

/* An article: of languages that write it to the next word, too. */
static bool begins_with_article(const char *words, size_t len, const struct leads *leads)
{
    for (const char *const *article = leads->articles; *article; article++) {
        size_t width = strlen(*article);
        bool elided = (unsigned char)(*article)[width - 1] >= 0x80 || (*article)[width - 1] == '\'';
        if (width < len && memcmp(words, *article, width) == 0 && (elided || words[width] == ' '))
            return true;
    }
    return false;
}

size_t lead_of_words(const char *words, size_t len, const char *lang)
{
    const struct leads *leads = leads_in(lang);

    if (len == 0 || !glyph_is_upper(glyph_first(words, len)))
        return 0;
    if (begins_with_article(words, len, leads))
        return len <= BODY_BYTES && words[len - 1] == ',' && !memchr(words, ',', len - 1) ? len - 1 : 0;
    size_t phrase = phrase_at(words, len, leads->phrases);
    return with_followers(words, len, phrase ? phrase : first_words(words, len, leads), leads);
}

static bool is_marked(const struct delta_op *op, const char *mark)
{
    for (size_t i = 0; i < attributes_count(op->attributes); i++)
        if (strncmp(attributes_at(op->attributes, i).key, mark, 4) == 0)
            return true;
    return false;
}

/* Where the first `bytes` of the words without insertions end in the text. */
static size_t place_in(const struct delta *text, size_t bytes, bool all)
{
    for (size_t i = 0; bytes > 0 && i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        if (!all && is_marked(op, "ins:"))
            continue;
        if (op->len_bytes > bytes)
            return op->at_bytes + bytes;
        bytes -= op->len_bytes;
        if (bytes > 0)
            continue;
        size_t end = op->at_bytes + op->len_bytes;
        for (bool replaced = is_marked(op, "del:"); replaced && ++i < text->count;
             end += text->ops[i].len_bytes)
            if (!is_marked(&text->ops[i], "ins:"))
                break;
        return end;
    }
    return 0;
}

size_t lead_of_text(const struct delta *text, const char *lang)
{
    struct buf words = BUF_EMPTY;

    for (size_t i = 0; i < text->count; i++)
        if (!is_marked(&text->ops[i], "ins:"))
            buf_add(&words, delta_op_bytes(text, &text->ops[i]), text->ops[i].len_bytes);
    bool all = words.len == 0; /* nobody but who proposes it has said anything */
    size_t lead = all ? lead_of_words(text->len_bytes ? text->bytes : "", text->len_bytes, lang)
                      : lead_of_words(words.bytes, words.len, lang);
    buf_clear(&words);
    return place_in(text, lead, all);
}
