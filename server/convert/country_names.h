/* What countries are called in the languages that drafts are suggested in (client-web/src/ui/language_tags.ts), as Unicode's CLDR has it, and in which
 * order they stand there. Generated: see convert/country_names.mjs. Read through convert/country.h. */
#ifndef CONVERT_COUNTRY_NAMES_H
#define CONVERT_COUNTRY_NAMES_H

#include <stdint.h>

#define COUNTRY_COUNT     252 /* of ISO 3166, Kosovo, the European Union and the United Nations */
#define COUNTRY_LANGUAGES 30

/* Two letters, in their own order. */
extern const char country_codes[COUNTRY_COUNT][3];

struct country_language {
    const char *tag;
    const char *own;          /* what the language calls itself, as a heading: "Français" */
    const char *const *names; /* in the order of the codes */
    const uint8_t *order;     /* the places of the codes, in the order of the names */
};

extern const struct country_language country_languages[COUNTRY_LANGUAGES];

#endif
