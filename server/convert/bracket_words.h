/* The words that mean something in a bracket, in the languages of the Conference: for striking, for inserting, for alternatives, for a whole
 * paragraph; and those that say that it is a note. */
#ifndef CONVERT_BRACKET_WORDS_H
#define CONVERT_BRACKET_WORDS_H

#include "convert/stretch.h"

/* The bytes of such a word at the start of the stretch and of the blanks behind it; 0: it starts with none. */
size_t bracket_words_strike(const struct stretch *stretch);
size_t bracket_words_insert(const struct stretch *stretch);
size_t bracket_words_alternative(const struct stretch *stretch);

/* "all", "the paragraph", or nothing. */
bool bracket_words_mean_all(struct stretch stretch);

/* Notes of translators and editors, citations, "[sic]", "[...]", "[ ]": words that nobody contests. */
bool bracket_words_are_note(struct stretch content);

#endif
