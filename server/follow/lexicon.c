#include "follow/lexicon.h"

#include <string.h>

const struct lexicon *lexicon_of(const char *lang)
{
    static const struct lexicon *const all[] = {&lexicon_es, &lexicon_en, &lexicon_fr, &lexicon_pt};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strncmp(lang, all[i]->lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            return all[i];
    return NULL;
}
