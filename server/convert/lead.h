/* The words that a paragraph of a resolution begins with and that are printed in italics: "*Recalling also* its resolution", "*Decides* to remain".
 *
 * A lead is, in English, Spanish, French and Portuguese, a phrase of the list ("Taking note", "Teniendo presente"), else the first word, with the
 * next one where it is an adverb ("Deeply concerned"); and what goes on behind ("also", "with appreciation"). The name of the body that speaks,
 * which begins with an article and ends with a comma ("The General Assembly,"), is one as a whole. In other languages it is the first word, where
 * that has a capital. A paragraph that begins with anything else has none. client-web/src/draft/lead.ts has the same lists;
 * protocol/vectors/leads.json holds both to the same cases.
 */
#ifndef CONVERT_LEAD_H
#define CONVERT_LEAD_H

#include <stddef.h>

#include "text/delta.h"

/* Bytes at the front of words in a language that are their lead; 0: they have none. Borrows. */
size_t lead_of_words(const char *words, size_t len, const char *lang);

/* The same of a text with proposals: up to where in its bytes its lead goes. That of the words that nobody proposes counts, and what is proposed
 * within it, or to replace its end, belongs to it. */
size_t lead_of_text(const struct delta *text, const char *lang);

#endif
