/* The order of names as a language sorts them, and how it joins them in a sentence: for those of the interface; others as in the Latin alphabet, joined by commas.
 * The page does the same by Intl; protocol/vectors/presence.json holds both together. */
#ifndef TEXT_ALPHABET_H
#define TEXT_ALPHABET_H

#include <stddef.h>

#include "base/buf.h"

/* Below 0 where `a` comes before `b`: by letters, whatever their case and accents; in Spanish ñ is a letter after n. Where the letters are the same, by the
 * bytes. Of valid UTF-8. */
int alphabet_compare(const char *lang, const char *a, const char *b);

/* Adds the names in the order given: "A, B y C", "A, B, and C". Nothing where there are none. */
void alphabet_join(struct buf *out, const char *lang, const char *const *names, size_t count);

#endif
