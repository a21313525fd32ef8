/* What a country is called where its delegation's code stands in a text that is meant to be read, in which order, and back. */
#ifndef CONVERT_COUNTRY_H
#define CONVERT_COUNTRY_H

#include <stddef.h>

struct country_language;

#define COUNTRY_NAME_MAX 160 /* bytes; longer ones are no names */

/* The names in a language, by its tag ("pt-BR": those of "pt"); NULL where we have none. Static. */
const struct country_language *country_language(const char *tag);

/* In the languages of country_names.h; in others, and for what is no country's code, the code itself. Static, or `code`. */
const char *country_name(const char *code, const char *lang);

/* Delegations in the order of their names in a language, as it sorts: less than 0 where the left one comes first. One that is no country stands where
 * its code would as a name. In a language without names: by their codes. */
int country_compare(const char *left, const char *right, const char *lang);

/* The code of a delegation by its code, or by its name in any of those languages in any case and with or without accents and article, or by a
 * common short name ("EE.UU.", "UK", "UE", "G77"). NULL where nobody is called so, or two are. Static. Safe on every thread. */
const char *country_find(const char *name, size_t len);

#endif
