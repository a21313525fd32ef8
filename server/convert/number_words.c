#include "convert/number_words.h"

#include <stddef.h>
#include <string.h>

/* As client-web/src/draft/number_words.ts has them. */
static const struct number_words vocabulary[] = {
    {"en", "[deleted]", "formerly"},
    {"es", "[suprimido]", "antes"},
    {"fr", "[supprim\xc3\xa9]", "ancien"},
    {"pt", "[suprimido]", "antes"},
};

const struct number_words *number_words(const char *lang)
{
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
        if (lang && strncmp(lang, vocabulary[i].lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            return &vocabulary[i];
    return &vocabulary[0];
}
