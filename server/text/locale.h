/* The languages in which the server itself has words: of exported files, minutes and comparisons. What is indexed by `enum locale` has them all;
 * docs/translating.md says what one more language takes. */
#ifndef TEXT_LOCALE_H
#define TEXT_LOCALE_H

enum locale { LOCALE_EN, LOCALE_ES, LOCALE_FR, LOCALE_PT, LOCALE_COUNT };

/* Of a language tag, "pt-BR"; English where it is another language or NULL. */
enum locale locale_of(const char *lang);

#endif
