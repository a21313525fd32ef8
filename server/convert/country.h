/* What a country is called where its delegation's code stands in a text that is meant to be read, and back. */
#ifndef CONVERT_COUNTRY_H
#define CONVERT_COUNTRY_H

#include <stddef.h>

#define COUNTRY_NAME_MAX 80 /* bytes; longer ones are no names */

/* In Spanish, English or French; in other languages, and for what is no country's code, the code itself. Static, or `code`. */
const char *country_name(const char *code, const char *lang);

/* The code of a delegation by its code, or by its name in one of those languages in any case and with or without accents and article, or by a
 * common short name ("EE.UU.", "UK", "UE", "G77"). NULL where nobody is called so. Static. */
const char *country_find(const char *name, size_t len);

#endif
