#include "convert/part_name.h"

#include <stdlib.h>
#include <string.h>

#include "convert/glyph.h"
#include "text/fold.h"

#define WORD_MIN    3 /* bytes */
#define WORD_MAX    24
#define OPENING_MAX 30 /* bytes */

/* Whether the first word is one of `names`, of which NULL is the last. */
static bool is_first(const char *text, size_t len, const char *const *names)
{
    const char *blank = memchr(text, ' ', len);
    char *word = text_fold(text, blank ? (size_t)(blank - text) : len);
    bool found = false;
    for (; !found && *names; names++)
        found = strcmp(word, *names) == 0;
    free(word);
    return found;
}

bool part_name_is_annex(const char *text, size_t len)
{
    static const char *const names[] = {"anexo",     "apendice",   "annex",   "appendix", "annexe",
                                        "appendice", "attachment", "adjunto", NULL};
    return is_first(text, len, names);
}

bool part_name_is_first(const char *text, size_t len)
{
    static const char *const names[] = {"capitulo", "titulo",     "seccion", "parte", "chapter", "section",
                                        "part",     "chapitre",   "partie",  "eje",   "pilar",   "eixo",
                                        "axe",      "componente", "pillar",  "secao", "area",    "preambulo",
                                        "preamble", "preambule",  NULL};
    return part_name_is_annex(text, len) || is_first(text, len, names);
}

bool part_name_is_option(const char *text, size_t len)
{
    static const char *const names[] = {"option",      "opcion",   "opcao", "alternative",
                                        "alternativa", "variante", "alt",   NULL};
    return is_first(text, len, names);
}

size_t part_name_ordinal(const char *text, size_t len)
{
    static const char *const words[] = {
        "primero", "primera", "primeiro",   "primeira",     "premier",  "premiere", "segundo",
        "segunda", "tercero", "tercera",    "terceiro",     "terceira", "cuarto",   "cuarta",
        "quarto",  "quarta",  "quinto",     "quinta",       "sexto",    "sexta",    "unico",
        "unica",   "unique",  "preliminar", "preliminaire", NULL};
    size_t end = 0;
    while (end < len && !strchr(" .:", text[end]))
        end++;
    bool over = end == len || text[end] != ' ';
    return over && is_first(text, end, words) ? end : 0;
}

bool part_name_is_subject(const char *text, size_t len)
{
    static const char *const words[] = {"Subject:", "Asunto:", "Objet:", "Objet :", "Assunto:"};
    bool found = false;
    for (size_t i = 0; !found && i < sizeof words / sizeof *words; i++) {
        size_t word = strlen(words[i]);
        found = len > word && memcmp(text, words[i], word) == 0;
    }
    return found;
}

bool part_name_is_opening(const char *text, size_t len)
{
    static const char *const names[] = {"exposicion de motivos",
                                        "expose des motifs",
                                        "exposicao de motivos",
                                        "explanatory memorandum",
                                        "introduccion",
                                        "introduction",
                                        "introducao",
                                        "antecedentes",
                                        "background"};
    bool found = false;
    if (len > OPENING_MAX)
        return false;
    char *words = text_fold(text, len);
    for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
        found = strcmp(words, names[i]) == 0;
    free(words);
    return found;
}

size_t part_name_numbered(const char *text, size_t len)
{
    const char *blank = memchr(text, ' ', len);
    size_t word = blank ? (size_t)(blank - text) : 0, at = word + 1;

    if (word < WORD_MIN || word > WORD_MAX || !glyph_is_upper(glyph_first(text, word)) ||
        !glyph_is_letter(glyph_last(text, word)))
        return 0;
    while (at < len && text[at] >= '0' && text[at] <= '9') { /* "4", "4/1", "1.2" */
        while (at < len && text[at] >= '0' && text[at] <= '9')
            at++;
        at += at + 1 < len && strchr("./-", text[at]) && text[at + 1] >= '0' && text[at + 1] <= '9';
    }
    if (at == word + 1)
        return 0;
    if (at == len)
        return word;
    if (at + 2 >= len)
        return 0;
    bool stop = strchr(".:", text[at]) && text[at + 1] == ' ';
    return stop || (text[at] == ' ' && memmem(text + at, len - at, ": ", 2)) ? word : 0;
}
