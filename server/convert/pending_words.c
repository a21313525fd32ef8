#include "convert/pending_words.h"

#include <stdbool.h>
#include <string.h>

#include "text/locale.h"

/* Longer ones before those that they begin with; the first of a language stands for those of others. */
static const struct {
    const char *words;
    enum locale locale;
} all[] = {{"pending only", LOCALE_EN},      {"pending agreement of", LOCALE_EN},
           {"pending", LOCALE_EN},           {"pendiente solo de", LOCALE_ES},
           {"solo pendiente de", LOCALE_ES}, {"pendiente de", LOCALE_ES},
           {"pendiente", LOCALE_ES},         {"en attente uniquement:", LOCALE_FR},
           {"en attente:", LOCALE_FR},       {"pendente apenas de", LOCALE_PT},
           {"pendente de", LOCALE_PT},       {"pendente", LOCALE_PT}};

#define COUNT (sizeof all / sizeof *all)

const char *pending_words_find(const char *folded)
{
    for (size_t i = 0; i < COUNT; i++) {
        size_t len = strlen(all[i].words);
        if (strncmp(folded, all[i].words, len) == 0 && folded[len] == ' ')
            return all[i].words;
    }
    return NULL;
}

const char *pending_words_in(const char *note, const char *lang)
{
    const char *first = NULL;
    bool known = false;

    for (size_t i = 0; note && i < COUNT; i++) {
        bool same = strcmp(note, all[i].words) == 0, fits = all[i].locale == locale_of(lang);
        if (same && fits)
            return all[i].words;
        known = known || same;
        if (fits && !first)
            first = all[i].words;
    }
    return known ? first : NULL;
}
