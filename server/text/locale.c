#include "text/locale.h"

#include <stddef.h>
#include <strings.h>

enum locale locale_of(const char *lang)
{
    static const char *const tags[LOCALE_COUNT] = {
        [LOCALE_EN] = "en", [LOCALE_ES] = "es", [LOCALE_FR] = "fr", [LOCALE_PT] = "pt"};

    for (size_t i = 0; lang && i < LOCALE_COUNT; i++)
        if (strncasecmp(lang, tags[i], 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            return (enum locale)i;
    return LOCALE_EN;
}
