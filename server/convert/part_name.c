#include "convert/part_name.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

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
    static const char *const names[] = {"anexo",  "apendice",  "annex", "appendix",
                                        "annexe", "appendice", NULL};
    return is_first(text, len, names);
}

bool part_name_is_first(const char *text, size_t len)
{
    static const char *const names[] = {"capitulo", "titulo",    "seccion",  "parte",      "chapter",
                                        "section",  "part",      "chapitre", "partie",     "eje",
                                        "pilar",    "eixo",      "axe",      "componente", "pillar",
                                        "secao",    "preambulo", "preamble", "preambule",  NULL};
    return part_name_is_annex(text, len) || is_first(text, len, names);
}
