/* Codes of delegations: "MX", "EU-27", "Côte d'Ivoire". Two delegations of a draft must not be taken for each other, so a code has one
 * spelling, and a new one that only looks like another is found. */
#ifndef TEXT_CODE_H
#define TEXT_CODE_H

#include <stdbool.h>

/* The one spelling: NFC, no blanks around, single spaces inside, two ASCII letters in upper case. Of valid UTF-8; borrows, the caller
 * frees. Empty where there were only blanks. */
char *code_normalise(const char *utf8);

/* Whether a reader may take one for the other: they differ in case alone, or in letters of other scripts or digits that are drawn like
 * Latin letters. True also where they are the same. Of valid UTF-8; borrows. */
bool code_looks_like(const char *code, const char *other);

#endif
