#include "convert/number_words.h"

#include "text/locale.h"

/* As client-web/src/draft/number_words.ts has them. */
static const struct number_words vocabulary[LOCALE_COUNT] = {
    [LOCALE_EN] = {"[deleted]", "formerly"},
    [LOCALE_ES] = {"[suprimido]", "antes"},
    [LOCALE_FR] = {"[supprimé]", "ancien"},
    [LOCALE_PT] = {"[suprimido]", "antes"},
};

const struct number_words *number_words(const char *lang)
{
    return &vocabulary[locale_of(lang)];
}
