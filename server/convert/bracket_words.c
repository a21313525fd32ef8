#include "convert/bracket_words.h"

#include <stdlib.h>
#include <string.h>

#include "convert/glyph.h"
#include "text/fold.h"

static const char *const strike_words[] = {"del",       "del.",     "delete",    "deletion",  "supr",
                                           "supr.",     "suprimir", "supresion", "suprimase", "eliminar",
                                           "borrar",    "omitir",   "supprimer", "suppr.",    "suppression",
                                           "supressao", NULL};
static const char *const insert_words[] = {"ins", "ins.", NULL};
static const char *const alternative_words[] = {"alt",    "alt.",     "alternative", "alternativa", "opcion",
                                                "option", "variante", "opcao",       NULL};
static const char *const whole_words[] = {"",
                                          "all",
                                          "todo",
                                          "paragraph",
                                          "the paragraph",
                                          "entire paragraph",
                                          "the entire paragraph",
                                          "para",
                                          "this paragraph",
                                          "parrafo",
                                          "el parrafo",
                                          "todo el parrafo",
                                          "este parrafo",
                                          "paragraphe",
                                          "le paragraphe",
                                          "tout le paragraphe",
                                          "ce paragraphe",
                                          "paragrafo",
                                          "o paragrafo",
                                          "todo o paragrafo",
                                          "este paragrafo",
                                          "punto",
                                          "el punto",
                                          "este punto",
                                          NULL};

size_t bracket_words_strike(const struct stretch *stretch)
{
    return stretch_first_word(stretch, strike_words);
}

size_t bracket_words_insert(const struct stretch *stretch)
{
    return stretch_first_word(stretch, insert_words);
}

size_t bracket_words_alternative(const struct stretch *stretch)
{
    return stretch_first_word(stretch, alternative_words);
}

bool bracket_words_mean_all(struct stretch stretch)
{
    char *words = stretch_fold(stretch);
    bool all = word_is_one_of(words, whole_words);
    free(words);
    return all;
}

static bool starts_with_one_of(const char *words, const char *const *list)
{
    for (; *list; list++)
        if (strncmp(words, *list, strlen(*list)) == 0)
            return true;
    return false;
}

bool bracket_words_are_note(struct stretch content)
{
    static const char *const openings[] = {
        "nota",        "note",        "n. de",      "n. del",   "n.b",    "traduccion",
        "translat",    "traducido",   "traduction", "traducao", "voir ",  "original:",
        "original en", "original in", "see ",       "ver ",     "vease",  "cf.",
        "http",        "sic",         "plenaria:",  "fin de",   "end of", "firma",
        "signed",      "inaudible",   "page ",      "pagina ",  NULL};
    content = stretch_trim(content);
    bool letters = false;
    for (const char *here = stretch_at(&content), *end = here + stretch_len(&content);
         here < end && !letters;)
        letters = glyph_is_letter(glyph_next(&here, end));
    if (!letters)
        return true;
    char *words = text_fold(stretch_at(&content), stretch_len(&content) < 24 ? stretch_len(&content) : 24);
    bool note =
        starts_with_one_of(words, openings) || word_is_one_of(words, (const char *const[]){"sic", NULL});
    free(words);
    /* "A/RES/73/195": a symbol, or "Smith 2003, 12": no blank and a digit */
    bool symbol = memchr(stretch_at(&content), '/', stretch_len(&content)) &&
                  !memchr(stretch_at(&content), ' ', stretch_len(&content)) &&
                  stretch_at(&content)[stretch_len(&content) - 1] >= '0' &&
                  stretch_at(&content)[stretch_len(&content) - 1] <= '9';
    return note || symbol;
}
