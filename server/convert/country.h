/* Names of countries for the brackets of an exported document. The page has the browser's names; a server has none, so the countries of
 * the Americas are here, in Spanish and English. */
#ifndef CONVERT_COUNTRY_H
#define CONVERT_COUNTRY_H

/* The name of an ISO 3166-1 alpha-2 code in a language (a BCP 47 tag); the code itself where there is no name for it. Static, or `code`. */
const char *country_name(const char *code, const char *lang);

#endif
