#include "convert/part_name.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

bool part_name_is_first(const char *text, size_t len)
{
    static const char *const names[] = {"capitulo",   "titulo",  "seccion", "parte", "anexo",    "apendice",
                                        "chapter",    "section", "part",    "annex", "appendix", "chapitre",
                                        "partie",     "annexe",  "eje",     "pilar", "eixo",     "axe",
                                        "componente", "pillar",  "secao"};
    const char *blank = memchr(text, ' ', len);
    char *word = text_fold(text, blank ? (size_t)(blank - text) : len);
    bool found = false;
    for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
        found = strcmp(word, names[i]) == 0;
    free(word);
    return found;
}
